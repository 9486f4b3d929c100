"""The API's user may read our aliases and nothing else, and that is all the API needs."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from elasticsearch import AuthorizationException, Elasticsearch

from api.routes.streams import formats
from tests.api.catalogue import BOARDS, POSTINGS
from tests.api.problems import assert_problem
from tests.api.serving import Index, new_index, served, settings_for, walk
from tests.elastic_fixtures import SecureElasticsearch


@pytest.fixture(scope="module")
def secured_index(secure_elasticsearch: SecureElasticsearch) -> Iterator[Index]:
    node = secure_elasticsearch
    with (
        Elasticsearch(node.url, basic_auth=node.superuser) as client,
        new_index(client) as index,
    ):
        index.add(*POSTINGS)
        index.add_states(*BOARDS)
        yield index


@pytest.fixture(scope="module")
def secured_api(
    secure_elasticsearch: SecureElasticsearch, secured_index: Index
) -> Iterator[httpx.Client]:
    user, password = secure_elasticsearch.reader
    settings = settings_for(
        secure_elasticsearch.url,
        secured_index,
        elasticsearch_user=user,
        elasticsearch_password=password,
    )
    with served(settings) as client:
        yield client


def test_the_user_may_do_nothing_but_read(secure_elasticsearch: SecureElasticsearch) -> None:
    node = secure_elasticsearch
    with Elasticsearch(node.url, basic_auth=node.reader) as reader:
        attempts: list[Callable[[], object]] = [
            reader.info,
            reader.cluster.health,
            lambda: reader.indices.refresh(index="openings-*"),
            lambda: reader.indices.stats(index="openings-*"),
            lambda: reader.index(index="openings-jobs", document={}),
        ]
        for forbidden in attempts:
            with pytest.raises(AuthorizationException):
                forbidden()


PATHS = [
    "/",
    "/healthz",
    "/readyz",
    "/openapi.json",
    "/docs",
    "/v1/sources",
    "/v1/vocabularies",
    "/v1/changes",
    "/v1/changes?cursor=now&wait=1",
    "/v1/jobs",
    "/v1/jobs/lever:lantern:plain",
    "/v1/jobs?q=boat&title=boat&highlight=true",
    "/v1/jobs?source=lever&facets=country,workplace_type,source",
    "/v1/jobs?q=boat&explain=matches&diversify=company&confirmed_within=48",
    "/v1/jobs?q=bota",
    "/v1/jobs/lever:lantern:barista/similar",
    "/v1/jobs/lever:lantern:barista/history",
    *(f"/v1/jobs.{kind.extension}" for kind in formats()),
    "/v1/stats?of=stock&since=2026-01-01&by=country&measures=salary",
    "/v1/companies",
    "/v1/companies/lever:lantern",
    "/v1/boards",
    "/v1/boards/greenhouse:tidewater",
    "/v1/schema",
    "/v1/suggest?q=boa",
    "/metrics",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_route_needs_only_to_read(secured_api: httpx.Client, path: str) -> None:
    assert secured_api.get(path).status_code == 200


def test_every_route_was_asked(secured_api: httpx.Client) -> None:
    for template in secured_api.get("/openapi.json").json()["paths"]:
        route = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)))
        assert any(route.fullmatch(path.partition("?")[0]) for path in PATHS), template


def test_paging_needs_only_to_read(secured_api: httpx.Client) -> None:
    pages = list(walk(secured_api, "/v1/jobs?limit=2"))
    assert sum(len(page["jobs"]) for page in pages) == pages[0]["total"] == 5


def test_an_unknown_posting_is_told(secured_api: httpx.Client) -> None:
    assert_problem(secured_api.get("/v1/jobs/lever:lantern:none"), 404)


def test_a_wrong_password_is_told_as_our_misconfiguration(
    secure_elasticsearch: SecureElasticsearch, secured_index: Index
) -> None:
    settings = settings_for(
        secure_elasticsearch.url,
        secured_index,
        elasticsearch_user=secure_elasticsearch.reader[0],
        elasticsearch_password="wrong",
    )
    with served(settings) as client:
        for path in ("/v1/jobs", "/v1/jobs/a:b:c", "/v1/sources", "/v1/changes", "/readyz"):
            problem = assert_problem(client.get(path), 503)
            assert problem["type"] == "urn:openings:problem:misconfigured"
            assert "read" in problem["detail"]
