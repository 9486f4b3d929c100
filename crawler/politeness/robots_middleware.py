"""Downloader middleware: robots.txt is obeyed. Thin glue over `robots.py`.

Scrapy's own takes a robots.txt that cannot be read for one that allows everything, for the whole
run, and knows no Crawl-delay.
"""

import asyncio
import time
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from crawler.politeness.retry import SENT_ONCE, next_try
from crawler.politeness.robots import VALID_FOR, Rules, rules_in
from crawler.politeness.scheduler import turn, turns_of
from crawler.web.answers import BlockedBoardError, BoardError
from crawler.web.faults import in_words, is_transient


class DisallowedError(BlockedBoardError):
    """robots.txt keeps us out."""


class UnreadableRulesError(BoardError):
    """robots.txt cannot be read, which keeps everyone out (RFC 9309)."""


class RobotsMiddleware:
    """Reads robots.txt once a host; the reading takes one of the host's turns."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._known: dict[str, tuple[float, Rules]] = {}
        self._reading: dict[str, asyncio.Task[Rules | str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Request | None:
        """Let pass what is allowed. What comes before the rules are known waits for a next turn.

        Raises `DisallowedError` for what is not allowed, `UnreadableRulesError` where that cannot
        be known.
        """
        if request.meta.get(SENT_ONCE):
            return None
        origin = _origin(request.url)
        read_at, rules = self._known.get(origin, (0.0, None))
        if rules is None or time.monotonic() - read_at > VALID_FOR:
            return await self._after_reading(request, origin)
        if not rules.allow(request.url):
            raise DisallowedError(f"{origin}/robots.txt does not allow to fetch {request.url}")
        return None

    async def _after_reading(self, request: Request, origin: str) -> Request:
        """The request once more; where the rules could not be read, as its next try."""
        if origin not in self._reading:
            self._reading[origin] = asyncio.create_task(self._read(origin))
        try:
            rules = await self._reading[origin]
        finally:
            self._reading.pop(origin, None)
        if isinstance(rules, Rules):
            return request.copy()
        again = next_try(request)
        if again is None:
            raise UnreadableRulesError(
                f"{origin}/robots.txt cannot be read, so nothing there may be fetched: {rules}"
            )
        return again

    async def _read(self, origin: str) -> Rules | str:
        """The rules, known for a day from now; else why the host could not tell them."""
        assert self._crawler.engine is not None
        request = Request(f"{origin}/robots.txt", callback=NO_CALLBACK, meta={SENT_ONCE: True})
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:
            if is_transient(error):
                return in_words(error, request.url)
            raise
        rules = rules_in(response.status, response.body)
        if rules is None:
            return f"it answers {response.status}"
        self._known[origin] = (time.monotonic(), rules)
        if rules.crawl_delay is not None:
            turns_of(self._crawler).keep_apart(turn(request), rules.crawl_delay)
        return rules


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
