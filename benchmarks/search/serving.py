"""The two ways that are compared: the API in a process of its own, and the client library."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import psutil
import urllib3
from elasticsearch import Elasticsearch

from api.facets import facet_request
from api.filters import Facts
from api.params import JobsParameters
from api.requests import page_request
from benchmarks.search.mix import Request
from mappings.names import alias

_START_SECONDS = 60
_LISTS = ("facets", "country", "employment_type", "workplace_type", "source")


@dataclass(frozen=True, slots=True)
class Served:
    """The API, served."""

    address: str
    process: psutil.Process

    def memory(self) -> int:
        """Bytes that the process holds."""
        return int(self.process.memory_info().rss)


@contextmanager
def served(url: str, prefix: str) -> Iterator[Served]:
    """Serve the API over the indices of a prefix, by one process, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "OPENINGS_ELASTICSEARCH_URL": url,
        "OPENINGS_INDEX_PREFIX": prefix,
        "OPENINGS_CURSOR_SECRET": "a secret of the benchmark",
    }
    command = [sys.executable, "-m", "uvicorn", "--factory", "api.app:create_app"]
    options = ["--no-access-log", "--log-level", "warning", "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([*command, *options], env=environment, stdout=quiet, stderr=quiet)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address)
        yield Served(address, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait()


def _await(address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/readyz", timeout=30).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("The API did not start.")


class Through:
    """Searches sent to the API by the HTTP library that Elasticsearch's client uses, too."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._pool = urllib3.PoolManager(maxsize=1)

    def ask(self, request: Request) -> Any:
        """Send a request and read the answer."""
        return self.get(request.path, request.params)

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        """Give the answer's JSON."""
        answer = self._pool.request("GET", f"{self.address}{path}", fields=params)
        if answer.status != 200:
            raise SystemExit(f"{path} {params}: {answer.status} {answer.data.decode()}")
        return answer.json()


class Direct:
    """The same searches, sent by the client library."""

    def __init__(self, url: str, prefix: str) -> None:
        self._client = Elasticsearch(url, request_timeout=120)
        self._jobs = alias("jobs", prefix)
        view = self._client.open_point_in_time(index=self._jobs, keep_alive="10m")
        self._view = view["id"]
        self._facts = Facts(datetime.now(UTC))

    def ask(self, request: Request) -> None:
        """Send what the API sends for a request, the facets after the page."""
        if request.params is None:
            self._client.get(index=self._jobs, id=request.path.removeprefix("/v1/jobs/"))
            return
        params = _parameters(request.params)
        page = page_request(params, self._facts, None, params.limit + 1)
        self._client.search(pit={"id": self._view, "keep_alive": "10m"}, **page)
        if params.facets:
            counted = facet_request(params, self._facts, params.facets)
            self._client.search(pit={"id": self._view, "keep_alive": "10m"}, **counted)


def _parameters(sent: Mapping[str, str]) -> JobsParameters:
    """Read parameters as the API does: those of lists come as lists."""
    return JobsParameters.model_validate(
        {name: [value] if name in _LISTS else value for name, value in sent.items()}
    )
