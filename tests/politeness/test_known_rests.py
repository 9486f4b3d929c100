"""A host that wants to be left alone is left alone by the next crawl too."""

from datetime import UTC, datetime, timedelta

import pytest
from elasticsearch import Elasticsearch

from mappings.host import HostRest
from mappings.names import alias
from tests.fake_server import Answer, fake_server
from tests.indices import own_indices
from tests.politeness.crawling import ROBOTS, crawl_fake, host, rows


@pytest.fixture
def server():
    with fake_server() as server:
        yield server


@pytest.fixture
def index(elasticsearch_url):
    with own_indices(elasticsearch_url) as prefix:
        yield elasticsearch_url, prefix


def _rests(index):
    url, prefix = index
    with Elasticsearch(url) as client:
        found = client.search(index=alias("hosts", prefix), size=100)["hits"]["hits"]
    return {hit["_id"]: HostRest.model_validate(hit["_source"]) for hit in found}


def test_what_a_host_asked_for_outlives_the_crawl(server, index):
    later = Answer(status=429, headers={"Retry-After": "3600"})
    server.on(host("busy"), "/jobs", later, rows("B"))
    server.on(host("fine"), "/jobs", rows("F"))

    first = crawl_fake(server, ["busy", "fine"], index=index)
    asked = len(server.arrivals)
    second = crawl_fake(server, ["busy", "fine"], index=index)

    rest = _rests(index)[host("busy")]
    left = rest.next_allowed_at - datetime.now(UTC)
    assert timedelta(minutes=58) < left <= timedelta(hours=1)
    assert "/jobs asked to be left alone" in rest.reason
    assert set(_rests(index)) == {host("busy")}
    assert len(server.asked(host("busy"))) == 1
    assert {one.host for one in server.arrivals[asked:]} == {host("fine")}
    assert f"before {rest.next_allowed_at:%Y-%m-%dT%H:%M}" in second.evidence("busy")
    assert (first.outcome("fine"), second.outcome("fine")) == ("complete", "complete")


def test_a_host_is_asked_again_once_its_time_has_come(server, index):
    server.on(host("rested"), "/jobs", rows("R"))
    rest = HostRest(
        host=host("rested"),
        next_allowed_at=datetime.now(UTC) - timedelta(seconds=1),
        reason="asked to be left alone",
    )
    url, prefix = index
    with Elasticsearch(url) as client:
        client.index(
            index=alias("hosts", prefix), id=rest.host, document=rest.model_dump(mode="json"),
            refresh=True,
        )  # fmt: skip

    assert crawl_fake(server, ["rested"], index=index).outcome("rested") == "complete"


def test_rules_that_are_kept_back_hold_for_the_next_crawl(server, index):
    server.on(host("later"), ROBOTS, Answer(status=503, headers={"Retry-After": "7200"}))

    crawl_fake(server, ["later"], index=index)
    crawl_fake(server, ["later"], index=index)

    assert len(server.asked(host("later"), ROBOTS)) == 1


def test_without_an_index_nothing_is_kept(server):
    server.on(host("busy"), "/jobs", Answer(status=429, headers={"Retry-After": "3600"}), rows("B"))

    outcomes = [crawl_fake(server, ["busy"]).outcome("busy") for _ in range(2)]

    assert outcomes == ["failed", "complete"]
