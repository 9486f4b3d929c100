"""Rate limits, by key and by address; and the bounds of time."""

import asyncio
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import redis
from fakeredis import TcpFakeServer
from pydantic import ValidationError
from starlette.types import Receive, Scope, Send
from throttled.rate_limiter.gcra import RedisLimitAtomicActionSpec

from api.keys import digest
from api.limits import Budgets, Caller, Rates
from api.metrics import REGISTRY
from api.middleware import Deadlines, Envelope
from api.params import Facet
from api.settings import ApiSettings
from tests.api.problems import assert_problem, errors_of
from tests.api.serving import Index, served, serving, settings_for
from tests.command import PROGRAM, environment

EVERY_FACET = ",".join(Facet)
MANY_FACETS = (
    "country=DE&skills=python&seniority=mid&category=data&language=en"
    f"&facets={EVERY_FACET}&facet_filters=others"
)
KEY = "k-5f1c9e0b7a"
LIMITED = {
    "rate_limit": "3/hour",
    "rate_limit_keyed": "5/hour",
    "export_limit": "1/hour",
    "api_keys": f"tidewater:{digest(KEY)}",
}


@pytest.fixture
def limited(elasticsearch_url: str, catalogue: Index) -> Iterator[httpx.Client]:
    with served(settings_for(elasticsearch_url, catalogue, **LIMITED)) as client:
        yield client


def _statuses(client: httpx.Client, path: str, times: int, **headers: str) -> list[int]:
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_an_address_has_its_budget_and_is_told(limited: httpx.Client) -> None:
    first = limited.get("/v1/jobs")
    assert first.headers["ratelimit-policy"] == '"requests";q=3;w=3600'
    assert first.headers["ratelimit"] == '"requests";r=2;t=1200'
    assert _statuses(limited, "/v1/sources", 2) == [200, 200]
    refused = limited.get("/nope", headers={"Origin": "https://board.example"})
    detail = assert_problem(refused, 429)["detail"]
    assert "3 requests in 3600 seconds" in detail
    assert 1190 <= int(refused.headers["retry-after"]) <= 1200
    assert refused.headers["ratelimit"].startswith('"requests";r=0;t=')
    readable = refused.headers["access-control-expose-headers"].casefold()
    assert {"ratelimit", "ratelimit-policy", "retry-after"} <= set(readable.split(", "))


def test_a_key_has_a_budget_of_its_own(limited: httpx.Client) -> None:
    assert _statuses(limited, "/v1/jobs", 4) == [200, 200, 200, 429]
    assert _statuses(limited, "/v1/jobs", 6, **{"X-API-Key": KEY}) == [200] * 5 + [429]


def test_exports_have_a_budget_of_their_own_and_feeds_do_not(limited: httpx.Client) -> None:
    assert _statuses(limited, "/v1/jobs.ndjson", 2) == [200, 429]
    assert _statuses(limited, "/v1/jobs.csv", 1) == [429]
    assert _statuses(limited, "/v1/jobs.rss", 1) == [200]
    told = limited.get("/v1/jobs.parquet", headers={"X-API-Key": KEY}).headers["ratelimit-policy"]
    assert told == '"exports";q=1;w=3600'


def test_trying_keys_takes_from_the_address(limited: httpx.Client) -> None:
    tries = [limited.get("/v1/jobs", headers={"X-API-Key": str(n)}).status_code for n in range(5)]
    assert tries == [401, 401, 401, 429, 429]


def test_probes_are_not_counted(limited: httpx.Client) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        assert _statuses(limited, path, 5) == [200] * 5
        assert "ratelimit" not in limited.get(path).headers


def test_without_a_limit_nothing_is_said_of_one(api: httpx.Client) -> None:
    assert "ratelimit" not in api.get("/v1/jobs").headers


def test_a_budget_comes_back(elasticsearch_url: str, catalogue: Index) -> None:
    with served(settings_for(elasticsearch_url, catalogue, rate_limit="2/second")) as client:
        assert _statuses(client, "/", 3) == [200, 200, 429]
        time.sleep(0.6)
        assert _statuses(client, "/", 2) == [200, 429]


def test_only_a_trusted_proxy_says_who_asks(elasticsearch_url: str, catalogue: Index) -> None:
    def asked(client: httpx.Client, *forwarded: str) -> list[int]:
        return [client.get("/", headers={"X-Forwarded-For": f}).status_code for f in forwarded]

    several = ("203.0.113.1", "203.0.113.2", "spoofed, 203.0.113.1", "203.0.113.1")
    with served(settings_for(elasticsearch_url, catalogue, rate_limit="2/hour")) as client:
        assert asked(client, *several) == [200, 200, 429, 429]
    trusting = settings_for(
        elasticsearch_url, catalogue, rate_limit="2/hour", trusted_proxies="127.0.0.0/8, ::1"
    )
    with served(trusting) as client:
        assert asked(client, *several) == [200, 200, 200, 429]


def test_a_customer_of_ipv6_is_one_caller() -> None:
    home = Caller.of(None, "2001:db8:1:2::3")
    assert home == Caller.of(None, "2001:db8:1:2:ffff::4")
    assert home != Caller.of(None, "2001:db8:1:3::3")
    assert Caller.of("tidewater", "2001:db8::1") == Caller.of("tidewater", "192.0.2.1")
    assert Caller.of("192.0.2.1", None) != Caller.of(None, "192.0.2.1")


@pytest.mark.parametrize("rate", ["", "fast", "0/minute", "5", "5/fortnight", "5/s,9/m", "-1/s"])
def test_what_is_no_rate_ends_the_start(rate: str) -> None:
    with pytest.raises(ValidationError, match="rate_limit"):
        ApiSettings(rate_limit=rate)


@contextmanager
def _redis() -> Iterator[str]:
    server = TcpFakeServer(("127.0.0.1", 0), server_type="redis")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host, port = server.server_address[:2]
    try:
        # This server hangs up where a real one asks for an unknown script: so it is made known.
        with redis.Redis(host=host, port=port) as client:
            client.script_load(RedisLimitAtomicActionSpec.SCRIPTS)
        yield f"redis://{host}:{port}/0"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_processes_that_share_a_store_share_the_budgets() -> None:
    async def take(store: str) -> list[bool]:
        rates = {"address": Rates("3/hour", None)}
        processes = [Budgets(rates, store), Budgets(rates, store)]
        caller = Caller("192.0.2.1", "address")
        standings = [await processes[n % 2].take("requests", caller) for n in range(5)]
        for process in processes:
            await process.close()
        return [standing is not None and standing.refusal() is None for standing in standings]

    with _redis() as store:
        assert asyncio.run(take(store)) == [True, True, True, False, False]


def test_a_store_that_does_not_answer_stops_nobody_and_is_counted() -> None:
    budgets = Budgets({"address": Rates("1/hour", None)}, "redis://127.0.0.1:1/0")
    caller = Caller("192.0.2.1", "address")
    before = REGISTRY.get_sample_value("openings_rate_limit_store_failures_total")

    assert asyncio.run(budgets.take("requests", caller)) is None
    assert REGISTRY.get_sample_value("openings_rate_limit_store_failures_total") == before + 1


async def _endless(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while True:
        await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})


async def _silent(_scope: Scope, _receive: Receive, _send: Send) -> None:
    await asyncio.sleep(60 if _scope["type"] == "http" else 0)


def _bounded(app: object, **seconds: float) -> Envelope:
    return Envelope(Deadlines(app, **seconds), logged_query=str)


def test_a_client_that_takes_nothing_is_given_up() -> None:
    with serving(_bounded(_endless, to_begin=5, idle=0.5)) as address:
        url = httpx.URL(address)
        with socket.create_connection((url.host, url.port)) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 10_000)
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert _becomes(1)
            assert _becomes(0)


def _becomes(in_flight: int) -> bool:
    for _ in range(100):
        if REGISTRY.get_sample_value("openings_http_requests_in_flight") == in_flight:
            return True
        time.sleep(0.1)
    return False


def test_an_answer_that_does_not_begin_is_given_up() -> None:
    with serving(_bounded(_silent, to_begin=0.2, idle=5)) as address:
        answer = httpx.get(address + "/v1/jobs")
        assert "0.2 seconds" in assert_problem(answer, 503)["detail"]


def test_stopping_the_server_ends_what_is_still_being_answered(
    elasticsearch_url: str, catalogue: Index
) -> None:
    with _command(
        OPENINGS_ELASTICSEARCH_URL=elasticsearch_url,
        OPENINGS_INDEX_PREFIX=catalogue.prefix,
        OPENINGS_SHUTDOWN_GRACE="1",
    ) as (process, address):
        waiting = threading.Timer(1, process.send_signal, [signal.SIGTERM])
        waiting.start()
        started = time.monotonic()
        answer = httpx.get(f"{address}/v1/changes?cursor=now&wait=30", timeout=60)
        assert "being stopped" in assert_problem(answer, 503)["detail"]
        process.wait(timeout=10)
        waiting.join()
        assert time.monotonic() - started < 15


@contextmanager
def _command(**settings: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`openings serve` on a free port, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port)],
        env=environment(**settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while not _answers(address):
            assert process.poll() is None, "openings serve ended"
            time.sleep(0.1)
        yield process, address
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        (MANY_FACETS, "facet_filters", "in several requests"),
        ("q=boat&highlight=true&limit=101", "limit", "smaller limit"),
    ],
)
def test_what_costs_too_much_is_refused_with_a_way_out(
    api: httpx.Client, query: str, parameter: str, words: str
) -> None:
    error = errors_of(api.get(f"/v1/jobs?{query}"))[parameter]
    assert "costs too much" in error["message"]
    assert words in error["message"]


def test_what_costs_little_is_served(api: httpx.Client) -> None:
    for query in (
        MANY_FACETS.removesuffix("&facet_filters=others"),
        f"facets={EVERY_FACET}&facet_filters=others",
        "country=DE&skills=python&facets=country,skills,seniority&facet_filters=others",
        "q=boat&highlight=true&limit=100",
        "limit=500",
    ):
        assert api.get(f"/v1/jobs?{query}").status_code == 200, query
