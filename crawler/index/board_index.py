"""The index as a crawl sees it: a board's known postings, a queue of writes, the ledger."""

from datetime import UTC, datetime
from typing import Any, Self

from elasticsearch import AsyncElasticsearch

from crawler.index.commit import Committer
from crawler.index.ledger import board_state
from crawler.index.lifecycle import Known
from crawler.index.patience import patiently
from crawler.index.state import known_postings
from crawler.index.writer import Write, Writer
from crawler.report import BoardReport
from crawler.settings import CrawlSettings
from mappings.board import BoardState
from mappings.identity import Board
from mappings.names import alias


class BoardIndex:
    """Open at the start of a crawl, closed at its end, when all that was queued is written."""

    def __init__(self, client: AsyncElasticsearch, settings: CrawlSettings) -> None:
        self._client = client
        self._patience = settings.patience
        self._jobs = alias("jobs", settings.index_prefix)
        self._boards = alias("boards", settings.index_prefix)
        raw = alias("raw", settings.index_prefix)
        self._writer = Writer(Committer(client, self._jobs, raw, patience=settings.patience))

    @classmethod
    async def open(cls, settings: CrawlSettings) -> Self:
        """Connect, and make what earlier crawls wrote searchable."""
        index = cls(settings.connection().async_client(), settings)
        await patiently(index._refresh, settings.patience)
        return index

    async def close(self) -> None:
        """Write what is queued, make it searchable and disconnect."""
        try:
            await self._writer.close()
            await patiently(self._refresh, self._patience)
        finally:
            await self._client.close()

    async def known_postings(self, board: Board) -> dict[str, Known]:
        """Version and hash of every stored posting of a board."""
        return await patiently(
            lambda: known_postings(self._client, self._jobs, board.id), self._patience
        )

    async def write(self, write: Write) -> None:
        """Queue a posting; waits while the queue is full. The run is told of its fate."""
        await self._writer.put(write)

    async def record(self, board: Board, report: BoardReport) -> None:
        """Write the ledger's line of a board."""

        async def attempt() -> None:
            before = await self._state(board)
            state = board_state(board, report, before, datetime.now(UTC))
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

    async def _refresh(self) -> None:
        await self._client.indices.refresh(index=[self._jobs, self._boards])
