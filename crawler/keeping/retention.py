"""How long is kept what is not needed to serve: old changes, and payloads of closed postings.

Changes go by whole generations: one is dropped when its last change is old enough, and never the
one that is written to. Payloads of open postings stay however old they are: they tell the next
crawl what changed.
"""

from collections.abc import Sequence
from datetime import datetime

from elasticsearch import AsyncElasticsearch

from crawler.index.bulk import Operation, send
from crawler.index.generations import Generations
from crawler.index.patience import patiently
from crawler.index.postings import documents
from crawler.keeping.scan import scan
from mappings.names import alias, generation_alias
from reference.vocabularies import Status

_PAGE = 500


class Retention:
    """Drops what is old. Needs the privilege `manage` on the indices."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, *, patience: float) -> None:
        self._client = client
        self._prefix = prefix
        self._patience = patience
        self._generations = Generations(client, prefix, patience=patience)

    async def drop_changes(self, before: datetime) -> list[str]:
        """Drop the generations whose last change came before a moment; return their indices."""
        mark = await self._generations.mark()
        first = mark.oldest
        while first < mark.generation and await self._is_old(first, before):
            first += 1
        return await self._generations.drop(first)

    async def keep_generations(self, number: int) -> list[str]:
        """Drop all generations but so many, the newest ones; return the names of their indices."""
        newest = (await self._generations.mark()).generation
        return await self._generations.drop(max(1, newest - number + 1))

    async def drop_raw(self, before: datetime) -> int:
        """Delete payloads fetched before a moment whose posting is not open; return how many."""
        name = alias("raw", self._prefix)
        request = {
            "index": name,
            "query": {"range": {"fetched_at": {"lt": before.isoformat()}}},
            "source": False,
            "sort": [{"id": "asc"}],
            "size": _PAGE,
        }
        count = 0
        async for hits in scan(self._client, request, self._patience):
            done = await self._not_open([hit["_id"] for hit in hits])
            deletions = [Operation({"delete": {"_index": name, "_id": one}}) for one in done]
            await send(self._client, deletions, self._patience, until_unblocked=True)
            count += len(done)
        return count

    async def _is_old(self, generation: int, before: datetime) -> bool:
        """Whether nothing in a generation is as young as that."""
        answer = await patiently(
            lambda: self._client.count(
                index=generation_alias(generation, self._prefix),
                query={"range": {"time": {"gte": before.isoformat()}}},
            ),
            self._patience,
        )
        return not answer["count"]

    async def _not_open(self, postings: Sequence[str]) -> list[str]:
        jobs = alias("jobs", self._prefix)
        found = await patiently(
            lambda: documents(self._client, jobs, postings, source=["status"]), self._patience
        )
        return [
            name
            for name in postings
            if name not in found or found[name]["_source"]["status"] != Status.OPEN
        ]
