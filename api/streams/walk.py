"""A whole search, batch by batch, out of one frozen view.

The view's own order costs nothing to keep, so a walk of any length holds one batch in memory.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from api.clauses import Query
from api.errors import InvalidParametersError, ParameterError
from api.filters import Facts
from api.gateway import Gateway
from api.params import SearchParameters
from api.query import matching
from api.views import View

BATCH = 500
_ORDER = [{"_shard_doc": "asc"}]


@dataclass(frozen=True, slots=True)
class Walk:
    """What is walked: the postings of a query in a view, and how many there are.

    `changed_at` is the time of the last change of any posting, `after` where the walk begins.
    """

    view: View
    query: Query
    expected: int
    changed_at: datetime
    after: tuple[Any, ...] | None = None


async def begin(gateway: Gateway, view: View, params: SearchParameters, facts: Facts) -> Walk:
    """Count the postings of a search, in which none is better than another."""
    query: Query = {"bool": {"filter": [matching(params, facts)]}}
    counted = await gateway.search_view(view.id, query=query, size=0, track_total_hits=True)
    changed_at = await last_change(gateway, view)
    return Walk(view, query, counted["hits"]["total"]["value"], changed_at)


async def last_change(gateway: Gateway, view: View) -> datetime:
    """The time of the last change of any posting; of the view, where there is none."""
    latest = {"at": {"max": {"field": "changed_at"}}}
    found = await gateway.search_view(view.id, size=0, aggregations=latest)
    at = found["aggregations"]["at"]["value"]
    return datetime.fromtimestamp(at / 1000, UTC) if at else view.opened_at


async def place_behind(gateway: Gateway, walk: Walk, posting_id: str) -> tuple[Any, ...]:
    """Where a walk goes on behind a posting. Raises `InvalidParametersError` for another one."""
    only = {"bool": {"filter": [walk.query, {"term": {"id": posting_id}}]}}
    found = await gateway.search_view(
        walk.view.id, query=only, size=1, sort=_ORDER, source=False, track_total_hits=False
    )
    if not found["hits"]["hits"]:
        fault = ParameterError(
            parameter="after", value=posting_id, message="there is no such posting in this stream"
        )
        raise InvalidParametersError([fault])
    return tuple(found["hits"]["hits"][0]["sort"])


async def batches(
    gateway: Gateway, walk: Walk, source: Mapping[str, Any] | bool
) -> AsyncIterator[list[dict[str, Any]]]:
    """Give the hits of a walk in batches; `source` says which fields are read."""
    after = walk.after
    while True:
        found = await gateway.search_view(
            walk.view.id,
            query=walk.query,
            size=BATCH,
            sort=_ORDER,
            source=source,
            docvalue_fields=["board", "status", "missing_since"],
            track_total_hits=False,
            **({"search_after": list(after)} if after else {}),
        )
        hits = found["hits"]["hits"]
        if hits:
            yield hits
        if len(hits) < BATCH:
            return
        after = tuple(hits[-1]["sort"])
