"""`openings crawl`: read boards into the index."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from crawler.index.lease_watch import Watch
from crawler.report import BoardReport
from crawler.selection import Selection, Shard, select
from crawler.settings import CrawlSettings
from mappings.identity import Board
from openings.console import say
from openings.crawl_metrics import CrawlMetrics
from openings.crawling import boards_on, run_crawl, show, tasks_for
from openings.detecting import boards_named
from openings.errors import CommandError
from openings.looping import RoundError, Rounds
from openings.rounds import Order, Round
from openings.suppressed import allowed
from openings.where import located, require_indices

_SELECT = "Selections from the registry"


def crawl(  # noqa: PLR0913, PLR0917 - each is an option of the command
    boards: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BOARD...",
            help="source:token, such as greenhouse:stripe, or the address of a careers page."
            " Boards that are named are read even if they are retired or their source is off.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            help="All boards of this source; may be given several times.",
            rich_help_panel=_SELECT,
        ),
    ] = None,
    starter: Annotated[
        bool,
        typer.Option(
            "--starter",
            help="Some fifty well-known boards over the main systems, to begin with.",
            rich_help_panel=_SELECT,
        ),
    ] = False,
    shard: Annotated[
        str | None,
        typer.Option(
            metavar="I/N",
            help="Of what is selected, the I-th of N parts, for N crawls side by side. Boards on"
            " one host are in one part, so that no host is asked by two crawls.",
            rich_help_panel=_SELECT,
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Of what is selected, N boards, of each source its share: the same ones each"
            " time.",
            rich_help_panel=_SELECT,
        ),
    ] = None,
    due: Annotated[
        bool,
        typer.Option(
            "--due",
            help="Of what is named or selected, else of all boards, those that are due, the most"
            " overdue ones first. Boards whose hosts another crawl asks are left to it.",
            rich_help_panel=_SELECT,
        ),
    ] = False,
    loop: Annotated[
        bool,
        typer.Option(
            "--loop",
            help="With --due: go on for ever, asleep until something is due. Prints a line a round."
            " SIGTERM and Ctrl-C end it, and give back the boards that are not at their end.",
            rich_help_panel=_SELECT,
        ),
    ] = False,
    web: Annotated[
        Path | None,
        typer.Option(
            help="Answer from the recorded cases in this folder instead of the web; without BOARD"
            " and selection all its boards are read. The same as OPENINGS_WEB.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    metrics_file: Annotated[
        Path | None,
        typer.Option(
            help="Write counts for Prometheus to this file (*.prom), for a textfile collector.",
            dir_okay=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read boards, write what is new or changed to the index, and print how each board went.

    Name boards, or select them from the registry (`openings boards` shows it): --source and
    --starter say which, --shard and --sample narrow that down; one of the latter alone takes from
    all sources. Retired boards and sources that are off are left out, and a line says so;
    suppressed boards are never read.

    Exit status 0 only if every board was read completely.
    """
    settings = located(CrawlSettings)
    if web is not None:
        settings = settings.model_copy(update={"web": web})
    part = Shard.parse(shard) if shard is not None else None
    selection = Selection(tuple(source or ()), starter, part, sample)
    if loop and not due:
        raise CommandError("--loop reads what is due, again and again: give --due with it")
    if due:
        _read_due(boards or [], selection, settings, _Ways(loop, as_json, metrics_file))
        return
    wanted = _wanted(boards or [], selection, settings)
    if not wanted and settings.web is not None:
        wanted = boards_on(settings.web)
    if not wanted:
        raise CommandError(
            "name at least one board, such as greenhouse:stripe, or select some with --source or"
            " --starter; `openings boards list` shows many"
        )
    require_indices(settings)
    wanted = allowed(wanted, settings)
    if not wanted:
        raise CommandError("nothing is left to be read: all of it is suppressed")
    metrics = CrawlMetrics(metrics_file) if metrics_file is not None else None
    reports = run_crawl(tasks_for(wanted, settings.web), settings, metrics).reports
    _end_with(reports, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Ways:
    """How what is due is read: again and again, told in JSON, and counted in a file."""

    loop: bool
    as_json: bool
    metrics: Path | None


def _read_due(texts: list[str], selection: Selection, settings: CrawlSettings, ways: _Ways) -> None:
    """Read what is due of what is named, else selected, else recorded, else of everything."""
    chosen = _wanted(texts, selection, settings)
    # What is selected is selected anew each round: the registry may change.
    named = chosen if texts else []
    if not chosen and settings.web is not None:
        named = boards_on(settings.web)
    require_indices(settings)
    order = Order(
        settings, selection, tuple(named), Watch(settings.lease_seconds), metrics=ways.metrics
    )
    if ways.loop:
        Rounds(order, _tell_as_json if ways.as_json else _tell).for_ever()
        return
    reports: list[BoardReport] = []
    try:
        Rounds(order, lambda done: reports.extend(done.reports)).once()
    except RoundError as error:
        raise CommandError(str(error)) from error
    _end_with(reports, as_json=ways.as_json)


def _tell(done: Round) -> None:
    say(done.in_words())


def _tell_as_json(done: Round) -> None:
    sys.stdout.write(json.dumps(done.numbers()) + "\n")
    sys.stdout.flush()


def _end_with(reports: Sequence[BoardReport], *, as_json: bool) -> None:
    show(reports, as_json=as_json)
    if not all(report.complete for report in reports):
        raise typer.Exit(1)


def _wanted(named: list[str], selection: Selection, settings: CrawlSettings) -> list[Board]:
    """The boards that are named, or those that are selected."""
    if selection == Selection():
        return boards_named(named, settings)
    if named:
        raise CommandError(
            "name boards, or select them with --source, --starter, --shard and --sample: not both"
        )
    return _selected(selection)


def _selected(selection: Selection) -> list[Board]:
    """What is selected, and what is left out is said."""
    selected = select(selection)
    for note in selected.notes:
        say(note)
    if not selected.boards:
        raise CommandError("no board of the registry is selected by that")
    return selected.boards
