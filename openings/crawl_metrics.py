"""What a crawl counted, as a text file for Prometheus (node exporter's textfile collector).

https://github.com/prometheus/node_exporter#textfile-collector
A crawl ends, so nothing could be asked of it later: the file tells of the last one, or of the one
that is under way.
"""

import time
from collections import defaultdict
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from crawler.politeness.retry import RETRIES
from crawler.run import Crawl

Values = defaultdict[tuple[str, ...], float]
"""Numbers by the values of their labels."""

_SECONDS_A_WRITE = 10.0
_TOTALS = {
    "downloader/request_count": ("openings_crawl_requests", "Requests that were sent"),
    "downloader/response_bytes": ("openings_crawl_response_bytes", "Bytes of their answers"),
}


class CrawlMetrics:
    """Writes the file as boards end, every few seconds at most, and at the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written_at = 0.0

    def refresh(self, crawl: Crawl) -> None:
        """A board has ended."""
        if time.monotonic() - self._written_at >= _SECONDS_A_WRITE:
            self.write(crawl)

    def write(self, crawl: Crawl) -> None:
        """Replace the file, which is never found half written."""
        registry = CollectorRegistry()
        _add_boards(crawl, registry)
        _add_requests(crawl, registry)
        now = Gauge("openings_crawl_time_seconds", "When this was written", registry=registry)
        now.set_to_current_time()
        write_to_textfile(str(self._path), registry)
        self._written_at = time.monotonic()


def _add_boards(crawl: Crawl, registry: CollectorRegistry) -> None:
    boards: Values = defaultdict(float)
    postings: Values = defaultdict(float)
    seconds: Values = defaultdict(float)
    for report in crawl.reports:
        source = report.board.partition(":")[0]
        boards[source, report.outcome.value] += 1
        seconds[source,] += report.seconds
        for verdict in ("new", "changed", "unchanged", "skipped", "closed", "missing"):
            postings[source, verdict] += getattr(report, verdict)
        postings[source, "rejected"] += len(report.rejected)
    _add("openings_crawl_boards", "Boards by outcome", ("source", "outcome"), boards, registry)
    verdicts = ("source", "verdict")
    _add("openings_crawl_postings", "Postings by what became of them", verdicts, postings, registry)
    spent = "Seconds that boards took, side by side"
    _add("openings_crawl_board_seconds", spent, ("source",), seconds, registry)


def _add_requests(crawl: Crawl, registry: CollectorRegistry) -> None:
    totals: dict[str, Values] = {key: defaultdict(float) for key in _TOTALS}
    retries: Values = defaultdict(float)
    for crawler in crawl.crawlers:
        if crawler.stats is None or crawler.spider is None:
            continue
        for key, value in crawler.stats.get_stats().items():
            if key in totals:
                totals[key][crawler.spider.name,] += value
            elif key.startswith(RETRIES):
                retries[key.removeprefix(RETRIES),] += value
    for key, (name, meaning) in _TOTALS.items():
        _add(name, meaning, ("source",), totals[key], registry)
    _add("openings_crawl_retries", "Requests that were sent again", ("host",), retries, registry)


def _add(
    name: str,
    meaning: str,
    labels: tuple[str, ...],
    values: Values,
    registry: CollectorRegistry,
) -> None:
    gauge = Gauge(name, f"{meaning}, in the last crawl", labels, registry=registry)
    for key, value in values.items():
        gauge.labels(*key).set(value)
