"""Run a crawl: tasks in, one report a board out, whatever happens on the way."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from scrapy.crawler import AsyncCrawlerProcess, Crawler

from crawler.discovery import sources
from crawler.pipelines import board_read
from crawler.report import BoardReport, BoardRun
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.shapes.base import BoardSpider, Task
from reference.vocabularies import Outcome

OnReport = Callable[[BoardReport], None]


def crawl(
    tasks: Iterable[Task], settings: CrawlSettings, on_report: OnReport = lambda _: None
) -> list[BoardReport]:
    """Read every board once, all sources side by side; `on_report` is called as each board ends.

    Runs the process's event loop, so it can be called once a process. A board whose read was cut
    short (by an interrupt, or a fault of ours) is reported as failed.
    """
    collected = Reports(on_report)
    process = AsyncCrawlerProcess(scrapy_settings(settings))
    crawlers = [
        collected.start(process, sources()[source], tasks)
        for source, tasks in _by_source(tasks).items()
    ]
    process.start()
    for crawler in crawlers:
        collected.complete(crawler)
    return collected.reports


class Reports:
    """Collects the reports of the crawlers of one run."""

    def __init__(self, on_report: OnReport) -> None:
        self._on_report = on_report
        self._tasks: dict[Crawler, tuple[Task, ...]] = {}
        self.reports: list[BoardReport] = []

    def start(
        self, process: AsyncCrawlerProcess, spider: type[BoardSpider], tasks: Iterable[Task]
    ) -> Crawler:
        """Schedule a source's crawler and listen to it."""
        crawler = process.create_crawler(spider)
        self._tasks[crawler] = tuple(tasks)
        crawler.signals.connect(self.add, signal=board_read, weak=False)
        process.crawl(crawler, tasks=self._tasks[crawler])
        return crawler

    def add(self, report: BoardReport) -> None:
        """A board's read is over."""
        self.reports.append(report)
        self._on_report(report)

    def complete(self, crawler: Crawler) -> None:
        """Report what never ended: a crawl that finished is no proof that its boards did."""
        ended = {report.board for report in self.reports}
        begun = {run.board.id: run for run in getattr(crawler.spider, "runs", ())}
        for task in self._tasks[crawler]:
            if task.board.id not in ended:
                run = begun.get(task.board.id) or BoardRun(task.board)
                self.add(run.report(Outcome.FAILED, "the crawl ended before this board did"))


def _by_source(tasks: Iterable[Task]) -> dict[str, list[Task]]:
    grouped: dict[str, dict[str, Task]] = defaultdict(dict)
    for task in tasks:
        grouped[task.board.source].setdefault(task.board.id, task)
    return {source: list(boards.values()) for source, boards in grouped.items()}
