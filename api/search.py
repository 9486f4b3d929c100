"""Searching: from checked parameters to one page of postings out of a frozen view."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from api.cursor import Cursors, Position
from api.diversity import BLOCK, spread
from api.errors import ExpiredCursorError, OtherQueryError
from api.facets import are_counted_with_facets, facet_request, facet_results
from api.filters import Facts
from api.filters.times import confirmed_since
from api.gateway import Gateway, LostViewError
from api.ledger import Ledger
from api.matches import matches
from api.params import JobsParameters, SearchParameters
from api.requests import (
    SortValues,
    block_request,
    fingerprint,
    page_request,
    sources_request,
)
from api.spelling import suggestion
from api.views import View, Views

T = TypeVar("T")

_MAX_STALE = 16
"""Moments of which the boards without a read since then are remembered."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the next posting is: after these sort values, so many postings further."""

    after: SortValues | None = None
    skip: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """The postings of a page; `total` is 0 where another search counts, `next` null at the end."""

    hits: list[dict[str, Any]]
    next: _Place | None
    total: int
    took: int
    view_id: str


@dataclass(frozen=True, slots=True)
class Page:
    """What one search found. `took` is in milliseconds; `facets` is null where none were asked.

    So are the `matches` of each hit by its id. Where nothing is found, `suggestion` is a text for
    `q` that finds something, if there is one.
    """

    view: View
    total: int
    hits: list[dict[str, Any]]
    next_cursor: str | None
    facets: dict[str, Any] | None
    took: int
    matches: Mapping[str, list[dict[str, Any]]] | None = None
    suggestion: str | None = None

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

    async def facts(
        self, params: SearchParameters, view: View, *, passed_on: bool = False
    ) -> Facts:
        """Learn what the filters of a search depend on; the same for all pages of a view."""
        stale: tuple[str, ...] = ()
        if params.confirmed_within is not None:
            since = confirmed_since(params.confirmed_within, view.opened_at)
            stale = await self._boards_unread_since(since)
        return Facts(view.opened_at, stale, passed_on)

    async def _boards_unread_since(self, since: datetime) -> tuple[str, ...]:
        if since not in self._stale_boards:
            if len(self._stale_boards) >= _MAX_STALE:
                self._stale_boards.clear()
            self._stale_boards[since] = await self._ledger.boards_unread_since(since)
        return self._stale_boards[since]

    async def page(self, params: JobsParameters, *, passed_on: bool = False) -> Page:
        """Find the page that `params` asks for; where it is `passed_on`, of what may be.

        Raises `InvalidCursorError`, `OtherQueryError`, `ExpiredCursorError` for a cursor that does
        not fit, and `UnavailableError` where Elasticsearch does not answer.
        """
        query = fingerprint(params, passed_on=passed_on)

        async def read(view: View, position: Position | None) -> Page:
            facts = await self.facts(params, view, passed_on=passed_on)
            return await self._page_at(params, query, facts, view, position)

        return await self.in_view(params.cursor, query, read)

    async def present_view(self) -> View:
        """The view of searches that begin now."""
        return await self._views.current()

    async def in_view(
        self,
        cursor: str | None,
        query: str,
        read: Callable[[View, Position | None], Awaitable[T]],
    ) -> T:
        """Read in the view of a cursor from its position on, or in the present one.

        `query` names the search; a cursor of another one is refused. Raises as `page` does.
        """
        if cursor is None:
            return await self._in_present_view(read)
        position = self._cursors.read(cursor)
        if position.query != query:
            raise OtherQueryError(OtherQueryError.example)
        try:
            return await read(position.view, position)
        except LostViewError as error:
            raise ExpiredCursorError(ExpiredCursorError.example) from error

    async def _in_present_view(self, read: Callable[[View, Position | None], Awaitable[T]]) -> T:
        view = await self._views.current()
        try:
            return await read(view, None)
        except LostViewError:
            # The index was rebuilt or Elasticsearch restarted since the view was opened.
            self._views.forget(view)
            return await read(await self._views.current(), None)

    async def _page_at(
        self,
        params: JobsParameters,
        query: str,
        facts: Facts,
        view: View,
        position: Position | None,
    ) -> Page:
        read = self._spread if params.diversify else self._in_order
        found, counted = await asyncio.gather(
            read(params, facts, view, position), self._counts(params, facts, view)
        )
        whole = counted if counted and are_counted_with_facets(params) else None
        total = position.total if position else _total(whole) if whole else found.total
        search = partial(self._gateway.search_view, found.view_id)
        # Elasticsearch may name a point in time anew at each use of it.
        view = view.model_copy(update={"id": found.view_id})
        return Page(
            view=view,
            total=total,
            hits=found.hits,
            next_cursor=found.next
            and self.write_cursor(
                Position(view=view, query=query, total=total, **asdict(found.next))
            ),
            facets=counted and facet_results(counted["aggregations"], params),
            took=max(found.took, counted["took"] if counted else 0),
            matches=await matches(params, found.hits, search) if params.explain else None,
            suggestion=None if total else await suggestion(params, facts, search),
        )

    async def _in_order(
        self, params: JobsParameters, facts: Facts, view: View, position: Position | None
    ) -> _Found:
        """One posting more than asked shows whether another follows."""
        after = position.after if position else None
        request = page_request(params, facts, after, params.limit + 1)
        answer = await self._gateway.search_view(view.id, **request)
        hits = answer["hits"]["hits"]
        more = len(hits) > params.limit
        return _Found(
            hits=hits[: params.limit],
            next=_Place(hits[params.limit - 1]["sort"]) if more else None,
            total=_total(answer),
            took=answer["took"],
            view_id=answer["pit_id"],
        )

    async def _spread(
        self, params: JobsParameters, facts: Facts, view: View, position: Position | None
    ) -> _Found:
        """Block by block, of which only the employers are read; then the postings of the page."""
        start = _Place(position.after, position.skip) if position else _Place()
        chosen: list[tuple[_Place, dict[str, Any]]] = []
        total = took = 0
        block: _Place | None = start
        while block is not None and len(chosen) <= params.limit:
            request = block_request(params, facts, block.after)
            answer = await self._gateway.search_view(view.id, **request)
            total, took = total or _total(answer), took + answer["took"]
            hits = answer["hits"]["hits"]
            chosen += [
                (_Place(block.after, index), hit)
                for index, hit in enumerate(spread(hits, _employer))
                if index >= block.skip
            ]
            block = _Place(hits[-1]["sort"]) if len(hits) == BLOCK else None
        page = [hit for _, hit in chosen[: params.limit]]
        return _Found(
            hits=await self._with_sources(params, facts, view, page),
            next=chosen[params.limit][0] if len(chosen) > params.limit else None,
            total=total,
            took=took,
            view_id=answer["pit_id"],
        )

    async def _with_sources(
        self, params: JobsParameters, facts: Facts, view: View, hits: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """The hits with what is served of their postings."""
        if not hits:
            return []
        request = sources_request(params, facts, [hit["_id"] for hit in hits])
        answer = await self._gateway.search_view(view.id, **request)
        read = {hit["_id"]: hit for hit in answer["hits"]["hits"]}
        return [{**read[hit["_id"]], "sort": hit["sort"]} for hit in hits]

    async def _counts(
        self, params: JobsParameters, facts: Facts, view: View
    ) -> Mapping[str, Any] | None:
        """Count the facets, in a request of its own: without hits the shard cache serves it."""
        if not params.facets:
            return None
        return await self._gateway.search_view(
            view.id, **facet_request(params, facts, params.facets)
        )

    def write_cursor(self, position: Position) -> str:
        """Write the cursor of a position, which `in_view` takes."""
        return self._cursors.write(position)


def _employer(hit: Mapping[str, Any]) -> str:
    return str(hit["fields"]["company.id"][0])


def _total(answer: Mapping[str, Any]) -> int:
    """The exact number of postings; 0 where it was not asked for."""
    total = answer["hits"].get("total")
    return int(total["value"]) if total else 0
