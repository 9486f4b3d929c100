"""The change feed as it is read: every change once, in order, none missed.

The mark says up to where the feed is published; whatever lies between a cursor and the mark is
complete and searchable, so one search there is the answer. The mark is read by its id, as last
written; the privilege `read` is enough.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.clauses import Query
from api.errors import ExpiredCursorError, IndexMissingError
from api.gateway import Gateway
from mappings.change import PURGED_KIND
from mappings.mark import MARK_ID, Mark, Place
from mappings.names import alias, generation_alias
from reference.vocabularies import ChangeKind

AFTER, BEFORE = "after", "before"
"""Names of the clauses of a selection that look at a posting after and before a change."""

_POLL_SECONDS = 0.5
_PURGED: Query = {"term": {"kind": PURGED_KIND}}
_EXPIRED = (
    "The changes after this cursor are not kept any more. Read the postings anew (/v1/jobs), and"
    " follow from the changes_cursor of that answer."
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes in their order. `up_to_date` says that no further one is published yet."""

    changes: list[dict[str, Any]]
    next: Place
    up_to_date: bool


class ChangeFeed:
    """Reads the feed. One a process.

    Every method raises `UnavailableError` where Elasticsearch does not answer, and
    `ExpiredCursorError` for a place that is not in the feed, or not any more.
    """

    def __init__(self, gateway: Gateway, prefix: str) -> None:
        self._gateway = gateway
        self._prefix = prefix

    async def end(self) -> Place:
        """The present end of the feed."""
        return (await self._mark()).end

    async def follow(
        self, selection: Query, after: Place | None, limit: int, wait: float = 0
    ) -> Batch:
        """Read the next changes of a selection, from the oldest on where `after` is null.

        Where there are none it waits for them, at most `wait` seconds. Meanwhile Elasticsearch is
        asked for the mark, and searched only when that has moved.
        """
        clock = asyncio.get_running_loop().time
        deadline = clock() + wait
        while True:
            batch = await self.read(selection, after, limit)
            remaining = deadline - clock()
            if batch.changes or remaining <= 0:
                return batch
            after = batch.next
            await asyncio.sleep(min(_POLL_SECONDS, remaining))

    async def read(self, selection: Query, after: Place | None, limit: int) -> Batch:
        """Read the next changes of a selection: at most `limit`, and none only at the end."""
        mark = await self._mark()
        place = after or mark.beginning
        _require_kept(place, mark)
        hits: list[Mapping[str, Any]] = []
        while not hits and place != mark.end:
            hits = await self._page(selection, place, mark, limit)
            place = _place_behind(hits, place, mark, limit)
        return Batch([_change(hit) for hit in hits], place, up_to_date=place == mark.end)

    async def history(self, posting: str, after_version: int, limit: int) -> list[dict[str, Any]]:
        """Read the versions of a posting after one of them, as far as they are kept."""
        mark = await self._mark()
        found: list[dict[str, Any]] = []
        for generation in range(mark.oldest, mark.generation + 1):
            answer = await self._gateway.search(
                generation_alias(generation, self._prefix),
                query={
                    "bool": {
                        "filter": [
                            {"term": {"posting": posting}},
                            {"range": {"version": {"gt": after_version}}},
                        ],
                        "must_not": [_PURGED],
                    }
                },
                sort=[{"version": "asc"}],
                size=limit - len(found),
                track_total_hits=False,
            )
            found += [hit["_source"] for hit in answer["hits"]["hits"]]
            if len(found) >= limit:
                break
        return found

    async def _mark(self) -> Mark:
        document = await self._gateway.document(alias("mark", self._prefix), MARK_ID)
        if document is None:
            raise IndexMissingError(IndexMissingError.example)
        return Mark.model_validate(document)

    async def _page(
        self, selection: Query, after: Place, mark: Mark, limit: int
    ) -> list[Mapping[str, Any]]:
        try:
            answer = await self._gateway.search(
                generation_alias(after.generation, self._prefix),
                **page_request(selection, after, mark, limit),
            )
        except IndexMissingError:
            _require_kept(after, await self._mark())
            raise
        hits: list[Mapping[str, Any]] = answer["hits"]["hits"]
        return hits


def page_request(selection: Query, after: Place, mark: Mark, limit: int) -> dict[str, Any]:
    """Write the search for the records behind a place, within its generation.

    Up to the mark in the generation that is written to; those before it are published as a whole.
    """
    bounds = {"gt": after.seq}
    if after.generation == mark.generation:
        bounds["lte"] = mark.seq
    return {
        "query": {
            "bool": {"filter": [{"range": {"_seq_no": bounds}}, selection], "must_not": [_PURGED]}
        },
        "sort": [{"_seq_no": "asc"}],
        "size": limit,
        "seq_no_primary_term": True,
        "track_total_hits": False,
    }


def _place_behind(hits: list[Mapping[str, Any]], place: Place, mark: Mark, limit: int) -> Place:
    """Where to go on: behind a full page, else behind all that its generation has."""
    if len(hits) == limit:
        return place.model_copy(update={"seq": hits[-1]["_seq_no"]})
    if place.generation == mark.generation:
        return mark.end
    return mark.beginning.model_copy(update={"generation": place.generation + 1})


def _require_kept(place: Place, mark: Mark) -> None:
    """Raise `ExpiredCursorError` unless all that follows a place is there.

    A place beyond the mark is one of a feed that was restored to an earlier state.
    """
    end = (mark.generation, mark.seq)
    begun = place.generation >= mark.oldest and (place.generation, place.seq) <= end
    if place.feed != mark.feed or not begun:
        raise ExpiredCursorError(_EXPIRED)


def _change(hit: Mapping[str, Any]) -> dict[str, Any]:
    """A record as it is served; `left` says that the posting is not of the selection any more."""
    record = dict(hit["_source"])
    matched = hit.get("matched_queries", ())
    left = record["kind"] == ChangeKind.ERASED or (BEFORE in matched and AFTER not in matched)
    return {**record, "left": left}
