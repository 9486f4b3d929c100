"""The index `changes` and its mark as the write side needs them.

How the feed is kept free of holes is told in `publisher`; here are its single steps.
"""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import AsyncElasticsearch, ConflictError
from pydantic_core import to_json

from crawler.index.bulk import Fate, Operation, send
from crawler.index.patience import IndexFaultError, patiently
from crawler.index.postings import documents
from mappings.change import ChangeRecord, read_record
from mappings.mark import MARK_ID, Mark
from mappings.names import alias, generation_alias

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class MarkRead:
    """The mark, and what tells whether it is still the same."""

    mark: Mark
    seq_no: int
    primary_term: int


@dataclass(frozen=True, slots=True)
class RecordKey:
    """Which version of which posting a record made."""

    id: str
    posting: str
    version: int


class Feed:
    """Reads and writes records and the mark; waits as long as `patience` (seconds) says."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: float) -> None:
        self._client = client
        self._prefix = prefix
        self._mark = alias("mark", prefix)
        self._patience = patience

    async def mark(self) -> MarkRead:
        """The mark as last written."""
        answer = await patiently(
            lambda: self._client.get(index=self._mark, id=MARK_ID), self._patience
        )
        mark = Mark.model_validate(answer["_source"])
        return MarkRead(mark, answer["_seq_no"], answer["_primary_term"])

    async def set_mark(self, mark: Mark, read: MarkRead) -> bool:
        """Write the mark, unless another writer did so since it was `read`: then False."""
        try:
            await patiently(
                lambda: self._client.index(
                    index=self._mark,
                    id=MARK_ID,
                    document=mark.model_dump(mode="json"),
                    if_seq_no=read.seq_no,
                    if_primary_term=read.primary_term,
                    require_alias=True,
                ),
                self._patience,
            )
        except ConflictError:
            return False
        return True

    async def create(self, generation: int, records: Sequence[ChangeRecord]) -> list[Fate]:
        """Append records, each unless it is there already (a conflict)."""
        name = generation_alias(generation, self._prefix)
        operations = [
            Operation({"create": {"_index": name, "_id": record.id}}, to_json(record))
            for record in records
        ]
        return await send(self._client, operations, self._patience)

    async def records(self, generation: int, ids: Collection[str]) -> dict[str, ChangeRecord]:
        """Records by id, as last written."""
        name = generation_alias(generation, self._prefix)
        found = await patiently(lambda: documents(self._client, name, ids), self._patience)
        return {id_: read_record(hit["_source"]) for id_, hit in found.items()}

    async def checkpoint(self, generation: int) -> int:
        """The sequence number up to which every write has ended, on every copy of the shard."""
        return (await self._sequence(generation))["global_checkpoint"]

    async def last(self, generation: int) -> int:
        """The highest sequence number that was given to any write."""
        return (await self._sequence(generation))["max_seq_no"]

    async def _sequence(self, generation: int) -> dict[str, int]:
        """How the primary counts its writes.

        https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-stats
        """
        answer = await patiently(
            lambda: self._client.indices.stats(
                index=generation_alias(generation, self._prefix), metric="docs", level="shards"
            ),
            self._patience,
        )
        for index in answer["indices"].values():
            for copy in index["shards"]["0"]:
                if copy["routing"]["primary"]:
                    return dict(copy["seq_no"])
        raise IndexFaultError(f"generation {generation} of the changes has no primary shard")

    async def refresh(self, generation: int) -> None:
        """Make what was written searchable."""
        name = generation_alias(generation, self._prefix)
        await patiently(lambda: self._client.indices.refresh(index=name), self._patience)

    async def keys(self, generation: int, after: int, upto: int) -> AsyncIterator[list[RecordKey]]:
        """The searchable records with a sequence number in (after, upto], in order, by pages."""
        while True:
            hits = await self._page(generation, after, upto)
            if hits:
                yield [
                    RecordKey(hit["_id"], hit["_source"]["posting"], hit["_source"]["version"])
                    for hit in hits
                ]
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"][0]

    async def _page(self, generation: int, after: int, upto: int) -> list[Any]:
        answer = await patiently(
            lambda: self._client.search(
                index=generation_alias(generation, self._prefix),
                query={"range": {"_seq_no": {"gt": after, "lte": upto}}},
                sort=[{"_seq_no": "asc"}],
                source_includes=["posting", "version"],
                size=_PAGE,
                track_total_hits=False,
                allow_partial_search_results=False,
            ),
            self._patience,
        )
        return list(answer["hits"]["hits"])
