"""The proof that what is published is complete: a lower number is held while a higher one shows.

Each test but the first removes one of the bounds, and loses the held change.
"""

import asyncio
from contextlib import asynccontextmanager

import pytest
from elasticsearch import AsyncElasticsearch

from api.feed import ChangeFeed
from crawler.index.feed import Feed
from mappings.mark import Mark
from mappings.names import alias
from tests.changes.held_node import held_node
from tests.changes.reading import Reader, gateway_to, indexed, replay, stored
from tests.changes.writing import commit, publisher
from tests.factories import job_posting
from tests.indices import own_indices

POSTINGS = [job_posting(title=title) for title in ("First", "Held", "Later")]
FIRST, HELD, LATER = (posting.id for posting in POSTINGS)


@pytest.fixture(scope="module")
def node():
    with pytest.MonkeyPatch.context() as patch, held_node(patch) as node:
        yield node


@pytest.fixture
def prefix(node):
    with own_indices(node.url) as prefix:
        yield prefix


@asynccontextmanager
async def _one_held(node, client, prefix):
    """Commit three postings, the second of which is held within the block."""
    first, held, later = POSTINGS
    await commit(client, prefix, first)
    node.hold_the_next_write()
    under_way = asyncio.create_task(commit(client, prefix, held))
    await asyncio.to_thread(node.wait_until_held)
    try:
        await commit(client, prefix, later)
        await client.indices.refresh(index=alias("changes", prefix))
        assert await _visible(client, prefix) == {FIRST: 0, LATER: 2}
        yield
    finally:
        await asyncio.to_thread(node.release)
        await under_way
    await client.indices.refresh(index=alias("changes", prefix))
    assert await _visible(client, prefix) == {FIRST: 0, HELD: 1, LATER: 2}


async def _visible(client, prefix):
    """Number by posting of every change that a search finds."""
    answer = await client.search(index=alias("changes", prefix), seq_no_primary_term=True)
    return {hit["_source"]["posting"]: hit["_seq_no"] for hit in answer["hits"]["hits"]}


async def _read_around(node, prefix, kind=ChangeFeed):
    """The postings whose changes a reader sees while one write is held, and then afterwards."""
    async with (
        AsyncElasticsearch(node.url, request_timeout=60) as client,
        gateway_to(node.url) as gateway,
    ):
        reader = Reader(kind(gateway, prefix))
        async with _one_held(node, client, prefix):
            await publisher(client, prefix).publish()
            during = await reader.catch_up()
        await publisher(client, prefix).publish()
        after = await reader.catch_up()
        await client.indices.refresh(index=alias("jobs", prefix))
        copy = {}
        replay(reader.read, copy)
        whole = indexed(copy) == await stored(client, prefix)
        return [[change["posting"] for change in seen] for seen in (during, after)], whole


def test_a_reader_waits_for_the_held_change(node, prefix):
    (during, after), whole = asyncio.run(_read_around(node, prefix))

    assert during == [FIRST]
    assert after == [HELD, LATER]
    assert whole


class Unbounded(ChangeFeed):
    """Reads up to the highest number that shows."""

    async def _mark(self) -> Mark:
        mark = await super()._mark()
        answer = await self._gateway.search(
            alias("changes", self._prefix), size=0, aggs={"last": {"max": {"field": "_seq_no"}}}
        )
        return mark.model_copy(update={"seq": int(answer["aggregations"]["last"]["value"])})


def test_a_reader_without_the_mark_loses_it(node, prefix):
    (during, after), whole = asyncio.run(_read_around(node, prefix, Unbounded))

    assert during == [FIRST, LATER]
    assert after == []
    assert not whole


def test_a_publisher_without_the_checkpoint_loses_it(node, prefix, monkeypatch):
    monkeypatch.setattr(Feed, "checkpoint", Feed.last)

    (during, after), whole = asyncio.run(_read_around(node, prefix))

    assert during == [FIRST, LATER]
    assert after == []
    assert not whole
