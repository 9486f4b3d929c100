"""The index as a crawl sees it: a board's known postings, a queue of writes, the ledger."""

from datetime import UTC, datetime
from typing import Any, Self

from elasticsearch import AsyncElasticsearch

from crawler.index.commit import Committer
from crawler.index.ledger import board_state
from crawler.index.patience import patiently
from crawler.index.publishing import Publishing
from crawler.index.state import KnownBoard, known_postings
from crawler.index.writer import Write, Writer
from crawler.report import BoardReport
from crawler.settings import CrawlSettings
from mappings.board import BoardState
from mappings.identity import Board
from mappings.names import alias


class BoardIndex:
    """Open at the start of a crawl, closed at its end, when all that was queued is written."""

    def __init__(
        self, client: AsyncElasticsearch, settings: CrawlSettings, run_id: str, publish: Publishing
    ) -> None:
        self._client = client
        self._patience = settings.patience
        self._jobs = alias("jobs", settings.index_prefix)
        self._boards = alias("boards", settings.index_prefix)
        self._run_id = run_id
        self._publish = publish
        committer = Committer(client, settings.index_prefix, patience=settings.patience)
        self._writer = Writer(committer, run_id)

    @classmethod
    async def open(cls, settings: CrawlSettings, run_id: str, publish: Publishing) -> Self:
        """Connect, and make what earlier crawls wrote searchable."""
        await publish.join()
        return cls(settings.connection().async_client(compress=False), settings, run_id, publish)

    async def close(self) -> None:
        """Write what is queued, make it searchable and disconnect."""
        try:
            await self._writer.close()
            await self._publish.leave()
            await patiently(
                lambda: self._client.indices.refresh(index=self._boards), self._patience
            )
        finally:
            await self._client.close()

    async def known(self, board: Board) -> KnownBoard:
        """What is stored of a board: version and hash of each posting, and if it was ever read."""
        state = await patiently(lambda: self._state(board), self._patience)
        postings = await patiently(
            lambda: known_postings(self._client, self._jobs, board.id), self._patience
        )
        return KnownBoard(postings, baseline=state is None or state.last_complete_at is None)

    async def write(self, write: Write) -> None:
        """Queue a posting; waits while the queue is full. The run is told of its fate."""
        await self._writer.put(write)

    async def record(self, board: Board, report: BoardReport) -> None:
        """Write the ledger's line of a board."""

        async def attempt() -> None:
            before = await self._state(board)
            state = board_state(board, report, before, datetime.now(UTC), self._run_id)
            await self._client.index(
                index=self._boards,
                id=board.id,
                document=state.model_dump(mode="json"),
                require_alias=True,
            )

        await patiently(attempt, self._patience)

    async def _state(self, board: Board) -> BoardState | None:
        found: dict[str, Any] = (await self._client.mget(index=self._boards, ids=[board.id])).body[
            "docs"
        ][0]
        return BoardState.model_validate(found["_source"]) if found.get("found") else None
