"""Scrapy extension: hosts are asked while this process holds their lease, and by no other.

Thin glue. https://docs.scrapy.org/en/latest/topics/extensions.html
"""

import time
from collections import Counter
from collections.abc import Mapping
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.index.leases import Leases
from crawler.pipelines import board_read
from crawler.politeness import turn_of
from crawler.politeness.scheduler import scheduler_of, turns_of
from crawler.report import BoardReport
from crawler.selection import host_of
from crawler.shapes.base import BoardSpider

TAKEN = "is asked by another crawl"


class LeasedHosts:
    """Takes leases for what is asked, and keeps that of a board's host to its end.

    So a board is read by one process at a time too.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._leases: Leases = crawler.settings["OPENINGS_LEASES"]
        self._host_of: dict[str, str] = {}
        self._boards: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        leased = cls(crawler)
        crawler.signals.connect(leased.open, signal=signals.spider_opened)
        crawler.signals.connect(leased.end, signal=board_read)
        crawler.signals.connect(leased.close, signal=signals.spider_closed)
        return leased

    async def open(self, spider: BoardSpider) -> None:
        """Stand at the gate. Nothing is asked for before."""
        self._host_of = {task.board.id: turn_of(host_of(task.board)) for task in spider.tasks}
        self._boards = Counter(self._host_of.values())
        scheduler_of(self._crawler).gate = self._leases
        for host, pause in self._leases.pauses().items():
            turns_of(self._crawler).hold(host, time.monotonic() + pause)
        await self._leases.join(self)

    def end(self, report: BoardReport) -> None:
        """A board is read and its line is in the ledger."""
        self._boards[self._host_of[report.board]] -= 1

    async def close(self) -> None:
        """Give back what no other crawler of this process needs."""
        await self._leases.leave(self)

    def needs(self) -> set[str]:
        """The hosts that are asked, and those whose boards are not at their end."""
        return scheduler_of(self._crawler).in_use() | set(+self._boards)

    def pauses(self) -> Mapping[str, float]:
        """For how long the hosts that were asked are to be left alone."""
        return dict(turns_of(self._crawler).pauses(time.monotonic()))

    def admit(self, host: str, pause: float) -> None:
        """Ask a host that was wanted."""
        scheduler_of(self._crawler).admit(host, pause)

    def give_up(self, host: str) -> None:
        """Let what waits for a host fail."""
        settings = self._leases.settings
        turns_of(self._crawler).rest(host, time.monotonic() + settings.lease_seconds, TAKEN)
        scheduler_of(self._crawler).admit(host, 0.0)
