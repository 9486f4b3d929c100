"""Purge what the change feed holds of erased postings: the one exception from "append only".

A record is not deleted, for then a writer that comes late could create it anew: what it says is,
and what is left (`mappings.change.purged`) is served to no reader. So whoever reads the feed after
it learns of an erased posting that it was erased, and nothing else.

Generations before the one that is written to take no writes. For the moment of a purge their block
is lifted; late writers stay locked out, since the alias that they write through is shut for good.
Elasticsearch removes from its disks what was overwritten when it merges.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.bulk import Operation, send
from crawler.index.feed import Feed
from crawler.index.patience import IndexFaultError, TooBusyError, patiently
from crawler.index.postings import Postings
from mappings.change import PURGED_KIND, is_tombstone, purged
from mappings.names import IndexName, alias, generation_alias
from reference.vocabularies import ChangeKind

_PAGE = 500

Hit = Mapping[str, Any]


class Purging:
    """Purges records; waits as long as `patience` (seconds) says.

    Needs the privilege `manage` on the indices where older generations are kept.
    """

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: float) -> None:
        self._client = client
        self._prefix = prefix
        self._patience = patience
        self._feed = Feed(client, prefix, patience)
        self._postings = Postings(client, prefix, patience)

    async def purge(self, postings: Collection[str]) -> int:
        """Purge all records of postings but those of their erasure; return how many there were.

        What is not erased, or was created anew since, is passed over.
        """
        stored = await self._postings.stored(postings)
        erased = [name for name, document in stored.items() if is_tombstone(document)]
        count = 0
        await self._refresh()
        while hits := await self._hits(erased):
            for index in sorted({hit["_index"] for hit in hits}):
                await self._overwrite(index, [hit for hit in hits if hit["_index"] == index])
            await self._refresh()
            count += len(hits)
        return count

    async def _refresh(self) -> None:
        name = alias("changes", self._prefix)
        await patiently(lambda: self._client.indices.refresh(index=name), self._patience)

    async def _hits(self, postings: Sequence[str]) -> Sequence[Hit]:
        """The next records to purge."""
        left = {"terms": {"kind": [PURGED_KIND, ChangeKind.ERASED]}}
        answer = await patiently(
            lambda: self._client.search(
                index=alias("changes", self._prefix),
                query={"bool": {"filter": {"terms": {"posting": postings}}, "must_not": left}},
                size=_PAGE,
                track_total_hits=False,
                allow_partial_search_results=False,
            ),
            self._patience,
        )
        return list(answer["hits"]["hits"])

    async def _overwrite(self, index: str, hits: Sequence[Hit]) -> None:
        generation = IndexName.parse(index).generation or 0

        async def attempt() -> None:
            current = (await self._feed.mark()).mark.generation
            if generation == current:
                await self._write(generation_alias(generation, self._prefix), hits)
            else:
                async with self._opened(index, generation) as name:
                    await self._write(name, hits)

        await patiently(attempt, self._patience)

    async def _write(self, name: str, hits: Sequence[Hit]) -> None:
        operations = [
            Operation({"index": {"_index": name, "_id": hit["_id"]}}, purged(hit["_source"]))
            for hit in hits
        ]
        for fate in await send(self._client, operations, self._patience):
            if fate.blocked:
                raise TooBusyError("takes no writes of changes now")
            if fate.error is not None:
                raise IndexFaultError(f"a record cannot be purged: {fate.reason}")

    @asynccontextmanager
    async def _opened(self, index: str, generation: int) -> AsyncIterator[str]:
        """A name through which an older generation is written to, for us alone."""
        name, indices = generation_alias(generation, self._prefix), self._client.indices
        own = f"{name}-purge"
        shut = {"add": {"index": index, "alias": name, "is_write_index": False}}
        await indices.update_aliases(actions=[shut, {"add": {"index": index, "alias": own}}])
        await indices.put_settings(index=index, settings={"index.blocks.write": None})
        try:
            yield own
        finally:
            await indices.add_block(index=index, block="write")
            await indices.delete_alias(index=index, name=own)
