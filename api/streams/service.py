"""Streams as the routes serve them: a format, a search, and what the headers say of both."""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from starlette.datastructures import URL

from api.complete_reads import CompleteReads
from api.cursor import FeedCursors, Position
from api.gateway import Gateway
from api.metrics import STREAMED
from api.params import SearchParameters
from api.requests import fingerprint
from api.responses import served
from api.search import Searcher
from api.streams.format import About, Format
from api.streams.params import ExportParameters, FeedParameters
from api.streams.walk import Walk, batches, begin, last_change, place_behind
from api.views import View

Hit = Mapping[str, Any]

# What these ask for moves with the clock, though no posting changes.
_BY_THE_CLOCK = ("posted_within", "confirmed_within")
_TICK_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the stream is, and where the same search is as JSON."""

    own: URL
    home: URL

    def at(self, cursor: str) -> str:
        """The address of another page of the stream."""
        return str(self.own.include_query_params(cursor=cursor))


@dataclass(frozen=True, slots=True)
class Stream:
    """What is answered: the headers, known before the first byte, and the content."""

    headers: dict[str, str]
    chunks: AsyncIterator[bytes]


class Streams:
    """Writes searches in formats. One a process."""

    def __init__(
        self,
        gateway: Gateway,
        reads: CompleteReads,
        searcher: Searcher,
        feed_cursors: FeedCursors,
    ) -> None:
        self._gateway = gateway
        self._reads = reads
        self._searcher = searcher
        self._feed_cursors = feed_cursors

    async def export(self, kind: Format, params: ExportParameters, addresses: Addresses) -> Stream:
        """Stream the whole of a search. Raises as `Searcher.page`, before anything is written."""
        query = fingerprint(params, passed_on=True)

        async def start(view: View, _: Position | None) -> Walk:
            facts = await self._searcher.facts(params, view, passed_on=True)
            walk = await begin(self._gateway, view, params, facts)
            if params.after is None:
                return walk
            return replace(walk, after=await place_behind(self._gateway, walk, params.after))

        walk = await self._searcher.in_view(params.cursor, query, start)
        position = Position(view=walk.view, query=query, total=walk.expected, after=None)
        about = _about(params, addresses, walk.expected, walk.changed_at, None)
        headers = {
            **self._headers(kind, params, walk.view, about),
            "X-Stream-Cursor": self._searcher.write_cursor(position),
        }
        return Stream(headers, self._walked(kind, params, walk, about))

    async def feed(self, kind: Format, params: FeedParameters, addresses: Addresses) -> Stream:
        """Stream one page of a search, the postings that were first seen last. Raises as `page`."""
        page = await self._searcher.page(params.search(), passed_on=True)
        changed_at = await last_change(self._gateway, page.view)
        following = page.next_cursor and addresses.at(page.next_cursor)
        about = _about(params, addresses, page.total, changed_at, following)
        headers = self._headers(kind, params, page.view, about)
        return Stream(headers, self._written(kind, (), about, _once(page.hits)))

    def _headers(
        self, kind: Format, params: SearchParameters, view: View, about: About
    ) -> dict[str, str]:
        return {
            "Content-Type": kind.media_type,
            "X-Expected-Count": str(about.expected),
            "X-Changes-Cursor": self._feed_cursors.write(view.changes),
            "ETag": etag(kind, params, view),
            "Last-Modified": format_datetime(about.changed_at, usegmt=True),
            "Cache-Control": "public, max-age=60",
        }

    async def _walked(
        self, kind: Format, params: ExportParameters, walk: Walk, about: About
    ) -> AsyncIterator[bytes]:
        fields: Sequence[str] = getattr(params, "fields", ())
        source = {"includes": ["id", *fields]} if fields else True
        hits = batches(self._gateway, walk, source)
        async for chunk in self._written(kind, fields, about, hits):
            yield chunk

    async def _written(
        self,
        kind: Format,
        fields: Sequence[str],
        about: About,
        hits: AsyncIterator[list[dict[str, Any]]],
    ) -> AsyncIterator[bytes]:
        writer = kind.writer(about, fields)
        yield writer.head()
        async for batch in hits:
            reads = await self._reads.of({hit["fields"]["board"][0] for hit in batch})
            yield writer.batch([served(hit, reads, whole=not fields) for hit in batch])
            STREAMED.labels(kind.extension).inc(len(batch))
        yield writer.tail()


def etag(kind: Format, params: SearchParameters, view: View) -> str:
    """Name a stream's content: the same for the same search until the next change of a posting.

    Weak: two answers of one content may differ in what they say of themselves.
    """
    place = view.changes
    asked = params.model_dump_json(exclude={"cursor"})
    cursor = getattr(params, "cursor", None) and view.id
    by_the_clock = any(getattr(params, name) is not None for name in _BY_THE_CLOCK)
    tick = int(view.opened_at.timestamp() // _TICK_SECONDS) if by_the_clock else None
    named = [kind.extension, place.feed, place.generation, place.seq, asked, cursor, tick]
    return f'W/"{hashlib.sha256(repr(named).encode()).hexdigest()[:32]}"'


def _about(
    params: SearchParameters,
    addresses: Addresses,
    expected: int,
    changed_at: datetime,
    following: str | None,
) -> About:
    words = " ".join([*([params.q] if params.q else []), *params.title])
    own, home = str(addresses.own), str(addresses.home)
    return About(own, home, following, expected, changed_at, words)


async def _once(hits: list[dict[str, Any]]) -> AsyncIterator[list[dict[str, Any]]]:
    yield hits
