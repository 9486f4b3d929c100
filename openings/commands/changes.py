"""`openings changes`: the change feed on the standard output."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from api.errors import ApiError
from api.feed_params import FeedSelection
from api.settings import ApiSettings
from openings.errors import CommandError
from openings.following import Follower
from openings.secret import with_cursor_secret
from openings.where import connected, located

_SELECT = "Selection (each may be given several times)"


def changes(  # noqa: PLR0913, PLR0917 - each is an option of the command
    since: Annotated[
        str | None,
        typer.Option(
            metavar="CURSOR",
            help="Begin there: a cursor of this command or of the API (`next_cursor`,"
            " `changes_cursor`), or `now`. Without it, all changes that are kept are read.",
            show_default=False,
        ),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Wait for further changes, until Ctrl-C.")
    ] = False,
    cursor_file: Annotated[
        Path | None,
        typer.Option(
            help="Keep the cursor in this file: begin where it says if it is there, and write it"
            " after every batch. Without it, the last cursor is said on the standard error.",
            dir_okay=False,
        ),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only of this source.", rich_help_panel=_SELECT)
    ] = None,
    board: Annotated[
        list[str] | None, typer.Option(help="Only of this board.", rich_help_panel=_SELECT)
    ] = None,
    company: Annotated[
        list[str] | None,
        typer.Option(
            help="Only of this company, by name, domain or id, before or after the change.",
            rich_help_panel=_SELECT,
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="created, updated, closed, reopened or erased.", rich_help_panel=_SELECT),
    ] = None,
    cause: Annotated[
        list[str] | None,
        typer.Option(help="crawl, renormalize, group, retire or erase.", rich_help_panel=_SELECT),
    ] = None,
) -> None:
    """Print every change of a posting once, in order, as one JSON object a line.

    It reads Elasticsearch itself, with the privilege `read`, and needs no API. Its cursors and
    those of `openings serve` on this machine are the same (or wherever OPENINGS_CURSOR_SECRET is).

    A change was printed whole before the cursor behind it is kept: after an interruption some may
    come again, none is missing.
    """
    given = {"source": source, "board": board, "company": company, "kind": kind, "cause": cause}
    selection = _selection({name: values for name, values in given.items() if values})
    if since is None and cursor_file is not None and cursor_file.exists():
        since = cursor_file.read_text(encoding="ascii").strip()
    settings = with_cursor_secret(located(ApiSettings))
    with connected(settings):
        pass
    try:
        asyncio.run(Follower(settings, selection, cursor_file).run(since, follow=follow))
    except ApiError as error:
        raise CommandError(error.detail) from error


def _selection(given: dict[str, list[str]]) -> FeedSelection:
    try:
        return FeedSelection.model_validate(given)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise CommandError("; ".join(f"--{f['loc'][0]}: {f['msg']}" for f in faults)) from error
