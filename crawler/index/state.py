"""What the index knows of a board before it is read: id, version and hash, never bodies."""

from collections.abc import Mapping
from dataclasses import dataclass

from elasticsearch import AsyncElasticsearch

from crawler.index.lifecycle import Known
from mappings.change import ERASED_STATUS

_PAGE = 5_000
_FIELDS = ["version", "content_hash"]


@dataclass(frozen=True, slots=True)
class KnownBoard:
    """A board before it is read: its postings by id, and whether it is read for the first time."""

    postings: Mapping[str, Known]
    baseline: bool


async def known_postings(client: AsyncElasticsearch, alias: str, board_id: str) -> dict[str, Known]:
    """Every stored posting of a board by its id, a page at a time by its unique id."""
    known: dict[str, Known] = {}
    after: list[str] | None = None
    while True:
        answer = await client.search(
            index=alias,
            query={
                "bool": {
                    "filter": {"term": {"board": board_id}},
                    "must_not": {"term": {"status": ERASED_STATUS}},
                }
            },
            source_includes=_FIELDS,
            sort=[{"id": "asc"}],
            size=_PAGE,
            search_after=after,
            track_total_hits=False,
        )
        hits = answer["hits"]["hits"]
        known.update((hit["_id"], Known(**hit["_source"])) for hit in hits)
        if len(hits) < _PAGE:
            return known
        after = hits[-1]["sort"]
