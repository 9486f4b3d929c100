"""The manners of every answer: methods, headers, ids, compression, log lines."""

import json
import logging
from datetime import datetime
from typing import Any

import httpx
import pytest

from api.logs import formatter
from tests.api.problems import assert_problem
from tests.api.serving import Index, served, settings_for

PATHS = [
    "/",
    "/healthz",
    "/readyz",
    "/v1/jobs",
    "/v1/jobs/lever:lantern:plain",
    "/v1/sources",
    "/v1/vocabularies",
    "/openapi.json",
    "/metrics",
    "/v1/jobs.ndjson",
    "/v1/jobs.rss",
]


@pytest.mark.parametrize("path", PATHS)
def test_head_answers_as_get_without_the_body(api: httpx.Client, path: str) -> None:
    head, get = api.head(path), api.get(path)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_but_get_and_head_is_allowed(api: httpx.Client, path: str, method: str) -> None:
    answer = api.request(method, path)
    assert_problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/nope", "/v1", "/v1/jobs/", "/v1/job", "/v1/jobs/a/b", "/..%2f"])
def test_an_unknown_path_is_told(api: httpx.Client, path: str) -> None:
    assert "/docs" in assert_problem(api.get(path), 404)["detail"]


@pytest.mark.parametrize("job_id", ["nope", "greenhouse:tidewater:0", "%00", "é", "x" * 3000, "*"])
def test_an_unknown_posting_is_told(api: httpx.Client, job_id: str) -> None:
    assert_problem(api.get(f"/v1/jobs/{job_id}"), 404)


def test_a_body_is_refused(api: httpx.Client) -> None:
    assert_problem(api.request("GET", "/v1/jobs", content=b'{"q": "boat"}'), 413)


def test_an_address_over_the_limit_is_refused(api: httpx.Client) -> None:
    assert api.get("/v1/jobs?country=" + ",".join(["DE"] * 2_600)).status_code == 200
    assert_problem(api.get("/v1/jobs?country=" + ",".join(["DE"] * 3_000)), 414)


@pytest.mark.parametrize("path", [*PATHS, "/nope", "/docs"])
def test_every_answer_has_safe_headers_and_an_id(api: httpx.Client, path: str) -> None:
    headers = api.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert len(headers["x-request-id"]) == 32


def test_a_harmless_id_of_the_caller_is_kept(api: httpx.Client) -> None:
    def returned(sent: str) -> str:
        return api.get("/healthz", headers={"X-Request-ID": sent}).headers["x-request-id"]

    assert returned("abc-1.2_3") == "abc-1.2_3"
    assert returned('"forged" line') != '"forged" line'
    assert returned("x" * 65) != "x" * 65


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/jobs?limit=0", "/nope"])
def test_every_origin_may_read(api: httpx.Client, path: str) -> None:
    answer = api.get(path, headers={"Origin": "https://board.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_browsers_may_ask_first(api: httpx.Client) -> None:
    asking = {"Origin": "https://board.example", "Access-Control-Request-Method": "GET"}
    answer = api.options("/v1/jobs", headers=asking)
    assert answer.status_code == 200
    assert "GET" in answer.headers["access-control-allow-methods"]


COMPRESSED = ["/v1/jobs", "/v1/jobs.ndjson", "/v1/jobs.csv", "/v1/jobs.atom", "/openapi.json"]


@pytest.mark.parametrize("path", COMPRESSED)
def test_long_answers_are_compressed_as_the_client_accepts(api: httpx.Client, path: str) -> None:
    plain = api.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    for accepted, used in (("gzip", "gzip"), ("gzip, zstd", "zstd"), ("zstd;q=0, gzip", "gzip")):
        answer = api.get(path, headers={"Accept-Encoding": accepted})
        assert answer.headers["content-encoding"] == used
        assert "accept-encoding" in answer.headers["vary"].casefold()
        assert answer.text[:10] == plain.text[:10]


def test_what_is_compressed_within_is_not_compressed_again(api: httpx.Client) -> None:
    answer = api.get("/v1/jobs.parquet", headers={"Accept-Encoding": "gzip, zstd"})
    assert "content-encoding" not in answer.headers


def test_the_page_of_a_posting_runs_nothing(api: httpx.Client) -> None:
    page = api.get("/v1/jobs/lever:lantern:plain", headers={"Accept": "text/html"})
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-frame-options"] == "DENY"


def test_only_the_named_origins_may_read(elasticsearch_url: str, catalogue: Index) -> None:
    settings = settings_for(elasticsearch_url, catalogue, cors_origins="https://board.example")
    with served(settings) as client:
        for origin, allowed in (("https://board.example", True), ("https://other.example", False)):
            headers = client.get("/", headers={"Origin": origin}).headers
            assert (headers.get("access-control-allow-origin") == origin) is allowed


def test_the_documentation_is_served(api: httpx.Client) -> None:
    answer = api.get("/docs")
    assert answer.status_code == 200
    assert "swagger" in answer.text.casefold()


def _lines(caplog: pytest.LogCaptureFixture, request_id: str) -> list[dict[str, Any]]:
    """What was logged of the requests with an id, as it is written."""
    return [
        line
        for record in caplog.records
        if record.name == "openings.api.access"
        and (line := json.loads(formatter().format(record)))["request_id"] == request_id
    ]


def test_each_request_is_one_line_of_json(
    api: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    cursor = api.get("/v1/jobs?limit=1").json()["next_cursor"]
    with caplog.at_level(logging.INFO, "openings.api.access"):
        for path in (f"/v1/jobs?limit=1&cursor={cursor}", "/healthz", "/readyz", "/nope"):
            api.get(path, headers={"X-Request-ID": "this-one"})
    # The line follows the answer; one more request makes sure that all are written.
    api.get("/healthz")
    search, unknown = _lines(caplog, "this-one")
    assert (search["method"], search["path"], search["status"]) == ("GET", "/v1/jobs", 200)
    assert (search["level"], search["route"], search["key"]) == ("INFO", "/v1/jobs", None)
    assert search["query"] == "limit=1&cursor=..."
    assert search["ms"] > 0
    assert search["bytes"] > 0
    assert datetime.fromisoformat(search["time"]).tzinfo is not None
    assert (unknown["status"], unknown["route"]) == (404, "(none)")


def test_queries_can_be_kept_out_of_the_log(
    elasticsearch_url: str, catalogue: Index, caplog: pytest.LogCaptureFixture
) -> None:
    with served(settings_for(elasticsearch_url, catalogue, log_queries=False)) as client:
        with caplog.at_level(logging.DEBUG):
            for query in ("q=kraken", "q=kraken", "q=squid", "q=kraken&nope=1"):
                client.get(f"/v1/jobs?{query}", headers={"X-Request-ID": "this-one"})
        client.get("/healthz")
    one, same, other, wrong = (line["query"] for line in _lines(caplog, "this-one"))
    assert one == same
    assert len({one, other, wrong}) == 3
    ours = [record for record in caplog.records if record.name.startswith("openings")]
    assert "kraken" not in "".join(str(vars(record)) for record in ours)
