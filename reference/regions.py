"""First-level divisions of countries: English name, ISO 3166-2 code, and how GeoNames numbers them.

`regions.csv` holds one division a line. Numbers and English names are those of GeoNames
(https://www.geonames.org, CC BY 4.0), matched to ISO 3166-2 codes by name; a code is empty where
the two lists cut a country up differently. Other names come from pycountry, those of East Asia as
they are written there from `native_regions.csv`; all are kept in a file that is built on first use.
"""

import csv
import re
import sqlite3
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import pycountry

from reference.built import BuiltTables
from reference.folding import name_key

# Words around the proper name of a division: "State of Hesse", "Riyadh Province", "Kanton Bern".
_KINDS = frozenset(
    {"state", "province", "region", "county", "department", "governorate", "district"}
    | {"prefecture", "oblast", "canton", "territory", "municipality", "voivodeship", "land"}
    | {"community", "autonomous", "emirate", "division", "metropolitan", "krai", "kray", "voblast"}
    | {"kanton", "cantone", "bundesland", "freistaat", "hansestadt", "freie", "respublika"}
    | {"departamento", "departement", "provincia", "provincie", "provinz", "estado", "comunidad"}
    | {"autonoma", "foral", "comunitat", "principado", "regione", "regiao", "regierungsbezirk"}
    | {"wojewodztwo", "kraj", "lan", "fylke", "megye", "judetul", "judet", "oblysy", "viloyati"}
    | {"muhafazat", "mintaqat", "wilaya", "ostan", "sheng", "ken"}
)
_LINKS = frozenset({"of", "the", "de", "di", "da", "do", "del", "und", "y", "e"})


_ALIASES = {
    "nrw": ("DE", "07"),
    "northrhine westphalia": ("DE", "07"),
    "washington state": ("US", "WA"),
    "new york state": ("US", "NY"),
    "upstate new york": ("US", "NY"),
    "masovian": ("PL", "78"),
    "lower silesian": ("PL", "72"),
    "silesian": ("PL", "83"),
    "pomeranian": ("PL", "82"),
    "nsw": ("AU", "02"),
    "qld": ("AU", "04"),
    "kriti": ("GR", "ESYE43"),
    # Capitals that lie within or beside a division of the same name.
    "buenos aires": ("AR", "07"),
    "sofia": ("BG", "42"),
    "minsk": ("BY", "04"),
    "santo domingo": ("DO", "34"),
}
"""Further names, as keys, with country and GeoNames number."""

# Abbreviations in everyday use where ISO has another one, or none of two letters.
_OTHER_CODES = {
    ("MX", "NL"): "MX-NLE",
    ("MX", "QRO"): "MX-QUE",
    ("MX", "GTO"): "MX-GUA",
    ("MX", "BC"): "MX-BCN",
    ("MX", "CDMX"): "MX-CMX",
    ("MX", "EDOMEX"): "MX-MEX",
    ("MX", "QROO"): "MX-ROO",
    ("MX", "COAH"): "MX-COA",
    ("MX", "CHIH"): "MX-CHH",
    ("MX", "TAMPS"): "MX-TAM",
    ("IN", "TG"): "IN-TS",
    ("IN", "OR"): "IN-OD",
    ("IN", "CT"): "IN-CG",
    ("IN", "UT"): "IN-UK",
}


# Rough numbers, by what ISO calls a county: enough to weigh it against a town of the same name.
_PEOPLE = {
    "two-tier county": 1_000_000,
    "unitary authority": 250_000,
    "council area": 150_000,
    "county": 150_000,
}
_CEREMONIAL = 500_000
_CEREMONIAL_COUNTIES = (
    *("Bedfordshire", "Berkshire", "Cheshire", "Merseyside", "Middlesex", "Northamptonshire"),
    *("South Yorkshire", "Tyne and Wear", "West Yorkshire"),
)
"""Counties of England that ISO does not list: they are in addresses, and govern nothing."""

_NOT_SHORTENED = "US-DC"
"""Columbia is something else than its district."""


class Region(NamedTuple):
    """One division. `code` is its ISO 3166-2 code; `geonames` its number within the country."""

    country: str
    geonames: str
    name: str
    code: str | None


def region_of(country: str, geonames: str) -> Region | None:
    """The division that GeoNames numbers so."""
    return _by_number().get((country, geonames))


def region_coded(country: str, code: str) -> Region | None:
    """The division with this second half of an ISO 3166-2 code ("CA" in US); capitals only."""
    return _by_code().get((country, code))


def regions_named(name: str) -> tuple[Region, ...]:
    """Every division of this name, in English, a language of its country, or with its kind."""
    key = name_key(name)
    return _named(key) or _named(_without_kind(key))


@lru_cache(maxsize=1024)
def region_around(country: str, code: str) -> Region | None:
    """The division around the smaller one of this ISO 3166-2 code ("MI" in IT: Lombardy)."""
    found = _tables.rows("SELECT number FROM part WHERE country = ? AND code = ?", country, code)
    return _by_number()[country, found[0][0]] if found else None


class County(NamedTuple):
    """A British or Irish county. `region` is the nation or province that it lies in.

    `people` is a rough number of those who live there: GeoNames counts by nation and by province.
    """

    region: Region
    people: int


@lru_cache(maxsize=1024)
def county_named(name: str) -> County | None:
    """The county of this name: "Surrey", "Fife", "Kerry", "County Kerry", "Co. Kerry"."""
    columns = "SELECT country, number, people FROM county WHERE key = ?"
    found = _tables.rows(columns, name_key(name))
    if not found:
        return None
    country, number, people = found[0]
    return County(_by_number()[country, number], people)


def region_named(country: str, name: str) -> Region | None:
    """The division of this name in the country; the first of several ("Minsk")."""
    return next((one for one in regions_named(name) if one.country == country), None)


@cache
def _all() -> tuple[Region, ...]:
    rows = _rows("regions.csv")
    return tuple(Region(r["country"], r["geonames"], r["name"], r["iso"] or None) for r in rows)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("reference") / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@cache
def _by_number() -> dict[tuple[str, str], Region]:
    return {(region.country, region.geonames): region for region in _all()}


@cache
def _by_code() -> dict[tuple[str, str], Region]:
    whole = {region.code: region for region in _all() if region.code}
    coded = {(r.country, code.partition("-")[2]): r for code, r in whole.items()}
    return {key: whole[code] for key, code in _OTHER_CODES.items() if code in whole} | coded


@lru_cache(maxsize=8192)
def _named(key: str) -> tuple[Region, ...]:
    found = _tables.rows("SELECT country, number FROM name WHERE key = ?", key)
    return tuple(sorted(_by_number()[country, number] for country, number in found))


def _fill(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(_keys()))
    connection.executemany("INSERT INTO part VALUES (?, ?, ?)", _parts())
    connection.executemany("INSERT OR IGNORE INTO county VALUES (?, ?, ?, ?)", _counties())


def _parts() -> Iterator[tuple[str, str, str]]:
    """Country, code, and number of the division around, of each division of the second level."""
    around = {region.code: region for region in _all() if region.code}
    for part in pycountry.subdivisions:
        region = around.get(part.parent_code or "")
        if region is not None:
            yield region.country, part.code.partition("-")[2], region.geonames


def _counties() -> Iterator[tuple[str, str, str, int]]:
    """Key, country and number of the division around, and people, of counties of two countries."""
    around = {region.code: region for region in _all() if region.country in ("GB", "IE")}
    named = [
        (name, around[part.parent_code], _PEOPLE[part.type.casefold()])
        for part in pycountry.subdivisions
        if part.parent_code in around and part.type.casefold() in _PEOPLE
        for name in re.split(r" ?[\[\]/]| GB-", part.name)[:2]
    ]
    named += [(name, around["GB-ENG"], _CEREMONIAL) for name in _CEREMONIAL_COUNTIES]
    for name, region, people in named:
        key = name_key(name.partition(",")[0])
        for spelling in (key, f"county {key}", f"co {key}") if key else ():
            yield spelling, region.country, region.geonames, people


def _keys() -> set[tuple[str, str, str]]:
    """Every key of a name with the country and number of a division that it names."""
    keys = {(key, *place) for key, place in _ALIASES.items()}
    whole = {region.code: region for region in _all() if region.code}
    for row in _rows("native_regions.csv"):
        keys.add((name_key(row["name"]), *whole[row["iso"]][:2]))
    for region in _all():
        for name in map(name_key, _names_of(region)):
            bare = name if region.code == _NOT_SHORTENED else _without_kind(name)
            keys |= {(key, region.country, region.geonames) for key in (name, bare)}
    return {one for one in keys if one[0]}


def _names_of(region: Region) -> Iterator[str]:
    yield region.name
    entry = pycountry.subdivisions.get(code=region.code or "")  # type: ignore[no-untyped-call]
    if entry is not None:
        yield entry.name.partition("[")[0]
        yield from entry.name.partition("[")[2].strip("]").split("/")


def _without_kind(key: str) -> str:
    kept = [word for word in key.split(" ") if word not in _KINDS]
    if len(kept) == len(key.split(" ")):
        return key
    while kept and kept[0] in _LINKS:
        kept = kept[1:]
    return " ".join(kept)


_tables = BuiltTables(
    "regions",
    """
    CREATE TABLE name (key, country, number, PRIMARY KEY (key, country, number)) WITHOUT ROWID;
    CREATE TABLE part (country, code, number, PRIMARY KEY (country, code)) WITHOUT ROWID;
    CREATE TABLE county (key PRIMARY KEY, country, number, people) WITHOUT ROWID;
    """,
    _fill,
    made_of=("pycountry",),
)
