"""Facets: how many of the postings of a search have which value.

Every facet counts postings under all filters of the search, `base` of them. Where a posting has at
most one value, its buckets, `other` and `unknown` add up to `base`. Where it can have several, the
postings with any value and those of `unknown` do; a posting then counts in each of its buckets,
and once however many of its places share the value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.filters import Facts
from api.filters.pay import HAS_SALARY
from api.params import SearchParameters
from api.query import matching

MAX_BUCKETS = 50
"""Values listed in a facet, the most frequent first."""


@dataclass(frozen=True, slots=True)
class _Field:
    """Where the index keeps a facet's values."""

    name: str
    several: bool = False


_FIELDS: Mapping[str, _Field] = {
    "source": _Field("source"),
    "board": _Field("board"),
    "company": _Field("company.name"),
    "country": _Field("locations.country", several=True),
    "city": _Field("locations.city", several=True),
    "workplace_type": _Field("workplace_type"),
    "employment_type": _Field("employment_types", several=True),
    "language": _Field("language"),
    "status": _Field("status"),
    "seniority": _Field("seniority"),
    "category": _Field("category"),
    "skills": _Field("skills", several=True),
    "salary.currency": _Field("salary.currency"),
}
_HAS_SALARY = "has_salary"
FACETS = (*_FIELDS, _HAS_SALARY)
"""What can be counted."""


def facet_request(params: SearchParameters, facts: Facts, facets: Iterable[str]) -> dict[str, Any]:
    """Write the search that counts `facets`, members of `FACETS`. It returns no postings.

    Raises `api.text.TextError` for words that cannot be searched for.
    """
    aggregations: dict[str, Any] = {}
    for facet in facets:
        aggregations |= _aggregations(str(facet))
    return {
        "query": matching(params, facts),
        "size": 0,
        "track_total_hits": True,
        "aggregations": aggregations,
    }


def facet_results(aggregations: Mapping[str, Any], base: int) -> dict[str, dict[str, Any]]:
    """Read the counts by facet; `base` is the exact number of postings found.

    Each facet is `buckets` (`value` and `count`, the most frequent first), `other`, `unknown` and
    `base`. `other` counts the postings whose value is in no bucket; it is null where some are but
    postings have several values, so that these cannot be told apart from those in the buckets.
    """
    return {facet: _result(facet, aggregations, base) for facet in FACETS if facet in aggregations}


def _aggregations(facet: str) -> dict[str, Any]:
    if facet == _HAS_SALARY:
        return {facet: {"filter": HAS_SALARY}}
    field = _FIELDS[facet].name
    return {
        facet: {"terms": {"field": field, "size": MAX_BUCKETS}},
        _unknown_of(facet): {"missing": {"field": field}},
    }


def _unknown_of(facet: str) -> str:
    return f"{facet}:unknown"


def _result(facet: str, aggregations: Mapping[str, Any], base: int) -> dict[str, Any]:
    found = aggregations[facet]
    if facet == _HAS_SALARY:
        return _salary_result(found["doc_count"], base)
    left = found["sum_other_doc_count"]
    return {
        "buckets": [
            {"value": bucket["key"], "count": bucket["doc_count"]} for bucket in found["buckets"]
        ],
        "other": None if left and _FIELDS[facet].several else left,
        "unknown": aggregations[_unknown_of(facet)]["doc_count"],
        "base": base,
    }


def _salary_result(stated: int, base: int) -> dict[str, Any]:
    counts = ((True, stated), (False, base - stated))
    buckets = [{"value": value, "count": count} for value, count in counts if count]
    return {"buckets": buckets, "other": 0, "unknown": 0, "base": base}
