"""A posting as the index holds it: its own fields, and what is derived of them for searching.

Derived are `url_keys`, by which any spelling of the posting's addresses finds it, the `point` of
each place (`geo_point`), and `salary_reference`, the highest pay that is stated in US dollars a
year, by which postings are ordered. They are in no posting: whoever reads documents leaves them
out.
"""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json

from mappings.posting import JobPosting
from mappings.urls import canonical_key

DERIVED = ("url_keys", "locations.point", "salary_reference")
"""The paths of a document that no posting has."""


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
    }


def _point(place: Mapping[str, Any]) -> dict[str, Any]:
    lat, lon = place.get("lat"), place.get("lon")
    return {} if lat is None or lon is None else {"point": {"lat": lat, "lon": lon}}


def _reference(salary: Mapping[str, Any]) -> float | None:
    highest: float | None = salary.get("reference_max")
    return salary.get("reference_min") if highest is None else highest


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
