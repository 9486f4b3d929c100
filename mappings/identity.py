"""Identity: how boards and postings are named. Safe in a URL path, stable for ever.

A board is `source:token` or `source:token~site` (`greenhouse:stripe`,
`workday:nvidia~NVIDIAExternalCareerSite`); a region is part of the token (`lever:eu.acme`).
Bytes outside `[A-Za-z0-9._-]` are written `=XX`. Boards compare case-folded; the spelling that the
host needs is kept for requests. A posting is `source:board:source_id`, its `source_id` compared
exactly.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

MAX_SOURCE_ID_BYTES = 400
_SAFE = re.compile(r"[A-Za-z0-9._-]*")
_UNSAFE_BYTE = re.compile(rb"[^A-Za-z0-9._-]")
_ESCAPE = re.compile(rb"=([0-9A-F]{2})")
_BOARD_ID = re.compile(
    r"(?P<source>[a-z][a-z0-9_]*):(?P<token>(?:[A-Za-z0-9._-]|=[0-9A-F]{2})+)"
    r"(?:~(?P<site>(?:[A-Za-z0-9._-]|=[0-9A-F]{2})+))?"
)


class IdentityError(ValueError):
    """A text that was given as a board is none; the message says what one looks like."""


def escape(text: str) -> str:
    """Write every byte outside `[A-Za-z0-9._-]` as `=XX` (its UTF-8 code in hexadecimal)."""
    if _SAFE.fullmatch(text):
        return text
    raw = text.encode("utf-8", "surrogatepass")
    return _UNSAFE_BYTE.sub(lambda m: b"=%02X" % m[0][0], raw).decode("ascii")


def unescape(text: str) -> str:
    """Undo `escape`."""
    raw = _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), text.encode("ascii"))
    return raw.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Board:
    """One company's careers site on one ATS, in the spelling that the host needs."""

    source: str
    token: str
    site: str | None = None
    host: str | None = field(default=None, compare=False)
    """The host that answers, where it cannot be computed from the token. No part of identity."""

    @property
    def id(self) -> str:
        """The board's identity: case-folded and escaped."""
        return self._written(str.casefold)

    @property
    def spelling(self) -> str:
        """The same text with the letters as the host spells them."""
        return self._written(str)

    def _written(self, fold: Callable[[str], str]) -> str:
        site = f"~{escape(fold(self.site))}" if self.site else ""
        return f"{self.source}:{escape(fold(self.token))}{site}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `source:token` or `source:token~site`.

        Raises `IdentityError` for any other text.
        """
        match = _BOARD_ID.fullmatch(text)
        if match is None:
            raise IdentityError(
                f"{text!r} is not a board: write source:token, such as greenhouse:stripe"
                " (characters other than letters, digits, '.', '_' and '-' as =XX)"
            )
        site = match["site"]
        return cls(match["source"], unescape(match["token"]), unescape(site) if site else None)


def posting_id(board: Board, source_id: str) -> str:
    """Name a posting: `source:board:source_id`; the tail of a long `source_id` is hashed."""
    escaped = escape(source_id)
    if len(escaped) > MAX_SOURCE_ID_BYTES:
        digest = hashlib.sha256(source_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        escaped = f"{escaped[: MAX_SOURCE_ID_BYTES - len(digest) - 1]}.{digest}"
    return f"{board.id}:{escaped}"
