"""Generations: a cursor walks from one to the next, and expires with the one that it stands in."""

import asyncio
from dataclasses import dataclass

import pytest
from elasticsearch import AsyncElasticsearch, Elasticsearch

from api.errors import ExpiredCursorError
from api.feed import ChangeFeed
from crawler.index.generations import Generations
from crawler.index.indices import create_indices, index_status
from crawler.index.patience import IndexUnavailableError
from mappings.mark import Place
from mappings.names import alias
from tests.changes.reading import EVERYTHING, Reader, gateway_to, indexed, replay, stored
from tests.changes.writing import PATIENCE, commit, publisher
from tests.factories import job_posting


@dataclass
class Stage:
    """What a test works with."""

    client: AsyncElasticsearch
    generations: Generations
    feed: ChangeFeed


@pytest.fixture
def run_with(elasticsearch_url, prefix):
    """Run a coroutine function with a stage."""

    def run(work):
        async def main():
            async with (
                AsyncElasticsearch(elasticsearch_url, request_timeout=60) as client,
                gateway_to(elasticsearch_url) as gateway,
            ):
                generations = Generations(client, prefix, patience=PATIENCE)
                return await work(Stage(client, generations, ChangeFeed(gateway, prefix)))

        return asyncio.run(main())

    return run


def test_a_cursor_walks_through_generations_while_writers_go_on(run_with, prefix):
    """New generations begin while several writers write the same postings."""
    titles = [f"Title {n}" for n in range(25)]

    async def write(client, done):
        for title in titles:
            await commit(
                client, prefix, *(job_posting(source_id=str(n), title=title) for n in range(5))
            )
        done.append(True)

    async def follow(client, reader, done):
        while len(done) < 3:
            await publisher(client, prefix).publish()
            await reader.catch_up()

    async def rotate(generations, done):
        while len(done) < 3:
            await generations.begin()
            await asyncio.sleep(0.1)

    async def work(stage):
        reader, later, done = Reader(stage.feed, limit=4), Reader(stage.feed, limit=3), []
        await asyncio.gather(
            *(write(stage.client, done) for _ in range(3)),
            follow(stage.client, reader, done),
            rotate(stage.generations, done),
        )
        await publisher(stage.client, prefix).publish()
        await reader.catch_up()
        await later.catch_up()
        generation = (await stage.generations.mark()).generation
        return reader.read, later.read, await stored(stage.client, prefix), generation

    read, again, postings, generation = run_with(work)

    assert generation > 2
    assert read == again
    ids = [(change["posting"], change["version"]) for change in read]
    assert len(set(ids)) == len(ids)
    copy = {}
    replay(read, copy)
    assert indexed(copy) == postings


def test_a_cursor_in_a_dropped_generation_has_expired(run_with, prefix):
    async def work(stage):
        await commit(stage.client, prefix, job_posting(source_id="1"))
        await publisher(stage.client, prefix).publish()
        in_first = await stage.feed.end()
        assert await stage.generations.begin() == 2
        await commit(stage.client, prefix, job_posting(source_id="2"))
        await publisher(stage.client, prefix).publish()
        in_second = await stage.feed.end()
        walked = await stage.feed.read(EVERYTHING, in_first, limit=10)
        dropped = await stage.generations.drop(2)
        with pytest.raises(ExpiredCursorError, match="changes_cursor"):
            await stage.feed.read(EVERYTHING, in_first, limit=10)
        at_end = await stage.feed.read(EVERYTHING, in_second, limit=10)
        from_start = await stage.feed.read(EVERYTHING, None, limit=10)
        return (
            walked,
            dropped,
            at_end,
            from_start,
            await stage.client.indices.get(index=f"{prefix}-*"),
        )

    walked, dropped, at_end, from_start, indices = run_with(work)

    assert [change["posting"][-2:] for change in walked.changes] == [":2"]
    assert [name[-3:] for name in dropped] == ["-g1"]
    assert not set(dropped) & set(indices)
    assert (at_end.changes, at_end.up_to_date) == ([], True)
    assert from_start.changes == walked.changes


def test_the_generation_that_is_written_to_is_never_dropped(run_with):
    async def work(stage):
        with pytest.raises(ValueError, match="generation 1 is written to"):
            await stage.generations.drop(2)
        return await stage.generations.drop(1)

    assert run_with(work) == []


def test_what_was_interrupted_is_done_to_its_end_by_the_next_call(run_with, prefix):
    """The old generation takes no writes, the new one is there, and then the process died."""

    async def work(stage):
        await commit(stage.client, prefix, job_posting(source_id="1"))
        await stage.generations._create(2)
        await stage.client.indices.add_block(index=alias("changes", prefix) + "-1", block="write")
        with pytest.raises(IndexUnavailableError, match="takes no writes of changes now"):
            await commit(stage.client, prefix, job_posting(source_id="2"), patience=1)
        waiting = asyncio.create_task(commit(stage.client, prefix, job_posting(source_id="2")))
        await asyncio.sleep(0.2)
        assert await stage.generations.begin() == 2
        (result,) = await waiting
        await publisher(stage.client, prefix).publish()
        reader = Reader(stage.feed)
        return result.verdict, [change["posting"][-2:] for change in await reader.catch_up()]

    assert run_with(work) == ("created", [":1", ":2"])


def test_a_cursor_of_another_feed_or_of_its_future_has_expired(run_with, elasticsearch_url, prefix):
    async def work(stage):
        await commit(stage.client, prefix, job_posting(), job_posting())
        await publisher(stage.client, prefix).publish()
        old = await stage.feed.end()
        with pytest.raises(ExpiredCursorError):
            await stage.feed.read(EVERYTHING, old.model_copy(update={"seq": old.seq + 1}), limit=10)
        with Elasticsearch(elasticsearch_url) as blocking:
            create_indices(blocking, prefix, replace=True)
        for place in (old, Place(feed=old.feed, generation=1, seq=-1)):
            with pytest.raises(ExpiredCursorError):
                await stage.feed.read(EVERYTHING, place, limit=10)
        return await stage.feed.read(EVERYTHING, None, limit=10)

    assert run_with(work).changes == []


def test_old_generations_do_not_make_the_index_outdated(run_with, elasticsearch_url, prefix):
    async def work(stage):
        return await stage.generations.begin()

    assert run_with(work) == 2
    with Elasticsearch(elasticsearch_url) as client:
        (status,) = [s for s in index_status(client, prefix) if s.kind == "changes"]
        assert create_indices(client, prefix) == []
    assert status.current
    assert "-g1" in (status.index or "")
    assert "-g2" in (status.index or "")
