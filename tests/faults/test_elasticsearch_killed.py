"""Elasticsearch killed in mid-crawl: nothing is lost, and a board is never called complete wrongly.

One node of its own, killed with SIGKILL and started again on the same port.
"""

import json
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from elasticsearch import ApiError, Elasticsearch, TransportError

from mappings.names import alias
from openings.elastic import NodeOptions, start_node, stop_node, temporary_data
from tests.command import CASES, PROGRAM, environment, openings

POSTINGS = 3_000
JOBS = alias("jobs", "openings")
CHANGES = alias("changes", "openings")


@pytest.fixture(scope="module")
def data():
    with temporary_data() as data:
        start_node(NodeOptions(data=data, heap="512m"))
        try:
            yield data
        finally:
            stop_node(data)


@pytest.fixture
def node(data):
    """The running node, with empty indices."""
    node = start_node(NodeOptions(data=data, heap="512m"))
    openings("index", "create", "--replace", OPENINGS_ELASTICSEARCH_URL=node.url)
    return node


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    """A recorded board of many postings."""
    folder: Path = tmp_path_factory.mktemp("web")
    (row, *_) = json.loads((CASES / "lever" / "normal" / "postings.json").read_text())
    rows = [row | {"id": f"id-{n}", "text": f"Baker {n}"} for n in range(POSTINGS)]
    (folder / "postings.json").write_text(json.dumps(rows))
    meta = json.loads((CASES / "lever" / "normal" / "meta.json").read_text())
    meta |= {"company": "Tidal Bakery", "responses": meta["responses"][:1]}
    (folder / "meta.json").write_text(json.dumps(meta))
    return folder


@contextmanager
def _crawling(web, url, patience):
    process = subprocess.Popen(
        [PROGRAM, "crawl", "--web", web, "--json"],
        env=environment(OPENINGS_ELASTICSEARCH_URL=url, OPENINGS_PATIENCE=patience),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _report(process):
    out, _ = process.communicate(timeout=120)
    (report,) = json.loads(out)
    return report


def _count(client, index=JOBS):
    client.indices.refresh(index=index)
    return client.count(index=index)["count"]


def _kill_in_mid_crawl(node):
    """As soon as some postings are stored, and long before all are."""
    with Elasticsearch(node.url) as client:
        while not 0 < _count(client) < POSTINGS:
            time.sleep(0.02)
    process = psutil.Process(node.pid)
    process.kill()
    process.wait(30)


def _start_again(data, node):
    port = int(node.url.rpartition(":")[2])
    deadline = time.monotonic() + 60
    again = start_node(NodeOptions(data=data, port=port, heap="512m"))
    with Elasticsearch(again.url) as client:
        while time.monotonic() < deadline:
            try:
                _count(client)
                return
            except (ApiError, TransportError):
                time.sleep(0.2)


def test_a_crawl_outlives_a_restart_and_loses_nothing(data, node, web):
    with _crawling(web, node.url, "120") as process:
        _kill_in_mid_crawl(node)
        _start_again(data, node)
        report = _report(process)

    assert report["outcome"] == "complete", report["evidence"]
    assert (process.returncode, report["new"], report["rejected"]) == (0, POSTINGS, [])
    with Elasticsearch(node.url) as client:
        assert _count(client) == _count(client, CHANGES) == POSTINGS


def test_a_board_that_could_not_be_stored_is_failed_and_the_next_crawl_mends_it(data, node, web):
    with _crawling(web, node.url, "2") as process:
        _kill_in_mid_crawl(node)
        report = _report(process)
    assert process.returncode == 1
    assert report["outcome"] == "failed"
    assert "Elasticsearch" in report["evidence"]

    _start_again(data, node)
    with Elasticsearch(node.url) as client:
        # The last ones may have been recorded and not yet written: the next crawl does that first.
        kept = _count(client, CHANGES)
        assert _count(client) <= kept < POSTINGS

    again = openings("crawl", "--web", web, "--json", OPENINGS_ELASTICSEARCH_URL=node.url)

    (report,) = again.json
    assert (report["outcome"], report["unchanged"]) == ("complete", kept)
    with Elasticsearch(node.url) as client:
        assert _count(client) == _count(client, CHANGES) == POSTINGS
