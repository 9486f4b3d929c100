"""Names of cities and pairs of coordinates, read as points on the earth.

Cities, regions and countries are those of GeoNames; see `reference.places`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.values import refuse
from reference.countries import country_coded, country_named
from reference.geonames import City
from reference.places import cities_named, renowned_country
from reference.regions import region_coded, region_named, region_of

_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d{1,10})?),\s*(-?\d{1,3}(?:\.\d{1,10})?)")
_MAX_NAMES = 5

_FAR_LARGER = 5
"""So many times more people than the next namesake has a city that its bare name means."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """The middle of a neighbourhood; `name` is null for a point that was given as such."""

    name: str | None
    lat: float
    lon: float

    @property
    def point(self) -> dict[str, float]:
        """The point as Elasticsearch takes it."""
        return {"lat": self.lat, "lon": self.lon}


def near_text(value: str) -> str:
    """Check that `nearby` can read a value; it stays as it is."""
    nearby(value)
    return value


@lru_cache(maxsize=4096)
def nearby(text: str) -> Nearby:
    """Read `latitude,longitude` in degrees, or a city with as much of its region and country as is
    needed to tell it from its namesakes.

    Raises `PydanticCustomError` that names the namesakes.
    """
    if found := _COORDINATES.fullmatch(text.strip()):
        return _point(float(found[1]), float(found[2]))
    name, *qualifiers = (part.strip() for part in text.split(","))
    named = [city for city, _ in cities_named(name)] if name else []
    fitting = [city for city in named if all(_lies_in(city, part) for part in qualifiers)]
    if not fitting:
        refuse(
            f"{text!r} is no city that is known: give its name, or latitude,longitude",
            closest=[full_name(city) for city in named[:_MAX_NAMES]],
        )
    city = _meant(name, fitting, bare=not qualifiers)
    if city is None:
        refuse(
            f"there are several cities {text!r}: name the region or the country too",
            closest=[full_name(city) for city in fitting[:_MAX_NAMES]],
        )
    return Nearby(full_name(city), city.lat, city.lon)


def full_name(city: City) -> str:
    """Name a city so that `nearby` finds it again."""
    region = region_of(city.country, city.region)
    return ", ".join([city.name, *([region.name] if region else []), city.country])


def _point(lat: float, lon: float) -> Nearby:
    if abs(lat) > 90 or abs(lon) > 180:
        refuse("latitude lies between -90 and 90, longitude between -180 and 180")
    return Nearby(None, lat, lon)


def _lies_in(city: City, part: str) -> bool:
    """Whether a region or a country, by name or code, holds the city."""
    if country_coded(part.upper()) == city.country or country_named(part) == city.country:
        return True
    region = region_coded(city.country, part.upper()) or region_named(city.country, part)
    return region is not None and region.geonames == city.region


def _meant(name: str, fitting: Sequence[City], *, bare: bool) -> City | None:
    """The one city that is meant; null where namesakes are as likely."""
    renowned = renowned_country(name) if bare else None
    candidates = [city for city in fitting if renowned is None or city.country == renowned]
    first, *others = candidates or fitting
    if others and first.population < _FAR_LARGER * others[0].population:
        return first if renowned is not None else None
    return first
