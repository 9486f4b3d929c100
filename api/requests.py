"""The requests of a search: pure functions from checked parameters to search bodies."""

import hashlib
from collections.abc import Sequence
from typing import Any

from api.diversity import BLOCK
from api.facets import are_counted_with_facets
from api.filters import Facts
from api.highlight import HIGHLIGHT
from api.params import JobsParameters, SearchParameters
from api.query import ranked
from api.sorting import sort_clauses

SortValues = Sequence[str | int | float | None]
"""Where a posting stands in the order of a search."""

_MAY_CHANGE_BETWEEN_PAGES = {
    *("cursor", "after", "limit", "fields", "highlight", "explain", "facets", "facet_filters")
}


def page_request(
    params: JobsParameters, facts: Facts, after: SortValues | None, size: int
) -> dict[str, Any]:
    """Write the search for the `size` postings that follow `after`."""
    return {
        **_ordered(params, facts, after),
        **_served(params),
        "size": size,
        **({"highlight": HIGHLIGHT} if params.highlight else {}),
    }


def block_request(params: JobsParameters, facts: Facts, after: SortValues | None) -> dict[str, Any]:
    """Write the search for the employers of the block of postings that follows `after`."""
    return {
        **_ordered(params, facts, after),
        "size": BLOCK,
        "source": False,
        "docvalue_fields": ["company.id"],
    }


def sources_request(params: JobsParameters, facts: Facts, ids: list[str]) -> dict[str, Any]:
    """Write the search for postings of which only the ids are known, in no order."""
    marks = {**HIGHLIGHT, "highlight_query": ranked(params, facts)}
    return {
        "query": {"ids": {"values": ids}},
        "size": len(ids),
        **_served(params),
        **({"highlight": marks} if params.highlight else {}),
    }


def _ordered(params: JobsParameters, facts: Facts, after: SortValues | None) -> dict[str, Any]:
    return {
        "query": ranked(params, facts),
        "sort": sort_clauses(params),
        "track_total_hits": params.cursor is None and not are_counted_with_facets(params),
        **({"search_after": list(after)} if after is not None else {}),
    }


def _served(params: JobsParameters) -> dict[str, Any]:
    return {
        "source": {"includes": ["id", *params.fields]} if params.fields else True,
        "docvalue_fields": ["board", "status", "missing_since"],
    }


def fingerprint(params: SearchParameters, *, passed_on: bool = False) -> str:
    """Name a search: equal for all its pages, different for any other filter, word or order."""
    decisive = params.model_dump_json(exclude=_MAY_CHANGE_BETWEEN_PAGES)
    return hashlib.sha256(f"{decisive}{passed_on}".encode()).hexdigest()[:32]
