"""Several places in one part: "Berlin, Hamburg", "CO, WY, NE", "Austin, TX, Reno, NV"."""

from collections.abc import Sequence

from crawler.normalize.place_meanings import CODED_REGIONS, Kind, readings
from crawler.normalize.place_readings import Place, place
from crawler.normalize.place_tokens import is_code, looks_like_code
from reference.countries import country_coded, country_named
from reference.geonames import City
from reference.macro_regions import metropolitan_area
from reference.places import cities_coded
from reference.regions import Region, region_coded, region_named, region_of

_NEIGHBOURS = 0.6
"""Degrees of latitude and longitude, added up, between a suburb and its city."""

_PAIR_ABROAD = 100_000
_PAIR_AT_HOME = 50_000
"""Both cities of a pair must be of that size: "Soho, New York" is a part and its city."""

_WITHIN_COUNTRY = 400_000
"""Cities beside their country are a list from that size on: else "city, province, country"."""

_APART = 1.0


def listed(names: Sequence[str], declared: str | None = None) -> list[Place]:
    """The places of a comma list: all of one kind, or groups that end with a region or country.

    Empty where the names are no such list. `declared` is the country that the source states: it
    tells region codes from those of other countries.
    """
    names = with_los_angeles(names)
    regions, countries = _regions(names, declared), _countries(names)
    if regions and countries and regions[0].country != declared:
        return []  # "IN, CA, DE" may be states or countries
    if regions or countries:
        return regions or countries
    known = _alone(names)
    if len(known) == len(names) > 1 and _is_of_one_kind(known, names):
        return known
    if within := _within_country(names):
        return within
    groups = _groups(names)
    if len(groups) == 1:
        return []
    return [one for group in groups if (one := place(group)) is not None]


def with_los_angeles(names: Sequence[str]) -> Sequence[str]:
    """The names with "LA" written out where all others are cities of the United States."""
    others = [place([name]) for name in names if name != "LA"]
    if len(others) == len(names) or not others:
        return names
    if any(one is None or one.city is None or one.country != "US" for one in others):
        return names
    return ["Los Angeles" if name == "LA" else name for name in names]


def _alone(names: Sequence[str]) -> list[Place]:
    """What each name means by itself; one of several countries, that of all others."""
    found = [place([name]) for name in names]
    countries = {one.country for one in found if one is not None and one.country}
    if len(countries) == 1:
        (country,) = countries
        found = [
            place([name], country) if one is not None and one.open_city else one
            for name, one in zip(names, found, strict=True)
        ]
    return [one for one in found if one is not None and one.country is not None]


def _within_country(names: Sequence[str]) -> list[Place]:
    """Large cities before or after their country: "Mumbai, Pune - India"."""
    for end, inner in ((names[-1], names[:-1]), (names[0], names[1:])):
        country = country_named(end)
        if country is None or len(inner) < 2:
            continue
        found = [one for name in inner if (one := place([name], country)) is not None]
        known = [one.city for one in found if one.city is not None and one.country == country]
        large = all(city.population >= _WITHIN_COUNTRY for city in known)
        if len(known) == len(inner) and large and are_far_apart(known, _APART):
            return found
    return []


def _regions(names: Sequence[str], declared: str | None) -> list[Place]:
    """Regions of one country, all by code or all by name; the country may be named beside them."""
    named = [code for name in names if (code := country_named(name) or country_coded(name))]
    fitting = {
        country: [Place(country, one) for one in regions]
        for country in (*CODED_REGIONS, *named, declared)
        if country is not None and (regions := _all_regions(country, names))
    }
    if declared in fitting:
        return fitting[declared]
    return next(iter(fitting.values())) if len(fitting) == 1 else []


def _all_regions(country: str, names: Sequence[str]) -> list[Region]:
    """The regions that the names mean, apart from the country's own; none unless each means one."""
    inner = [name for name in names if country not in {country_named(name), country_coded(name)}]
    if all(map(looks_like_code, inner)):
        found = [region_coded(country, name) for name in inner]
    else:
        found = [region_named(country, name) for name in inner]
        if not any(_is_region_only(country, name) for name in inner):
            return []  # "Madrid, Murcia" are cities
    regions = list(dict.fromkeys(one for one in found if one is not None))
    return regions if len(regions) == len(inner) > 1 else []


def _is_region_only(country: str, name: str) -> bool:
    found = place([name], country)
    return found is not None and found.city is None and found.region is not None


def _countries(names: Sequence[str]) -> list[Place]:
    """Countries, all by code. Of two, one may be a region of the other: "CA, US", "GA, US"."""
    codes = [country_coded(name) for name in names if is_code(name)]
    known = list(dict.fromkeys(code for code in codes if code is not None))
    if len(known) < len(names) or len(known) < 2:
        return []
    if len(known) == 2 and any(region_coded(a, b) for a, b in (known, known[::-1])):
        return []
    return [Place(code) for code in known]


def _is_of_one_kind(found: Sequence[Place], names: Sequence[str]) -> bool:
    """Whether lone names are a list of countries, of regions, or of cities and their areas."""
    cities = [one.city for one in found if one.city is not None]
    areas = [name for name in names if metropolitan_area(name)]
    if any(one.open_city for one in found):
        return False
    if cities or areas:
        if len(cities) + len(areas) != len(found):
            return False
        if len(cities) > 2 and all(city.population >= _PAIR_ABROAD for city in cities):
            return True  # neighbours, but more than a suburb and its city
        return are_far_apart(cities) and (len(cities) != 2 or _is_pair(cities))
    wider = {(one.country, one.region) for one in found}
    levels = {one.region is None for one in found}
    return len(levels) == 1 and len(wider) == len(found)


def _groups(names: Sequence[str]) -> list[list[str]]:
    """Cuts "Austin, TX, Reno, NV" after each region or country that a city and its own follow."""
    kinds = [{reading.kind for reading in readings(name)} for name in names]
    groups: list[list[str]] = [[]]
    for index, name in enumerate(names):
        closes = len(groups[-1]) > 1 and kinds[index - 1] and Kind.CITY not in kinds[index - 1]
        opens = Kind.CITY in kinds[index] and index + 1 < len(names)
        if closes and opens and kinds[index + 1] and Kind.CITY not in kinds[index + 1]:
            groups.append([])
        groups[-1].append(name)
    return groups


def coded_cities(codes: Sequence[str]) -> list[Place]:
    """The cities of a list of their airports' codes; all must lie in one country: "BLR, HYD"."""
    if any(len(code) != 3 for code in codes) or len(set(codes)) < 2:
        return []
    found = [{city.country: city for city in cities_coded(code)[::-1]} for code in codes]
    shared = set.intersection(*(set(by_country) for by_country in found))
    if len(shared) != 1:
        return []
    (country,) = shared
    cities = [by_country[country] for by_country in found]
    return [Place(country, region_of(country, city.region), city) for city in cities]


def _is_pair(cities: Sequence[City]) -> bool:
    abroad = len({city.country for city in cities}) > 1
    return all(city.population >= (_PAIR_ABROAD if abroad else _PAIR_AT_HOME) for city in cities)


def are_far_apart(cities: Sequence[City], least: float = _NEIGHBOURS) -> bool:
    """Whether no two of the cities are neighbours: a suburb beside its city is one place."""
    pairs = [(a, b) for i, a in enumerate(cities) for b in cities[i + 1 :]]
    return all(abs(a.lat - b.lat) + abs(a.lon - b.lon) > least for a, b in pairs)
