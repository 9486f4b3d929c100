"""Web addresses: what may be served, and when two of them are the same page."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from pydantic_core import SchemaValidator, core_schema

# What pydantic's HttpUrl accepts, in a quarter of the time: no object of its own is made.
_HTTP_URL = SchemaValidator(
    core_schema.url_schema(allowed_schemes=["http", "https"], max_length=2083)
)

# Parameters that tell where a reader came from, never what the page is.
_TRACKING = re.compile(
    r"utm_\w+|gh_src|lever-(?:source|origin|via)(?:\[\])?|lever_source|ashby_src|fbclid|gclid"
    r"|gbraid|wbraid|msclkid|mc_[ce]id|_ga|_gl|igshid|li_fat_id|trk|trackingid|yclid|ttclid|_hs\w+"
    r"|mkt_tok|iis|iisn|icid|refid|rx_\w+|__jvst|__jvsd|jobboardsource",
    re.IGNORECASE,
)

# Some boards paste a parameter into another: `?t=gh_src=&gh_jid=7`.
_EMPTY_JUNK = re.compile(r"(?:gh_src|lever-source|utm_\w+)=?.*", re.IGNORECASE)

_PLAIN = re.compile(
    r"(https?://[a-zA-Z0-9.-]+(?::\d+)?/[a-zA-Z0-9/._~%-]*)(?:\?([a-zA-Z0-9/._~%&=+-]*))?"
)
"""Most addresses: host, path and parameters without characters that are read in several ways."""

_ROUTE = re.compile(r"[!/]")
"""A fragment that starts so is the route of a page built in the browser: it holds the identity."""


def web_address(value: str | None) -> str | None:
    """The absolute http or https address without tracking parameters; null for anything else.

    Parameters and fragments that can carry the identity of a page stay (`gh_jid`, `#/jobs/7`), and
    so does the source's spelling where nothing is removed. `javascript:`, relative and host-less
    addresses are null: only links that a browser may follow are served.
    """
    plain = _PLAIN.fullmatch(value or "")
    if plain is not None:
        kept = _telling(plain[2] or "")
        address = f"{plain[1]}?{kept}" if kept else plain[1]
        return address if is_http_url(address) else None
    parts = _split(value)
    if parts is None:
        return None
    fragment = "" if _is_tracking(parts.fragment) else parts.fragment
    address = urlunsplit(parts._replace(query=_telling(parts.query), fragment=fragment)).strip()
    return address if is_http_url(address) else None


@lru_cache(maxsize=1024)
def is_http_url(value: str) -> bool:
    """Whether a text is an absolute http or https address. It is asked where one is read, and
    again where the posting is made."""
    return _HTTP_URL.isinstance_python(value)


def canonical_key(url: str | None) -> str | None:
    """A key that is equal for two spellings of one page; never for fetching.

    Scheme, `www.`, a default port, the order of parameters, tracking, a trailing slash and plain
    fragments do not count. A `gh_jid` that repeats the last part of the path does not either.
    """
    address = web_address(url)
    if address is None:
        return None
    parts = urlsplit(address)
    path = quote(re.sub(r"/{2,}", "/", parts.path).rstrip("/"), safe="/%:@!$&'()*+,;=~-._")
    last = path.rpartition("/")[2]
    pairs = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair != ("gh_jid", last)
    ]
    route = f"#{parts.fragment.rstrip('/')}" if _ROUTE.match(parts.fragment) else ""
    query = f"?{urlencode(sorted(pairs))}" if pairs else ""
    return f"{_host(parts)}{path}{query}{route}"


def _split(value: str | None) -> SplitResult | None:
    """The parts of an http address; null where it is none. Characters that browsers drop go."""
    text = re.sub(r"[\x00-\x1f\x7f]", "", value or "").strip()
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return None
    if parts.username is not None or any(char.isspace() for char in parts.netloc):
        return None
    return parts


def _telling(query: str) -> str:
    """The parameters that can tell which page it is."""
    return "&".join(part for part in query.split("&") if part and not _is_tracking(part))


def _is_tracking(part: str) -> bool:
    name, _, rest = part.partition("=")
    return _TRACKING.fullmatch(name) is not None or (
        name == "t" and _EMPTY_JUNK.fullmatch(rest) is not None
    )


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removeprefix("www.")
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return host if parts.port in {None, default} else f"{host}:{parts.port}"
