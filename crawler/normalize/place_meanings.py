"""What one name may mean: countries, regions and cities, each with its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import log10

from crawler.normalize.place_tokens import is_district
from crawler.normalize.text import words
from reference.countries import british_nation, country_coded, country_named
from reference.folding import name_key
from reference.geonames import City
from reference.macro_regions import metropolitan_area
from reference.places import (
    cities_coded,
    cities_named,
    country_population,
    region_population,
    renowned_country,
)
from reference.regions import (
    Region,
    county_named,
    region_around,
    region_coded,
    region_of,
    regions_named,
)

CODED_REGIONS = ("US", "CA", "AU")
"""Countries whose postings name a region by its bare code; elsewhere the country must be named."""

# Country codes that are US state codes as well, of countries where many postings come from.
_SHARED_CODES = frozenset({"CA", "DE", "IN", "IL", "CO", "AR", "ID"})

_SHORT_NAMES = {2: 100_000, 3: 25_000}
_CAPITALS = {2: 100_000, 3: 100_000, 4: 100_000}
"""A short name that stands alone is a city from this size on; of smaller ones it is a code."""

# Words that are also the names of small places, and mean none where nothing else stands by. Congo
# is two countries.
_EVERYDAY_WORDS = words(
    """north south east west northern southern eastern western northeast northwest southeast
    southwest central center centre airport home university downtown uptown school hospital mall
    sales enterprise store college village park station industrial field remote na congo"""
)


class Kind(IntEnum):
    """What a name means."""

    COUNTRY = 1
    REGION = 2
    CITY = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of the name at `index`: its evidence (`score`) and the people there."""

    index: int
    kind: Kind
    country: str
    score: float
    people: int
    region: Region | None = None
    city: City | None = None
    coded: bool = False


def meanings_of(names: Sequence[str], declared: str | None = None) -> list[Reading]:
    """Every meaning of each name, as far as the others and common sense leave it open.

    A renowned city is not meant where the source states (`declared`) another country.
    """
    if len(names) == 1:
        found = _alone(names[0])
    else:
        found = [one for index, name in enumerate(names) for one in readings(name, index)]
    named = {one.index for one in found}
    renowned = renowned_country(names[min(named)]) if len(named) == 1 else None
    if renowned is not None and declared in {None, renowned}:
        found = [one for one in found if one.country == renowned]
    return found + _coded(names, found)


def readings(name: str, index: int = 0) -> list[Reading]:
    """Every meaning of one name."""
    found = [*_countries(name, index), *_regions(name, index), *_cities(name, index)]
    area = metropolitan_area(name)
    if area is not None:
        region = region_coded(area.country, area.region) if area.region else None
        kind = Kind.REGION if region else Kind.COUNTRY
        found = [Reading(index, kind, area.country, 3.5, 1_000_000, region)]
    return found


def region_of_city(city: City) -> Region | None:
    """The division that the city lies in; null where GeoNames does not say."""
    return region_of(city.country, city.region)


def people_of(region: Region) -> int:
    """How many people live in the cities of the division."""
    return region_population(region.country, region.geonames)


def _alone(name: str) -> list[Reading]:
    """The meanings of a name that stands alone: no everyday word, no code of a village."""
    if name_key(name) in _EVERYDAY_WORDS or _is_also_a_city(name):
        return []
    return [one for one in readings(name) if one.city is None or _is_large_enough(one.city, name)]


def _countries(name: str, index: int) -> Iterable[Reading]:
    named = country_named(name)
    if named is not None:
        yield Reading(index, Kind.COUNTRY, named, 4.0, country_population(named))
        if nation := british_nation(name):
            region = region_coded("GB", nation)
            yield Reading(index, Kind.REGION, "GB", 4.0, country_population("GB"), region)
        return
    coded = country_coded(name) if name.isupper() else None
    if coded is None:
        return
    state = region_coded("US", name)
    if state is None:
        yield Reading(index, Kind.COUNTRY, coded, 3.0, country_population(coded), coded=True)
    else:
        people = people_of(state) if name in _SHARED_CODES else 0
        yield Reading(index, Kind.COUNTRY, coded, 2.0, people, coded=True)


def _regions(name: str, index: int) -> Iterable[Reading]:
    for region in regions_named(name):
        yield Reading(index, Kind.REGION, region.country, 3.0, people_of(region), region)
    county = county_named(name)
    if county is not None and not _is_county_town(name, county.region):
        around = county.region
        yield Reading(index, Kind.REGION, around.country, 2.5, county.people, around)
    for country in CODED_REGIONS if name.isupper() else ():
        if found := region_coded(country, name):
            yield Reading(index, Kind.REGION, country, 2.5, people_of(found), found, coded=True)


def _is_county_town(name: str, around: Region) -> bool:
    """Whether the name is rather that of a town there: most Irish counties are called so."""
    return any(one.city.country == around.country for one in cities_named(name))


def _cities(name: str, index: int) -> Iterable[Reading]:
    if is_district(name):
        return
    is_code = len(name) == 2 and name.isupper()
    for city, main in cities_named(name):
        if is_code and city.population < _SHORT_NAMES[2]:
            continue
        base = 2.0 if main else 1.6
        score = base + log10(city.population + 1) / 8
        people = city.population if main else city.population // 10
        yield Reading(index, Kind.CITY, city.country, score, people, region_of_city(city), city)


def _coded(names: Sequence[str], meanings: list[Reading]) -> list[Reading]:
    """Codes of regions and cities of the countries that other names point to.

    "MH" beside "Pune" or "IN", "MI" beside "Milano" (a province), "BLR" beside "India".
    """
    found = []
    for index, name in enumerate(names):
        if not (1 <= len(name) <= 6 and name.isascii() and name.isupper()):
            continue
        countries = {one.country for one in meanings if one.index != index}
        for country in countries.difference(CODED_REGIONS):
            region = region_coded(country, name) or region_around(country, name)
            if region is not None:
                score = 1.0 if region_coded("US", name) else 2.0
                found.append(Reading(index, Kind.REGION, country, score, 0, region, coded=True))
        if len(name) == 3 and country_coded(name) not in countries:
            found += [
                Reading(index, Kind.CITY, city.country, 1.0, 0, region_of_city(city), city)
                for city in cities_coded(name)
                if city.country in countries
            ]
    return found


def _is_also_a_city(code: str) -> bool:
    """Whether a country's code is that of a city nearly as large: "BLR" is Belarus or Bengaluru."""
    country = country_coded(code) if len(code) == 3 and code.isupper() else None
    if country is None:
        return False
    people = country_population(country)
    abroad = [city for city in cities_coded(code) if city.country != country]
    return any(city.population * 3 > people * 2 for city in abroad)


def _is_large_enough(city: City, name: str) -> bool:
    least = (_CAPITALS if name.isupper() else _SHORT_NAMES).get(len(name), 0)
    return city.population >= least or not name.isascii()
