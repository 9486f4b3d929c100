"""Scrapy's scheduler, by turns: a host that must wait keeps no other host waiting.

https://docs.scrapy.org/en/latest/topics/scheduler.html. No request is filtered as a duplicate: a
spider asks for what it means to read, and two requests of one address may have different bodies.
"""

import asyncio
import time
from collections import Counter
from typing import Protocol, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred

from crawler.politeness import turn_of
from crawler.politeness.turns import Turns


def turn(request: Request) -> str:
    """With which other requests a request takes turns."""
    return turn_of(urlsplit(request.url).hostname or "")


class Gate(Protocol):
    """Says which hosts this process may ask at all."""

    def holds(self, turn: str) -> bool:
        """Whether it may ask there now."""

    def want(self, turn: str) -> None:
        """It would like to: `TurnScheduler.admit` is called when it may, or has waited too long."""


class TurnScheduler(BaseScheduler):
    """Hands the engine what may start now, and wakes it when more may.

    `gate`: who is asked before a host is; none where this process alone asks.
    """

    gate: Gate | None = None

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._nudge = Request("data:,")
        self._timer: asyncio.TimerHandle | None = None
        self.turns: Turns[Request] = Turns(crawler.settings["OPENINGS_CRAWL"].pause_scale)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def close(self, reason: str) -> Deferred[None] | None:  # noqa: ARG002
        """Stop waking the engine."""
        self._stop_timer()
        return None

    def has_pending_requests(self) -> bool:
        """Whether anything is queued."""
        return len(self.turns) > 0

    def enqueue_request(self, request: Request) -> bool:
        """Queue a request at its host."""
        if request is not self._nudge:
            name = turn(request)
            if self.gate is not None and not self.gate.holds(name):
                self.turns.shut(name)
                self.gate.want(name)
            self.turns.put(name, request, request.priority)
        return True

    def admit(self, name: str, pause: float) -> None:
        """Hand out what waits at a host, after a pause in seconds."""
        self.turns.open(name, time.monotonic(), pause)
        self._wake()

    def in_use(self) -> set[str]:
        """Where anything is queued or under way."""
        return {*self.turns.queued(), *self._active()}

    def next_request(self) -> Request | None:
        """What may start now; where nothing may, the engine is woken when something does."""
        now = time.monotonic()
        request = self.turns.take(now, self._active())
        if request is None:
            self._wake_at(now)
        return request

    def _active(self) -> Counter[str]:
        assert self._crawler.engine is not None
        return Counter(map(turn, self._crawler.engine.downloader.active))

    def _wake_at(self, now: float) -> None:
        at = self.turns.next_at()
        self._stop_timer()
        if at is not None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(0.0, at - now), self._wake)

    def _wake(self) -> None:
        """The engine asks for a next request whenever it is given one, be it none at all."""
        assert self._crawler.engine is not None
        if self._crawler.engine.spider is not None:
            self._crawler.engine.crawl(self._nudge)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def scheduler_of(crawler: Crawler) -> TurnScheduler:
    """The scheduler of a running crawler."""
    assert crawler.engine is not None
    scheduler = crawler.engine.scheduler
    assert isinstance(scheduler, TurnScheduler)
    return scheduler


def turns_of(crawler: Crawler) -> Turns[Request]:
    """The turns of a running crawler."""
    return scheduler_of(crawler).turns
