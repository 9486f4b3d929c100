"""A crawl of real sources in a process of its own, over real HTTP, every host on loopback.

Called as a program it reads what to crawl from the standard input and writes what came of it.
"""

import json
import sys
from collections import defaultdict
from typing import Any

from crawler.raw import Employer
from crawler.run import Crawl
from crawler.settings import CrawlSettings
from crawler.shapes.base import Task
from crawler.web.recording import without_index
from mappings.identity import Board
from mappings.posting import PostingContent
from tests.loopback import ToLoopback


def main() -> None:
    """Crawl what the standard input says: boards as (source, token, site, host), a server."""
    order = json.load(sys.stdin)
    settings = without_index(CrawlSettings(delay=0.002)) | {
        "DOWNLOAD_HANDLERS": {"http": ToLoopback, "https": ToLoopback},
        "DOWNLOAD_TIMEOUT": 10,
        "FAKE_DOMAIN": "",
        "FAKE_SERVER": order["server"],
        "FAKE_HOSTS": {},
        **order["scrapy"],
    }
    tasks = [Task(Board(*board), Employer("Paging & Co")) for board in order["boards"]]
    postings: dict[str, list[str]] = defaultdict(list)

    def keep(content: PostingContent) -> None:
        postings[content.board].append(content.source_id)

    run = Crawl(tasks, settings, on_posting=keep)
    run.start()
    json.dump({r.board: _told(r) | {"ids": postings[r.board]} for r in run.reports}, sys.stdout)


def _told(report: Any) -> dict[str, Any]:
    return {
        "outcome": report.outcome.value,
        "evidence": report.evidence or "",
        "listed": report.listed,
        "repeated": report.repeated,
        "rejected": [one.source_id for one in report.rejected],
    }


if __name__ == "__main__":
    main()
