"""What the tests of keeping an index work with: indices of their own, and a client."""

import asyncio
from dataclasses import dataclass
from typing import Any

import pytest
from elasticsearch import AsyncElasticsearch

from crawler.index.commit import Committer
from crawler.keeping.takedown import Takedown
from crawler.settings import CrawlSettings
from mappings.names import alias
from tests.changes.writing import PATIENCE, commit, publisher
from tests.indices import own_indices


@dataclass(frozen=True)
class Stage:
    """The indices of a test, and who works on them."""

    client: AsyncElasticsearch
    url: str
    prefix: str

    @property
    def settings(self) -> CrawlSettings:
        return CrawlSettings(
            elasticsearch_url=self.url, index_prefix=self.prefix, patience=PATIENCE
        )

    @property
    def committer(self) -> Committer:
        return Committer(self.client, self.prefix, patience=PATIENCE)

    @property
    def takedown(self) -> Takedown:
        return Takedown(self.client, self.prefix, patience=PATIENCE)

    async def commit(self, *postings, **options):
        return await commit(self.client, self.prefix, *postings, **options)

    async def publish(self):
        return await publisher(self.client, self.prefix).publish()

    async def documents(self, kind: str) -> dict[str, dict[str, Any]]:
        """Everything that an index finds, by id."""
        name = alias(kind, self.prefix)
        await self.client.indices.refresh(index=name)
        answer = await self.client.search(index=name, size=10_000)
        return {hit["_id"]: hit["_source"] for hit in answer["hits"]["hits"]}


@pytest.fixture
def prefix(elasticsearch_url):
    with own_indices(elasticsearch_url) as prefix:
        yield prefix


@pytest.fixture
def run_with(elasticsearch_url, prefix):
    """Run a coroutine function with a stage."""

    def run(work):
        async def main():
            async with AsyncElasticsearch(elasticsearch_url, request_timeout=60) as client:
                return await work(Stage(client, elasticsearch_url, prefix))

        return asyncio.run(main())

    return run
