"""What the names of one part mean together: the evidence for each country is added up.

A name can mean many places ("CA": California or Canada; "Georgia"; "London"). Names of one part
support each other: a city lies in its region and its region in its country. The country with
clearly more evidence wins. Where a single name is all there is, a country wins only if the places
so named in it hold eight times the people of those of any other country. Else it stays open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from math import log10
from typing import NamedTuple

from crawler.normalize.place_tokens import is_district
from reference.countries import british_nation, country_coded, country_named
from reference.geonames import City
from reference.macro_regions import metropolitan_area
from reference.places import (
    cities_named,
    country_population,
    region_population,
    renowned_country,
)
from reference.regions import Region, region_coded, region_of, regions_named

OVERWHELMING = 8
"""How many times more people must live in the places meant than in any namesake."""

_CLEARLY_MORE = 1.0
_DECLARED = 3.0
CODED_REGIONS = ("US", "CA", "AU")
"""Countries whose postings name a region by its bare code; elsewhere the country must be named."""

# Country codes that are US state codes as well, of countries where many postings come from.
_SHARED_CODES = frozenset({"CA", "DE", "IN", "IL", "CO", "AR", "ID"})
_SMALL_WITHIN = 12
_LOS_ANGELES_OR_LOUISIANA = ("LA",)

_CITY_STATES = {"SG": "Singapore", "HK": "Hong Kong"}


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


@dataclass(frozen=True, slots=True)
class Place:
    """What a part means. `open_city`: a name that is a city for certain, of unknown country.

    `explained` holds the positions of the names that the place explains.
    """

    country: str | None = None
    region: Region | None = None
    city: City | None = None
    open_city: str | None = None
    explained: frozenset[int] = frozenset()


class _Chain(NamedTuple):
    """Names that agree: at most one country, region and city, each inside of the one before."""

    score: float
    people: int
    country: str
    region: Region | None
    city: City | None
    explained: frozenset[int]


def readings(name: str, index: int = 0) -> list[Reading]:
    """Every meaning of one name."""
    found = [*_countries(name, index), *_regions(name, index), *_cities(name, index)]
    area = metropolitan_area(name)
    if area is not None:
        region = region_coded(area.country, area.region) if area.region else None
        found = [Reading(index, Kind.REGION, area.country, 3.5, 1_000_000, region)]
    return found


def place(names: Sequence[str], declared: str | None = None) -> Place | None:
    """The one place that the names mean together; null where they mean none for certain.

    `declared` is the country that the source states: it decides where the names leave a choice.
    """
    if tuple(names) == _LOS_ANGELES_OR_LOUISIANA:
        return Place("US", explained=frozenset({0}))
    meanings = [reading for index, name in enumerate(names) for reading in readings(name, index)]
    named = {reading.index for reading in meanings}
    renowned = renowned_country(names[min(named)]) if len(named) == 1 else None
    if renowned is not None:
        meanings = [reading for reading in meanings if reading.country == renowned]
    meanings += _coded_regions(names, {reading.country for reading in meanings})
    best = _decide(_chains(meanings), declared)
    if best is None:
        return _open(names, meanings)
    return replace(_narrowed(best, meanings), explained=best.explained)


def _decide(chains: list[_Chain], declared: str | None) -> _Chain | None:
    """The chain of the country with clearly more evidence; null if no country has."""
    if not chains:
        return None
    ranked = sorted(
        (c._replace(score=c.score + _DECLARED * (c.country == declared)) for c in chains),
        key=lambda chain: (-chain.score, -chain.people),
    )
    best, others = ranked[0], ranked[1:]
    rivals = [one for one in others if best.score - one.score <= _CLEARLY_MORE]
    if not rivals:
        return best
    if not _compare([best, *rivals]):
        return None
    heaviest = max([best, *rivals], key=_size)
    elsewhere = max(_size(chain) for chain in [best, *rivals] if chain is not heaviest)
    return heaviest if _size(heaviest) >= OVERWHELMING * elsewhere else None


def _compare(chains: list[_Chain]) -> bool:
    """Whether the numbers of people may decide: for lone names, and between cities."""
    if any(len(chain.explained) != len(chains[0].explained) for chain in chains):
        return False
    return len(chains[0].explained) == 1 or all(chain.city is not None for chain in chains)


def _size(chain: _Chain) -> int:
    """How many people are meant; of a city beside its region, those of the city."""
    supported = len(chain.explained) > 1 and chain.city is not None
    return chain.city.population if supported and chain.city else chain.people


def _chains(meanings: list[Reading]) -> list[_Chain]:
    """The best chain of each country."""
    by_country: dict[str, list[Reading]] = {}
    for reading in meanings:
        by_country.setdefault(reading.country, []).append(reading)
    return [_best_chain(country, group) for country, group in by_country.items()]


def _best_chain(country: str, group: list[Reading]) -> _Chain:
    named = [None, *(r for r in group if r.kind is Kind.COUNTRY)]
    regions = [None, *(r for r in group if r.kind is Kind.REGION)]
    chains = [
        _chain(country, one, region, group)
        for one in named
        for region in regions
        if one is None or region is None or one.index != region.index
    ]
    return max(chains, key=lambda chain: (chain.score, chain.people))


def _chain(
    country: str, named: Reading | None, region: Reading | None, group: list[Reading]
) -> _Chain:
    taken = {one.index for one in (named, region) if one is not None}
    within = region.region if region is not None else None
    city = _strongest(
        r for r in group if r.kind is Kind.CITY and r.index not in taken and _lies_in(r, within)
    )
    links = [one for one in (city, region, named) if one is not None]
    score = sum(one.score for one in links) + _order_bonus(city, region, named)
    people = max((one.people for one in links), default=0)
    explained = frozenset(one.index for one in links)
    return _Chain(score, people, country, within, city.city if city else None, explained)


def _order_bonus(city: Reading | None, region: Reading | None, named: Reading | None) -> float:
    """ "City, ST" is the commonest way to write a place; any wider name after a narrower helps."""
    bonus = 0.0
    if city and region and region.index == city.index + 1:
        bonus += 1.5 if region.coded else 0.5
    if city is None and region and region.index > 0:
        bonus += 0.7  # a town of no gazetteer may stand in front
    if named and (region or city) and named.index == max(r.index for r in (region, city) if r) + 1:
        bonus += 0.5
    return bonus


def _narrowed(best: _Chain, meanings: list[Reading]) -> Place:
    """The place of the best chain, without what only one of several namesakes would have."""
    group = [reading for reading in meanings if reading.country == best.country]
    if best.city is None and best.region is not None:
        return _region_or_city(best, group)
    if best.city is None:
        return _with_city_state(Place(best.country))
    if best.region is not None:
        return Place(best.country, best.region, best.city)
    return _among_namesakes(best, best.city, group)


def _region_or_city(best: _Chain, group: list[Reading]) -> Place:
    """A lone name that is a region and a city: the city unless it is small within its region.

    "Faro" and "New York" are cities to those who write them, "Quebec" is the province.
    """
    region = best.region
    same = [r for r in group if r.index in best.explained]
    found = _strongest(r for r in same if r.kind is Kind.CITY)
    if found is None or found.city is None or region is None:
        return Place(best.country, region)
    living = found.city.population
    if found.region is not None and any(
        r.kind is Kind.REGION and r.region == found.region for r in same
    ):
        wins = living * _SMALL_WITHIN >= _people_of(found.region)
        return Place(best.country, found.region, found.city if wins else None)
    return Place(best.country, region if living * 20 < _people_of(region) else None)


def _among_namesakes(best: _Chain, city: City, group: list[Reading]) -> Place:
    index = next((r.index for r in group if r.city == city), 0)
    same = [r for r in group if r.index == index]
    rest = max((r.people for r in same if r.city is not None and r.city != city), default=0)
    own = _region_of(city)
    if any(r.kind is Kind.REGION and r.region != own and r.people > city.population for r in same):
        return Place(best.country)
    if city.population >= OVERWHELMING * rest:
        return Place(best.country, own, city)
    return Place(best.country, open_city=city.name)


def _open(names: Sequence[str], meanings: list[Reading]) -> Place | None:
    """A lone name that is a city wherever it is ("Birmingham"): its country stays open."""
    kinds = {reading.kind for reading in meanings}
    named = {reading.index for reading in meanings}
    if len(named) != 1 or Kind.CITY not in kinds or Kind.COUNTRY in kinds:
        return None
    regions = sum(r.people for r in meanings if r.kind is Kind.REGION)
    cities = sum(r.people for r in meanings if r.kind is Kind.CITY)
    return Place(open_city=names[min(named)]) if cities * 3 >= regions else None


def _with_city_state(found: Place) -> Place:
    name = _CITY_STATES.get(found.country or "", "")
    cities = (one.city for one in cities_named(name) if one.city.country == found.country)
    return Place(found.country, None, next(cities, None))


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
        people = _people_of(state) if name in _SHARED_CODES else 0
        yield Reading(index, Kind.COUNTRY, coded, 2.0, people, coded=True)


def _regions(name: str, index: int) -> Iterable[Reading]:
    for region in regions_named(name):
        yield Reading(index, Kind.REGION, region.country, 3.0, _people_of(region), region)
    for country in CODED_REGIONS if name.isupper() else ():
        if found := region_coded(country, name):
            yield Reading(index, Kind.REGION, country, 2.5, _people_of(found), found, coded=True)


def _cities(name: str, index: int) -> Iterable[Reading]:
    if is_district(name):
        return
    for city, main in cities_named(name):
        base = 2.0 if main else 1.6
        score = base + log10(city.population + 1) / 8
        people = city.population if main else city.population // 10
        yield Reading(index, Kind.CITY, city.country, score, people, _region_of(city), city)


def _coded_regions(names: Sequence[str], countries: set[str]) -> list[Reading]:
    """Region codes of the countries that other names point to ("MH" beside "Pune" or "IN")."""
    return [
        Reading(index, Kind.REGION, country, 2.0, 0, region, coded=True)
        for index, name in enumerate(names)
        if 1 <= len(name) <= 3 and name.isupper()
        for country in countries.difference(CODED_REGIONS)
        if (region := region_coded(country, name)) is not None
    ]


def _strongest(found: Iterable[Reading]) -> Reading | None:
    return max(found, key=lambda reading: (reading.score, reading.people), default=None)


def _lies_in(reading: Reading, region: Region | None) -> bool:
    return region is None or reading.region is None or reading.region == region


def _region_of(city: City) -> Region | None:
    return region_of(city.country, city.region)


def _people_of(region: Region) -> int:
    return region_population(region.country, region.geonames)
