"""A posting as the index holds it: its own fields, and what is derived of them for searching.

Derived are `url_keys`, by which any spelling of the posting's addresses finds it, the `point` of
each place (`geo_point`), `salary_reference`, the highest pay that is stated in US dollars a
year, by which postings are ordered, `days_open`, how long a closed one was open, and `filled`, the
names of the fields that say something, by which fill rates are counted. They are in no posting:
whoever reads documents leaves them out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic_core import to_json

from mappings.posting import JobPosting, PostingContent
from mappings.urls import canonical_key

DERIVED = ("url_keys", "locations.point", "salary_reference", "days_open", "filled")
"""The paths of a document that no posting has."""

FILLABLE = tuple(
    name
    for name, field in PostingContent.model_fields.items()
    if not field.is_required() and name != "provenance"
)
"""The fields of a posting that a source may leave empty."""

_EMPTY: tuple[Any, ...] = (None, (), [], "")


def to_document(posting: JobPosting) -> dict[str, Any]:
    """Write a posting as the JSON object to index."""
    return with_derived(posting.model_dump(mode="json"))


def with_derived(served: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON object to index for a posting in JSON. Undone by `without_derived`."""
    addresses = (served["url"], served.get("apply_url"))
    keys = (canonical_key(address) for address in addresses)
    places = [{**place, **_point(place)} for place in served.get("locations", ())]
    return {
        **served,
        "locations": places,
        "url_keys": sorted({key for key in keys if key}),
        "salary_reference": _reference(served.get("salary") or {}),
        "days_open": _days_open(served),
        "filled": sorted(filled_fields(served)),
    }


def filled_fields(values: Mapping[str, Any]) -> frozenset[str]:
    """Which of `FILLABLE` say something in a posting, given as its fields by name."""
    return frozenset(name for name in FILLABLE if values.get(name) not in _EMPTY)


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
    served = {name: value for name, value in document.items() if name not in DERIVED}
    if places := served.get("locations"):
        served["locations"] = [
            {name: value for name, value in place.items() if name != "point"} for place in places
        ]
    return served
