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
from benchmarks.search.mix import NOT_DIRECT, Request, mix
from benchmarks.search.serving import Direct, Served, Through, served
from mappings.names import alias
from openings.elastic import ElasticError, NodeOptions, start_node, stop_node
from openings.elastic.settings import ElasticSettings

LARGE, SMALL = 1_000_000, 100_000
Ask = Callable[[Request], None]

REQUESTS, WARM = 60, 6
CLIENTS = (4, 16)
TURNS, SECONDS = 4, 6.0
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
    client = Through(api.address)
    for kind, requests in mix(size).items():
        batch = list(itertools.islice(requests, REQUESTS + WARM))
        if kind in NOT_DIRECT:
            through, straight = _timed(batch, client.ask), None
        else:
            through, straight = _both_timed(batch, client.ask, direct.ask)
        medians[kind] = statistics.median(through)
        _print(kind, through, straight)
    medians[f"page {PAGE} of a walk"] = _walk(client)
    suggestions = itertools.islice(mix(size)["suggest"], REQUESTS)
    took = statistics.median(client.ask(one)["took_ms"] for one in suggestions)
    print(f"{'suggest, in Elasticsearch':28}{took:9.1f}ms")
    again = [Request("/v1/jobs", {"facets": "source,country,skills"})] * 20
    print(f"{'facets, repeated':28}{statistics.median(_timed(again, client.ask)):9.1f}ms")
    return medians


def _timed(batch: list[Request], ask: Ask) -> list[float]:
    """Milliseconds of each request but the first few."""
    return [_milliseconds(ask, request) for request in batch][WARM:]


def _both_timed(batch: list[Request], one: Ask, other: Ask) -> tuple[list[float], list[float]]:
    """The same of two ways. They take turns to go first: who is second finds caches warm."""
    taken: dict[Ask, list[float]] = {one: [], other: []}
    for number, request in enumerate(batch):
        for ask in (one, other) if number % 2 else (other, one):
            taken[ask].append(_milliseconds(ask, request))
    return taken[one][WARM:], taken[other][WARM:]


def _milliseconds(ask: Ask, request: Request) -> float:
    started = time.perf_counter()
    ask(request)
    return (time.perf_counter() - started) * 1_000


def _print(kind: str, through: list[float], straight: list[float] | None) -> None:
    median, high = statistics.median(through), statistics.quantiles(through, n=20)[-1]
    line = f"{kind:28}{median:9.1f}ms{high:6.0f}ms"
    if straight is not None:
        base = statistics.median(straight)
        line += f"{base:6.1f}ms{median - base:+8.1f}ms {(median / base - 1) * 100:+5.0f}%"
    print(line)


def _walk(client: Through) -> float:
    """The time of the twentieth page, of several walks."""
    taken = []
    for word in ("engineer", "nurse", "driver", "manager", "analyst"):
        page = client.get("/v1/jobs", {"q": word, "limit": "50"})
        for number in range(2, PAGE + 1):
            if page["next"] is None:
                break
            started = time.perf_counter()
            page = client.get(page["next"].removeprefix(client.address))
            if number == PAGE:
                taken.append((time.perf_counter() - started) * 1_000)
    median = statistics.median(taken) if taken else float("nan")
    print(f"{f'page {PAGE} of a walk':28}{median:9.1f}ms")
    return median


def _many_clients(api: Served, url: str, size: int) -> None:
    """Both ways by turns, so that neither finds caches warmer than the other."""
    prefix = prefix_of(size)
    for clients in CLIENTS:
        through = straight = 0
        for turn in range(TURNS):
            through += _answered(clients, size, turn, lambda: Through(api.address).ask)
            straight += _answered(clients, size, turn, lambda: Direct(url, prefix).ask)
        seconds = TURNS * SECONDS
        print(
            f"{clients} clients: {through / seconds:.0f} requests/s through the API,"
            f" {straight / seconds:.0f} straight: {straight / through:.2f} times the time"
        )


def _answered(clients: int, size: int, turn: int, connect: Callable[[], Ask]) -> int:
    """How many requests of the mix so many clients get answered in a while."""
    asks = [connect() for _ in range(clients)]
    deadline = time.perf_counter() + SECONDS

    def work(number: int) -> int:
        done = 0
        for request in _mixed(size, seed=turn * clients + number):
            if time.perf_counter() > deadline:
                break
            asks[number](request)
            done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(work, range(clients)))


def _mixed(size: int, seed: int) -> Iterator[Request]:
    """All kinds that can be sent directly, in turn."""
    kinds = [requests for kind, requests in mix(size, seed).items() if kind not in NOT_DIRECT]
    for requests in itertools.cycle(kinds):
        yield next(requests)


def _export(api: Served, url: str, size: int) -> None:
    started = time.perf_counter()
    lines = 0
    with httpx.stream("GET", f"{api.address}/v1/jobs.ndjson", timeout=None) as answer:
        for _ in answer.iter_lines():
            lines += 1
            if time.perf_counter() - started > TURNS * SECONDS:
                break
    exported = lines / (time.perf_counter() - started)
    started, hits = time.perf_counter(), 0
    with Elasticsearch(url, request_timeout=120) as client:
        for _ in helpers.scan(client, index=alias("jobs", prefix_of(size)), size=500):
            hits += 1
            if time.perf_counter() - started > TURNS * SECONDS:
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
