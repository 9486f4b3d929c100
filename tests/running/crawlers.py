"""Crawls that run beside one another: processes of the real program, every host on loopback."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
from elasticsearch import Elasticsearch

from mappings.names import alias
from tests.command import CASES, environment
from tests.fake_server import Answer, Arrival, FakeServer
from tests.life.crawling import GREENHOUSE, greenhouse

LEVER = "api.lever.co"
PAUSE = 0.4
"""Seconds between two requests to one host."""
_HEADER = "token,site,host,company,domain\n"


@dataclass
class Crawler:
    """A process of ours, and what it printed. `name` is what it calls itself towards hosts."""

    process: subprocess.Popen[str]
    name: str

    def signal(self, number: int) -> None:
        """Tell the process alone."""
        self.process.send_signal(number)

    def signal_all(self, number: int) -> None:
        """Tell it and the process of its round."""
        for process in self._family():
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def end(self, timeout: float = 30) -> tuple[int, str, str]:
        """Wait for it: exit status, standard output, standard error."""
        out, err = self.process.communicate(timeout=timeout)
        return self.process.returncode, out, err

    def kill(self) -> None:
        """Leave nothing of it, in any state."""
        if self.process.poll() is None:
            self.signal_all(signal.SIGKILL)
        self.process.wait(30)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def _family(self) -> list[psutil.Process]:
        parent = psutil.Process(self.process.pid)
        return [*parent.children(recursive=True), parent]


@dataclass
class Running:
    """A web, an index, a registry, and the crawlers between them."""

    server: FakeServer
    url: str
    prefix: str
    client: Elasticsearch
    registry: Path
    crawlers: list[Crawler] = field(default_factory=list)

    def boards(self, source: str, *tokens: str) -> None:
        """Write the registry's file of a source."""
        lines = "".join(f"{token},,,Paging & Co,paging.example\n" for token in sorted(tokens))
        beside = self.registry / f"{source}.new"
        beside.write_text(_HEADER + lines)
        beside.replace(self.registry / f"{source}.csv")

    def start(self, name: str, *arguments: str, **settings: str) -> Crawler:
        """Start `openings crawl`."""
        told = {
            "OPENINGS_ELASTICSEARCH_URL": self.url,
            "OPENINGS_INDEX_PREFIX": self.prefix,
            "OPENINGS_BOARDS": str(self.registry),
            "OPENINGS_DELAY": str(PAUSE),
            "OPENINGS_LEASE_SECONDS": "2",
            "OPENINGS_CONTACT": name,
            "FAKE_SERVER": self.server.url,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.running.program", "crawl", *arguments],
            env=environment(**told | settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.crawlers.append(Crawler(process, name))
        return self.crawlers[-1]

    def run(self, *arguments: str, **settings: str) -> tuple[int, str, str]:
        """Run `openings crawl` to its end."""
        return self.start("once", *arguments, **settings).end()

    def asked_by(self, crawler: Crawler, host: str | None = None) -> list[Arrival]:
        """What arrived of a crawler."""
        return [one for one in self.server.asked(host) if f"+{crawler.name})" in one.agent]

    def ledger(self) -> dict[str, dict[str, Any]]:
        """The ledger's lines by board."""
        name = alias("boards", self.prefix)
        self.client.indices.refresh(index=name)
        hits = self.client.search(index=name, size=1_000)["hits"]["hits"]
        return {hit["_id"]: hit["_source"] for hit in hits}

    def leases(self) -> dict[str, str | None]:
        """Who holds the lease of each host."""
        name = alias("leases", self.prefix)
        self.client.indices.refresh(index=name)
        hits = self.client.search(index=name, size=1_000)["hits"]["hits"]
        return {hit["_id"]: hit["_source"]["holder"] for hit in hits}

    def statuses(self) -> dict[str, str]:
        """The status of each posting by its id."""
        name = alias("jobs", self.prefix)
        self.client.indices.refresh(index=name)
        hits = self.client.search(index=name, size=1_000)["hits"]["hits"]
        return {hit["_id"]: hit["_source"]["status"] for hit in hits}


@contextmanager
def all_ended(running: Running) -> Iterator[Running]:
    """Leave no process behind."""
    try:
        yield running
    finally:
        for crawler in running.crawlers:
            crawler.kill()


def until(true: Callable[[], object], seconds: float = 30) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


def play(server: FakeServer, latency: float = 0.0) -> None:
    """Greenhouse and Lever, where every board has a posting of its own."""

    def listing(arrival: Arrival) -> Answer:
        token = arrival.path.split("/")[3]
        return Answer(greenhouse(token.removeprefix("g")).body, latency=latency)

    server.play(GREENHOUSE, listing)
    server.play(LEVER, lambda arrival: Answer(_lever(token_of(arrival)), latency=latency))


def boards_asked(server: FakeServer) -> list[str]:
    """The tokens of the boards that were asked for, in their order."""
    return [token_of(one) for one in server.asked()]


def least_gap(server: FakeServer, host: str) -> float:
    """The seconds between the two requests to a host that were closest."""
    times = sorted(one.at for one in server.arrivals if one.host == host)
    return min(later - earlier for earlier, later in pairwise(times))


def token_of(arrival: Arrival) -> str:
    """The token of the board that was asked for."""
    return arrival.path.split("?")[0].split("/")[3]


def _lever(token: str) -> list[dict[str, Any]]:
    return [_lever_row() | {"id": f"id-{token}", "text": f"Baker {token}"}]


@cache
def _lever_row() -> dict[str, Any]:
    rows = json.loads((CASES / "lever" / "normal" / "postings.json").read_text())
    return dict(rows[0])
