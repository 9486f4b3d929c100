"""What the index knows of a board before it is read: id, version and hash, never bodies."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.lifecycle import POSTED, Known
from mappings.posting import OpenPeriod

_PAGE = 5_000
_FIELDS = ["version", "content_hash", "first_seen_at", "open_periods", *POSTED]


async def known_postings(client: AsyncElasticsearch, alias: str, board_id: str) -> dict[str, Known]:
    """Every stored posting of a board by its id, a page at a time by its unique id."""
    known: dict[str, Known] = {}
    after: list[str] | None = None
    while True:
        answer = await client.search(
            index=alias,
            query={"term": {"board": board_id}},
            source_includes=_FIELDS,
            sort=[{"id": "asc"}],
            size=_PAGE,
            search_after=after,
            track_total_hits=False,
        )
        hits = answer["hits"]["hits"]
        known.update((hit["_id"], _known(hit["_source"])) for hit in hits)
        if len(hits) < _PAGE:
            return known
        after = hits[-1]["sort"]


def _known(source: Mapping[str, Any]) -> Known:
    return Known(
        version=source["version"],
        content_hash=source["content_hash"],
        first_seen_at=datetime.fromisoformat(source["first_seen_at"]),
        open_periods=tuple(
            OpenPeriod.model_validate(period) for period in source.get("open_periods") or ()
        ),
        posted={name: source.get(name) for name in POSTED} | {"posted_at": _moment(source)},
    )


def _moment(source: Mapping[str, Any]) -> date | datetime | None:
    """A bare day stays one."""
    written = source.get("posted_at")
    if written is None:
        return None
    return date.fromisoformat(written) if len(written) == 10 else datetime.fromisoformat(written)
