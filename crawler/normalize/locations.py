"""Places of work out of free text and structured addresses."""

import re
from collections.abc import Iterable
from functools import lru_cache

from crawler.normalize.combined_parts import combined_places
from crawler.normalize.place_lists import coded_cities, listed
from crawler.normalize.place_meanings import Kind, readings
from crawler.normalize.place_readings import Place, place
from crawler.normalize.place_tokens import is_known, looks_like_code, names, parts
from crawler.normalize.text import clean, words
from crawler.normalize.workplace import WORKING_MODE, workplace_from_location
from mappings.posting import Location, RemoteFrom
from reference.countries import british_nation, country_coded, country_named
from reference.folding import name_key
from reference.macro_regions import WORLDWIDE, macro_region, metropolitan_area
from reference.regions import Region, region_coded, region_named, regions_named
from reference.vocabularies import WorkplaceType

_NAME_LIKE = re.compile(
    r"[^\W\d_][^\W\d_.'\u2019\- ]*(?:[ .'\u2019\-]+[^\W\d_.'\u2019\- ]+){0,3}\.?"
)
# "Anywhere we hold a licence" is not the whole world: nothing else may stand beside the word.
_WHOLE_WORLD = frozenset({"anywhere", "worldwide", "world", "global", "globally"})
_REMOTE_BY_ITSELF = frozenset({"worldwide", "world wide"})
_EXCEPT = re.compile(
    r"\boutside\b|\banywhere\s+(?:but|except)\b|\btime[\s-]?zones?\b", re.IGNORECASE
)
_BESIDE_WORLD = words(
    "fully full 100 remote remotely remoto work working from wide in the on earth first only based"
)

_FACILITY = re.compile(
    r"\b(?:academy|airport|bank|building|cent(?:er|re)|clinic|club|college|company|corp|county|depot"
    r"|estate|factory|farms?|health|hospital|hotel|house|inc|industrial|industries|institute|land"
    r"|limited|llc|ltd|mall|medical|mill|office|park(?:way)?|plant|plaza|port|resort|restaurant|room"
    r"|school|services?|shop|square|station|team|terminal|tower|university|works|east|west|north"
    r"|south|coast|coastal|metro|suburbs?|rural|statewide|region|district|hub|group|global|hiring)\b",
    re.IGNORECASE,
)
_ALSO_OF_TOWNS = re.compile(r"\w+ (?:park|square|station|port|mills?|farms?)", re.IGNORECASE)
"""Facilities that towns are called after too: in front of region and country they are towns."""


def locations_from_text(text: str | None, country: str | None = None) -> tuple[Location, ...]:
    """Every place that one string names; none where it names none ("Remote", "2 Locations").

    `country` is the ISO alpha-2 code that the source declares for the place, if it does: it decides
    between namesakes and fills an open country of a single place. Fields that the string leaves
    open are null. `text` is the part of the string that names the place; a part that names one
    nobody knows has only that.

    - Lists split at `;` `|` `/` `&` `+`, bullets, line breaks, "or" and "and" (not "OR": Oregon).
    - Names of one part support each other: see `place_readings`. A lone city gets its country only
      if eight times as many people live there as in its largest namesake elsewhere.
    - Words about the way of working, offices, macro regions and counts of places are no places.
    - A city of no gazetteer counts in front of its region or country ("Elmwood, TX"); a code of a
      region or country never is a city.
    - A country or region that holds another place of the string is no place of its own.
    - Of a city and its part ("Kreuzberg, Berlin") the city counts, of a territory and its state
      ("Hong Kong, China") the territory.
    - Codes of airports count only where others of the string bear them out ("BLR, India").
    - Time zones, places left out ("non-US") and "+ 2 more" name nothing, nor do signs ("-").
    """
    if not any(map(str.isalnum, text or "")):
        return ()
    return _locations(_lines(text), country)


@lru_cache(maxsize=16384)
def _locations(text: str | None, country: str | None) -> tuple[Location, ...]:
    if text is None:
        return ()
    pieces = parts(text)
    found = _listed_one_a_part(pieces, country) or [
        one for part in pieces for one in _in_part(part, country)
    ]
    if len(pieces) > 1:
        found = _with_siblings(found)
    elif len(found) == 1 and found[0].country is None and country is not None:
        found = [found[0].model_copy(update={"country": country})]
    return tuple(_without_containers(found))


@lru_cache(maxsize=16384)
def locations_from_parts(
    city: str | None, region: str | None, country: str | None, text: str | None = None
) -> tuple[Location, ...]:
    """Every place that a structured address names; none where all parts are empty.

    Mostly one, as `location_from_parts` says; several where the city part lists cities that the
    region or country part bears out ("Reno, Tulsa" and "Nevada, Oklahoma").
    """
    several = combined_places(city, region, country)
    if several:
        raw = clean(text) or _joined(city, region, country) or ""
        return tuple(_location(one, raw) for one in several)
    one = location_from_parts(city, region, country, text)
    return () if one is None else (one,)


def location_from_parts(
    city: str | None, region: str | None, country: str | None, text: str | None = None
) -> Location | None:
    """The place that a structured address names; null where all parts are empty.

    Country and region may be names or codes. A part that holds several values ("Austin, Tulsa")
    names no one place and is null. A part that names something wider or no place ("Remote" as the
    city) is dropped. Without a country the other parts name it if they leave no doubt.
    """
    one_city, one_region = _single(city), _single(region)
    code = country_code(country)
    raw = clean(text) or _joined(city, region, country)
    if raw is None or not any(map(str.isalnum, raw)):
        return None
    if code and country_named(one_region or "") == code and not british_nation(one_region or ""):
        one_region = None
    known = [name for name in (one_city, one_region) if name and _is_place(name)]
    found = place(known, code) if known else None
    if found is None or (code is not None and found.country != code):
        found = place([one_city], code) if one_city and _is_place(one_city) else None
    if found is None or (code is not None and found.country != code):
        found = Place(code)
    if found.region is None and one_region and found.country:
        found = _with_region(found, one_region)
    if found.city is None and one_city and _is_city(one_city, found):
        return _location(found, raw, one_city)
    return _location(found, raw) if found != Place() else Location(text=raw)


def _is_place(name: str) -> bool:
    return macro_region(name) is None and is_known(name)


def country_code(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a country's name (in any common language) or code; else null."""
    name = clean(text)
    if name is None:
        return None
    return country_coded(name.upper()) or country_named(name)


def remote_from(text: str | None) -> RemoteFrom | None:
    """Where a remote worker may live, out of a place string such as "Remote - US"; else null.

    The countries and macro regions that the string names beside the word, and the country of a
    region or of one city that stands with it ("Remote - Austin"); other cities are offices.
    Worldwide only where the string says so and no more ("Anywhere", "Remote - Worldwide"); a bare
    "Remote" says nothing.
    """
    return _remote_from(_lines(text))


@lru_cache(maxsize=4096)
def _remote_from(text: str | None) -> RemoteFrom | None:
    if text is None or _EXCEPT.search(text):
        return None
    remote = workplace_from_location(text) is WorkplaceType.REMOTE
    if not remote and name_key(text) not in _REMOTE_BY_ITSELF:
        return None
    tied = [part for part in parts(text) if _is_tied_to_remote(part)]
    countries = {one.country: None for part in tied for one in _in_part(part, None) if one.country}
    regions = {
        found: None for part in tied for name in names(part) if (found := macro_region(name))
    }
    if any(map(_is_worldwide, parts(text))) and not countries and not regions:
        regions[WORLDWIDE] = None
    if not countries and not regions:
        return None
    return RemoteFrom(countries=tuple(countries), regions=tuple(regions), text=clean(text))


def remote_from_named(names: Iterable[str | None], found: Iterable[Location]) -> RemoteFrom | None:
    """Where a remote worker may live, out of names of such places and the places `found` in them.

    A region or city stands for its country; "Worldwide" counts where nothing else is named. Null
    where no name is known.
    """
    raw = tuple(dict.fromkeys(filter(None, map(clean, names))))
    countries = {one.country: None for one in found if one.country}
    regions = {known: None for name in raw if (known := macro_region(name))}
    if not countries and not regions and any(map(_is_worldwide, raw)):
        regions[WORLDWIDE] = None
    if not countries and not regions:
        return None
    return RemoteFrom(
        countries=tuple(countries), regions=tuple(regions), text="; ".join(raw) or None
    )


def _is_worldwide(part: str) -> bool:
    said = set(name_key(part).split(" "))
    return bool(said & _WHOLE_WORLD) and said <= _WHOLE_WORLD | _BESIDE_WORLD


def _is_tied_to_remote(part: str) -> bool:
    """Whether a part of a list limits where a remote worker lives.

    A country, a region or part of the world does; one city does if it stands with the word; other
    cities are offices.
    """
    places = _in_part(part, None)
    cities = [one for one in places if one.city is not None]
    return not cities or (len(places) == 1 and WORKING_MODE.search(part) is not None)


def _lines(text: str | None) -> str | None:
    """The text cleaned line by line: line breaks separate places."""
    lines = [line for raw in (text or "").splitlines() if (line := clean(raw))]
    return "\n".join(lines) or None


def _listed_one_a_part(pieces: tuple[str, ...], country: str | None) -> list[Location]:
    """The places of parts that are codes, read as one list: "DE / AT / CH", "SF / LA"."""
    if len(pieces) < 2 or not any(map(_has_code, pieces)):
        return []
    named = [(one, part) for part in pieces if (one := names(part))]
    said = [one[0] for one, _ in named]
    if len(said) < 2 or any(len(one) > 1 for one, _ in named):
        return []
    if "LA" not in said and not all(map(looks_like_code, said)):
        return []
    several = listed(said, country) or coded_cities(said)
    if len(several) < len(said):  # a country beside its regions: "US / CO / WY"
        return [_location(one, "; ".join(pieces)) for one in several]
    return [_location(one, part) for one, (_, part) in zip(several, named, strict=True)]


def _has_code(part: str) -> bool:
    return looks_like_code(part.strip()[:3].strip()) or part.endswith("LA")


def _in_part(part: str, country: str | None) -> list[Location]:
    """The places of one part: one, or several where its names list several."""
    tokens = [name for name in names(part) if macro_region(name) is None]
    if not tokens:
        return []
    found = place(tokens, country)
    if found is None or len(found.explained) < len(tokens):
        several = listed(tokens, country)
        if several:
            return [_location(one, part) for one in several]
    if found is None or _is_riddle(tokens, found):
        return [Location(text=part)]
    return [_location(found, part, _unknown_city(tokens, found))]


def _is_riddle(tokens: list[str], found: Place) -> bool:
    """Whether all names are codes, and one that the place leaves out means something else."""
    left = [name for index, name in enumerate(tokens) if index not in found.explained]
    return all(map(looks_like_code, tokens)) and any(map(readings, left))


def _unknown_city(tokens: list[str], found: Place) -> str | None:
    """A name that the gazetteer does not have there, right before the region that was found."""
    if found.city is not None or found.open_city is not None or found.region is None:
        return None
    first = min(found.explained)
    name = tokens[first - 1] if first > 0 else None
    in_full = len(found.explained) > 1 and first == 1
    return name if name is not None and _is_name_of_city(name, in_full) else None


def _is_name_of_city(name: str, in_full: bool) -> bool:
    """`in_full` tells that nothing but the region and the country follows."""
    if looks_like_code(name) or not _NAME_LIKE.fullmatch(name):
        return False
    if _FACILITY.search(name) and not (in_full and _ALSO_OF_TOWNS.fullmatch(name)):
        return False
    return not (metropolitan_area(name) or country_named(name) or regions_named(name))


def _is_city(name: str, found: Place) -> bool:
    """Whether a structured city is one: not a wider place, not a way of working."""
    if names(name) != (name,) or macro_region(name) or not _NAME_LIKE.fullmatch(name):
        return False
    if found.region is not None and region_named(found.region.country, name) == found.region:
        return False
    kinds = {reading.kind for reading in readings(name) if reading.country == found.country}
    return Kind.CITY in kinds or not (kinds or looks_like_code(name))


def _single(value: str | None) -> str | None:
    """The value if it is one name: "Austin, Tulsa" and "Reno / Elko" are none."""
    name = clean(value)
    if name is None:
        return None
    found = names(name)
    return found[0] if len(found) == 1 and len(parts(name)) == 1 else None


def _joined(*values: str | None) -> str | None:
    return ", ".join(value for one in values if (value := clean(one))) or None


def _with_region(found: Place, name: str) -> Place:
    country = found.country or ""
    region = region_coded(country, name.upper()) or region_named(country, name)
    return Place(found.country, region, found.city, found.open_city)


def _location(found: Place, text: str, city: str | None = None) -> Location:
    name = found.city.name if found.city else (found.open_city or city)
    region: Region | None = found.region
    return Location(
        text=text,
        city=_cased(name),
        region=region.name if region else None,
        region_code=region.code if region else None,
        country=found.country,
        geonames_id=found.city.id if found.city else None,
        lat=found.city.lat if found.city else None,
        lon=found.city.lon if found.city else None,
    )


def _cased(name: str | None) -> str | None:
    return name.title() if name and name.isupper() and len(name) > 3 else name


def _with_siblings(found: list[Location]) -> list[Location]:
    """Open places read again with what their siblings share: a country, and being regions."""
    countries = {one.country for one in found if one.country is not None}
    if len(countries) != 1:
        return found
    (country,) = countries
    read = [_in_country(one, country) if one.country is None else one for one in found]
    if all(one.city is None for one in read) and any(one.region for one in read):
        return [one if one.region else _as_region(one) for one in read]
    return read


def _in_country(one: Location, country: str) -> Location:
    again = _in_part(one.text or "", country)
    return again[0] if len(again) == 1 and again[0].country == country else one


def _as_region(one: Location) -> Location:
    """A state that a larger city elsewhere in the country is called after ("Wyoming")."""
    tokens = names(one.text or "")
    region = region_named(one.country or "", tokens[0]) if len(tokens) == 1 else None
    return _location(Place(one.country, region), one.text or "") if region else one


def _without_containers(found: list[Location]) -> list[Location]:
    """Without repeats, and without countries and regions that hold another place of the list."""
    unique = list({_identity(one): one for one in reversed(found)}.values())[::-1]
    return [
        one
        for one in unique
        if one.city is not None or not any(_contains(one, other) for other in unique)
    ]


def _identity(one: Location) -> tuple[str | None, ...]:
    known = (one.city, one.region, one.country)
    return known if any(known) else (one.text,)


def _contains(outer: Location, inner: Location) -> bool:
    if outer is inner or outer.city is not None or outer.country is None:
        return False
    if outer.country != inner.country:
        return False
    if outer.region is None:
        return inner.region is not None or inner.city is not None
    return outer.region == inner.region and inner.city is not None
