"""Derive postings anew from their kept payloads, beside a running crawl and a serving API.

The records are walked in the order of their ids, so that a walk that was interrupted goes on behind
the last posting that it was done with. Processes of their own map a page while another is
committed. What a crawl writes meanwhile wins: an intent never goes over content that is newer than
its record.
"""

import asyncio
import multiprocessing
import os
import uuid
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.commit import Committer
from crawler.index.intent import Verdict
from crawler.index.lifecycle import Reread
from crawler.index.publishing import Publishing
from crawler.keeping.derivation import Derived, Underivable, derive, start_worker
from crawler.keeping.scan import scan
from crawler.settings import CrawlSettings
from mappings.names import alias
from reference.vocabularies import ChangeCause

_PAGE = 200
"""Records in memory are a few times that, and one may have a megabyte."""

Query = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordSelection:
    """Which records are derived anew: all, or those of a source, of a board, fetched since then.

    `after`: only those whose posting's id comes after this one.
    """

    source: str | None = None
    board: str | None = None
    since: datetime | None = None
    after: str | None = None

    def query(self) -> Query:
        """Find the records."""
        terms = {"source": self.source, "board": self.board}
        clauses: list[Query] = [{"term": {n: value}} for n, value in terms.items() if value]
        if self.since is not None:
            clauses.append({"range": {"fetched_at": {"gte": self.since.isoformat()}}})
        return {"bool": {"filter": clauses}}

    def rest(self) -> Query:
        """Find those that are left."""
        if self.after is None:
            return self.query()
        return {"bool": {"filter": [self.query(), {"range": {"id": {"gt": self.after}}}]}}


@dataclass(frozen=True, slots=True)
class Step:
    """A page of records is done with: what came of them, and the last posting's id."""

    after: str
    verdicts: Counter[Verdict]
    underivable: Sequence[Underivable]
    refused: Mapping[str, str] = field(default_factory=dict)
    """Postings that the index refuses as they are by now, and why; they stay as they are."""

    @property
    def records(self) -> int:
        """How many records they were."""
        return self.verdicts.total() + len(self.underivable)


class Renormalizer:
    """Derives postings anew. Raises `IndexUnavailableError` where Elasticsearch stays away."""

    def __init__(self, client: AsyncElasticsearch, settings: CrawlSettings) -> None:
        self._client = client
        self._settings = settings
        self._raw = alias("raw", settings.index_prefix)
        self._run = uuid.uuid4().hex
        self._committer = Committer(client, settings.index_prefix, patience=settings.patience)

    async def count(self, selection: RecordSelection) -> int:
        """How many records are left to be derived anew."""
        await self._client.indices.refresh(index=self._raw)
        answer = await self._client.count(index=self._raw, query=selection.rest())
        return int(answer["count"])

    async def run(self, selection: RecordSelection, done: Callable[[Step], None]) -> None:
        """Derive anew; `done` is told of each page when all of it is committed."""
        publishing = Publishing(self._settings)
        await publishing.join()
        try:
            with _workers() as pool:
                async for derived in self._derived(selection, pool):
                    done(await self._commit(derived))
        finally:
            await publishing.leave()

    async def _derived(
        self, selection: RecordSelection, pool: Executor
    ) -> AsyncIterator[Sequence[Derived]]:
        """The pages in their order, each mapped while others before it are committed."""
        loop, under_way = asyncio.get_running_loop(), deque[asyncio.Future[list[Derived]]]()
        async for hits in scan(self._client, self._request(selection), self._settings.patience):
            documents = [hit["_source"] for hit in hits]
            under_way.append(loop.run_in_executor(pool, derive, documents, datetime.now(UTC)))
            if len(under_way) > _processes():
                yield await under_way.popleft()
        while under_way:
            yield await under_way.popleft()

    def _request(self, selection: RecordSelection) -> dict[str, Any]:
        return {
            "index": self._raw,
            "query": selection.rest(),
            "sort": [{"id": "asc"}],
            "size": _PAGE,
        }

    async def _commit(self, derived: Sequence[Derived]) -> Step:
        results = await self._committer.commit(
            [one for one in derived if isinstance(one, Reread)],
            cause=ChangeCause.RENORMALIZE,
            run=self._run,
            baseline=False,
        )
        return Step(
            derived[-1].posting_id,
            Counter(result.verdict for result in results),
            [one for one in derived if isinstance(one, Underivable)],
            {one.posting_id: one.reason or "" for one in results if one.refused},
        )


def _processes() -> int:
    return os.cpu_count() or 1


@contextmanager
def _workers() -> Iterator[Executor]:
    """Processes that map. Started afresh: a copy of this one would share its connections."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(_processes(), context, initializer=start_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
