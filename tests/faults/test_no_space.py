"""A disk with no space left under a node of Elasticsearch: every write of it fails.

A limit on the size of files stands for the full disk: to Elasticsearch both are an `IOException` of
a write. One node of its own, whose shards fail by it; a person makes room and starts it again.
"""

import json
import subprocess
import time

import psutil
import pytest
from elasticsearch import ApiError, Elasticsearch, TransportError

from mappings.names import alias
from openings.elastic import NodeOptions, start_node, stop_node, temporary_data
from tests.command import CASES, PROGRAM, environment, openings

POSTINGS = 3_000
JOBS, CHANGES = alias("jobs", "openings"), alias("changes", "openings")


@pytest.fixture
def data():
    with temporary_data() as data:
        yield data
        stop_node(data)


@pytest.fixture
def web(tmp_path):
    """A recorded board of many postings."""
    (row, *_) = json.loads((CASES / "lever" / "normal" / "postings.json").read_text())
    rows = [row | {"id": f"id-{n}", "text": f"Baker {n}"} for n in range(POSTINGS)]
    (tmp_path / "postings.json").write_text(json.dumps(rows))
    meta = json.loads((CASES / "lever" / "normal" / "meta.json").read_text())
    meta |= {"company": "Tidal Bakery", "responses": meta["responses"][:1]}
    (tmp_path / "meta.json").write_text(json.dumps(meta))
    return tmp_path


def _limit(node, size):
    """Set how many bytes a file of the node may have, as its own user, who alone may do that."""
    for process in (psutil.Process(node.pid), *psutil.Process(node.pid).children(recursive=True)):
        subprocess.run(
            ["prlimit", f"--pid={process.pid}", f"--fsize={size}:unlimited"],
            user=process.uids().real,
            group=process.gids().real,
            extra_groups=(),
            check=True,
        )


def _count(client, index):
    client.indices.refresh(index=index)
    return client.count(index=index)["count"]


def _count_when_there(url, index):
    deadline = time.monotonic() + 60
    with Elasticsearch(url) as client:
        while True:
            try:
                return _count(client, index)
            except (ApiError, TransportError):
                assert time.monotonic() < deadline
                time.sleep(0.2)


def test_nothing_is_lost_or_taken_for_stored_that_is_not(data, web):
    options = NodeOptions(data=data, heap="512m")
    node = start_node(options)
    openings("index", "create", OPENINGS_ELASTICSEARCH_URL=node.url)
    with subprocess.Popen(
        [PROGRAM, "crawl", "--web", web, "--json"],
        env=environment(
            OPENINGS_ELASTICSEARCH_URL=node.url,
            OPENINGS_PATIENCE="3",
            OPENINGS_ELASTICSEARCH_TIMEOUT="5",
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        with Elasticsearch(node.url) as client:
            while not 0 < _count(client, JOBS) < POSTINGS:
                time.sleep(0.02)
        _limit(node, "4096")
        out, _ = process.communicate(timeout=120)

    (report,) = json.loads(out)
    assert report["outcome"] == "failed"
    assert "Elasticsearch" in report["evidence"]

    _limit(node, "unlimited")
    stop_node(data)
    again = start_node(options)
    kept = _count_when_there(again.url, CHANGES)
    assert _count_when_there(again.url, JOBS) <= kept < POSTINGS

    mended = openings("crawl", "--web", web, "--json", OPENINGS_ELASTICSEARCH_URL=again.url)

    (report,) = mended.json
    assert (report["outcome"], report["unchanged"]) == ("complete", kept)
    assert _count_when_there(again.url, JOBS) == _count_when_there(again.url, CHANGES) == POSTINGS
