"""Read the change feed in tests."""

from contextlib import asynccontextmanager
from typing import Any

from elasticsearch import AsyncElasticsearch

from api.feed import ChangeFeed
from api.feed_params import FeedSelection
from api.gateway import Gateway
from mappings.change import ChangeRecord, Document, applied, is_tombstone, version_of
from mappings.document import with_derived
from mappings.mark import Place
from mappings.names import alias

EVERYTHING = FeedSelection().query()


class Reader:
    """Follows a feed as its clients do: each time from where the last answer ended."""

    def __init__(self, feed: ChangeFeed, place: Place | None = None, limit: int = 500) -> None:
        self._feed = feed
        self._place = place
        self._limit = limit
        self.read: list[dict[str, Any]] = []

    async def catch_up(self) -> list[dict[str, Any]]:
        """Read what was published since; all of it."""
        before = len(self.read)
        while True:
            batch = await self._feed.read(EVERYTHING, self._place, self._limit)
            self._place = batch.next
            self.read += batch.changes
            if batch.up_to_date:
                return self.read[before:]


@asynccontextmanager
async def gateway_to(url: str):
    gateway = Gateway(AsyncElasticsearch(url, request_timeout=60), view_lifetime=60)
    try:
        yield gateway
    finally:
        await gateway.close()


def replay(changes: list[dict[str, Any]], documents: dict[str, Document]) -> None:
    """Bring a copy of the postings on by changes; those that it has already are passed over."""
    for change in changes:
        record = ChangeRecord(**{name: value for name, value in change.items() if name != "left"})
        document = documents.get(record.posting)
        if record.version > version_of(document):
            documents[record.posting] = applied(document, record)


def indexed(documents: dict[str, Document]) -> dict[str, Document]:
    """What the index `jobs` is to hold of these postings."""
    return {
        name: document if is_tombstone(document) else with_derived(document)
        for name, document in documents.items()
    }


async def stored(client: AsyncElasticsearch, prefix: str) -> dict[str, Document]:
    """What the index `jobs` holds and finds."""
    found: dict[str, Document] = {}
    after = None
    while True:
        answer = await client.search(
            index=alias("jobs", prefix), size=1_000, sort=[{"id": "asc"}], search_after=after
        )
        hits = answer["hits"]["hits"]
        found |= {hit["_id"]: hit["_source"] for hit in hits}
        if len(hits) < 1_000:
            return found
        after = hits[-1]["sort"]
