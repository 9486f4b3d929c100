"""Run a source's spider over recorded responses: Scrapy's own engine, only the download replaced.

Scrapy runs on plain asyncio here (no Twisted reactor), so that one test process can run many
crawls one after the other.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner

from crawler.discovery import sources
from crawler.pipelines import NormalizedPosting, board_read, posting_read
from crawler.raw import Employer
from crawler.recorded import Case
from crawler.report import BoardReport
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.shapes.base import Task
from mappings.identity import Board
from mappings.posting import PostingContent


class SettlePipeline:
    """Stands where the index stands: every posting is taken."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, NormalizedPosting):
            item.run.settle("new")
        return item


@dataclass
class Crawled:
    """What came of a crawl without an index."""

    reports: dict[str, BoardReport] = field(default_factory=dict)
    postings: list[PostingContent] = field(default_factory=list)

    @property
    def report(self) -> BoardReport:
        (report,) = self.reports.values()
        return report


def crawl_recorded(folder: Path, tasks: Sequence[Task] | None = None) -> Crawled:
    """Read the boards (by default that of the case in `folder`) from the recorded web below it."""
    crawled = Crawled()
    asyncio.run(_crawl(folder, tasks or [case_task(folder)], crawled))
    return crawled


def case_task(folder: Path) -> Task:
    case = Case.load(folder)
    return Task(Board.parse(case.board), Employer(case.company))


async def _crawl(folder: Path, tasks: Sequence[Task], crawled: Crawled) -> None:
    settings = scrapy_settings(CrawlSettings(web=folder)) | {
        "TWISTED_REACTOR_ENABLED": False,
        "ITEM_PIPELINES": {
            "crawler.pipelines.NormalizePipeline": 100,
            SettlePipeline: 200,
            "crawler.pipelines.ReportPipeline": 300,
        },
    }
    runner = AsyncCrawlerRunner(settings)
    crawler = runner.create_crawler(sources()[tasks[0].board.source])
    crawler.signals.connect(
        lambda report: crawled.reports.update({report.board: report}),
        signal=board_read,
        weak=False,
    )
    crawler.signals.connect(
        lambda content: crawled.postings.append(content), signal=posting_read, weak=False
    )
    await runner.crawl(crawler, tasks=tasks)
