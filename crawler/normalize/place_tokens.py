"""Cuts a place string into the parts that name places, and each part into its names.

"Austin, TX; Remote - Berlin" has the parts "Austin, TX" and "Berlin", with the names "Austin" and
"TX", and "Berlin". Words about the way of working, offices, streets and numbers name no place.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.normalize.place_noise import (
    spelt_out,
    stripped,
    without_noise,
    without_remarks,
    without_street,
)
from crawler.normalize.text import visible
from crawler.normalize.workplace import WORKING_MODE
from reference.countries import country_coded, country_named, sovereign, without_inversions
from reference.macro_regions import macro_region, metropolitan_area
from reference.places import Namesake, cities_coded, cities_named
from reference.regions import county_named, region_around, region_coded, regions_named

# "Bosnia and Herzegovina" is one name; the conjunction is hidden while lists are split.
_ONE_NAME = re.compile(
    r"\b(bosnia|trinidad|antigua|newfoundland|jammu|andaman|turks|kitts|vincent|tyne|castil(?:e|la)"
    r"|perth|argyll|dumfries|redcar"
    r"|tom[eé]|freie|wallis|kensington|hammersmith|brighton|schleswig|middle east|central|daman"
    r"|dadra)\s+(and|und|y|et|e|&)\s+",
    re.IGNORECASE,
)
_HIDDEN_AND = "\x00"
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_NAME_IN_BRACKETS = re.compile(r"([^\W\d_][\w.'-]{0,40}(?: [\w.'-]{1,40})?) \(([^()\d]{2,15})\)")
_BRAZILIAN = re.compile(r"([^\W\d_][^,;|/\n]{0,60})/([A-Z]{2})(?=\s*(?:$|[,;|)\n]|\s-))")
_LIST = re.compile(
    r"\s*(?:[;|•·●▪■◦‣∙¦\uff5c\uff1b\uff0f\n/+]"
    r"|,?\s(?:and/or|or|and|oder|und|ou|et|y|e|o|och|og|eller|lub|nebo|l|tai|vagy|veya|ya da|sau"
    r"|arba|ili|vai|v\u00f5i|alebo|ali|\u0438\u043b\u0438|\u0430\u0431\u043e|\u03ae)\s|\s&\s)\s*"
)
_NAMES = re.compile(
    r"\s*(?:[,:()\[\]\u3001\uff0c]|\s[-\u2013\u2014]+\s?|[-\u2013\u2014]+\s|(?<=\w{3})\.\s)\s*"
)
_VAGUE = re.compile(
    r"(?:east|west|gulf)\s+coast|central|(?:central|(?:north|south|east|west)(?:ern)?)\s+region",
    re.IGNORECASE,
)
"""Parts of a country that are divisions of other countries by name."""

_DISTRICT = re.compile(r"\b(?:county|parish|landkreis|kreis)\b", re.IGNORECASE)

_LEADING_CODE = re.compile(r"^([A-Z]{2,3})[\s\-]+(?=\w)")
_TRAILING_CODE = re.compile(r"(?<=\w)[\s\-]+([A-Z]{2,3})$")
_ONLY_COUNTRIES = frozenset({"US", "USA", "UK"})
"""Codes that nothing else is called by, whatever follows them ("US Sales Team")."""

_LARGE = 200_000
"""A city named within a longer name ("SeaWorld Orlando") counts from this size on."""

_IN_COMPANY_NAMES = frozenset({"america", "us", "georgia", "jordan", "chad"})

_EAST_ASIAN = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")
_UNITS = re.compile(
    r"(?:특별자치도|특별시|광역시|特别行政区|自治区|[省市區区縣县都府道県町村시도군구])+"
)
"""Kinds of divisions as they follow names in Chinese, Japanese and Korean."""

_LONGEST_UNSPACED = 8
_LONGEST_NAME = 100
"""Characters: what is longer is a sentence, and searched for no names."""


@lru_cache(maxsize=512)
def parts(text: str) -> tuple[str, ...]:
    """The parts of a list of places, as written."""
    text = without_remarks(visible(text))
    if "(" in text:
        text = _IN_BRACKETS.sub(lambda match: match[0].replace("/", ","), text)
        text = _NAME_IN_BRACKETS.sub(_as_one_name, text)
    if "/" in text:
        text = _BRAZILIAN.sub(_with_state, text)
    text = _ONE_NAME.sub(rf"\1{_HIDDEN_AND}\2{_HIDDEN_AND}", text)
    found = (_balanced(part.replace(_HIDDEN_AND, " ").strip()) for part in _LIST.split(text))
    return tuple(dict.fromkeys(" ".join(part.split()) for part in found if part))


def _balanced(part: str) -> str:
    """ "Remote (UK)" and "Ireland" out of "Remote (UK" and "Ireland)", the parts of a list."""
    missing = part.count("(") - part.count(")")
    if missing == 0:
        return part
    return f"{part})" if missing > 0 else part.rstrip(") ")


@lru_cache(maxsize=2048)
def names(part: str) -> tuple[str, ...]:
    """The names within one part, in order, without repeats and words that name no place."""
    part = WORKING_MODE.sub(" , ", without_inversions(spelt_out(part)))
    found: dict[str, None] = {}
    for token in _NAMES.split(part):
        for name in _cut(without_street(stripped(token))):
            found.setdefault(name)
    return _without_sovereigns(_without_codes_of_cities(tuple(found)))


@lru_cache(maxsize=8192)
def is_known(name: str) -> bool:
    """Whether a name means some place at all."""
    return bool(
        country_named(name)
        or is_code(name)
        or regions_named(name)
        or county_named(name)
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


def _as_one_name(match: re.Match[str]) -> str:
    """ "Frankfurt (Oder)" is the name of one city."""
    name = f"{match[1]} {match[2]}"
    return name if any(one.main for one in cities_named(name)) else match[0]


def _with_state(match: re.Match[str]) -> str:
    """ "Recife/PE" is a city of Brazil with its state."""
    state = region_coded("BR", match[2])
    lies_there = state is not None and any(
        (one.city.country, one.city.region) == ("BR", state.geonames)
        for one in cities_named(match[1].strip())
    )
    return f"{match[1]}, {match[2]}" if lies_there else match[0]


def _without_codes_of_cities(found: tuple[str, ...]) -> tuple[str, ...]:
    """The names without codes of airports of cities named beside them: "Bengaluru (BLR)"."""
    codes = [name for name in found if len(name) == 3 and looks_like_code(name)]
    if not codes or len(found) == 1:
        return found
    named = {one.city.id for name in found for one in cities_named(name) if name not in codes}
    said = {code for code in codes if named & {city.id for city in cities_coded(code)}}
    return tuple(name for name in found if name not in said)


def _without_sovereigns(found: tuple[str, ...]) -> tuple[str, ...]:
    """The names without the state beside one of its territories: "Hong Kong, China"."""
    countries = {name: code for name in found if (code := country_named(name) or _coded(name))}
    if len(countries) != 2:
        return found
    over = {sovereign(code) for code in countries.values()}
    return tuple(name for name in found if countries.get(name) not in over - {None})


def _coded(name: str) -> str | None:
    return country_coded(name) if looks_like_code(name) else None


def _cut(token: str) -> tuple[str, ...]:
    """A token as the names that it holds: itself if known, else without codes, noise, numbers."""
    if not token or _VAGUE.fullmatch(token):
        return ()
    if is_known(token):
        return (token,)
    if _EAST_ASIAN.match(token) and (found := _cut_script(token)):
        return found
    bare = without_noise(token)
    if bare != token:
        return _cut(bare)
    if len(token) > _LONGEST_NAME or is_district(token):
        return (token,)
    return _cut_codes(token) or _cut_hyphens(token) or _cut_city(token) or (token,)


def _cut_codes(token: str) -> tuple[str, ...]:
    """A code at either end beside a known name: "Boise ID", but not "Acme AB" or "OR Nurse"."""
    for pattern in (_TRAILING_CODE, _LEADING_CODE):
        match = pattern.search(token)
        if match is None or not (is_code(match[1]) or region_around("IT", match[1])):
            continue
        if pattern is _TRAILING_CODE:
            others = _cut(token[: match.start()])
            found = (*others, match[1])
        else:
            others = _cut(token[match.end() :])
            found = (match[1], *others)
        if match[1] in _ONLY_COUNTRIES or any(map(is_known, others)):
            return found
    return ()


def _cut_script(token: str) -> tuple[str, ...]:
    """The names at the head of an unspaced address, each within the one before: "福岡県福岡市"."""
    text = token.replace(" ", "").replace("臺", "台")
    found: list[str] = []
    while text:
        sizes = range(min(len(text), _LONGEST_UNSPACED), 1, -1)
        size = next((size for size in sizes if is_known(text[:size])), None)
        if size is None or (found and not _lies_within(text[:size], found[-1])):
            break
        found.append(text[:size])
        units = _UNITS.match(text, size)
        text = text[units.end() if units else size :]
    return tuple(found)


def _lies_within(name: str, outer: str) -> bool:
    """Whether a place of the first name lies in a country or region of the second."""
    countries = {country_named(outer)} - {None}
    divisions = {one[:2] for one in regions_named(outer)}
    divisions |= {(city.country, city.region) for city, _ in cities_named(outer)}
    inner = {one[:2] for one in regions_named(name)}
    inner |= {(city.country, city.region) for city, _ in cities_named(name)}
    return any(one in divisions or one[0] in countries for one in inner)


def _cut_hyphens(token: str) -> tuple[str, ...]:
    """All pieces if each is known, else a large city ahead: "Lyon-Confluence"."""
    pieces = re.split(r"[-\u2013]", token)
    if len(pieces) > 1 and all(is_known(piece) for piece in pieces):
        return tuple(pieces)
    if len(pieces) == 2 and _is_large(cities_named(pieces[0])):
        # "Pune-EON Park" is a building there; "London-wide sales" is no place.
        return (pieces[0],) if " " not in token or pieces[1][:1].isupper() else ()
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
    return _is_large(found) and found[0].main


def _is_large(found: Sequence[Namesake]) -> bool:
    return bool(found) and found[0].city.population >= _LARGE
