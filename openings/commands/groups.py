"""`openings groups`: which postings are one opening, and which are copies."""

import asyncio
from dataclasses import asdict
from typing import Annotated

import typer

from crawler.groups.grouping import Grouping, GroupReport
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
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare the postings of each employer and write what they are to each other.

    Only employers with changes since the last run are looked at. It can run beside crawls, and be
    interrupted and begun anew at any time. Exit status 1 if the index refused a posting.
    """
    settings = located(CrawlSettings)
    require_indices(settings)
    report = asyncio.run(_run(settings, everything))
    if as_json:
        print_json(asdict(report))
    else:
        _show(report)
    if report.refused:
        raise typer.Exit(1)


async def _run(settings: CrawlSettings, everything: bool) -> GroupReport:
    async with settings.connection().async_client() as client:
        grouping = Grouping(client, settings.index_prefix, patience=settings.patience)
        return await grouping.run(everything=everything)


def _show(report: GroupReport) -> None:
    of = "all employers" if report.everything else "employers with changes"
    say(
        f"{report.ads} postings of {of}: {report.groups} groups, {report.copies} copies,"
        f" {report.reposts} reposts; {report.changed} postings changed"
    )
    for result in report.refused:
        say(f"The index refused {result.posting_id}: {result.reason}")
