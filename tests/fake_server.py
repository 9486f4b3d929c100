"""A web of many hosts on loopback: it answers slowly, with errors, with half a body, without end.

It plays every host under one port and keeps a log of what arrived when.
"""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer. `latency` in seconds. `cut`: the connection breaks after half the body; `drop`:
    before any answer.
    """

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    latency: float = 0.0
    cut: bool = False
    drop: bool = False

    @property
    def octets(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(frozen=True)
class Arrival:
    """One request, at seconds of the monotonic clock."""

    at: float
    method: str
    host: str
    path: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def agent(self) -> str:
        """Who says to be asking."""
        return self.headers["User-Agent"]


Play = Callable[[Arrival], Answer]


class FakeServer:
    """Answers by host and path, else by host alone; of several answers each is given once, the last
    one for ever.
    """

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], list[Answer | Play]] = defaultdict(list)
        self._hosts: dict[str, Play] = {}
        self._lock = threading.Lock()
        self.arrivals: list[Arrival] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def on(self, host: str, path: str, *answers: Answer | Play) -> None:
        """Say what is answered; any other path is a 404."""
        self._answers[host, path].extend(answers)

    def forget(self, host: str, path: str) -> None:
        """Take back what was said of a path."""
        self._answers.pop((host, path), None)

    def play(self, host: str, play: Play) -> None:
        """Say who answers for the paths of a host of which nothing else is said."""
        self._hosts[host] = play

    def asked(self, host: str | None = None, path: str | None = None) -> list[Arrival]:
        """What arrived, robots.txt left out unless it is asked for."""
        return [
            arrival
            for arrival in self.arrivals
            if host in (None, arrival.host)
            and (arrival.path == path if path else arrival.path != "/robots.txt")
        ]

    def gaps(self, host: str) -> list[float]:
        """The seconds between the requests of a host, robots.txt included."""
        times = [arrival.at for arrival in self.arrivals if arrival.host == host]
        return [later - earlier for earlier, later in pairwise(times)]

    def answer(self, arrival: Arrival) -> Answer:
        with self._lock:
            self.arrivals.append(arrival)
            answers = self._answers.get((arrival.host, arrival.path)) or [self._of_host(arrival)]
            answer = answers[0] if len(answers) == 1 else answers.pop(0)
        return answer(arrival) if callable(answer) else answer

    def _of_host(self, arrival: Arrival) -> Answer | Play:
        played = arrival.path != "/robots.txt"
        return self._hosts.get(arrival.host, _not_found) if played else _not_found


def _not_found(_: Arrival) -> Answer:
    return Answer(status=404)


@contextmanager
def fake_server() -> Iterator[FakeServer]:
    """Play the web until the end of the block."""
    fake = FakeServer()
    server = _Server(("127.0.0.1", 0), _handler(fake))
    fake.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that go away in the middle of something are what is played here."""


def _handler(fake: FakeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else the body waits until the client acknowledges the headers, which takes its time.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            answer = fake.answer(self._arrival())
            time.sleep(answer.latency)
            if answer.drop:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.octets)))
            self.end_headers()
            if answer.cut:
                self.wfile.write(answer.octets[: len(answer.octets) // 2])
                self.close_connection = True
            else:
                self.wfile.write(answer.octets)

        do_POST = do_GET  # noqa: N815 - the name that the base class calls

        def _arrival(self) -> Arrival:
            return Arrival(
                at=time.monotonic(),
                method=self.command,
                host=self.headers["Host"],
                path=self.path,
                body=self.rfile.read(int(self.headers.get("Content-Length", 0))),
                headers=self.headers,
            )

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
