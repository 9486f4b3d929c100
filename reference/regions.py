"""First-level divisions of countries: English name, ISO 3166-2 code, and how GeoNames numbers them.

`regions.csv` holds one division a line. Numbers and English names are those of GeoNames
(https://www.geonames.org, CC BY 4.0), matched to ISO 3166-2 codes by name; a code is empty where
the two lists cut a country up differently. Other names come from pycountry; all are kept
in a file that is built on first use.
"""

import csv
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


def region_named(country: str, name: str) -> Region | None:
    """The division of this name in the country; the first of several ("Minsk")."""
    return next((one for one in regions_named(name) if one.country == country), None)


@cache
def _all() -> tuple[Region, ...]:
    text = (files("reference") / "regions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Region(r["country"], r["geonames"], r["name"], r["iso"] or None) for r in rows)


@cache
def _by_number() -> dict[tuple[str, str], Region]:
    return {(region.country, region.geonames): region for region in _all()}


@cache
def _by_code() -> dict[tuple[str, str], Region]:
    return {(r.country, r.code.partition("-")[2]): r for r in _all() if r.code}


@lru_cache(maxsize=8192)
def _named(key: str) -> tuple[Region, ...]:
    found = _tables.rows("SELECT country, number FROM name WHERE key = ?", key)
    return tuple(sorted(_by_number()[country, number] for country, number in found))


def _fill(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(_keys()))


def _keys() -> set[tuple[str, str, str]]:
    """Every key of a name with the country and number of a division that it names."""
    keys = {(key, *place) for key, place in _ALIASES.items()}
    for region in _all():
        for name in map(name_key, _names_of(region)):
            keys |= {(key, region.country, region.geonames) for key in (name, _without_kind(name))}
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
    "CREATE TABLE name (key, country, number, PRIMARY KEY (key, country, number)) WITHOUT ROWID",
    _fill,
    made_of=("pycountry",),
)
