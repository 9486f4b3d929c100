"""A posting as the index holds it: its own fields, and what is derived of them for searching.

Derived are `url_keys`, by which any spelling of the posting's addresses finds it, the `point` of
each place (`geo_point`), `salary_reference`, the highest pay that is stated in US dollars a
year, by which postings are ordered, `days_open`, how long a closed one was open, `filled`, the
names of the fields that say something, by which fill rates are counted, `completeness`, the share
of what people compare postings by that is said, and `opening`: the
places, boards and addresses of all open ads of the opening that the posting stands for, which are
its own unless it is the face of a group. They are in no posting: whoever reads documents leaves
them out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic_core import to_json

from mappings.posting import JobPosting, PostingContent
from mappings.urls import canonical_key

OPENING = "opening"
"""What holds the paths of `OF_OPENING` once more, of all ads of an opening."""
OF_OPENING = ("source", "board", "url_keys", "locations")
PLACE_WORDS = "places"
"""The field of the index in which words are sought in all parts of places."""

_PLACE = ("text", "city", "region", "region_code", "country", "point")
DERIVED = (
    "url_keys",
    "locations.point",
    "salary_reference",
    "days_open",
    "filled",
    "completeness",
    OPENING,
    *(f"{OPENING}.{name}" for name in OF_OPENING),
    *(f"{OPENING}.locations.{name}" for name in _PLACE),
)
"""The paths of a document that no posting has."""
_DERIVED_WHOLE = tuple(path for path in DERIVED if "." not in path)

COPIED = ("unit", PLACE_WORDS, f"{OPENING}.{PLACE_WORDS}")
"""The fields of the index that it fills from others (`copy_to`); no document has them."""

FILLABLE = tuple(
    name
    for name, field in PostingContent.model_fields.items()
    if not field.is_required() and name != "provenance"
)
"""The fields of a posting that a source may leave empty."""

_COMPARED = frozenset(
    ("description_text", "locations", "salary", "workplace_type", "employment_types", "posted_at")
)
"""What people compare postings by."""

_EMPTY: tuple[Any, ...] = (None, (), [], "")


def to_document(posting: JobPosting) -> dict[str, Any]:
    """Write a posting as the JSON object to index."""
    return with_derived(posting.model_dump(mode="json"))


def with_derived(served: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON object to index for a posting in JSON. Undone by `without_derived`."""
    filled = filled_fields(served)
    return {
        **served,
        "locations": [{**place, **_point(place)} for place in served.get("locations", ())],
        "url_keys": _keys(served["url"], served.get("apply_url")),
        "salary_reference": _reference(served.get("salary") or {}),
        "days_open": _days_open(served),
        "filled": sorted(filled),
        "completeness": round(len(filled & _COMPARED) / len(_COMPARED), 3),
        OPENING: _opening(served),
    }


def filled_fields(values: Mapping[str, Any]) -> frozenset[str]:
    """Which of `FILLABLE` say something in a posting, given as its fields by name."""
    return frozenset(name for name in FILLABLE if values.get(name) not in _EMPTY)


def _keys(*addresses: str | None) -> list[str]:
    return sorted({key for key in map(canonical_key, addresses) if key})


def _opening(served: Mapping[str, Any]) -> dict[str, Any]:
    group = served.get("group") or {}
    boards = group.get("boards") or [served["board"]]
    places = group["locations"] if group else served.get("locations", ())
    return {
        "board": boards,
        "source": sorted({board.partition(":")[0] for board in boards}),
        "url_keys": _keys(served["url"], served.get("apply_url"), *group.get("urls", ())),
        "locations": [_searched(place) for place in places],
    }


def _searched(place: Mapping[str, Any]) -> dict[str, Any]:
    """What of a place is searched by."""
    said = {name: place[name] for name in _PLACE if place.get(name) is not None}
    return {**said, **_point(place)}


def _point(place: Mapping[str, Any]) -> dict[str, Any]:
    lat, lon = place.get("lat"), place.get("lon")
    return {} if lat is None or lon is None else {"point": {"lat": lat, "lon": lon}}


def _reference(salary: Mapping[str, Any]) -> float | None:
    highest: float | None = salary.get("reference_max")
    return salary.get("reference_min") if highest is None else highest


def _days_open(served: Mapping[str, Any]) -> float | None:
    """Days from first sight to closing; null while it is open."""
    if served.get("closed_at") is None:
        return None
    seen, closed = (datetime.fromisoformat(served[name]) for name in ("first_seen_at", "closed_at"))
    return round((closed - seen).total_seconds() / 86_400, 3)


def from_document(document: Mapping[str, Any]) -> JobPosting:
    """Read a posting out of the JSON object that is indexed."""
    # Through JSON, where a bare day stays a day.
    return JobPosting.model_validate_json(to_json(without_derived(document)))


def without_derived(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without what is derived; fields that it lacks stay absent."""
    served = dict(document)
    for name in _DERIVED_WHOLE:
        served.pop(name, None)
    if places := served.get("locations"):
        served["locations"] = [
            {name: value for name, value in place.items() if name != "point"} for place in places
        ]
    return served
