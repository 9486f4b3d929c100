"""When each board was last read completely, held ready: every page of postings tells it."""

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from api.gateway import Gateway

_FRESH_SECONDS = 5.0
_WHOLE_SECONDS = 600.0
"""Between two looks at the whole ledger, which may have been put back from a backup."""
_WHOLE_PAGE, _PAGE = 5_000, 500
_OVERLAP = 300
"""Writes that are looked at once more: one with a lower number may become visible later."""
_FIELD = {"field": "last_complete_at", "format": "strict_date_time"}


class CompleteReads:
    """The moments of all boards, at most five seconds old. One a process.

    A look asks for the boards that were written since the last one, by their sequence numbers
    (the ledger has one shard); one in ten minutes reads the whole ledger.
    https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/mapping-seq-no-field
    """

    def __init__(self, gateway: Gateway, boards: str) -> None:
        """`boards` is the alias of the ledger."""
        self._gateway = gateway
        self._boards = boards
        self._reads: dict[str, datetime] = {}
        self._seen = -1
        self._stale_at = self._whole_at = 0.0
        self._looking: asyncio.Task[None] | None = None

    async def of(self, boards: Iterable[str]) -> dict[str, datetime]:
        """Tell of each board when all of it was last read, where that ever happened.

        Raises as `Gateway` does where a look is due and fails.
        """
        if time.monotonic() >= self._stale_at:
            if self._looking is None or self._looking.done():
                self._looking = asyncio.create_task(self._look())
            # Shielded, so that a client that goes away takes nothing from those who wait with it.
            await asyncio.shield(self._looking)
        return {board: self._reads[board] for board in boards if board in self._reads}

    async def _look(self) -> None:
        """Take in what was written since the last look, the latest first."""
        now = time.monotonic()
        is_whole = now >= self._whole_at
        size = _WHOLE_PAGE if is_whole else _PAGE
        hits = await self._written(size)
        if hits:
            newest = hits[0]["sort"][0]
            # An index that was made anew counts anew.
            known = -1 if is_whole or newest < self._seen else self._seen - _OVERLAP
            self._take(hits)
            while len(hits) == size and hits[-1]["sort"][0] > known:
                hits = await self._written(size, hits[-1]["sort"])
                self._take(hits)
            self._seen = newest
        if is_whole:
            self._whole_at = now + _WHOLE_SECONDS
        self._stale_at = now + _FRESH_SECONDS

    async def _written(self, size: int, before: list[Any] | None = None) -> list[dict[str, Any]]:
        found = await self._gateway.search(
            self._boards,
            size=size,
            sort=[{"_seq_no": "desc"}],
            docvalue_fields=[_FIELD],
            source=False,
            track_total_hits=False,
            **({"search_after": before} if before else {}),
        )
        hits: list[dict[str, Any]] = found["hits"]["hits"]
        return hits

    def _take(self, hits: Iterable[dict[str, Any]]) -> None:
        for hit in hits:
            for moment in hit.get("fields", {}).get("last_complete_at", ()):
                self._reads[hit["_id"]] = datetime.fromisoformat(moment)
