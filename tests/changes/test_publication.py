"""What a writer leaves behind when it dies, and what others make of it."""

import asyncio
from datetime import UTC, datetime

import pytest
from elasticsearch import AsyncElasticsearch

from api.feed import ChangeFeed
from crawler.index.commit import Committer
from crawler.index.feed import Feed
from crawler.index.intent import ERASED
from crawler.index.lifecycle import Revision
from crawler.index.postings import Postings
from crawler.index.publisher import Publisher
from mappings.change import Origin, change_between
from mappings.names import alias
from reference.vocabularies import ChangeCause
from tests.changes.reading import Reader, gateway_to, indexed, replay, stored
from tests.changes.writing import PATIENCE, commit, publisher
from tests.factories import job_posting


@pytest.fixture
def run_with(elasticsearch_url, prefix):
    """Run a coroutine function with a client, the prefix of the indices and a reader."""

    def run(work):
        async def main():
            async with (
                AsyncElasticsearch(elasticsearch_url, request_timeout=60) as client,
                gateway_to(elasticsearch_url) as gateway,
            ):
                return await work(client, prefix, Reader(ChangeFeed(gateway, prefix)))

        return asyncio.run(main())

    return run


async def _die_before_writing(client, prefix, before, after):
    """Record a version as a commit does, and go no further."""
    origin = Origin(ChangeCause.CRAWL, "the dead", baseline=False, time=datetime.now(UTC))
    record = change_between(before, after, origin)
    (fate,) = await Feed(client, prefix, PATIENCE).create(1, [record])
    assert fate.status == 201


async def _versions(client, prefix):
    return {name: found["version"] for name, found in (await stored(client, prefix)).items()}


def _served(posting):
    return posting.model_dump(mode="json")


def test_a_publication_applies_what_a_dead_writer_only_recorded(run_with):
    new, changed = job_posting(), job_posting()

    async def work(client, prefix, reader):
        await commit(client, prefix, changed)
        before = (await client.get(index=alias("jobs", prefix), id=changed.id))["_source"]
        before.pop("url_keys")
        await _die_before_writing(client, prefix, None, _served(new))
        await _die_before_writing(client, prefix, before, before | {"title": "Sail Maker"})
        before |= {"title": "Sail Maker", "version": 2}
        await _die_before_writing(client, prefix, before, before | {"team": "Sails"})
        await publisher(client, prefix).publish()
        copy = {}
        replay(await reader.catch_up(), copy)
        return indexed(copy), await stored(client, prefix), await _versions(client, prefix)

    copy, postings, versions = run_with(work)

    assert versions == {new.id: 1, changed.id: 3}
    assert copy == postings


def test_the_next_writer_applies_it_and_goes_on_from_there(run_with):
    posting = job_posting()
    renamed = posting.model_copy(update={"title": "Sail Maker"})

    async def work(client, prefix, reader):
        await _die_before_writing(client, prefix, None, _served(posting))
        (result,) = await commit(client, prefix, renamed)
        await publisher(client, prefix).publish()
        return result.verdict, await reader.catch_up(), await stored(client, prefix)

    verdict, changes, postings = run_with(work)

    assert verdict == "updated"
    assert [(c["kind"], c["version"]) for c in changes] == [("created", 1), ("updated", 2)]
    assert changes[1]["changes"]["title"] == {"before": "Boat Builder", "after": "Sail Maker"}
    assert postings[posting.id]["title"] == "Sail Maker"


def test_nothing_shows_before_it_is_published(run_with):
    async def work(client, prefix, reader):
        await commit(client, prefix, job_posting(title="One"))
        await client.indices.refresh(index=alias("changes", prefix))
        unpublished = await reader.catch_up()
        await publisher(client, prefix).publish()
        return unpublished, await reader.catch_up(), await reader.catch_up()

    unpublished, published, again = run_with(work)

    assert (len(unpublished), len(published), len(again)) == (0, 1, 0)


def test_publishers_side_by_side_agree(run_with):
    async def work(client, prefix, reader):
        await commit(client, prefix, *(job_posting() for _ in range(30)))
        marks = await asyncio.gather(*(publisher(client, prefix).publish() for _ in range(8)))
        return marks, await reader.catch_up()

    marks, changes = run_with(work)

    assert {mark.seq for mark in marks} == {29}
    assert len(changes) == 30


def test_an_erased_posting_leaves_its_version_and_nothing_else(run_with):
    secret = job_posting(title="Secret")

    async def work(client, prefix, reader):
        committer = Committer(client, prefix, patience=PATIENCE)
        erasing = [Revision(secret.id, lambda _: ERASED), Revision("lever:x:1", lambda _: ERASED)]
        origin = {"cause": ChangeCause.ERASE, "run": None, "baseline": False}
        await commit(client, prefix, secret)
        erased = await committer.commit(erasing, **origin)
        again = await committer.commit(erasing, **origin)
        await publisher(client, prefix).publish()
        left = await stored(client, prefix)
        (anew,) = await commit(client, prefix, secret)
        await publisher(client, prefix).publish()
        verdicts = [result.verdict for result in (*erased, *again, anew)]
        return verdicts, left, await reader.catch_up(), await _versions(client, prefix)

    verdicts, left, changes, versions = run_with(work)

    assert verdicts == ["erased", "unchanged", "unchanged", "unchanged", "created"]
    assert left[secret.id].keys() == {"id", "source", "board", "status", "version"}
    assert [(c["kind"], c["version"], c["left"]) for c in changes] == [
        ("created", 1, False),
        ("erased", 2, True),
        ("created", 3, False),
    ]
    assert versions == {secret.id: 3}


class _Overtaken(Feed):
    """A feed whose mark another process sets first, to where it had begun to look."""

    overtaken_at: int | None = None

    async def set_mark(self, mark, read):
        if self.overtaken_at is not None:
            less = mark.model_copy(update={"seq": self.overtaken_at})
            self.overtaken_at = None
            assert await super().set_mark(less, read)
        return await super().set_mark(mark, read)


def test_a_publication_that_is_overtaken_by_a_lesser_one_goes_all_the_way(run_with):
    async def work(client, prefix, _reader):
        await commit(client, prefix, *(job_posting() for _ in range(3)))
        feed = _Overtaken(client, prefix, PATIENCE)
        feed.overtaken_at = 0
        mark = await Publisher(feed, Postings(client, prefix, PATIENCE)).publish()
        return mark, await Feed(client, prefix, PATIENCE).mark()

    mark, read = run_with(work)

    assert mark.seq == read.mark.seq == 2
