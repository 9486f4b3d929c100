"""Between the crawl and the index: a bounded queue, batches, and no posting lost on the way.

A full queue makes `put` wait, which makes Scrapy hold that source's downloads back while memory
stays bounded; other sources, and other work of the event loop, go on.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elasticsearch import ApiError

from crawler.index.commit import Committer
from crawler.index.patience import IndexUnavailableError
from crawler.report import BoardRun
from mappings.posting import JobPosting
from mappings.raw import RawRecord

logger = logging.getLogger(__name__)

QUEUE_SIZE = 1_000
BATCH_SIZE = 250
LINGER_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Write:
    """A posting to write, whose run is told of its fate."""

    posting: JobPosting
    raw: RawRecord
    run: BoardRun

    @property
    def verdict(self) -> str:
        """What the posting is in the report once it is written."""
        return "new" if self.posting.version == 1 else "changed"


class Writer:
    """One task that writes what is put into its queue, in batches."""

    def __init__(self, committer: Committer) -> None:
        self._committer = committer
        self._queue: asyncio.Queue[Write | None] = asyncio.Queue(QUEUE_SIZE)
        self._closing = False
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def put(self, write: Write) -> None:
        """Queue a posting; waits while the queue is full."""
        await self._queue.put(write)

    async def close(self) -> None:
        """Write what is queued, then end."""
        await self._queue.put(None)
        await self._task

    async def _work(self) -> None:
        while not self._closing:
            if batch := await self._batch():
                await self._write(batch)

    async def _batch(self) -> list[Write]:
        """The next postings: as many as fit, or as come within a moment."""
        batch = [await self._queue.get()]
        if self._queue.qsize() < BATCH_SIZE:
            await asyncio.sleep(LINGER_SECONDS)
        while len(batch) < BATCH_SIZE and not self._queue.empty():
            batch.append(self._queue.get_nowait())
        self._closing = None in batch
        return [write for write in batch if write is not None]

    async def _write(self, batch: Sequence[Write]) -> None:
        try:
            refusals = await self._committer.commit([write.posting for write in batch])
            refused = {refusal.posting_id: refusal.reason for refusal in refusals}
            unkept = await self._committer.keep(
                [write.raw for write in batch if write.posting.id not in refused]
            )
        except (IndexUnavailableError, ApiError) as error:
            _fail(batch, str(error))
        except Exception as error:
            logger.exception("The writer failed on a batch of %d postings", len(batch))
            _fail(batch, f"internal error in the writer: {error!r}")
        else:
            _settle(batch, refused, {refusal.posting_id: refusal.reason for refusal in unkept})


def _fail(batch: Sequence[Write], reason: str) -> None:
    for write in batch:
        write.run.fail(reason)


def _settle(batch: Sequence[Write], refused: Mapping[str, str], unkept: Mapping[str, str]) -> None:
    for write in batch:
        name = write.posting.id
        if name in refused:
            logger.error("The index refused %s: %s", name, refused[name])
            write.run.reject(write.posting.source_id, f"the index refused it: {refused[name]}")
        elif name in unkept:
            write.run.fail(f"the raw record of {name} could not be kept: {unkept[name]}")
        else:
            write.run.settle(write.verdict)
