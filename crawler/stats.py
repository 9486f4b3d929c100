"""Scrapy's figures of a run."""

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.corestats import CoreStats


class RunStats(CoreStats):
    """Scrapy's own figures without those of items, which the reports of boards hold.

    With nobody listening for items, Scrapy need not tell of each, which costs a task an item.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        assert crawler.stats is not None
        stats = cls(crawler.stats)
        crawler.signals.connect(stats.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(stats.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(stats.response_received, signal=signals.response_received)
        return stats
