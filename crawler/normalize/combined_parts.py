"""Addresses whose parts hold several places: city "Reno, Tulsa", region "Nevada, Oklahoma"."""

from collections.abc import Sequence

from crawler.normalize.place_lists import are_far_apart
from crawler.normalize.place_readings import Place, place
from crawler.normalize.place_tokens import names, parts
from crawler.normalize.text import clean
from reference.countries import country_coded, country_named


def combined_places(city: str | None, region: str | None, country: str | None) -> list[Place]:
    """One place a city, where several cities and the other parts bear each other out; else none.

    As many regions as cities belong to these in order; else each city must be the only one of its
    name in the regions. So for countries. No region or country may be left over, and no two cities
    may be neighbours ("Brooklyn, New York").
    """
    cities, regions, countries = _values(city), _values(region), _values(country)
    codes = [country_named(one) or country_coded(one.upper()) or "" for one in countries]
    if len(cities) < 2 or not (regions or codes) or "" in codes:
        return []
    within = zip(cities, _shares(regions, len(cities)), _shares(codes, len(cities)), strict=True)
    found = [one for name, some, of in within if (one := _one(name, some, of)) is not None]
    known = [one.city for one in found if one.city is not None]
    if len(known) < len(cities) or not are_far_apart(known):
        return []
    if len({one.region for one in found}) < len(set(regions)):
        return []
    return found if {one.country for one in found} >= set(codes) else []


def _shares(values: list[str], count: int) -> list[list[str]]:
    """Which of the values each of `count` cities may lie in."""
    return [[one] for one in values] if len(values) == count else [values] * count


def _one(city: str, regions: Sequence[str], codes: Sequence[str]) -> Place | None:
    """The one place of that name within one of the regions and countries; null for several."""
    found = {
        one.city: one
        for region in regions or ("",)
        for code in codes or ("",)
        if (one := _within(city, region, code)) is not None
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _within(city: str, region: str, code: str) -> Place | None:
    names = [city, region] if region else [city]
    found = place(names, code or None)
    if found is None or found.city is None or len(found.explained) < len(names):
        return None
    return found if code in {"", found.country} else None


def _values(part: str | None) -> list[str]:
    line = clean(part)
    return [name for one in parts(line) for name in names(one)] if line else []
