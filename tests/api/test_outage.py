"""Elasticsearch down, slow, empty or of another version: a clear 503, then recovery."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from elasticsearch import Elasticsearch

from tests.api.faults import Proxy, answering
from tests.api.problems import assert_problem
from tests.api.serving import Index, new_index, served, settings_for
from tests.factories import job_posting

SEARCHING = [
    "/v1/jobs",
    "/v1/jobs?q=boat&facets=country",
    "/v1/jobs/a:b:c",
    "/v1/sources",
    "/readyz",
]
OTHER = ["/", "/healthz", "/v1/vocabularies", "/openapi.json", "/docs"]

OLD = {
    "error": {
        "root_cause": [{"type": "media_type_header_exception", "reason": "Invalid media-type"}],
        "type": "media_type_header_exception",
        "reason": "Invalid media-type",
    },
    "status": 400,
}


@pytest.fixture
def proxy(elasticsearch_url: str) -> Iterator[Proxy]:
    proxy = Proxy(elasticsearch_url)
    yield proxy
    proxy.restore()
    proxy.cut()


@pytest.fixture
def behind(proxy: Proxy, index: Index) -> Iterator[httpx.Client]:
    """The API with a proxy between it and Elasticsearch, and one posting to find."""
    index.add(job_posting())
    with served(settings_for(proxy.url, index, elasticsearch_timeout=0.5)) as client:
        yield client


def assert_unavailable(answer: httpx.Response, name: str) -> None:
    problem = assert_problem(answer, 503)
    assert problem["type"] == f"urn:openings:problem:{name}"
    assert int(answer.headers["retry-after"]) > 0


def test_elasticsearch_down_answers_503_and_recovers(behind: httpx.Client, proxy: Proxy) -> None:
    assert behind.get("/v1/jobs").json()["total"] == 1
    proxy.cut()
    for path in SEARCHING:
        assert_unavailable(behind.get(path), "search-unavailable")
    for path in OTHER:
        assert behind.get(path).status_code == 200
    proxy.restore()
    assert behind.get("/v1/jobs").json()["total"] == 1
    assert behind.get("/readyz").status_code == 200


def test_the_api_starts_without_elasticsearch_and_finds_it(
    behind: httpx.Client, proxy: Proxy
) -> None:
    proxy.cut()
    assert behind.get("/healthz").status_code == 200
    assert_unavailable(behind.get("/readyz"), "search-unavailable")
    proxy.restore()
    assert behind.get("/v1/jobs").json()["total"] == 1


def test_elasticsearch_slow_answers_503_in_time_and_recovers(
    behind: httpx.Client, proxy: Proxy
) -> None:
    assert behind.get("/v1/jobs").status_code == 200
    proxy.stall()
    started = time.monotonic()
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: behind.get("/v1/jobs"), range(8)))
    assert time.monotonic() - started < 3
    for answer in answers:
        assert_unavailable(answer, "search-unavailable")
    proxy.restore()
    assert behind.get("/v1/jobs").json()["total"] == 1


@pytest.mark.parametrize("path", SEARCHING)
def test_a_missing_index_says_what_to_do(
    elasticsearch: Elasticsearch, elasticsearch_url: str, path: str
) -> None:
    with (
        new_index(elasticsearch, created=False) as index,
        served(settings_for(elasticsearch_url, index)) as client,
    ):
        answer = client.get(path)
        assert_unavailable(answer, "index-missing")
        assert "openings index create" in answer.json()["detail"]
        index.create()
        index.add(job_posting())
        assert client.get("/v1/jobs").json()["total"] == 1


@pytest.mark.parametrize(
    ("status", "content", "headers"),
    [
        (400, OLD, {"X_Elastic_Product": "Elasticsearch"}),
        (406, {"error": "Content-Type header is not supported", "status": 406}, {}),
        (200, {"version": {"number": "2.19.0", "distribution": "opensearch"}}, {}),
        (200, {"hello": "world"}, {}),
    ],
    ids=["elasticsearch 8", "a fork of elasticsearch", "another fork", "no elasticsearch"],
)
@pytest.mark.parametrize("path", SEARCHING)
def test_another_product_or_version_is_named(
    index: Index, status: int, content: object, headers: dict[str, str], path: str
) -> None:
    with answering(status, content, **headers) as url, served(settings_for(url, index)) as client:
        answer = client.get(path)
        assert_unavailable(answer, "misconfigured")
        assert "Elasticsearch 9 is needed" in answer.json()["detail"]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_an_overloaded_elasticsearch_is_not_asked_again_and_answers_503(
    index: Index, status: int
) -> None:
    body = {"error": {"type": "es_rejected_execution_exception", "reason": "full"}}
    with (
        answering(status, body, X_Elastic_Product="Elasticsearch") as url,
        served(settings_for(url, index)) as client,
    ):
        assert_unavailable(client.get("/v1/jobs"), "search-unavailable")


def test_a_fault_of_ours_answers_500_and_shows_nothing(index: Index) -> None:
    """An answer of Elasticsearch that says that our request was wrong is our fault."""
    body = {"error": {"type": "parsing_exception", "reason": "unknown query [lucene]"}}
    with (
        answering(400, body, X_Elastic_Product="Elasticsearch") as url,
        served(settings_for(url, index)) as client,
    ):
        answer = client.get("/v1/jobs")
        problem = assert_problem(answer, 500)
        assert "X-Request-ID" in problem["detail"]
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert client.get("/healthz").status_code == 200
