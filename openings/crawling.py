"""Prepare a crawl, show how it goes, and say how it went."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from crawler.boards import registry
from crawler.raw import Employer
from crawler.report import BoardReport
from crawler.run import Crawl
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.shapes.base import Task
from crawler.web.recorded import Case, case_folders, recorded_boards
from mappings.identity import Board
from openings.console import counting, print_json, print_table, say
from openings.crawl_metrics import CrawlMetrics

RECORDED = Path(__file__).parent / "recorded"
"""The recorded boards that the project ships: invented companies in the true shapes."""

_COLUMNS = ("board", "listed", "new", "changed", "rejected", "seconds", "outcome")


def tasks_for(boards: Iterable[Board], web: Path | None) -> list[Task]:
    """What is known of each board: from the recorded case, else from the registry."""
    recorded = _recorded_employers(web) if web else {}
    return [_task(board, recorded.get(board.id)) for board in boards]


def boards_on(web: Path) -> list[Board]:
    """The boards of a recorded web."""
    return recorded_boards(web)


def run_crawl(
    tasks: Sequence[Task], settings: CrawlSettings, metrics: CrawlMetrics | None = None
) -> Crawl:
    """Crawl to the end, with progress shown: a bar on a terminal, else a line a board."""
    with counting(len(tasks), "boards") as counter:

        def ended(report: BoardReport) -> None:
            counter.step(_line(report))
            if metrics is not None:
                metrics.refresh(run)

        run = Crawl(tasks, scrapy_settings(settings), ended)
        run.start()
    if metrics is not None:
        metrics.write(run)
    return run


def show(reports: Sequence[BoardReport], *, as_json: bool) -> None:
    """One table, with the reason of whatever was not read, and each rejected posting by name."""
    if as_json:
        print_json([asdict(report) | {"complete": report.complete} for report in reports])
        return
    print_table(_COLUMNS, [_row(report) for report in sorted(reports, key=lambda r: r.board)])
    for report in reports:
        if report.evidence and not report.complete:
            say(f"{report.board} is {report.outcome}: {report.evidence}")
        if report.skipped:
            say(f"{report.board}: {report.skipped} left out: unlisted, reserved or no posting")
        for rejection in report.rejected:
            say(f"{report.board} posting {rejection.source_id} rejected: {rejection.reason}")
        if report.unmapped:
            say(f"{report.board} sends fields that are not read: {', '.join(report.unmapped)}")


def _row(report: BoardReport) -> tuple[str | int | float, ...]:
    return (
        report.board,
        report.listed,
        report.new,
        report.changed,
        len(report.rejected),
        report.seconds,
        report.outcome.value,
    )


def _line(report: BoardReport) -> str:
    return f"{report.board}: {report.outcome}, {report.listed} listed"


def _task(board: Board, recorded: Employer | None) -> Task:
    entry = registry(board.source).get(board.id)
    if entry is None:
        return Task(board, recorded or Employer())
    located = replace(board, host=board.host or entry.board.host)
    return Task(located, recorded or entry.employer)


def _recorded_employers(web: Path) -> dict[str, Employer]:
    cases = [Case.load(folder) for folder in case_folders(web)]
    return {case.recorded_board.id: Employer(case.company) for case in cases if case.company}
