"""What the API counts of itself."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.streams.walk import BATCH
from tests.api.serving import Index, served, settings_for
from tests.factories import job_posting

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def _samples(client: httpx.Client) -> Samples:
    text = client.get("/metrics").raise_for_status().text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def _grown(before: Samples, after: Samples, name: str, **labels: str) -> float:
    key = (name, frozenset(labels.items()))
    return after.get(key, 0.0) - before.get(key, 0.0)


def test_answers_are_counted_by_template_and_status(api: httpx.Client) -> None:
    before = _samples(api)
    for path in (
        "/v1/jobs?q=boat",
        "/v1/jobs?limit=0",
        "/v1/jobs/lever:lantern:plain",
        "/v1/jobs/lever:lantern:nothing",
        "/secret-name",
        "/v1/jobs?q=" + "x" * 9_000,
    ):
        api.get(path)
    api.head("/v1/jobs/lever:lantern:plain")
    api.get("/healthz")
    after = _samples(api)

    def counted(route: str, status: int) -> float:
        name = "openings_http_requests_total"
        return _grown(before, after, name, route=route, status=str(status))

    assert counted("/v1/jobs", 200) == 1
    assert counted("/v1/jobs", 400) == 1
    assert counted("/v1/jobs/{job_id}", 200) == 2
    assert counted("/v1/jobs/{job_id}", 404) == 1
    assert counted("(none)", 404) == 1
    assert counted("(none)", 414) == 1
    times = "openings_http_request_seconds_count"
    assert _grown(before, after, times, route="/v1/jobs") == 2
    assert _grown(before, after, "openings_elasticsearch_seconds_count") >= 3
    assert not [key for key in after if "secret-name" in str(key) or "lantern" in str(key)]


def test_streamed_postings_are_counted_and_a_head_reads_no_more_than_it_must(
    own_api: httpx.Client, index: Index
) -> None:
    index.add(*(job_posting(source_id=str(number)) for number in range(2 * BATCH + 1)))
    before = _samples(own_api)
    head = own_api.head("/v1/jobs.ndjson")
    between = _samples(own_api)
    body = own_api.get("/v1/jobs.ndjson")
    after = _samples(own_api)

    assert head.content == b""
    assert int(head.headers["x-expected-count"]) == len(body.text.splitlines()) == 2 * BATCH + 1
    name = "openings_streamed_postings_total"
    assert _grown(before, between, name, format="ndjson") <= BATCH
    assert _grown(between, after, name, format="ndjson") == 2 * BATCH + 1


def test_refusals_by_a_limit_are_counted(elasticsearch_url: str, catalogue: Index) -> None:
    with served(settings_for(elasticsearch_url, catalogue, rate_limit="1/hour")) as client:
        before = _samples(client)
        for _ in range(3):
            client.get("/")
        after = _samples(client)
    name = "openings_rate_limited_total"
    assert _grown(before, after, name, budget="requests", by="address") == 2


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/plain"),
        ("application/openmetrics-text;version=1.0.0", "application/openmetrics-text"),
    ],
)
def test_they_are_written_as_prometheus_asks(
    api: httpx.Client, accept: str, media_type: str
) -> None:
    answer = api.get("/metrics", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["cache-control"] == "no-store"


_COUNT = "from api import metrics; metrics.STREAMED.labels('ndjson').inc(3)"
_SHOW = "from api import metrics; print(metrics.exposition('')[0].decode())"


def test_the_counts_of_several_processes_add_up(tmp_path: Path) -> None:
    def run(program: str) -> str:
        environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    run(_COUNT)
    run(_COUNT)
    assert 'openings_streamed_postings_total{format="ndjson"} 6.0' in run(_SHOW)
