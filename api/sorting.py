"""The order of a search."""

from typing import Any

from api.filters.openings import of_opening
from api.filters.places import POINT
from api.params import JobsParameters, Sort
from api.places import nearby

Clause = dict[str, Any]

# Unique within a point in time, so that no posting is skipped or served twice between pages.
_TIE_BREAKER: Clause = {"_shard_doc": "asc"}


def _latest(field: str) -> Clause:
    return {field: {"order": "desc", "missing": "_last"}}


_NEWEST = _latest("posted_at")
_ORDERS = {
    Sort.RELEVANCE: {"_score": {"order": "desc"}},
    Sort.NEWEST: _NEWEST,
    Sort.FIRST_SEEN: _latest("first_seen_at"),
    Sort.SALARY: _latest("salary_reference"),
}


def sort_clauses(params: JobsParameters) -> list[Clause]:
    """Write the sort of a search in a point in time.

    Of equal ones the newest comes first; postings without a value come last.
    """
    first = _nearest(params) if params.sort is Sort.DISTANCE else _ORDERS[params.sort]
    return [first, *([] if first is _NEWEST else [_NEWEST]), _TIE_BREAKER]


def _nearest(params: JobsParameters) -> Clause:
    """By the nearest of a posting's places, in kilometres."""
    assert params.near is not None
    point = of_opening(POINT) if params.collapse else POINT
    return {
        "_geo_distance": {
            point: nearby(params.near).point,
            "order": "asc",
            "unit": "km",
            "mode": "min",
            "ignore_unmapped": False,
        }
    }
