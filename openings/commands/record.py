"""`openings record`: a recorded case from the live web."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.run import Crawl
from crawler.settings import CrawlSettings
from crawler.web.recording import (
    RecordingMiddleware,
    folder_name,
    recording,
    write_case,
    write_expected,
)
from mappings.posting import PostingContent
from openings.console import say
from openings.crawling import show, tasks_for
from openings.detecting import boards_named
from openings.errors import CommandError


def record(
    board: Annotated[
        str, typer.Argument(metavar="BOARD", help="source:token or the address of a careers page.")
    ],
    into: Annotated[
        Path, typer.Option(help="Folder in which the case gets a folder of its own.")
    ] = Path("tests/sources"),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Record what a board answers as a case: meta.json, the responses, and expected.json.

    Nothing is written to the index. Read expected.json before you keep it, and mind that the
    responses hold the employer's words.
    """
    settings = CrawlSettings()
    (found,) = boards_named([board], settings)
    folder = into / found.source / folder_name(found)
    if folder.exists():
        raise CommandError(f"{folder} is there already; remove it, or choose another --into")
    folder.mkdir(parents=True)
    postings: list[PostingContent] = []
    tasks = tasks_for([found], settings.web)
    run = Crawl(tasks, recording(settings, folder), on_posting=postings.append)
    run.start()
    (crawler,) = run.crawlers
    middleware = crawler.get_downloader_middleware(RecordingMiddleware)
    write_case(folder, found, middleware.responses if middleware else [])
    (report,) = run.reports
    write_expected(folder, report, postings)
    show([report], as_json=as_json)
    say(f"Recorded into {folder}")
    if not report.complete:
        raise typer.Exit(1)
