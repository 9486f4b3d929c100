"""The index as a crawl sees it: a board's known postings, a queue of writes, the ledger."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Self

from elasticsearch import AsyncElasticsearch

from crawler.index.closing import intents, still_missing
from crawler.index.commit import Committer
from crawler.index.intent import Intent, Verdict
from crawler.index.ledger import ReadEnd, board_state
from crawler.index.patience import patiently
from crawler.index.postings import documents
from crawler.index.publishing import Publishing
from crawler.index.state import known_postings, known_rows
from crawler.index.writer import Write, Writer
from crawler.known import KnownBoard
from crawler.report import BoardReport, BoardRun
from crawler.settings import CrawlSettings
from mappings.board import BoardState
from mappings.identity import Board
from mappings.names import alias
from reference.vocabularies import ChangeCause

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
_BATCH = 500


def now_utc() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


class BoardIndex:
    """Open at the start of a crawl, closed at its end, when all that was queued is written."""

    def __init__(
        self,
        client: AsyncElasticsearch,
        settings: CrawlSettings,
        run_id: str,
        publish: Publishing,
        clock: Clock,
    ) -> None:
        self._client = client
        self._settings = settings
        self._patience = settings.patience
        self._jobs = alias("jobs", settings.index_prefix)
        self._raw = alias("raw", settings.index_prefix)
        self._boards = alias("boards", settings.index_prefix)
        self._look_ups: dict[str, asyncio.Task[KnownBoard]] = {}
        self._run_id = run_id
        self._now = clock
        self._publish = publish
        self._committer = Committer(client, settings.index_prefix, patience=settings.patience)
        self._writer = Writer(self._committer, run_id)

    @classmethod
    async def open(
        cls, settings: CrawlSettings, run_id: str, publish: Publishing, clock: Clock = now_utc
    ) -> Self:
        """Connect, and make what earlier crawls wrote searchable."""
        await publish.join()
        return cls(settings.connection().async_client(), settings, run_id, publish, clock)

    async def close(self) -> None:
        """Write what is queued, make it searchable and disconnect."""
        try:
            await self._writer.close()
            await self._publish.leave()
            await patiently(
                lambda: self._client.indices.refresh(index=[self._boards, self._raw]),
                self._patience,
            )
        finally:
            await self._client.close()

    async def look_up(self, run: BoardRun) -> None:
        """Tell a run what is stored of its board. Looked up once, whoever waits for it."""
        board = run.board
        if run.before is not None:
            return
        if board.id not in self._look_ups:
            run.started_at = self._now()
            load = asyncio.get_running_loop().create_task(self.known(board))
            self._look_ups[board.id] = load
        run.before = await asyncio.shield(self._look_ups[board.id])
        self._look_ups.pop(board.id, None)

    async def known(self, board: Board) -> KnownBoard:
        """What is stored of a board, and how its last read went."""
        state, postings, rows = await asyncio.gather(
            patiently(lambda: self._state(board), self._patience),
            patiently(lambda: known_postings(self._client, self._jobs, board.id), self._patience),
            patiently(lambda: known_rows(self._client, self._raw, board.id), self._patience),
        )
        return KnownBoard(
            state,
            postings,
            rows,
            reread_days=self._settings.reread_days,
            denials=self._settings.gone_after_days,
        )

    async def write(self, write: Write) -> None:
        """Queue a posting; waits while the queue is full. The run is told of its fate."""
        await self._writer.put(write)

    async def settle(self, run: BoardRun, report: BoardReport, now: datetime) -> BoardReport:
        """Close, reopen and mark as missing what the read shows; the report with their numbers.

        What another crawl that ended meanwhile may know better is left to the next read.
        """
        planned = intents(run, report, now)
        if not planned:
            return report
        state = await patiently(lambda: self._state(run.board), self._patience)
        if _run_of(state) != _run_of(run.known.state):
            logger.warning("Another crawl read %s meanwhile: nothing is closed", run.board.id)
            return report
        closed = 0
        for start in range(0, len(planned), _BATCH):
            closed += await self._commit(planned[start : start + _BATCH])
        return replace(report, closed=closed, missing=still_missing(run, planned))

    async def record(self, run: BoardRun, report: BoardReport, end: ReadEnd) -> None:
        """Write the ledger's line of a board."""

        async def attempt() -> None:
            before = await self._state(run.board)
            state = board_state(run.board, before, report, end)
            await self._client.index(
                index=self._boards,
                id=run.board.id,
                document=state.model_dump(mode="json"),
                require_alias=True,
            )

        await patiently(attempt, self._patience)

    def read_end(self, now: datetime, fill_rates: dict[str, float] | None) -> ReadEnd:
        """What the ledger is told of a read besides its report."""
        return ReadEnd(now, self._run_id, self._settings, fill_rates)

    async def _commit(self, planned: Sequence[Intent]) -> int:
        """Commit; how many postings were closed by it."""
        results = await self._committer.commit(
            planned, cause=ChangeCause.CRAWL, run=self._run_id, baseline=False
        )
        for result in results:
            if result.refused:
                logger.error("The index refused %s: %s", result.posting_id, result.reason)
        return sum(result.verdict is Verdict.CLOSED for result in results)

    async def _state(self, board: Board) -> BoardState | None:
        found = (await documents(self._client, self._boards, [board.id])).get(board.id)
        return BoardState.model_validate(found["_source"]) if found else None


def _run_of(state: BoardState | None) -> str | None:
    return state.run_id if state is not None else None
