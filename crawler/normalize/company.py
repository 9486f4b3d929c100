"""Names, domains and requisition numbers of a hiring company."""

import re
from urllib.parse import urlsplit

from tldextract import TLDExtract

from crawler.normalize.text import clean, words

# "Acme Job Board", "Careers at Acme", "Acme - Jobs": a board's title around the company's name.
_BOARD_SUFFIX = re.compile(
    r"(?:\s*[-\u2013|:]\s*|\s+)"
    r"(?:(?:external|internal|public|global|main)\s+)?"
    r"(?:job\s?boards?|careers?(?:\s+(?:page|site|portal|board|center|centre))?"
    r"|(?:current\s+)?(?:job|career)\s+(?:openings|opportunities|listings)"
    r"|jobs|open\s+(?:positions|roles))\s*$",
    re.IGNORECASE,
)
_BOARD_PREFIX = re.compile(
    r"^(?:careers?|jobs|job\s+openings|(?:current\s+)?openings|work|open\s+positions)\s+(?:at|@|with)\s+",
    re.IGNORECASE,
)

_PLACEHOLDER_IDS = words(
    """one multi multiple tbd tba tbc none null n/a na nil not-applicable various evergreen
    see-opening-id pending unknown test placeholder x xx xxx 0 00 000 - -- . ?"""
)

_DOMAIN = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)

# By the public suffix list that comes with the package: nothing is fetched, nothing cached.
_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def company_name(text: str | None) -> str | None:
    """The company's name without what makes it a board's title.

    "Acme Job Board" and "Careers at Acme" give "Acme"; a name that would vanish stays as it is.
    """
    name = clean(text)
    if name is None:
        return None
    while (shorter := _BOARD_PREFIX.sub("", _BOARD_SUFFIX.sub("", name)).strip()) != name:
        if not shorter:
            break
        name = shorter
    return name


def requisition_id(text: str | None) -> str | None:
    """The employer's own number of an opening; null for placeholders ("TBD", "MULTI", "N/A")."""
    value = clean(text)
    if value is None or value.casefold().replace(" ", "-") in _PLACEHOLDER_IDS:
        return None
    return value


def domain(text: str | None) -> str | None:
    """The lower-case host name of a domain or web address, without `www.` and port; else null."""
    value = clean(text)
    if value is None:
        return None
    try:
        host = urlsplit(value if "//" in value else f"//{value}").hostname or ""
        host = host.rstrip(".").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    host = host.removeprefix("www.")
    return host if _DOMAIN.fullmatch(host) else None


def registered_domain(text: str | None) -> str | None:
    """The part of a domain or web address that its owner registers ("acme.co.uk").

    Below a suffix that nobody knows these are the last two labels. Null as for `domain`.
    """
    host = domain(text)
    if host is None:
        return None
    return _SUFFIXES(host).top_domain_under_public_suffix or ".".join(host.split(".")[-2:])
