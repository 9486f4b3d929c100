"""`GET /v1/changes`: selections, paging, waiting, and what it refuses."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from elasticsearch import AsyncElasticsearch, Elasticsearch

from api.feed_params import ChangesParameters
from crawler.index.commit import Committer
from crawler.index.intent import ERASED
from crawler.index.lifecycle import Revision
from reference.vocabularies import Status
from tests.api.problems import assert_problem, errors_of
from tests.api.serving import Index, new_index, served, settings_for
from tests.changes.writing import PATIENCE, commit, publisher
from tests.factories import job_posting

TIDEWATER = {"id": "tidewater.example", "name": "Tidewater Boats", "domain": "tidewater.example"}
CAFE = {"id": "lever:cafe", "name": "Café Lantern"}
BUILDER = job_posting(source_id="builder", company=TIDEWATER)
BARISTA = job_posting(board="lever:cafe", source_id="barista", company=CAFE)


def _write(url, prefix, work):
    """Run a coroutine function with a client, and publish what it wrote."""

    async def main():
        async with AsyncElasticsearch(url, request_timeout=60) as client:
            await work(client, prefix)
            await publisher(client, prefix).publish()

    asyncio.run(main())


async def _revise(client, prefix, posting, **changes):
    intent = Revision(posting.id, lambda before: before.model_copy(update=changes))
    committer = Committer(client, prefix, patience=PATIENCE)
    await committer.commit([intent], cause="group", run="pass 1", baseline=False)


async def _story(client, prefix):
    await commit(client, prefix, BUILDER, BARISTA, run="crawl 1", baseline=True)
    await _revise(client, prefix, BUILDER, status=Status.CLOSED)
    await _revise(client, prefix, BUILDER, status=Status.OPEN)
    sold = BUILDER.model_copy(update={"company": BARISTA.company})
    await commit(client, prefix, sold, run="crawl 2")


@pytest.fixture(scope="module")
def index(elasticsearch_url) -> Iterator[Index]:
    with _own(elasticsearch_url) as index:
        _write(elasticsearch_url, index.prefix, _story)
        yield index


@pytest.fixture(scope="module")
def api(elasticsearch_url, index) -> Iterator[httpx.Client]:
    with served(settings_for(elasticsearch_url, index)) as client:
        yield client


def _read(api, query=""):
    answer = api.get(f"/v1/changes?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def _told(page):
    items = page["items"]
    return [(item["posting"].split(":")[-1], item["kind"], item["left"]) for item in items]


@contextmanager
def _own(url, *, created=True):
    """Indices of one test alone."""
    with (
        Elasticsearch(url, request_timeout=30) as client,
        new_index(client, created=created) as own,
    ):
        yield own


EVERYTHING = [
    ("builder", "created", False),
    ("barista", "created", False),
    ("builder", "closed", False),
    ("builder", "reopened", False),
    ("builder", "updated", False),
]


def test_every_change_is_told_in_order(api):
    page = _read(api)

    assert _told(page) == EVERYTHING
    assert [item["version"] for item in page["items"]] == [1, 1, 2, 3, 4]
    assert page["up_to_date"]


def test_a_change_says_what_it_changed_and_whence_it_comes(api):
    created, _, closed, _, updated = _read(api)["items"]

    assert created["document"]["title"] == "Boat Builder"
    assert (created["cause"], created["run"], created["baseline"]) == ("crawl", "crawl 1", True)
    assert closed["changes"] == {"status": {"before": "open", "after": "closed"}}
    assert (closed["cause"], closed["run"], closed["baseline"]) == ("group", "pass 1", False)
    assert updated["changes"]["company"]["after"]["name"] == "Café Lantern"
    assert updated["company_before"]["name"] == "Tidewater Boats"
    assert "url_keys" not in created["document"]


@pytest.mark.parametrize("limit", [1, 2, 5, 500])
def test_pages_follow_one_another(api, limit):
    told, query = [], f"limit={limit}"
    while True:
        page = _read(api, query)
        told += _told(page)
        query = f"limit={limit}&cursor={page['next_cursor']}"
        if page["up_to_date"]:
            break

    assert told == EVERYTHING


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("source=lever", [1]),
        ("source=lever,greenhouse", [0, 1, 2, 3, 4]),
        ("board=lever:CAFE", [1]),
        ("kind=closed,reopened", [2, 3]),
        ("cause=group", [2, 3]),
        ("cause=group&kind=reopened", [3]),
        ("cause=erase", []),
    ],
)
def test_a_filter_selects_changes(api, query, places):
    assert _told(_read(api, query)) == [EVERYTHING[place] for place in places]


@pytest.mark.parametrize("company", ["tidewater boats", "tidewater.example", "TIDEWATER.example"])
def test_a_posting_leaves_the_company_that_it_was_of(api, company):
    assert _told(_read(api, f"company={company}")) == [
        EVERYTHING[0],
        EVERYTHING[2],
        EVERYTHING[3],
        ("builder", "updated", True),
    ]


def test_a_posting_joins_the_company_that_it_is_of(api):
    assert _told(_read(api, "company=cafe lantern")) == [EVERYTHING[1], EVERYTHING[4]]
    both = _read(api, "company=cafe lantern&company=tidewater boats")
    assert _told(both) == EVERYTHING


def test_a_selection_without_changes_comes_to_the_end_at_once(api):
    page = _read(api, "cause=erase&limit=1")

    assert page["up_to_date"]
    assert page["next_cursor"] == _read(api, "cursor=now")["next_cursor"]


def test_now_is_the_end_and_nothing_before_it(api):
    assert _read(api, "cursor=now")["items"] == []


def test_the_cursor_of_a_search_is_followed(api):
    cursor = api.get("/v1/jobs").json()["changes_cursor"]

    assert _read(api, f"cursor={cursor}")["items"] == []


def test_a_cursor_outlives_its_filters_and_the_process(elasticsearch_url, index):
    secret = {"cursor_secret": "a secret of these tests alone"}
    with served(settings_for(elasticsearch_url, index, **secret)) as client:
        cursor = _read(client, "limit=2")["next_cursor"]
    with served(settings_for(elasticsearch_url, index, **secret)) as client:
        assert _told(_read(client, f"cursor={cursor}&kind=reopened")) == [EVERYTHING[3]]


def test_who_waits_is_told_of_a_change_when_it_comes(elasticsearch_url):
    with _own(elasticsearch_url) as own:
        publish = threading.Timer(
            1.5, _write, (elasticsearch_url, own.prefix, lambda c, p: commit(c, p, BARISTA))
        )
        with served(settings_for(elasticsearch_url, own)) as api:
            cursor = _read(api, "cursor=now")["next_cursor"]
            publish.start()
            started = time.monotonic()
            page = api.get(f"/v1/changes?cursor={cursor}&wait=30", timeout=40).json()
            waited = time.monotonic() - started
            publish.join()

    assert _told(page) == [("barista", "created", False)]
    assert 1.4 < waited < 25


def test_who_waits_in_vain_is_answered_in_time(api):
    started = time.monotonic()
    page = _read(api, "cursor=now&wait=1")

    assert (page["items"], page["up_to_date"]) == ([], True)
    assert 1 <= time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("kind=create", "kind"),
        ("cause=crawled", "cause"),
        ("board=nonsense", "board"),
        ("source=grenhouse", "source"),
        ("wait=31", "wait"),
        ("wait=1.5", "wait"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("since=now", "since"),
        ("company=", "company"),
        ("cursor=now&cursor=now", "cursor"),
    ],
)
def test_what_is_wrong_is_named(api, query, parameter):
    assert parameter in errors_of(api.get(f"/v1/changes?{query}"))


@pytest.mark.parametrize("cursor", ["0", "Now", "a.b", "é"])
def test_what_is_no_cursor_is_refused(api, cursor):
    problem = assert_problem(api.get("/v1/changes", params={"cursor": cursor}), 400)

    assert problem["type"] == "urn:openings:problem:invalid-cursor"


def test_the_cursor_of_a_page_of_postings_is_refused(api):
    cursor = api.get("/v1/jobs?limit=1").json()["next_cursor"]

    assert_problem(api.get("/v1/changes", params={"cursor": cursor}), 400)


def test_an_expired_cursor_says_what_to_do(elasticsearch_url, index):
    secret = {"cursor_secret": "a secret of these tests alone"}
    with served(settings_for(elasticsearch_url, index, **secret)) as client:
        cursor = _read(client)["next_cursor"]
    with (
        _own(elasticsearch_url) as other,
        served(settings_for(elasticsearch_url, other, **secret)) as api,
    ):
        problem = assert_problem(api.get(f"/v1/changes?cursor={cursor}"), 410)

    assert problem["type"] == "urn:openings:problem:expired-cursor"
    assert "changes_cursor" in problem["detail"]


def test_without_indices_it_says_that_there_are_none(elasticsearch_url):
    with (
        _own(elasticsearch_url, created=False) as none,
        served(settings_for(elasticsearch_url, none)) as api,
    ):
        problem = assert_problem(api.get("/v1/changes"), 503)

    assert problem["type"] == "urn:openings:problem:index-missing"


def test_every_parameter_is_documented_with_a_working_example(api):
    document = api.get("/openapi.json").json()
    parameters = document["paths"]["/v1/changes"]["get"]["parameters"]

    assert [parameter["name"] for parameter in parameters] == list(ChangesParameters.model_fields)
    for parameter in parameters:
        (example,) = parameter["schema"]["examples"]
        assert parameter["schema"]["description"]
        assert api.get("/v1/changes", params={parameter["name"]: example}).status_code == 200


def test_an_erased_posting_is_no_posting(elasticsearch_url):
    gone = job_posting(source_id="gone")

    async def erase(client, prefix):
        await commit(client, prefix, gone)
        await _erase(client, prefix, gone)

    with _own(elasticsearch_url) as own:
        _write(elasticsearch_url, own.prefix, erase)
        with served(settings_for(elasticsearch_url, own)) as api:
            assert_problem(api.get(f"/v1/jobs/{gone.id}"), 404)
            assert api.get("/v1/jobs?status=open,closed").json()["total"] == 0
            assert _told(_read(api, "kind=erased")) == [("gone", "erased", True)]


async def _erase(client, prefix, posting):
    committer = Committer(client, prefix, patience=PATIENCE)
    erasing = Revision(posting.id, lambda _: ERASED)
    await committer.commit([erasing], cause="erase", run=None, baseline=False)
