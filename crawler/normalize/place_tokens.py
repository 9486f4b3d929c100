"""Cuts a place string into the parts that name places, and each part into its names.

"Austin, TX; Remote - Berlin" has the parts "Austin, TX" and "Berlin", with the names "Austin" and
"TX", and "Berlin". Words about the way of working, offices, streets and numbers name no place.
"""

import re

from crawler.normalize.text import visible
from crawler.normalize.workplace import WORKING_MODE
from reference.countries import country_coded, country_named, without_inversions
from reference.macro_regions import macro_region, metropolitan_area
from reference.places import cities_named
from reference.regions import region_coded, regions_named

_ABBREVIATIONS = (
    (re.compile(r"\bU\.\s?S\.\s?A\b\.?"), "USA"),
    (re.compile(r"\bU\.\s?S\b\.?"), "US"),
    (re.compile(r"\bLA(?=,?\s+(?:CA|California)\s*(?:$|[;|/()]|,\s*U))"), "Los Angeles"),
    (re.compile(r"\bU\.\s?K\b\.?"), "UK"),
    (re.compile(r"\bD\.\s?C\b\.?"), "DC"),
    (re.compile(r"\bU\.\s?A\.\s?E\b\.?"), "UAE"),
    (re.compile(r"\b(St|Ft|Mt|Ste)\.\s?(?=\w)"), r"\1 "),
    (re.compile(r",\s*City of\b(?=\s*(?:$|[,;|)]))"), ""),
    (re.compile(r"^\s*([A-Z]{2,3})\.([A-Z]{2,3})\.(?=\w)"), r"\1, \2, "),
    (re.compile(r"^\s*([A-Z]{2,3})\.(?=[A-Z][a-z])"), r"\1, "),
)

# "Bosnia and Herzegovina" is one name; the conjunction is hidden while lists are split.
_ONE_NAME = re.compile(
    r"\b(bosnia|trinidad|antigua|newfoundland|jammu|andaman|turks|kitts|vincent|tyne|castile|dadra"
    r"|tom[eé]|freie|wallis|kensington|hammersmith|brighton|schleswig|middle east|central|daman)"
    r"\s+(and|und|&)\s+",
    re.IGNORECASE,
)
_HIDDEN_AND = "\x00"
_SLASH_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_LIST = re.compile(r"\s*(?:[;|•·\n/+]|,?\s(?:or|and|oder|und|ou|et|y)\s|\s&\s)\s*")
_NAMES = re.compile(
    r"\s*(?:[,:()\[\]\u3001\uff0c]|\s[-\u2013\u2014]+\s?|[-\u2013\u2014]+\s|(?<=\w{3})\.\s)\s*"
)
_EDGE = " \t-\u2013\u2014.*#'\"_~>@"

_NUMBER = re.compile(r"^[#\d][\w\-\u2013]*$|^\w*\d[\w\-\u2013]*$")
_STREET_END = re.compile(
    r"^\d.*\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|way|highway|hwy|parkway"
    r"|pkwy|court|ct|place|pl|square|sq|suite|ste|floor|fl|circle|plaza|terrace|trail|pike)\b\.?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b(?:no\s+office|head\s?office|headquarters?|hq|offices?|campus|branch|site|hub|studio|warehouse|store"
    r"|metro(?:politan)?|area|greater|downtown|central\s+office|data\s?cent(?:er|re)|locations?"
    r"|tbd|tba|multiple|various|several|all|any|other|flexible|field|based|only|preferred|region"
    r"|within|near|your|the|in|at|from|position|role|eligible|home|country|cities|city\s+center"
    r"|main|corporate|global|open\s+to|will\s+consider|nationwide|countrywide|unspecified"
    r"|not\s+specified|none|unknown|travel(?:l?ing)?|show|unit|sales"
    r"|(?:east|west|gulf)\s+coast|midwest(?:ern)?)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"(?:east|west|gulf)\s+coast|central", re.IGNORECASE)
"""Parts of a country that are divisions of other countries by name."""

_DISTRICT = re.compile(r"\b(?:county|parish|landkreis|kreis)\b", re.IGNORECASE)

_LEADING_CODE = re.compile(r"^([A-Z]{2,3})[\s\-]+(?=\w)")
_TRAILING_CODE = re.compile(r"(?<=\w)[\s\-]+([A-Z]{2,3})$")
_LARGE = 200_000
"""A city named within a longer name ("SeaWorld Orlando") counts from this size on."""

_IN_COMPANY_NAMES = frozenset({"america", "us", "georgia", "jordan", "chad"})

_JAPANESE_DIVISION = re.compile(r"(東京都|北海道|(?:京都|大阪)府|[^\W\d_]{2,3}県)")


def parts(text: str) -> tuple[str, ...]:
    """The parts of a list of places, as written."""
    text = visible(text)
    text = _SLASH_IN_BRACKETS.sub(lambda match: match[0].replace("/", ","), text)
    text = _ONE_NAME.sub(rf"\1{_HIDDEN_AND}\2{_HIDDEN_AND}", text)
    found = (part.replace(_HIDDEN_AND, " ").strip() for part in _LIST.split(text))
    return tuple(" ".join(part.split()) for part in found if part)


def names(part: str) -> tuple[str, ...]:
    """The names within one part, in order, without repeats and words that name no place."""
    for pattern, replacement in _ABBREVIATIONS:
        part = pattern.sub(replacement, part)
    part = WORKING_MODE.sub(" , ", without_inversions(part))
    found: dict[str, None] = {}
    for token in _NAMES.split(part):
        for name in _cut(_without_street(token.strip(_EDGE))):
            found.setdefault(name)
    return tuple(found)


def is_known(name: str) -> bool:
    """Whether a name means some place at all."""
    return bool(
        country_named(name)
        or is_code(name)
        or regions_named(name)
        or macro_region(name)
        or metropolitan_area(name)
        or cities_named(name)
    )


def is_code(name: str) -> bool:
    """Whether a name is the code of a country, or of a region that needs no country beside it."""
    if not looks_like_code(name):
        return False
    return bool(
        country_coded(name) or any(region_coded(one, name) for one in ("US", "CA", "AU", "IN"))
    )


def looks_like_code(name: str) -> bool:
    """Whether a name is two or three capitals: a code of something, be it known or not."""
    return 2 <= len(name) <= 3 and name.isascii() and name.isupper()


def is_district(name: str) -> bool:
    """Whether the name says that it is a county: no city, though cities are called alike."""
    return _DISTRICT.search(name) is not None


def _cut(token: str) -> tuple[str, ...]:
    """A token as the names that it holds: itself if known, else without codes, noise, numbers."""
    if not token or _VAGUE.fullmatch(token):
        return ()
    if is_known(token) or is_district(token):
        return (token,)
    if division := _JAPANESE_DIVISION.match(token):
        return (division[1],)
    bare = " ".join(word for word in token.split() if not _NUMBER.match(word))
    bare = " ".join(_NOISE.sub(" ", bare).split()).strip(_EDGE)
    if bare != token:
        return _cut(bare)
    return _cut_codes(token) or _cut_hyphens(token) or _cut_city(token) or (token,)


def _cut_codes(token: str) -> tuple[str, ...]:
    for pattern in (_TRAILING_CODE, _LEADING_CODE):
        match = pattern.search(token)
        if match is not None and is_code(match[1]):
            if pattern is _TRAILING_CODE:
                return (*_cut(token[: match.start()]), match[1])
            return (match[1], *_cut(token[match.end() :]))
    return ()


def _cut_hyphens(token: str) -> tuple[str, ...]:
    pieces = re.split(r"[-\u2013]", token)
    if len(pieces) > 1 and all(is_known(piece) for piece in pieces):
        return tuple(pieces)
    return ()


def _cut_city(token: str) -> tuple[str, ...]:
    """A country or large city at either end of a longer name, or a state at its end."""
    words = token.split(" ")
    for size in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:size]), " ".join(words[-size:])
        if _is_country(tail) or _is_state(tail) or _is_large_city(tail):
            return (tail,)
        if _is_country(head) or _is_large_city(head):
            return (head,)
    return ()


def _is_country(name: str) -> bool:
    return country_named(name) is not None and name.casefold() not in _IN_COMPANY_NAMES


def _is_state(name: str) -> bool:
    """A state or province whose name is no everyday word in another country's divisions."""
    return any(region.country in {"US", "CA"} for region in regions_named(name))


def _is_large_city(name: str) -> bool:
    found = cities_named(name)
    return bool(found) and found[0].main and found[0].city.population >= _LARGE


def _without_street(token: str) -> str:
    return _STREET_END.sub("", token).strip(_EDGE) if token[:1].isdigit() else token
