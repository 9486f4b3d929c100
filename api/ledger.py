"""The ledger as the API reads it: which sources there are and when each board was last read."""

import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from api.clauses import without
from api.errors import InvalidParametersError, ParameterError
from api.gateway import Gateway
from mappings.names import alias
from reference.sources import sources as known_sources

_MAX_SOURCES = 1_000
_PAGE = 10_000
_RECHECK_SECONDS = 5.0
_BY_SOURCE = {"field": "source", "size": _MAX_SOURCES, "order": {"_key": "asc"}}
_BOARDS_BY_SOURCE = {
    "terms": _BY_SOURCE,
    "aggs": {
        "outcomes": {"terms": {"field": "outcome"}},
        "last_complete_at": {"max": {"field": "last_complete_at"}},
    },
}


class Ledger:
    """Reads the ledger, whose alias is `boards`. One a process."""

    def __init__(self, gateway: Gateway, prefix: str) -> None:
        self._gateway = gateway
        self.boards = alias("boards", prefix)
        self._jobs = alias("jobs", prefix)
        self._names = frozenset(known_sources())
        self._named_at = -_RECHECK_SECONDS

    async def sources(self) -> list[dict[str, Any]]:
        """Sum up every source by name: its boards by outcome, its open postings, its last read.

        Also those of which no board was read yet.
        """
        boards = await self._gateway.search(
            self.boards, size=0, aggs={"sources": _BOARDS_BY_SOURCE}
        )
        jobs = await self._gateway.search(
            self._jobs,
            size=0,
            aggs={
                "sources": {
                    "terms": _BY_SOURCE,
                    "aggs": {"open": {"filter": {"term": {"status": "open"}}}},
                }
            },
        )
        of_boards, of_jobs = _by_key(boards), _by_key(jobs)
        names = sorted(of_boards.keys() | of_jobs.keys() | known_sources().keys())
        return [_summary(name, of_boards.get(name), of_jobs.get(name)) for name in names]

    async def require_sources(self, names: Iterable[str]) -> None:
        """Raise `InvalidParametersError` for every name that is no source.

        Sources that this version does not know any more count while there are postings of them.
        """
        if self._names.issuperset(names):
            return
        if time.monotonic() - self._named_at >= _RECHECK_SECONDS:
            self._names = frozenset(source["source"] for source in await self.sources())
            self._named_at = time.monotonic()
        known = tuple(sorted(self._names))
        unknown = [name for name in names if name not in known]
        if unknown:
            raise InvalidParametersError(
                ParameterError.choosing(
                    "source", name, f"{name!r} is no source", among=known, sent=name
                )
                for name in unknown
            )

    async def boards_unread_since(self, moment: datetime) -> tuple[str, ...]:
        """Name every board that was not read completely at `moment` or later."""
        read_since = {"range": {"last_complete_at": {"gte": moment.isoformat()}}}
        boards: list[str] = []
        after: list[str] | None = None
        while True:
            found = await self._gateway.search(
                self.boards,
                query=without(read_since),
                sort=[{"id": "asc"}],
                size=_PAGE,
                source=False,
                track_total_hits=False,
                **({"search_after": after} if after else {}),
            )
            hits = found["hits"]["hits"]
            boards += [hit["_id"] for hit in hits]
            if len(hits) < _PAGE:
                return tuple(boards)
            after = hits[-1]["sort"]


def _by_key(answer: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    buckets = answer["aggregations"]["sources"]["buckets"]
    return {bucket["key"]: bucket for bucket in buckets}


def _summary(
    name: str, boards: Mapping[str, Any] | None, jobs: Mapping[str, Any] | None
) -> dict[str, Any]:
    outcomes = boards["outcomes"]["buckets"] if boards else []
    last = boards["last_complete_at"]["value"] if boards else None
    facts = known_sources().get(name)
    return {
        "source": name,
        "title": facts.title if facts else None,
        "documentation": facts.documentation if facts else None,
        "listing": facts.listing if facts else None,
        "off": facts.off if facts else None,
        "boards": boards["doc_count"] if boards else 0,
        "boards_by_outcome": {bucket["key"]: bucket["doc_count"] for bucket in outcomes},
        "open_postings": jobs["open"]["doc_count"] if jobs else 0,
        "last_complete_at": datetime.fromtimestamp(last / 1000, UTC) if last else None,
    }
