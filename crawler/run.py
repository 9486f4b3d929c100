"""Run a crawl: tasks in, one report a board out, whatever happens on the way."""

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner, Crawler

from crawler.discovery import sources
from crawler.index.leases import Leases
from crawler.index.publishing import Publishing
from crawler.pipelines import board_read, posting_read
from crawler.report import BoardReport, BoardRun
from crawler.shapes.base import Task
from mappings.garbage import collect_seldom
from mappings.posting import PostingContent
from reference.vocabularies import Outcome

OnReport = Callable[[BoardReport], None]
OnPosting = Callable[[PostingContent], None]


class Crawl:
    """One crawl: every board is read once, all sources side by side.

    `on_report` is called as each board ends, `on_posting` for each posting. `reports` has one a
    board at the end, also of those whose read was cut short (by an interrupt, or by a fault of
    ours): they are failed.
    """

    def __init__(
        self,
        tasks: Iterable[Task],
        scrapy_settings: Mapping[str, Any],
        on_report: OnReport | None = None,
        on_posting: OnPosting | None = None,
    ) -> None:
        self._tasks = _by_source(tasks)
        self.id = uuid.uuid4().hex
        settings = scrapy_settings["OPENINGS_CRAWL"]
        self._settings = {
            "OPENINGS_LEASES": Leases.of(settings),
            **scrapy_settings,
            "OPENINGS_RUN": self.id,
            "OPENINGS_PUBLISHING": Publishing(settings),
        }
        self._on_report = on_report
        self._on_posting = on_posting
        self.reports: list[BoardReport] = []
        self.crawlers: list[Crawler] = []
        self._courses: dict[str, asyncio.Task[None]] = {}

    @property
    def interrupted(self) -> bool:
        """Whether it was asked to stop before it was done (Ctrl-C, SIGTERM)."""
        return any(
            c.stats and c.stats.get_value("finish_reason") == "shutdown" for c in self.crawlers
        )

    def start(self) -> None:
        """Run to the end in this process's own event loop: once a process."""
        collect_seldom()
        process = AsyncCrawlerProcess(self._settings)
        # Nothing listens (LOG_ENABLED), and Scrapy makes a record of each posting all the same.
        logging.getLogger("scrapy").setLevel(logging.WARNING)
        self._schedule(process)
        process.start()
        self._complete()

    async def run(self) -> None:
        """Run to the end within a running event loop, without Twisted's reactor."""
        runner = AsyncCrawlerRunner(self._settings | {"TWISTED_REACTOR_ENABLED": False})
        self._schedule(runner)
        await runner.join()
        self._complete()

    def _schedule(self, runner: AsyncCrawlerRunner) -> None:
        for source, tasks in self._tasks.items():
            crawler = runner.create_crawler(sources()[source])
            crawler.signals.connect(self._add, signal=board_read, weak=False)
            if self._on_posting is not None:
                crawler.signals.connect(self._hand_on, signal=posting_read, weak=False)
            self.crawlers.append(crawler)
            self._courses[source] = runner.crawl(crawler, tasks=tasks)

    def _add(self, report: BoardReport) -> None:
        self.reports.append(report)
        if self._on_report is not None:
            self._on_report(report)

    def _hand_on(self, content: PostingContent) -> None:
        assert self._on_posting is not None
        self._on_posting(content)

    def _complete(self) -> None:
        """Report what never ended: a crawl that finished is no proof that its boards did."""
        ended = {report.board for report in self.reports}
        runs = {run.board.id: run for c in self.crawlers for run in getattr(c.spider, "runs", ())}
        for task in (task for tasks in self._tasks.values() for task in tasks):
            if task.board.id not in ended:
                run = runs.get(task.board.id) or BoardRun(task.board)
                self._add(run.report(Outcome.FAILED, self._why_cut_short(task.board.source)))

    def _why_cut_short(self, source: str) -> str:
        """What became of a source's crawl; Scrapy itself would call it finished."""
        course = self._courses[source]
        error = course.exception() if course.done() and not course.cancelled() else None
        reason = f": {error!r}" if error else ""
        return f"the crawl ended before this board did{reason}"


def _by_source(tasks: Iterable[Task]) -> dict[str, list[Task]]:
    grouped: dict[str, dict[str, Task]] = defaultdict(dict)
    for task in tasks:
        grouped[task.board.source].setdefault(task.board.id, task)
    return {source: list(boards.values()) for source, boards in grouped.items()}
