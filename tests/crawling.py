"""Run a source's spider over recorded responses: Scrapy's own engine, only the download replaced.

Scrapy runs without Twisted's reactor here, so that one test process can run many crawls.
"""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from crawler.raw import Employer
from crawler.report import BoardReport
from crawler.run import Crawl
from crawler.settings import CrawlSettings
from crawler.shapes.base import Task
from crawler.web.recorded import Case, case_folders
from crawler.web.recording import without_index
from mappings.posting import PostingContent


@dataclass
class Crawled:
    """What came of a crawl without an index."""

    reports: list[BoardReport] = field(default_factory=list)
    postings: list[PostingContent] = field(default_factory=list)

    @property
    def report(self) -> BoardReport:
        (report,) = self.reports
        return report


def crawl_recorded(folder: Path) -> Crawled:
    """Read the boards of the cases at or below a folder, from that folder."""
    crawled = Crawled()
    tasks = [_task(case) for case in case_folders(folder)]
    settings = without_index(CrawlSettings(web=folder))
    run = Crawl(tasks, settings, crawled.reports.append, crawled.postings.append)
    asyncio.run(run.run())
    return crawled


def _task(folder: Path) -> Task:
    case = Case.load(folder)
    return Task(case.recorded_board, Employer(case.company))
