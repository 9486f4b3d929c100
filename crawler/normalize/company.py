"""Names, domains and requisition numbers of a hiring company."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from tldextract import TLDExtract

from crawler.normalize.text import clean, words

# What boards are called around the company's name. Words of other languages, and what may be part
# of a name, count only where a mark or a preposition sets them apart.
_BOARD = (
    r"(?:(?:external|internal|public|global|main|our|all)\s+)?"
    r"(?:job\s?boards?|careers?(?:\s+(?:page|site|portal|board|cent(?:er|re)|website|hub))?"
    r"|(?:current\s+|open\s+)?(?:job|career)\s+(?:openings|opportunities|listings|offers)"
    r"|jobs|karriere(?:seite|portal)?|stellen(?:portal|b\u00f6rse|angebote|markt)"
    r"|open\s+(?:positions|roles|jobs)|talent\s+(?:community|network|pool))"
)
_SET_APART = (
    rf"(?:{_BOARD}|(?:current\s+)?openings|opportunities|vacancies|hiring|join\s+(?:us|our\s+team)"
    r"|work(?:ing)?\s+with\s+us|we(?:'|\u2019)?re\s+hiring|offene\s+stellen|jobb\u00f6rse"
    r"|carri\u00e8res?|offres\s+d(?:'|\u2019)emploi|(?:nos\s+)?offres|recrutement|nous\s+rejoindre"
    r"|emplois|empleos?|trabaja\s+con\s+nosotros|ofertas\s+de\s+empleo|vagas|carreiras?"
    r"|trabalhe\s+conosco|vacatures|werken\s+bij|lavora\s+con\s+noi|offerte\s+di\s+lavoro|carriere"
    r"|lediga\s+jobb|karri\u00e4r|ledige\s+stillinger|oferty\s+pracy|kariera|praca"
    r"|\u63a1\u7528\u60c5\u5831|\u62db\u8058|\ucc44\uc6a9)"
)
_JOINED = rf"{_SET_APART}(?:\s*(?:&|\+|/|,|and|und|et)\s*{_SET_APART})*"
_MARK = r"\s*(?:\s[-\u2013\u2014]|[|:\u2022\u00b7])\s*"
_BOARD_SUFFIX = re.compile(
    rf"(?:(?:{_MARK})+{_JOINED}|\s+{_BOARD}(?:\s*(?:&|and|und)\s*{_BOARD})*"
    rf"|\s*[(\[]{_JOINED}[)\]]|\s+is\s+hiring!?|{_MARK})\s*\Z",
    re.IGNORECASE,
)
_BOARD_PREFIX = re.compile(
    rf"\A(?:{_JOINED}(?:{_MARK})"
    rf"|(?:{_SET_APART}|work|career|jobs?|trabalhe|trabaja|arbeiten)"
    r"\s+(?:at|@|with|bei|chez|en|na|no|bij|hos|w)\s+(?!us\b))",
    re.IGNORECASE,
)
_NO_NAME = re.compile(rf"(?:{_JOINED}|us)", re.IGNORECASE)
_TWICE = re.compile(rf"(.+?){_MARK}\1", re.IGNORECASE)

_PLACEHOLDER_IDS = words(
    """one multi multiple tbd tba tbc none null n/a na nil not-applicable not-available various
    evergreen see-opening-id pending unknown test placeholder to-be-determined to-be-confirmed
    to-be-announced no-id auto default undefined"""
)
_PLACEHOLDER_ID = re.compile(
    r"(?:(?:req|jr|job|id|r|#)[-_ #.]*)?(?:tb[adc]|n[./]?a\.?|none|null|0+|x+|[-_.?*#]+)",
    re.IGNORECASE,
)

_DOMAIN = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
)

# By the public suffix list that comes with the package: nothing is fetched, nothing cached.
_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def company_name(text: str | None) -> str | None:
    """The company's name without what makes it a board's title.

    "Acme Job Board", "Careers at Acme" and "Acme | Offene Stellen" give "Acme"; a name that would
    vanish stays as it is.
    """
    name = clean(text)
    return _company_name(name) if name else None


@lru_cache(maxsize=4_096)
def _company_name(name: str) -> str:
    while (shorter := _BOARD_PREFIX.sub("", _BOARD_SUFFIX.sub("", name)).strip()) != name:
        if not shorter or _NO_NAME.fullmatch(shorter):
            break
        name = shorter
    twice = _TWICE.fullmatch(name)
    return twice[1] if twice else name


def requisition_id(text: str | None) -> str | None:
    """The employer's own number of an opening; null for placeholders ("TBD", "MULTI", "N/A")."""
    value = clean(text)
    if value is None or value.casefold().replace(" ", "-") in _PLACEHOLDER_IDS:
        return None
    return None if _PLACEHOLDER_ID.fullmatch(value) else value


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
