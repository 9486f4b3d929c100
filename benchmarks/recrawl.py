"""What a second crawl of an unchanged board costs, in requests and in writes.

    make bench-recrawl

A board of 2,000 postings like Workday's: pages of 20 rows, a detail each. It is read, read again at
once, and read once more on the next day, when its daily share of details is due. The real spider
over HTTP from a local server, without pauses, into a node of its own, or into indices of its own on
the cluster that OPENINGS_ELASTICSEARCH_URL names; they are deleted afterwards. Exit status 1 where
a later read makes more than 6 % of the first one's requests or changes a posting, or where a read
is not complete.
"""

import asyncio
import http.client
import json
import secrets
import sys
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from elasticsearch import Elasticsearch
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from benchmarks.node import elasticsearch
from crawler.index.indices import create_indices
from crawler.raw import Employer
from crawler.report import BoardReport
from crawler.run import Crawl
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.shapes.base import Task
from mappings.identity import Board

POSTINGS, PAGE = 2_000, 20
"""As many as Workday states at most, so that the list is read in the parts of a facet."""
FACETS = {"locations": 3, "timeType": 2}
"""How many values each facet has; a posting has the one that its number leaves."""
MOST = 0.06
BOARD = Board("workday", "bench", "Careers", "bench.wd3.myworkdayjobs.com")
TEXT = "<p>You mend nets, ropes and sails in our loft on the quay, by hand.</p>" * 40


def _part(applied: dict[str, list[str]]) -> list[int]:
    """The numbers of the postings that have these values."""
    return [
        number
        for number in range(POSTINGS)
        if all(str(number % FACETS[name]) in values for name, values in applied.items())
    ]


_FACETS = [
    {
        "facetParameter": name,
        "values": [
            {"id": str(value), "count": len(_part({name: [str(value)]}))} for value in range(values)
        ],
    }
    for name, values in FACETS.items()
]


class _Board(BaseHTTPRequestHandler):
    """Answers as the board does."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    asked = 0

    def do_GET(self) -> None:
        """A detail, or the site's page, or no robots.txt."""
        type(self).asked += 1
        if self.path == "/robots.txt":
            self._send(404, b"")
        elif "/wday/" in self.path:
            info = {"title": self.path, "location": "Kiel", "jobDescription": TEXT}
            self._send(200, json.dumps({"jobPostingInfo": info}).encode())
        else:
            self._send(200, b"<title>Jobs at Bench</title>")

    def do_POST(self) -> None:
        """A page of the list."""
        type(self).asked += 1
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        part = _part(asked["appliedFacets"])
        numbers = part[asked["offset"] : asked["offset"] + PAGE]
        rows = [
            {"title": f"Job {n}", "externalPath": f"/job/Kiel/Job_R{n}", "postedOn": "Today"}
            for n in numbers
        ]
        total = 0 if asked["offset"] else len(part)
        answer = {"total": total, "jobPostings": rows, "facets": _FACETS}
        self._send(200, json.dumps(answer).encode())

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Local(BaseDownloadHandler):
    """Asks the local server what would be asked of the web."""

    async def download_request(self, request: Request) -> Response:
        """Answer under the address that was asked for."""
        status, headers, body = await asyncio.to_thread(self._ask, request)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(request.url, status=status, headers=headers, body=body, request=request)

    def _ask(self, request: Request) -> tuple[int, Headers, bytes]:
        path = request.url.partition("://")[2].partition("/")[2]
        connection = http.client.HTTPConnection("127.0.0.1", self.crawler.settings["BENCH_PORT"])
        connection.request(request.method, f"/{path}", request.body)
        answer = connection.getresponse()
        try:
            return answer.status, Headers(answer.getheaders()), answer.read()
        finally:
            connection.close()


def _read(settings: CrawlSettings, port: int, now: datetime) -> tuple[BoardReport, int]:
    """Read the board as if it were `now`; the report, and the number of requests."""
    before = _Board.asked
    told: dict[str, Any] = scrapy_settings(settings) | {
        "DOWNLOAD_HANDLERS": {"http": Local, "https": Local},
        "BENCH_PORT": port,
        "OPENINGS_CLOCK": lambda: now,
    }
    crawl = Crawl([Task(BOARD, Employer())], told)
    asyncio.run(crawl.run())
    (report,) = crawl.reports
    return report, _Board.asked - before


def _measure(settings: CrawlSettings, port: int) -> bool:
    """Read three times and print a line each; whether the claims hold."""
    start = datetime.now(UTC)
    read = partial(_read, settings, port)
    reads = [
        (title, *read(start + later))
        for title, later in (
            ("first read", timedelta()),
            ("again, at once", timedelta(seconds=1)),
            ("on the next day", timedelta(days=1)),
        )
    ]
    first = reads[0][2]
    for title, report, requests in reads:
        sys.stdout.write(
            f"{title:<16} {requests:6,} requests ({requests / first:6.1%}), {report.outcome}:"
            f" {report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged,"
            f" {report.seconds:.1f} s\n"
        )
    unchanged = all(report.unchanged == POSTINGS for _, report, _ in reads[1:])
    complete = all(report.complete for _, report, _ in reads)
    return complete and unchanged and all(requests <= MOST * first for _, _, requests in reads[1:])


def main() -> int:
    """Measure on a node."""
    with elasticsearch() as url:
        return _measure_on(url)


def _measure_on(url: str) -> int:
    """Make indices, measure, delete them."""
    settings = CrawlSettings(index_prefix=f"openings-bench-{secrets.token_hex(4)}", delay=0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Board)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with Elasticsearch(url) as client:
        create_indices(client, settings.index_prefix)
        try:
            return 0 if _measure(settings, server.server_port) else 1
        finally:
            names = list(client.indices.get(index=f"{settings.index_prefix}-*"))
            client.indices.delete(index=names)
            server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
