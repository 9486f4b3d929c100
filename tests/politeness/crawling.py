"""Order a crawl of fake boards."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.command import environment
from tests.fake_server import Answer, FakeServer

ROBOTS = "/robots.txt"


@dataclass(frozen=True)
class Crawled:
    """What a crawl came to, and how many seconds it took."""

    reports: dict[str, dict[str, Any]]
    titles: list[str]
    seconds: float

    def outcome(self, token: str) -> str:
        return self.reports[token]["outcome"]

    def evidence(self, token: str) -> str:
        return self.reports[token]["evidence"] or ""


def crawl_fake(
    server: FakeServer,
    boards: Sequence[str | tuple[str, str]],
    delay: float = 0.05,
    *,
    elsewhere: Mapping[str, str] | None = None,
    index: tuple[str, str] | None = None,
    faulty: bool = False,
    **scrapy: Any,
) -> Crawled:
    """Crawl boards: tokens, or (token, host).

    Those `elsewhere` lead to another server than the fake one; `index`: address and prefix of the
    indices to write to; `faulty`: a fault of ours may show.
    """
    order = {
        "boards": [(board, None) if isinstance(board, str) else board for board in boards],
        "server": server.url,
        "hosts": {host(token): url for token, url in (elsewhere or {}).items()},
        "delay": delay,
        "index": index,
        "scrapy": scrapy,
    }
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.politeness.fake_boards"],
        input=json.dumps(order),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert faulty or "Traceback" not in done.stderr
    found = json.loads(done.stdout)
    return Crawled(found["reports"], found["titles"], time.monotonic() - started)


def host(token: str) -> str:
    return f"{token}.fake.example"


def rows(*titles: str, **more: Any) -> Answer:
    """The last page of a listing, or with `next=` one that goes on."""
    return Answer({"rows": [{"id": title, "title": title} for title in titles], **more})
