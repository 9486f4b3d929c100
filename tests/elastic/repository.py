"""A Maven repository on loopback that serves one archive by ranges, with faults on demand."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Repository:
    """What is served, and how badly."""

    content: bytes
    url: str = ""
    ranges: list[str] = field(default_factory=list)
    """The ranges asked for so far, oldest first."""
    paths: list[str] = field(default_factory=list)
    cut: int = 0
    """How many of the next answers of more than 1 kB end in the middle."""
    status: int | None = None
    """Answer everything with this status."""
    honours_ranges: bool = True


class _Handler(BaseHTTPRequestHandler):
    repository: Repository

    def do_GET(self) -> None:
        repository = self.repository
        repository.paths.append(self.path)
        if repository.status:
            self.send_error(repository.status)
        elif not repository.honours_ranges:
            self._answer(200, repository.content)
        else:
            self._answer_range(repository)

    def _answer_range(self, repository: Repository) -> None:
        wanted = self.headers["Range"]
        repository.ranges.append(wanted)
        first, last = _limits(wanted, len(repository.content))
        body = repository.content[first : last + 1]
        whole = f"bytes {first}-{last}/{len(repository.content)}"
        if repository.cut and len(body) > 1000:
            repository.cut -= 1
            self._answer(206, body[: len(body) // 2], length=len(body), whole=whole)
            self.close_connection = True
        else:
            self._answer(206, body, whole=whole)

    def _answer(
        self, status: int, body: bytes, length: int | None = None, whole: str | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length or len(body)))
        if whole:
            self.send_header("Content-Range", whole)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keep the tests' output clean."""


def _limits(wanted: str, size: int) -> tuple[int, int]:
    first, last = re.fullmatch(r"bytes=(\d*)-(\d*)", wanted).groups()  # type: ignore[union-attr]
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last or size), size - 1)


@contextmanager
def serve(content: bytes) -> Iterator[Repository]:
    """Serve `content` at every path of a port on loopback."""
    repository = Repository(content)
    handler = type("Handler", (_Handler,), {"repository": repository})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    repository.url = f"http://127.0.0.1:{server.server_port}/maven2"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield repository
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
