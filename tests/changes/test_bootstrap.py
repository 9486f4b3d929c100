"""A copy made of a search and of the changes after it equals the index, whatever is written."""

import asyncio
from random import Random

import httpx
import pytest
from elasticsearch import AsyncElasticsearch

from mappings.change import is_tombstone
from mappings.document import without_derived
from tests.api.serving import Index, served, settings_for
from tests.changes.reading import replay, stored
from tests.changes.writing import commit, publisher
from tests.factories import job_posting

POSTINGS = 120
ALL = "status=open,closed&include_duplicates=true&include_test=true&include_evergreen=true"


class Writing:
    """Commits and publishes in the background, until it is told to end."""

    def __init__(self, client, prefix):
        self._client, self._prefix = client, prefix
        self._random, self._ended = Random(3), asyncio.Event()

    async def once(self, *numbers):
        postings = [
            job_posting(source_id=str(n), title=f"Title {self._random.random()}") for n in numbers
        ]
        await commit(self._client, self._prefix, *postings)
        await publisher(self._client, self._prefix).publish()

    async def go_on(self):
        while not self._ended.is_set():
            await self.once(*self._random.sample(range(POSTINGS + 40), 9))

    def end(self):
        self._ended.set()


def _copy_of_a_search(api):
    """Read all pages; return the postings and where to follow from."""
    page = api.get(f"/v1/jobs?{ALL}&limit=7").raise_for_status().json()
    cursors, copy = {page["changes_cursor"]}, {}
    while True:
        copy |= {job["id"]: job for job in page["jobs"]}
        if page["next"] is None:
            (cursor,) = cursors
            return copy, cursor
        page = api.get(page["next"]).raise_for_status().json()
        cursors.add(page["changes_cursor"])


def _follow(api, cursor, copy, seen):
    """Bring the copy on to the end of the feed; return where that is."""
    while True:
        answer = api.get(f"/v1/changes?cursor={cursor}&limit=50").raise_for_status().json()
        seen += answer["items"]
        replay(answer["items"], copy)
        cursor = answer["next_cursor"]
        if answer["up_to_date"]:
            return cursor


@pytest.fixture
def api(elasticsearch_url, prefix):
    # No client for blocking calls is needed: the indices are there.
    settings = settings_for(elasticsearch_url, Index(None, prefix))
    with served(settings) as client:
        yield client


async def _scenario(url, prefix, api: httpx.Client):
    seen = []
    async with AsyncElasticsearch(url, request_timeout=60) as client:
        writing = Writing(client, prefix)
        await writing.once(*range(POSTINGS))
        background = asyncio.create_task(writing.go_on())
        await asyncio.sleep(0.5)
        copy, cursor = await asyncio.to_thread(_copy_of_a_search, api)
        for _ in range(3):
            cursor = await asyncio.to_thread(_follow, api, cursor, copy, seen)
            await asyncio.sleep(0.3)
        writing.end()
        await background
        await asyncio.to_thread(_follow, api, cursor, copy, seen)
        return copy, seen, await stored(client, prefix)


def test_a_search_and_the_changes_after_it_are_the_index(elasticsearch_url, prefix, api):
    copy, seen, postings = asyncio.run(_scenario(elasticsearch_url, prefix, api))

    assert not any(map(is_tombstone, postings.values()))
    assert copy == {name: without_derived(found) for name, found in postings.items()}
    assert len(copy) > POSTINGS
    assert {change["kind"] for change in seen} == {"created", "updated"}
