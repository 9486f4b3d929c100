"""Order a crawl of real sources whose every host is played on loopback."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mappings.identity import Board
from tests.command import environment
from tests.fake_server import FakeServer


@dataclass(frozen=True)
class Read:
    """What the read of one board came to; `ids` of the postings that were taken."""

    outcome: str
    evidence: str
    listed: int
    repeated: int
    rejected: list[str]
    ids: list[str]


def crawl(server: FakeServer, boards: Sequence[Board], **scrapy: Any) -> dict[str, Read]:
    """Read boards through their sources' real spiders; what came of each, by its token."""
    told = [(board.source, board.token, board.site, board.host) for board in boards]
    order = {"boards": told, "server": server.url, "scrapy": scrapy}
    done = subprocess.run(
        [sys.executable, "-m", "tests.paging.real_boards"],
        input=json.dumps(order),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    found = {
        Board.parse(name).token: Read(**told) for name, told in json.loads(done.stdout).items()
    }
    return {board.token: found[board.token.casefold()] for board in boards}
