"""Searches share views: at most one new one in an interval, whatever arrives."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest
from elasticsearch import Elasticsearch

from api.views import Views
from mappings.mark import Place
from tests.api.serving import Index, served, settings_for
from tests.factories import job_posting


class Opener:
    """Counts the views that were opened; fails while `error` is set."""

    def __init__(self) -> None:
        self.opened = 0
        self.error: Exception | None = None

    async def __call__(self) -> str:
        self.opened += 1
        await asyncio.sleep(0.01)
        if self.error is not None:
            raise self.error
        return f"view-{self.opened}"


async def end_of_changes() -> Place:
    return Place(feed="f", generation=1, seq=7)


def run(scenario: Callable[[Opener], Coroutine[Any, Any, None]]) -> Opener:
    opener = Opener()
    asyncio.run(scenario(opener))
    return opener


def test_concurrent_searches_share_one_view() -> None:
    async def scenario(opener: Opener) -> None:
        views = Views(opener, end_of_changes, interval=30)
        given = await asyncio.gather(*(views.current() for _ in range(100)))
        assert len(set(given)) == 1

    assert run(scenario).opened == 1


def test_a_view_is_followed_by_another_after_the_interval() -> None:
    async def scenario(opener: Opener) -> None:
        views = Views(opener, end_of_changes, interval=0.05)
        first = await views.current()
        assert await views.current() == first
        await asyncio.sleep(0.06)
        second = await views.current()
        assert second != first
        assert second.opened_at > first.opened_at

    assert run(scenario).opened == 2


def test_a_failure_is_shared_and_then_forgotten() -> None:
    async def scenario(opener: Opener) -> None:
        views = Views(opener, end_of_changes, interval=30)
        opener.error = ConnectionError("down")
        failed = await asyncio.gather(*(views.current() for _ in range(10)), return_exceptions=True)
        assert all(isinstance(failure, ConnectionError) for failure in failed)
        assert opener.opened == 1
        opener.error = None
        assert (await views.current()).id == "view-2"

    run(scenario)


def test_a_client_that_goes_away_takes_nothing_from_others() -> None:
    async def scenario(opener: Opener) -> None:
        views = Views(opener, end_of_changes, interval=30)
        leaving, staying = (asyncio.create_task(views.current()) for _ in range(2))
        await asyncio.sleep(0)
        leaving.cancel()
        assert (await staying).id == "view-1"
        with pytest.raises(asyncio.CancelledError):
            await leaving

    assert run(scenario).opened == 1


def test_a_forgotten_view_is_not_given_again() -> None:
    async def scenario(opener: Opener) -> None:
        views = Views(opener, end_of_changes, interval=30)
        first = await views.current()
        views.forget(first)
        second = await views.current()
        views.forget(first)  # by another search that had it
        assert await views.current() == second != first

    assert run(scenario).opened == 2


def test_searches_see_what_was_written_after_the_interval(
    index: Index, elasticsearch_url: str
) -> None:
    index.add(job_posting())
    with served(settings_for(elasticsearch_url, index, view_interval=0.5)) as client:
        first = client.get("/v1/jobs").json()
        index.add(job_posting())
        assert client.get("/v1/jobs").json()["view_at"] == first["view_at"]
        assert _later_view(client, first["view_at"])["total"] == 2


def _later_view(client: httpx.Client, view_at: str) -> dict[str, Any]:
    for _ in range(50):
        time.sleep(0.1)
        page: dict[str, Any] = client.get("/v1/jobs").json()
        if page["view_at"] != view_at:
            return page
    raise AssertionError("no other view within five seconds")


def test_repeated_facets_come_from_the_shard_cache(
    index: Index, own_api: httpx.Client, elasticsearch: Elasticsearch
) -> None:
    """Also out of a point in time, and also out of the next one while nothing was written."""
    index.add(*(job_posting(workplace_type="remote") for _ in range(20)))

    def hits() -> int:
        stats = elasticsearch.indices.stats(index=f"{index.prefix}-jobs", metric="request_cache")
        return int(stats["_all"]["total"]["request_cache"]["hit_count"])

    own_api.get("/v1/jobs?facets=workplace_type")
    before = hits()
    for _ in range(3):
        own_api.get("/v1/jobs?facets=workplace_type&limit=1")
    assert hits() == before + 3
