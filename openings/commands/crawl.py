"""`openings crawl`: read boards into the index."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.discovery import find_board
from crawler.settings import CrawlSettings
from openings.crawling import boards_on, run_crawl, show, tasks_for
from openings.errors import CommandError
from openings.where import located, require_indices


def crawl(
    boards: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BOARD...",
            help="source:token, such as greenhouse:stripe, or the address of a careers page on"
            " Greenhouse, Lever or Ashby.",
            show_default=False,
        ),
    ] = None,
    web: Annotated[
        Path | None,
        typer.Option(
            help="Answer from the recorded cases in this folder instead of the web; without BOARD"
            " all its boards are read. The same as OPENINGS_WEB.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read boards, write what is new or changed to the index, and print how each board went.

    Exit status 0 only if every board was read completely.
    """
    settings = located(CrawlSettings)
    if web is not None:
        settings = settings.model_copy(update={"web": web})
    found = [find_board(text) for text in boards or ()]
    if not found and settings.web is not None:
        found = boards_on(settings.web)
    if not found:
        raise CommandError(
            "name at least one board, such as greenhouse:stripe; `openings boards list` shows many"
        )
    require_indices(settings)
    reports = run_crawl(tasks_for(found, settings.web), settings).reports
    show(reports, as_json=as_json)
    if not all(report.complete for report in reports):
        raise typer.Exit(1)
