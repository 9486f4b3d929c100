"""Between the crawl and the index: a bounded queue, batches, and no posting lost on the way.

Four batches are under way at a time: while Elasticsearch works on some, others are prepared. A full
queue makes `put` wait, which makes Scrapy hold that source's downloads back while memory
stays bounded; other sources, and other work of the event loop, go on.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elasticsearch import ApiError

from crawler.index.commit import Committer
from crawler.index.intent import Result, Verdict
from crawler.index.lifecycle import Listed
from crawler.index.patience import IndexFaultError, IndexUnavailableError
from crawler.index.raw_records import taken_as
from crawler.report import BoardRun
from mappings.raw import RawRecord
from reference.vocabularies import ChangeCause

logger = logging.getLogger(__name__)

QUEUE_SIZE = 1_000
BATCH_SIZE = 250
WORKERS = 4
LINGER_SECONDS = 0.2

_AS_REPORTED = {
    Verdict.CREATED: "new",
    Verdict.UPDATED: "changed",
    Verdict.REOPENED: "changed",
    Verdict.CLOSED: "changed",
    Verdict.ERASED: "changed",
    Verdict.UNCHANGED: "unchanged",
}
_NOT_STORED = frozenset({Verdict.REFUSED, Verdict.SUPPRESSED})


@dataclass(frozen=True, slots=True)
class Write:
    """What is to become of a listed posting, whose run is told of its fate.

    `source_id` is its name on its board; `baseline` says that its board is read for the first time.
    """

    intent: Listed
    source_id: str
    raw: RawRecord
    run: BoardRun
    baseline: bool

    @property
    def record(self) -> RawRecord:
        """The raw record with what was made of it."""
        return taken_as(self.raw, self.intent)


class Writer:
    """Commits what is put into its queue, in batches, as changes of the crawl `run_id`."""

    def __init__(self, committer: Committer, run_id: str | None = None) -> None:
        self._committer = committer
        self._run_id = run_id
        self._queue: asyncio.Queue[Write | None] = asyncio.Queue(QUEUE_SIZE)
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._work()) for _ in range(WORKERS)]

    async def put(self, write: Write) -> None:
        """Queue a posting; waits while the queue is full."""
        await self._queue.put(write)

    async def close(self) -> None:
        """Write what is queued, then end."""
        await self._queue.put(None)
        await asyncio.gather(*self._tasks)

    async def _work(self) -> None:
        while batch := await self._batch():
            await self._write(batch)

    async def _batch(self) -> list[Write]:
        """The next postings: as many as fit, or as come within a moment; none at the end."""
        batch = [await self._queue.get()]
        if batch[0] is not None and self._queue.qsize() < BATCH_SIZE:
            await asyncio.sleep(LINGER_SECONDS)
        while batch[-1] is not None and len(batch) < BATCH_SIZE and not self._queue.empty():
            batch.append(self._queue.get_nowait())
        if batch[-1] is None:
            # The end is the last of the queue, and every worker is to see it.
            self._queue.put_nowait(None)
        return [write for write in batch if write is not None]

    async def _write(self, batch: Sequence[Write]) -> None:
        """Commit, then keep the raw records.

        In this order: a record tells the next crawl that its row was taken as it is. Kept before
        the commit, it would let a writer that dies in between lose the change for good; kept after
        it, the row is taken once more, which changes nothing but the record.
        """
        try:
            results = await self._commit(batch)
            unkept = await self._committer.keep(
                [w.record for w in batch if results[w.intent.posting_id].verdict not in _NOT_STORED]
            )
        except (IndexUnavailableError, IndexFaultError, ApiError) as error:
            _fail(batch, str(error))
        except Exception as error:
            logger.exception("The writer failed on a batch of %d postings", len(batch))
            _fail(batch, f"internal error in the writer: {error!r}")
        else:
            _settle(batch, results, unkept)

    async def _commit(self, batch: Sequence[Write]) -> dict[str, Result]:
        """Commit, first reads of boards apart from others; give the results by posting."""
        results: list[Result] = []
        for baseline in (True, False):
            intents = [write.intent for write in batch if write.baseline is baseline]
            if intents:
                results += await self._committer.commit(
                    intents, cause=ChangeCause.CRAWL, run=self._run_id, baseline=baseline
                )
        return {result.posting_id: result for result in results}


def _fail(batch: Sequence[Write], reason: str) -> None:
    for write in batch:
        write.run.fail(reason)


def _settle(
    batch: Sequence[Write], results: Mapping[str, Result], unkept: Mapping[str, str]
) -> None:
    for write in batch:
        name = write.intent.posting_id
        result = results[name]
        if result.refused:
            logger.error("The index refused %s: %s", name, result.reason)
            write.run.reject(write.source_id, f"the index refused it: {result.reason}")
        elif result.verdict is Verdict.SUPPRESSED:
            write.run.leave_out()
        elif name in unkept:
            write.run.fail(f"the raw record of {name} could not be kept: {unkept[name]}")
        else:
            write.run.settle(_AS_REPORTED[result.verdict])
