"""`openings renormalize`: derive postings anew from their kept payloads."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from crawler.keeping.renormalize import RecordSelection
from crawler.settings import CrawlSettings
from mappings.identity import Board, IdentityError
from openings.errors import CommandError
from openings.renormalizing import Place, Renormalization
from openings.where import located, require_indices

_DATES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]


def renormalize(  # noqa: PLR0913, PLR0917 - each is an option of the command
    since: Annotated[
        datetime | None,
        typer.Option(formats=_DATES, help="Only payloads that were fetched then (UTC) or later."),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only postings of this source.")] = None,
    board: Annotated[str | None, typer.Option(help="Only postings of this board.")] = None,
    after: Annotated[
        str | None,
        typer.Option(
            metavar="POSTING", help="Go on behind this posting, as an interrupted run said."
        ),
    ] = None,
    cursor_file: Annotated[
        Path | None,
        typer.Option(
            help="Keep in this file how far it came; go on from there if it exists. It is deleted"
            " at the end.",
            dir_okay=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Map the kept payloads anew, and write what differs: after a release that reads them better.

    Crawls and the API go on beside it. A change of the feed has `renormalize` as its cause; a
    posting of which the same is made as before has no change. What cannot be mapped any more is
    named and stays as it is. It may be interrupted at any time.

    Exit status 1 if a posting could not be derived anew.
    """
    settings = located(CrawlSettings)
    require_indices(settings)
    place = Place(after, cursor_file)
    selection = RecordSelection(
        source, _board_id(board), since and since.replace(tzinfo=UTC), place.after
    )
    work = Renormalization(settings, place)
    try:
        asyncio.run(work.run(selection))
    except BaseException:
        place.tell()
        raise
    work.show(as_json=as_json)
    if not work.whole:
        raise typer.Exit(1)


def _board_id(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return Board.parse(text).id
    except IdentityError as error:
        raise CommandError(str(error)) from error
