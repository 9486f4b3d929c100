"""What the names of one part mean together: the evidence for each country is added up.

A name can mean many places ("CA": California or Canada; "Georgia"; "London"). Names of one part
support each other: a city lies in its region and its region in its country. The country with
clearly more evidence wins. Where a single name is all there is, a country wins only if the places
so named in it hold eight times the people of those of any other country. Else it stays open.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from crawler.normalize.place_meanings import (
    Kind,
    Reading,
    meanings_of,
    people_of,
    region_of_city,
)
from crawler.normalize.place_tokens import is_district, looks_like_code
from reference.countries import country_named
from reference.folding import name_key
from reference.geonames import City
from reference.macro_regions import metropolitan_area
from reference.places import cities_named, is_suburb
from reference.regions import Region, region_coded, regions_named

OVERWHELMING = 8
"""How many times more people must live in the places meant than in any namesake."""

_BEYOND_DOUBT = 32
"""As `OVERWHELMING`, for suburbs: Athlone is one of Cape Town, but a town of its own in Ireland."""

_CLEARLY_MORE = 1.0
_DECLARED = 3.0
_SMALL_WITHIN = 12
_LOS_ANGELES_OR_LOUISIANA = ("LA",)

_AREA = re.compile(r"\b(?:area|coast|valley|mainland|peninsula|islands?|county)$", re.IGNORECASE)
"""Ends of names of areas that are wider than a town."""

_CITY_STATES = {"SG": "Singapore", "HK": "Hong Kong"}

# Divisions that are one city: a place within is a part of it ("Kreuzberg, Berlin").
_WHOLE_CITIES = frozenset(
    {"DE-BE", "DE-HH", "AT-9", "BE-BRU", "CZ-10", "HU-BU", "RO-B", "BG-22", "UA-30", "RU-MOW"}
    | {"RU-SPE", "TR-34", "EG-C", "IN-DL", "ID-JK", "TH-10", "VN-SG", "VN-HN", "JP-13", "KR-11"}
    | {"KR-26", "CN-BJ", "CN-SH", "CN-TJ", "MX-CMX", "CO-DC", "AR-C", "AE-DU"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a part means. `open_city`: a name that is a city for certain, of unknown country or of
    no gazetteer.

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


def place(names: Sequence[str], declared: str | None = None) -> Place | None:
    """The one place that the names mean together; null where they mean none for certain.

    `declared` is the country that the source states: it decides where the names leave a choice.
    """
    return _place(tuple(names), declared)


@lru_cache(maxsize=8192)
def _place(names: tuple[str, ...], declared: str | None) -> Place | None:
    if names == _LOS_ANGELES_OR_LOUISIANA:
        return Place("US", explained=frozenset({0}))
    meanings = meanings_of(names, declared)
    chains = _chains(meanings)
    if declared in (None, "US", "CA") and (town := _namesake_in_state(names, chains, meanings)):
        return town
    best = _decide(chains, declared)
    if best is None:
        return _open(names, meanings)
    if best.city is None and best.region is None and _is_a_town_abroad(best, names):
        return None
    found = replace(_narrowed(best, meanings), explained=best.explained)
    if found.city and found.region and len(names) > 1 and _is_wider(found, names):
        return replace(found, city=None)
    return _of_its_whole_city(found, names)


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
    times = _size(heaviest) / max(elsewhere, 1)
    if OVERWHELMING <= times < _BEYOND_DOUBT and heaviest.city and is_suburb(heaviest.city):
        return None
    return heaviest if times >= OVERWHELMING else None


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
    in_front = region.index - 1 if region else -1
    if city is None and in_front >= 0 and (named is None or named.index != in_front):
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
        whole = _whole_city(best.region, group)
        return Place(best.country, best.region, whole or best.city)
    return _among_namesakes(best, best.city, group)


def _whole_city(region: Region, group: list[Reading]) -> City | None:
    """The city that is the region and is named as such; null for a region that is no city."""
    if region.code not in _WHOLE_CITIES:
        return None
    named = {r.index for r in group if r.kind is Kind.REGION and r.region == region and not r.coded}
    same = (r for r in group if r.index in named and r.city is not None and r.region == region)
    largest = _strongest(same)
    return largest.city if largest is not None else None


def _of_its_whole_city(found: Place, names: Sequence[str]) -> Place:
    """The city where the name of its part starts with it: "Berlin-Kreuzberg", "Berlin Mitte"."""
    if found.city is None or found.region is None or found.region.code not in _WHOLE_CITIES:
        return found
    for name in names:
        head = re.split(r"[-\s]", name)[0]
        for city, _ in cities_named(head) if head != name else ():
            if region_of_city(city) == found.region and city.population > found.city.population:
                return replace(found, city=city)
    return found


def _is_wider(found: Place, names: Sequence[str]) -> bool:
    """Whether a part of the region is named, and the city only by the name of the region.

    "Suffolk County, New York" and "Long Island, New York" lie in the state.
    """
    if not any(is_district(name) or metropolitan_area(name) for name in names):
        return False
    key = name_key(found.city.name) if found.city else ""
    return any(name_key(name) == key and found.region in regions_named(name) for name in names)


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
        wins = living * _SMALL_WITHIN >= people_of(found.region)
        return Place(best.country, found.region, found.city if wins else None)
    return Place(best.country, region if living * 20 < people_of(region) else None)


def _among_namesakes(best: _Chain, city: City, group: list[Reading]) -> Place:
    index = next((r.index for r in group if r.city == city), 0)
    same = [r for r in group if r.index == index]
    rest = max((r.people for r in same if r.city is not None and r.city != city), default=0)
    own = region_of_city(city)
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


def _namesake_in_state(
    names: Sequence[str], chains: Sequence[_Chain], meanings: list[Reading]
) -> Place | None:
    """The town of "Berlin, VT": the code is of a state where no gazetteer has such a name.

    Nothing that both may mean together is overruled ("Berlin, DE", "Toronto, CA").
    """
    if len(names) != 2 or any(len(chain.explained) == 2 for chain in chains):
        return None
    name, code = names
    ahead = {one.country if one.kind is Kind.REGION else "" for one in meanings if one.index == 0}
    if not ahead or "US" in ahead or country_named(name) or looks_like_code(name):
        return None
    if metropolitan_area(name) or _AREA.search(name):
        return None
    states = (region_coded(country, code) for country in ("US", "CA") if looks_like_code(code))
    state = next((one for one in states if one is not None), None)
    return state and Place(state.country, state, open_city=name, explained=frozenset({0, 1}))


def _with_city_state(found: Place) -> Place:
    name = _CITY_STATES.get(found.country or "", "")
    cities = (one.city for one in cities_named(name) if one.city.country == found.country)
    return Place(found.country, None, next(cities, None))


def _is_a_town_abroad(best: _Chain, names: Sequence[str]) -> bool:
    """Whether a state's code after a country's name tells that a town is called so: "Egypt, AR"."""
    after = max(best.explained) + 1
    if len(best.explained) != 1 or after >= len(names) or country_named(names[after - 1]) is None:
        return False
    return len(names[after]) == 2 and region_coded("US", names[after]) is not None


def _strongest(found: Iterable[Reading]) -> Reading | None:
    return max(found, key=lambda reading: (reading.score, reading.people), default=None)


def _lies_in(reading: Reading, region: Region | None) -> bool:
    return region is None or reading.region is None or reading.region == region
