"""When each board was last read completely, held ready: every page of postings tells it."""

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from api.gateway import Gateway

_FRESH_SECONDS = 5.0
_PAGE = 5_000
_OVERLAP = 1_000
"""Writes that are looked at once more: one with a lower number may become visible later."""
_FIELD = {"field": "last_complete_at", "format": "strict_date_time"}


class CompleteReads:
    """The moments of all boards, at most five seconds old. One a process.

    A look asks for the boards that were written since the last one, by their sequence numbers
    (the ledger has one shard), so that only the first one reads the whole ledger.
    https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/mapping-seq-no-field
    """

    def __init__(self, gateway: Gateway, boards: str) -> None:
        """`boards` is the alias of the ledger."""
        self._gateway = gateway
        self._boards = boards
        self._reads: dict[str, datetime] = {}
        self._index: str | None = None
        self._seen = -1
        self._stale_at = 0.0
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
        hits = await self._written()
        if hits:
            index, newest = hits[0]["_index"], hits[0]["sort"][0]
            # Another index counts anew: all of it is read.
            known = self._seen - _OVERLAP if index == self._index else -1
            while hits:
                self._take(hits)
                last = hits[-1]["sort"]
                hits = await self._written(last) if len(hits) == _PAGE and last[0] > known else []
            self._index, self._seen = index, newest
        self._stale_at = time.monotonic() + _FRESH_SECONDS

    async def _written(self, before: list[Any] | None = None) -> list[dict[str, Any]]:
        found = await self._gateway.search(
            self._boards,
            size=_PAGE,
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
