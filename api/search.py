"""Searching: from checked parameters to one page of postings out of a frozen view."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.cursor import Cursors, Position
from api.errors import ExpiredCursorError, OtherQueryError
from api.facets import facet_request, facet_results
from api.filters import Facts
from api.filters.times import confirmed_since
from api.gateway import Gateway, LostViewError
from api.highlight import HIGHLIGHT
from api.ledger import Ledger
from api.params import JobsParameters, SearchParameters
from api.query import ranked
from api.sorting import sort_clauses
from api.views import View, Views

_MAX_STALE = 16
"""Moments of which the boards without a read since then are remembered."""
_MAY_CHANGE_BETWEEN_PAGES = frozenset(
    {"cursor", "limit", "fields", "highlight", "facets", "facet_filters"}
)


@dataclass(frozen=True, slots=True)
class Page:
    """What one search found. `took` is in milliseconds; `facets` is null where none were asked."""

    view: View
    total: int
    hits: list[dict[str, Any]]
    next_cursor: str | None
    facets: dict[str, Any] | None
    took: int

    def boards(self) -> set[str]:
        """Name the boards of the postings on this page."""
        return {hit["fields"]["board"][0] for hit in self.hits}


class Searcher:
    """Finds postings. One a process."""

    def __init__(self, gateway: Gateway, ledger: Ledger, views: Views, cursors: Cursors) -> None:
        self._gateway = gateway
        self._ledger = ledger
        self._stale_boards: dict[datetime, tuple[str, ...]] = {}
        self._views = views
        self._cursors = cursors

    async def facts(self, params: SearchParameters, view: View) -> Facts:
        """Learn what the filters of a search depend on; the same for all pages of a view."""
        if params.confirmed_within is None:
            return Facts(view.opened_at)
        since = confirmed_since(params.confirmed_within, view.opened_at)
        if since not in self._stale_boards:
            if len(self._stale_boards) >= _MAX_STALE:
                self._stale_boards.clear()
            self._stale_boards[since] = await self._ledger.boards_unread_since(since)
        return Facts(view.opened_at, self._stale_boards[since])

    async def page(self, params: JobsParameters) -> Page:
        """Find the page that `params` asks for.

        Raises `InvalidCursorError`, `OtherQueryError`, `ExpiredCursorError` for a cursor that does
        not fit, and `UnavailableError` where Elasticsearch does not answer.
        """
        if params.cursor is None:
            return await self._first_page(params)
        position = self._cursors.read(params.cursor)
        if position.query != fingerprint(params):
            raise OtherQueryError(OtherQueryError.example)
        try:
            return await self._page_at(params, position.view, position)
        except LostViewError as error:
            raise ExpiredCursorError(ExpiredCursorError.example) from error

    async def _first_page(self, params: JobsParameters) -> Page:
        view = await self._views.current()
        try:
            return await self._page_at(params, view, None)
        except LostViewError:
            # The index was rebuilt or Elasticsearch restarted since the view was opened.
            self._views.forget(view)
            return await self._page_at(params, await self._views.current(), None)

    async def _page_at(self, params: JobsParameters, view: View, position: Position | None) -> Page:
        facts = await self.facts(params, view)
        found, counted = await asyncio.gather(
            self._gateway.search_view(view.id, **page_request(params, facts, position)),
            self._counts(params, facts, view),
        )
        total = position.total if position else found["hits"]["total"]["value"]
        hits = found["hits"]["hits"]
        return Page(
            view=view,
            total=total,
            hits=hits[: params.limit],
            next_cursor=self._cursor_after(params, found, view, total),
            facets=counted and facet_results(counted["aggregations"]),
            took=max(found["took"], counted["took"] if counted else 0),
        )

    async def _counts(
        self, params: JobsParameters, facts: Facts, view: View
    ) -> Mapping[str, Any] | None:
        """Count the facets, in a request of its own: without hits the shard cache serves it."""
        if not params.facets:
            return None
        return await self._gateway.search_view(
            view.id, **facet_request(params, facts, params.facets)
        )

    def _cursor_after(
        self, params: JobsParameters, found: Mapping[str, Any], view: View, total: int
    ) -> str | None:
        hits = found["hits"]["hits"]
        if len(hits) <= params.limit:
            return None
        return self._cursors.write(
            Position(
                view=view.model_copy(update={"id": found.get("pit_id", view.id)}),
                query=fingerprint(params),
                total=total,
                after=hits[params.limit - 1]["sort"],
            )
        )


def page_request(params: JobsParameters, facts: Facts, position: Position | None) -> dict[str, Any]:
    """Write the search for one page: one posting more than asked shows whether another follows."""
    request: dict[str, Any] = {
        "query": ranked(params, facts),
        "sort": sort_clauses(params),
        "size": params.limit + 1,
        "track_total_hits": position is None,
        "source": {"includes": ["id", *params.fields]} if params.fields else True,
        "docvalue_fields": ["board", "status", "missing_since"],
    }
    if position is not None:
        request["search_after"] = list(position.after)
    if params.highlight:
        request["highlight"] = HIGHLIGHT
    return request


def fingerprint(params: JobsParameters) -> str:
    """Name a search: equal for all its pages, different for any other filter, word or order."""
    decisive = params.model_dump(mode="json", exclude=set(_MAY_CHANGE_BETWEEN_PAGES))
    text = json.dumps(decisive, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
