"""The ledger, board by board: pure functions from checked parameters to a search."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from api.clauses import Query, exists, without
from api.filters.declared import terms
from api.ledger_params import BoardsParameters


def boards_request(params: BoardsParameters, now: datetime) -> dict[str, Any]:
    """Write the search for a page of boards; one more than asked shows whether more follow."""
    return {
        "query": {"bool": {"filter": list(_filters(params, now))}},
        "sort": [{"id": "asc"}],
        "size": params.limit + 1,
        "track_total_hits": True,
        **({"search_after": [params.after]} if params.after is not None else {}),
    }


def _filters(params: BoardsParameters, now: datetime) -> Iterator[Query]:
    for field, values in (
        ("source", params.source),
        ("company.folded", params.company),
        ("outcome", params.outcome),
    ):
        if values:
            yield terms(field, values)
    if params.suspect is not None:
        yield exists("suspect") if params.suspect else without(exists("suspect"))
    if params.unread_for is not None:
        since = (now - timedelta(hours=params.unread_for)).isoformat()
        yield without({"range": {"last_complete_at": {"gte": since}}})
