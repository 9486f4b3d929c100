"""Filters by place: of the office, around a point, and where a remote worker may live."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from api.clauses import Query, any_of, exists, without
from api.filters.declared import Commas, FreeText, Matches, excluding, on, or_unknown, terms
from api.places import near_text, nearby
from api.values import country_code, number, one_of, refuse
from reference.macro_members import regions_around, regions_with
from reference.macro_regions import macro_region
from reference.vocabularies import WorkplaceType

DEFAULT_RADIUS = 50.0
_MAX_RADIUS = 20_000

# Country, region and city hold for one and the same place; see `place_clauses`.
APART = ("country", "region", "city")


def _region(names: Sequence[str]) -> Query:
    """By ISO 3166-2 code, or by name in any case, with or without accents."""
    codes = [name.upper() for name in names]
    return any_of([terms("locations.region_code", codes), terms("locations.region.folded", names)])


def _remote_place(value: str) -> str:
    """Read a country code or a part of the world, as `remote_from` names it."""
    return macro_region(value) or country_code(value)


def _remote_from(places: Sequence[str]) -> Query:
    """A worker in a country may also live in whatever part of the world holds it."""
    countries = [place for place in places if len(place) == 2]
    regions = {
        region
        for place in places
        for region in (regions_with(place) if len(place) == 2 else regions_around(place))
    }
    named = [terms("remote_from.regions", sorted(regions))]
    return any_of([*named, terms("remote_from.countries", countries)] if countries else named)


_REMOTE_FROM_KNOWN = any_of([exists("remote_from.countries"), exists("remote_from.regions")])

_Countries = Annotated[
    tuple[Annotated[str, AfterValidator(country_code)], ...], Commas, on("locations.country")
]
_Regions = Annotated[FreeText, Matches(_region, exists("locations.region"))]
_Cities = Annotated[FreeText, on("locations.city.folded")]
_WorkplaceTypes = Annotated[
    tuple[Annotated[WorkplaceType, one_of(WorkplaceType)], ...], Commas, on("workplace_type")
]
_RemotePlaces = Annotated[
    tuple[Annotated[str, AfterValidator(_remote_place)], ...],
    Commas,
    Matches(_remote_from, _REMOTE_FROM_KNOWN),
]


class Places(BaseModel):
    """Where the work is done."""

    country: _Countries = Field(
        (), description="ISO 3166-1 alpha-2 code of a place of work.", examples=[["DE", "AT"]]
    )
    exclude_country: _Countries = excluding("country", "US")
    region: _Regions = Field(
        (),
        description="Region of a place of work: its ISO 3166-2 code, or its English name in any"
        " case, with or without accents.",
        examples=[["Bavaria", "US-CA"]],
    )
    exclude_region: _Regions = excluding("region", "Texas")
    city: _Cities = Field(
        (),
        description="City of a place of work, in any case, with or without accents. Of `country`,"
        " `region` and `city`, those that are given hold for one and the same place.",
        examples=[["Zürich"]],
    )
    exclude_city: _Cities = excluding("city", "Kiel")
    near: Annotated[str, AfterValidator(near_text)] | None = Field(
        None,
        description="A place of work lies within `radius` of this city (`Lyon`, `Springfield,"
        " Illinois`), or of this point (`latitude,longitude`).",
        examples=["48.14,11.58"],
    )
    radius: Annotated[float, BeforeValidator(number), Field(gt=0, le=_MAX_RADIUS)] = Field(
        DEFAULT_RADIUS, description="Kilometres around `near`.", examples=[25]
    )
    workplace_type: _WorkplaceTypes = Field(
        (), description="Where the work is done.", examples=[["remote", "hybrid"]]
    )
    exclude_workplace_type: _WorkplaceTypes = excluding("workplace_type", "onsite")
    remote_from: _RemotePlaces = Field(
        (),
        description="A remote worker may live there: a country (ISO 3166-1 alpha-2), which is also"
        " found by every part of the world that holds it; or a part of the world (`EMEA`,"
        " `worldwide`).",
        examples=[["DE"]],
    )
    exclude_remote_from: _RemotePlaces = excluding("remote_from", "US")


def place_clauses(params: Any, unknowns: tuple[str, ...]) -> Iterator[Query]:
    """Write the clauses of country, region and city, and of the neighbourhood.

    One of them alone needs no look at the places one by one: the posting itself has their values.
    """
    wanted = {name: getattr(params, name) for name in APART if getattr(params, name)}
    unknown = wanted.keys() & set(unknowns)
    if len(wanted) == 1 and not unknown:
        yield from (_MATCHES[name].query(values) for name, values in wanted.items())
    elif wanted:
        yield _same_place(wanted, unknown)
    if params.near is not None:
        around = distance(params.near, params.radius)
        yield or_unknown(around, exists(POINT), unknown="near" in unknowns)


def distance(near: str, radius: float) -> Query:
    """Find the postings with a place within `radius` kilometres."""
    return {"geo_distance": {"distance": f"{radius}km", POINT: nearby(near).point}}


def radius_needs_near(radius: float, given: Mapping[str, Any]) -> float:
    """Refuse a radius around nothing."""
    if given.get("near", "refused") is None:
        refuse("radius does nothing here: there is no near")
    return radius


POINT = "locations.point"
"""The field with the points of a posting's places."""
_ANY_PLACE: Query = {"nested": {"path": "locations", "query": {"match_all": {}}}}
_MATCHES = {
    name: next(m for m in Places.model_fields[name].metadata if isinstance(m, Matches))
    for name in APART
}


def _same_place(wanted: dict[str, tuple[str, ...]], unknown: Collection[str]) -> Query:
    """Find the postings with a place that has the wanted values, or lacks one of `unknown`.

    A posting without places lacks all values: it passes only where all may be unknown.
    """
    conditions = [
        or_unknown(_MATCHES[name].query(values), _MATCHES[name].known, unknown=name in unknown)
        for name, values in wanted.items()
    ]
    place = {"nested": {"path": "locations", "query": {"bool": {"filter": conditions}}}}
    return any_of([place, without(_ANY_PLACE)]) if unknown == wanted.keys() else place
