"""What a `robots.txt` allows. Pure.

https://www.rfc-editor.org/rfc/rfc9309: rules that cannot be read because of the server (5xx, no
answer, too many requests) forbid everything until they can; rules that are not there (any other
4xx) forbid nothing.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

AGENT = "openings"
"""The product token that rules for us name."""
LONGEST_CRAWL_DELAY = 10.0
"""Seconds: a `Crawl-delay`, which is no part of the standard, is kept up to this length."""
VALID_FOR = 24 * 3600.0
"""Seconds after which rules are read again."""
_MOST_BYTES = 500 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host. `crawl_delay` is in seconds."""

    parsed: Protego | None
    crawl_delay: float | None = None

    def allow(self, url: str) -> bool:
        """Whether we may fetch an address of that host. The rules themselves may always be read."""
        if self.parsed is None or urlsplit(url).path == "/robots.txt":
            return True
        return bool(self.parsed.can_fetch(url, AGENT))


def rules_in(status: int, body: bytes) -> Rules | None:
    """The rules that an answer to `/robots.txt` states, None where it forbids all for now."""
    if status >= 500 or status == 429:
        return None
    if not 200 <= status < 300:
        return Rules(None)
    parsed = Protego.parse(body[:_MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff"))
    delay = parsed.crawl_delay(AGENT)
    return Rules(parsed, None if delay is None else min(float(delay), LONGEST_CRAWL_DELAY))
