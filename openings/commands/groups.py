"""`openings groups`: which postings are one opening, and which are copies."""

import asyncio
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from crawler.groups.grouping import Grouping, GroupReport
from crawler.index.publishing import FAULTS
from crawler.settings import CrawlSettings
from openings.console import print_json, say
from openings.where import located, require_indices

app = typer.Typer(help="Find the ads of one opening, copies of ads, and openings that come back.")


@app.callback()
def _groups() -> None:
    """A group of its own, though it has one command."""


@app.command()
def run(
    everything: Annotated[
        bool,
        typer.Option("--all", help="Compare all postings, not only where some changed since."),
    ] = False,
    every: Annotated[
        float | None,
        typer.Option(min=1.0, help="Run for ever, so many seconds after each other."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare the postings of each employer and write what they are to each other.

    Only employers with changes since the last run are looked at. It can run beside crawls, and be
    interrupted and begun anew at any time. Exit status 1 if the index refused a posting.
    """
    settings = located(CrawlSettings)
    require_indices(settings)
    if every is not None:
        _for_ever(every, lambda: _told(settings, everything, as_json))
    elif _told(settings, everything, as_json).refused:
        raise typer.Exit(1)


def _for_ever(pause: float, work: Callable[[], object]) -> None:
    """Work until SIGTERM or Ctrl-C; a fault of the index ends nothing."""
    # As the first process of a container, none would end it else.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        try:
            work()
        except FAULTS as error:
            say(f"the index fails: {error}; trying again in {pause:.0f} s")
        time.sleep(pause)


def _told(settings: CrawlSettings, everything: bool, as_json: bool) -> GroupReport:
    report = group(settings, everything=everything)
    if as_json:
        print_json(asdict(report))
    else:
        show(report)
    return report


def group(settings: CrawlSettings, *, everything: bool = False) -> GroupReport:
    """Run once."""
    return asyncio.run(_run(settings, everything))


async def _run(settings: CrawlSettings, everything: bool) -> GroupReport:
    async with settings.connection().async_client() as client:
        grouping = Grouping(client, settings.index_prefix, patience=settings.patience)
        return await grouping.run(everything=everything)


def show(report: GroupReport) -> None:
    """Say what was found."""
    of = "all employers" if report.everything else "employers with changes"
    say(
        f"{report.ads} postings of {of}: {report.groups} groups, {report.copies} copies,"
        f" {report.reposts} reposts; {report.changed} postings changed"
    )
    for result in report.refused:
        say(f"The index refused {result.posting_id}: {result.reason}")
