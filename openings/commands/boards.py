"""`openings boards`: the registry of company boards."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from crawler.boards import (
    Entry,
    RegistryError,
    Retired,
    checked,
    folder,
    listed_sources,
    registry,
    retired,
    starter,
    write,
    write_retired,
)
from crawler.discovery import find_board, sources
from crawler.index.retiring import UnknownStateError, confirm, retire
from crawler.normalize.company import domain as domain_in
from crawler.raw import Employer
from crawler.settings import CrawlSettings
from mappings.identity import Board
from openings.console import print_json, print_table, say
from openings.errors import CommandError
from openings.where import located, located_or_none, require_indices

app = typer.Typer(
    help="""The registry of company boards: which are known, and what `openings crawl` selects.

    It is data: a file for each source, retired.csv and starter.csv, in crawler/boards/ or in the
    folder that OPENINGS_BOARDS names. What `add` and `retire` write in crawler/boards/ is a change
    to the project: look at it, and commit it."""
)

_Board = Annotated[
    str, typer.Argument(metavar="BOARD", help="source:token or the address of a careers page.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("list")
def list_boards(
    source: Annotated[str | None, typer.Option(help="Only boards of this source.")] = None,
    as_json: _Json = False,
) -> None:
    """List the boards that are known: what `openings crawl` takes, and the company where known."""
    _show(list(_entries(source)), as_json=as_json)


@app.command("find")
def find_boards(
    text: Annotated[str, typer.Argument(help="Part of a company's name, its domain, or a token.")],
    as_json: _Json = False,
) -> None:
    """Find boards of any source by company, domain or token; capitals do not matter.

    Exit status 1 if there is none.
    """
    found = [entry for entry in _entries(None) if _is_about(entry, text)]
    if not found:
        raise CommandError(
            f"no board is about {text!r}; give its careers page to `openings boards add`"
        )
    _show(found, as_json=as_json)


@app.command("add")
def add_board(
    board: _Board,
    company: Annotated[
        str | None, typer.Option(help="Name of the company, where the board does not tell it.")
    ] = None,
    domain: Annotated[str | None, typer.Option(help="The company's own domain.")] = None,
) -> None:
    """Add a board, or take a retired one back. The line stands at its place in the file."""
    found = find_board(board)
    entries = registry(found.source)
    if found.id in entries and found.id not in retired():
        raise CommandError(f"{entries[found.id].board.spelling} is in the registry already")
    _require_host(found)
    if domain is not None and domain_in(domain) is None:
        raise CommandError(f"{domain!r} is no domain; give one such as acme.com")
    before = entries.get(found.id, Entry(found, Employer()))
    employer = Employer(
        company or before.employer.name, domain_in(domain) or before.employer.domain
    )
    write(found.source, {**entries, found.id: Entry(before.board, employer)}.values())
    write_retired({board: why for board, why in retired().items() if board != found.id})
    say(f"Added {found.spelling} to {folder() / found.source}.csv")


@app.command("retire")
def retire_board(
    board: _Board,
    reason: Annotated[str, typer.Option(help="Why it is to be left alone.")],
) -> None:
    """Retire a board: no selection holds it any more, and its open postings are closed.

    Named one by one it is still read. A board that left the registry is retired too: its postings
    are closed. Where there is no index, that is said; run it again where there is one.
    """
    found = find_board(board)
    known = found.id in registry(found.source)
    if known:
        today = datetime.now(UTC).date().isoformat()
        write_retired({**retired(), found.id: Retired(today, reason)})
        say(f"Retired {found.spelling}")
    settings = located_or_none(CrawlSettings)
    if settings is not None:
        require_indices(settings)
        closed = asyncio.run(retire(settings, found.id))
        say(f"Closed {closed} postings of {found.spelling}")
    elif not known:
        raise CommandError(f"{found.spelling} is not in the registry, and there is no index")
    else:
        say("There is no index: postings stay open until this is run where there is one")


@app.command("confirm")
def confirm_board(board: _Board) -> None:
    """Believe what a read of a board was not believed, having looked at it.

    A board whose postings name another company than before is not read any further, and fields that
    vanish from most postings of a board are kept as they were. Either may be true: a company was
    renamed, or states no pay any more.
    """
    found = find_board(board)
    settings = located(CrawlSettings)
    require_indices(settings)
    try:
        told = asyncio.run(confirm(settings, found.id))
    except UnknownStateError as error:
        raise CommandError(str(error)) from error
    say(f"{found.spelling} {told}")


@app.command("check")
def check_boards() -> None:
    """Check every line of every file, and print what is wrong. Exit status 1 if anything is."""
    faults = list(_faults())
    for fault in faults:
        say(fault)
    if faults:
        raise typer.Exit(1)
    say(f"{sum(len(registry(source)) for source in listed_sources())} boards, all well")


def _faults() -> Iterator[str]:
    known: set[str] = set()
    for source in listed_sources():
        if source not in sources():
            yield f"{source}.csv: there is no source {source}"
        try:
            for found in checked(source):
                if isinstance(found, RegistryError):
                    yield str(found)
                else:
                    known.add(found.board.id)
        except RegistryError as error:
            yield str(error)
    for name, boards in (("starter.csv", starter()), ("retired.csv", retired())):
        for board in boards:
            if board not in known:
                yield f"{name}: {board} is in no source's file"


def _require_host(board: Board) -> None:
    if sources()[board.source].needs_host() and board.host is None:
        raise CommandError(
            f"the host of {board.spelling} cannot be told from its name; give the address of its"
            " careers page"
        )


def _entries(source: str | None) -> Iterator[Entry]:
    if source is not None and source not in sources():
        raise CommandError(f"{source!r} is no source; there are {', '.join(sources())}")
    for name in [source] if source else sources():
        yield from registry(name).values()


def _is_about(entry: Entry, text: str) -> bool:
    facts = (entry.board.token, entry.employer.name or "", entry.employer.domain or "")
    return any(text.casefold() in fact.casefold() for fact in facts)


def _show(entries: list[Entry], *, as_json: bool) -> None:
    if as_json:
        print_json([_facts(entry) for entry in entries])
    else:
        columns = ("board", "company", "domain", "retired")
        print_table(columns, [tuple(_facts(entry).values()) for entry in entries])


def _facts(entry: Entry) -> dict[str, str | None]:
    gone = retired().get(entry.board.id)
    return {
        "board": entry.board.spelling,
        "company": entry.employer.name,
        "domain": entry.employer.domain,
        "retired": gone.reason if gone else None,
    }
