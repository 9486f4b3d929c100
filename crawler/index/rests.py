"""Scrapy extension: hosts that wanted to be left alone stay so in the next crawl. Thin glue.

https://docs.scrapy.org/en/latest/topics/extensions.html
"""

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.index.hosts import HostIndex
from crawler.index.publishing import FAULTS
from crawler.politeness.retry import host_rests
from crawler.politeness.scheduler import turns_of
from crawler.settings import CrawlSettings
from mappings.host import HostRest

logger = logging.getLogger(__name__)


class KnownRests:
    """Reads at the start which hosts rest, and keeps which ones begin to."""

    def __init__(self, crawler: Crawler) -> None:
        settings: CrawlSettings = crawler.settings["OPENINGS_CRAWL"]
        self._crawler = crawler
        self._client = settings.connection().async_client()
        self._hosts = HostIndex(self._client, settings.index_prefix, settings.patience)
        self._writes: set[asyncio.Task[None]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        known = cls(crawler)
        crawler.signals.connect(known.open, signal=signals.spider_opened)
        crawler.signals.connect(known.keep, signal=host_rests)
        crawler.signals.connect(known.close, signal=signals.spider_closed)
        return known

    async def open(self) -> None:
        """Let those rest that an earlier crawl was told of. Nothing is asked for before."""
        now = datetime.now(UTC)
        for rest in await self._hosts.resting(now):
            left = (rest.next_allowed_at - now).total_seconds()
            until = time.monotonic() + left
            turns_of(self._crawler).rest(rest.host, until, "wanted to be left alone")

    def keep(self, rest: HostRest) -> None:
        """Write it, while the crawl goes on."""
        write = asyncio.get_running_loop().create_task(self._keep(rest))
        self._writes.add(write)
        write.add_done_callback(self._writes.discard)

    async def close(self) -> None:
        """Wait for what is being written, and disconnect."""
        try:
            await asyncio.gather(*self._writes)
        finally:
            await self._client.close()

    async def _keep(self, rest: HostRest) -> None:
        try:
            await self._hosts.keep(rest)
        except FAULTS as error:
            logger.error(
                "That %s is not to be asked before %s could not be kept: %s",
                rest.host, rest.next_allowed_at, error,
            )  # fmt: skip
