"""Views: points in time of the jobs index, shared by all searches of a process.

A view freezes the index: every page, total and facet of a search comes from the same postings,
whatever is written meanwhile. A point in time costs Elasticsearch open files and memory, so a
process opens at most one every `interval` seconds, however many searches arrive; each use of a
view prolongs its life. Nothing closes a view before its time: cursors hold on to it.
https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-open-point-in-time
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict

from mappings.mark import Place


class View(BaseModel):
    """One point in time. `opened_at` is also the `now` of every search in it.

    `changes` is where the change feed ended before: what is not in the view comes after it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    opened_at: AwareDatetime
    changes: Place


class Views:
    """The pool: gives the present view and opens the next one when it has aged."""

    def __init__(
        self,
        open_view: Callable[[], Awaitable[str]],
        end_of_changes: Callable[[], Awaitable[Place]],
        interval: float,
    ) -> None:
        self._open_view = open_view
        self._end_of_changes = end_of_changes
        self._interval = interval
        self._view: View | None = None
        self._stale_at = 0.0
        self._opening: asyncio.Task[View] | None = None

    async def current(self) -> View:
        """Give a view that is at most `interval` seconds old.

        Searches that arrive while one is being opened wait for that one, and share its failure.
        """
        if self._view is not None and time.monotonic() < self._stale_at:
            return self._view
        if self._opening is None or self._opening.done():
            self._opening = asyncio.create_task(self._open())
        # Shielded, so that a client that goes away takes nothing from those who wait with it.
        return await asyncio.shield(self._opening)

    def forget(self, view: View) -> None:
        """Give `view` to no further search: Elasticsearch has lost it."""
        if self._view == view:
            self._view = None

    async def _open(self) -> View:
        opened_at = datetime.now(UTC)
        changes = await self._end_of_changes()
        self._view = View(id=await self._open_view(), opened_at=opened_at, changes=changes)
        self._stale_at = time.monotonic() + self._interval
        return self._view
