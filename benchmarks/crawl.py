"""How fast the crawl is and what memory it takes: real spiders over HTTP from a local server.

    make bench-crawl

Two kinds of boards, 200 each: the whole board in one answer (Lever), and a call for each posting
(SmartRecruiters). No politeness delays, no index; parsing and normalisation included. Then memory:
one board of 10,000 postings, and 5,000 boards in one run. Each run is a process of its own; the
server is another one, so that its work does not count. The rate counts from the first answer on;
what goes before, loading the spiders and the tables, is printed as the start.
"""

import argparse
import json
import multiprocessing
import resource
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response

from crawler import pipelines
from crawler.discovery import sources
from crawler.raw import Employer
from crawler.run import Crawl
from crawler.settings import CrawlSettings
from crawler.shapes.base import Task
from crawler.web.recording import without_index
from mappings.identity import Board

CASES = Path(__file__).parents[1] / "openings" / "recorded"
DESCRIPTION_BYTES = 5_000
LEVER, SMART = "lever", "smartrecruiters"


# The server: any board has as many postings as its name says ("b7-50").


@cache
def lever_row() -> dict[str, Any]:
    """A posting as Lever lists it, with a long text."""
    rows = json.loads((CASES / LEVER / "MarlowFreight" / "postings.json").read_text())
    row = max(rows, key=lambda row: len(row["description"]))
    text = row["description"]
    return dict(row) | {"description": text * (DESCRIPTION_BYTES // len(text) + 1), "lists": []}


def _count(name: str) -> int:
    return int(name.rpartition("-")[2])


async def _lever(request: web.Request) -> web.Response:
    row, site = lever_row(), request.match_info["site"]
    rows = [row | {"id": f"{site}-{n}", "text": f"Driver {n}"} for n in range(_count(site))]
    return web.json_response(rows)


async def _smart_list(request: web.Request) -> web.Response:
    company = request.match_info["company"]
    offset, limit = int(request.query["offset"]), int(request.query["limit"])
    total = _count(company)
    rows = [_smart_row(company, n) for n in range(offset, min(offset + limit, total))]
    return web.json_response(
        {"offset": offset, "limit": limit, "totalFound": total, "content": rows}
    )


async def _smart_detail(request: web.Request) -> web.Response:
    text = lever_row()["description"][:DESCRIPTION_BYTES]
    row = _smart_row(request.match_info["company"], int(request.match_info["id"]))
    sections = {"jobDescription": {"title": "Job Description", "text": text}}
    url = f"https://jobs.smartrecruiters.com/{row['company']['identifier']}/{row['id']}"
    return web.json_response(
        row | {"jobAd": {"sections": sections}, "postingUrl": url, "applyUrl": url, "active": True}
    )


def _smart_row(company: str, number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "name": f"Technician {number}",
        "uuid": f"u-{company}-{number}",
        "refNumber": f"REF{number}",
        "company": {"identifier": company, "name": "Bench Company"},
        "releasedDate": "2026-11-02T10:00:00.000Z",
        "location": {"city": "Stuttgart", "region": "BW", "country": "de", "remote": False},
        "typeOfEmployment": {"id": "permanent", "label": "Full-time"},
    }


def _serve(port: int) -> None:
    app = web.Application()
    app.router.add_get("/api.lever.co/v0/postings/{site}", _lever)
    companies = "/api.smartrecruiters.com/v1/companies/{company}/postings"
    app.router.add_get(companies, _smart_list)
    app.router.add_get(f"{companies}/{{id}}", _smart_detail)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


# The client: the project's own crawl, with every host on the local server.


class Local(HTTP11DownloadHandler):
    """Asks the local server what would be asked of the web."""

    async def download_request(self, request: Request) -> Response:
        """Answer under the address that was asked for."""
        parts = urlsplit(request.url)
        port = self.crawler.settings["BENCH_PORT"]
        local = f"http://127.0.0.1:{port}/{parts.netloc}{parts.path}?{parts.query}"
        answer = await super().download_request(request.replace(url=local))
        return answer.replace(url=request.url)


def _timed(stages: Counter[str], stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return function(*arguments)
        finally:
            stages[stage] += time.perf_counter() - started

    return timed


def _noted(first: list[float], function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which notes when it is called for the first time."""

    def noted(*arguments: Any) -> Any:
        if not first:
            first.append(time.perf_counter())
        return function(*arguments)

    return noted


def _measure(source: str, boards: int, postings: int, port: int) -> dict[str, Any]:
    stages: Counter[str] = Counter()
    spider = sources()[source]
    spider.to_posting = _timed(stages, "normalise", spider.to_posting)  # type: ignore[method-assign]
    first: list[float] = []
    for name in ("read_page", "read_detail"):
        setattr(spider, name, _timed(stages, "parse", _noted(first, getattr(spider, name))))
    pipelines._count_paths = _timed(stages, "audit", pipelines._count_paths)
    tasks = [Task(Board(source, f"b{n}-{postings}"), Employer("Bench")) for n in range(boards)]
    settings = without_index(CrawlSettings(delay=0)) | {
        "BENCH_PORT": port,
        "DOWNLOAD_HANDLERS": {"http": Local, "https": Local},
        "ROBOTSTXT_OBEY": False,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_SLOTS": {},
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    }
    crawl = Crawl(tasks, settings)
    started = time.perf_counter()
    crawl.start()
    ended = time.perf_counter()
    seconds = ended - first[0]
    assert all(report.complete for report in crawl.reports), crawl.reports[:3]
    count = sum(report.new for report in crawl.reports)
    return {
        "postings": count,
        "start": first[0] - started,
        "seconds": seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "stages": {stage: spent / seconds for stage, spent in stages.items()},
    }


RUNS = (
    ("one answer a board", LEVER, 200, 50),
    ("a call a posting", SMART, 200, 15),
    ("one board of 10,000", LEVER, 1, 10_000),
    ("5,000 boards of one", LEVER, 5_000, 1),
)
WANTED = {"one answer a board": 1_000, "a call a posting": 250}


def _run_apart(source: str, boards: int, postings: int, port: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.crawl", "--one", source, str(boards),
               str(postings), str(port)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """Print one line a run; with `--one`, make one run and print it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=4, metavar=("SOURCE", "BOARDS", "POSTINGS", "PORT"))
    arguments = parser.parse_args()
    if arguments.one:
        source, *numbers = arguments.one
        sys.stdout.write(json.dumps(_measure(source, *map(int, numbers))))
        return
    port = _free_port()
    server = multiprocessing.Process(target=_serve, args=(port,), daemon=True)
    server.start()
    for title, source, boards, postings in RUNS:
        result = _run_apart(source, boards, postings, port)
        rate = result["postings"] / result["seconds"]
        stages = ", ".join(f"{name} {share:.0%}" for name, share in result["stages"].items())
        wanted = f" (wanted: {WANTED[title]:,})" if title in WANTED else ""
        sys.stdout.write(
            f"{title:<22} {rate:7,.0f} postings/s{wanted}, {result['megabytes']:.0f} MB; {stages};"
            f" start {result['start']:.1f} s\n"
        )
    server.terminate()


if __name__ == "__main__":
    main()
