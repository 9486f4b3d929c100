"""Downloader middleware, the last before a request is sent: what waited on its way is late."""

import time
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.politeness.retry import SENT_ONCE
from crawler.politeness.scheduler import scheduler_of, turn


class Departure:
    """Queues again what may not be asked any more, and counts pauses from when a request leaves.

    What stands before it may take its time (look a board up, read robots.txt): a request that left
    late must not be followed too closely by the next one.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Let pass what may be asked. robots.txt is read on behalf of what passed a moment ago."""
        scheduler, name = scheduler_of(self._crawler), turn(request)
        gate = scheduler.gate
        if gate is not None and not request.meta.get(SENT_ONCE) and not gate.holds(name):
            return request.copy()
        scheduler.turns.left(name, time.monotonic())
        return None
