"""Searches over a million postings, through the API over HTTP and straight at Elasticsearch.

    make bench-search

On the local node with 2 GB of heap. The index is kept between runs. Printed are, for one client,
median and 95th percentile of each kind and its overhead over the same query sent by the client
library; for 4 and 16 clients the whole mix against the same mix sent directly; how the medians grow
from 100,000 postings; the rate of an export against a bare scan; and the memory of the API.
"""

import argparse
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
from elasticsearch import Elasticsearch, helpers

from benchmarks.search.filling import fill, prefix_of
from benchmarks.search.mix import Request, mix
from benchmarks.search.serving import Direct, Served, served
from mappings.names import alias
from openings.elastic import ElasticError, NodeOptions, start_node, stop_node
from openings.elastic.settings import ElasticSettings

LARGE, SMALL = 1_000_000, 100_000
REQUESTS, WARM = 40, 5
CLIENTS = (4, 16)
SECONDS = 15.0
PAGE = 20


def main() -> None:
    """Run all of it and print as it goes."""
    arguments = _arguments()
    try:
        node = start_node(NodeOptions(data=arguments.data, heap="2g"))
    except ElasticError as error:
        sys.exit(str(error))
    try:
        for size in dict.fromkeys((arguments.small, arguments.size)):
            print(f"{size:,} postings: {fill(node.url, size):,.0f} s to fill")
        medians = {}
        for size in dict.fromkeys((arguments.small, arguments.size)):
            print(f"\n{size:,} postings")
            with served(node.url, prefix_of(size)) as api:
                medians[size] = _one_client(api, Direct(node.url, prefix_of(size)), size)
                if size == arguments.size:
                    _many_clients(api, node.url, size)
                    _export(api, node.url, size)
                print(f"memory of the API: {api.memory() / 2**20:,.0f} MB")
        _growth(medians)
    finally:
        stop_node(arguments.data)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    default = ElasticSettings().data / "bench-search"
    parser.add_argument("--data", type=Path, default=default, help="folder of the node")
    parser.add_argument("--size", type=int, default=LARGE)
    parser.add_argument("--small", type=int, default=SMALL)
    return parser.parse_args()


def _one_client(api: Served, direct: Direct, size: int) -> dict[str, float]:
    """Print a line a kind; give the medians in milliseconds."""
    print(f"{'kind':28}{'API median':>11}{'p95':>8}{'direct':>8}{'overhead':>16}")
    medians = {}
    with httpx.Client(base_url=api.address, timeout=60) as client:
        for kind, requests in mix(size).items():
            batch = list(itertools.islice(requests, REQUESTS + WARM))
            through = _timed(batch, lambda request: _get(client, request))
            straight = _timed(batch, direct.ask) if batch[0].params is not None else None
            medians[kind] = statistics.median(through)
            _print(kind, through, straight)
        medians["page 20 of a walk"] = _walk(client)
        repeated = _timed(
            [Request("/v1/jobs", {"facets": "source,country,skills"})] * 20,
            lambda request: _get(client, request),
        )
        print(f"{'facets, repeated':28}{statistics.median(repeated):9.1f}ms")
    return medians


def _get(client: httpx.Client, request: Request) -> None:
    client.get(request.path, params=request.params).raise_for_status()


def _timed(batch: list[Request], ask: Callable[[Request], None]) -> list[float]:
    """Milliseconds of each request but the first few."""
    taken = []
    for request in batch:
        started = time.perf_counter()
        ask(request)
        taken.append((time.perf_counter() - started) * 1_000)
    return taken[WARM:]


def _print(kind: str, through: list[float], straight: list[float] | None) -> None:
    median, high = statistics.median(through), statistics.quantiles(through, n=20)[-1]
    line = f"{kind:28}{median:9.1f}ms{high:6.0f}ms"
    if straight is not None:
        base = statistics.median(straight)
        line += f"{base:6.1f}ms{median - base:+8.1f}ms {(median / base - 1) * 100:+5.0f}%"
    print(line)


def _walk(client: httpx.Client) -> float:
    """The time of the twentieth page, of several walks."""
    taken = []
    for word in ("engineer", "nurse", "driver", "manager", "analyst"):
        page = client.get("/v1/jobs", params={"q": word, "limit": 50}).json()
        for number in range(2, PAGE + 1):
            if page["next"] is None:
                break
            started = time.perf_counter()
            page = client.get(page["next"]).raise_for_status().json()
            if number == PAGE:
                taken.append((time.perf_counter() - started) * 1_000)
    median = statistics.median(taken) if taken else float("nan")
    print(f"{f'page {PAGE} of a walk':28}{median:9.1f}ms")
    return median


def _many_clients(api: Served, url: str, size: int) -> None:
    for clients in CLIENTS:
        through = _rate(clients, size, lambda: _api_client(api))
        straight = _rate(clients, size, lambda: Direct(url, prefix_of(size)).ask)
        ratio = straight / through
        print(
            f"{clients} clients: {through:.0f} requests/s through the API, {straight:.0f}"
            f" straight: {ratio:.2f} times the time"
        )


def _api_client(api: Served) -> Callable[[Request], None]:
    client = httpx.Client(base_url=api.address, timeout=120)
    return lambda request: _get(client, request)


def _rate(clients: int, size: int, connect: Callable[[], Callable[[Request], None]]) -> float:
    """Requests a second of the mix of searches."""
    deadline = time.perf_counter() + SECONDS

    def work(number: int) -> int:
        ask, done = connect(), 0
        for request in itertools.islice(_mixed(size), number * 13, None):
            if time.perf_counter() > deadline:
                return done
            ask(request)
            done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(work, range(clients))) / SECONDS


def _mixed(size: int) -> Iterator[Request]:
    """All kinds that can be sent directly, in turn."""
    kinds = list(mix(size).values())
    for requests in itertools.cycle(kinds):
        request = next(requests)
        if request.params is not None:
            yield request


def _export(api: Served, url: str, size: int) -> None:
    started = time.perf_counter()
    lines = 0
    with httpx.stream("GET", f"{api.address}/v1/jobs.ndjson", timeout=None) as answer:
        for _ in answer.iter_lines():
            lines += 1
            if time.perf_counter() - started > 2 * SECONDS:
                break
    exported = lines / (time.perf_counter() - started)
    started, hits = time.perf_counter(), 0
    with Elasticsearch(url, request_timeout=120) as client:
        for _ in helpers.scan(client, index=alias("jobs", prefix_of(size)), size=500):
            hits += 1
            if time.perf_counter() - started > 2 * SECONDS:
                break
    scanned = hits / (time.perf_counter() - started)
    print(
        f"export: {exported:,.0f} postings/s as NDJSON, {scanned:,.0f} by a bare scan:"
        f" {exported / scanned:.2f}"
    )


def _growth(medians: dict[int, dict[str, float]]) -> None:
    if len(medians) < 2:
        return
    small, large = medians
    print(f"\ngrowth of the median from {small:,} to {large:,} postings")
    for kind, median in medians[large].items():
        print(f"{kind:28}{median / medians[small][kind]:6.1f} times")


if __name__ == "__main__":
    main()
