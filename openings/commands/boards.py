"""`openings boards`: the registry of company boards."""

from collections.abc import Iterator
from typing import Annotated

import typer

from crawler.boards import Entry, registry
from crawler.discovery import sources
from openings.console import print_json, print_table
from openings.errors import CommandError

app = typer.Typer(help="Look at the registry of company boards.")


@app.command("list")
def list_boards(
    source: Annotated[str | None, typer.Option(help="Only boards of this source.")] = None,
    company: Annotated[
        str | None, typer.Option(help="Only boards whose company, domain or token holds this text.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the boards that are known: what `openings crawl` takes, and the company where known."""
    entries = [entry for entry in _entries(source) if _about(entry, company)]
    if as_json:
        print_json([_facts(entry) for entry in entries])
    else:
        print_table(("board", "company", "domain"), [tuple(_facts(e).values()) for e in entries])


def _entries(source: str | None) -> Iterator[Entry]:
    if source is not None and source not in sources():
        raise CommandError(f"{source!r} is no source; there are {', '.join(sources())}")
    for name in [source] if source else sources():
        yield from registry(name).values()


def _about(entry: Entry, text: str | None) -> bool:
    if text is None:
        return True
    facts = (entry.board.token, entry.employer.name or "", entry.employer.domain or "")
    return any(text.casefold() in fact.casefold() for fact in facts)


def _facts(entry: Entry) -> dict[str, str | None]:
    return {
        "board": entry.board.spelling,
        "company": entry.employer.name,
        "domain": entry.employer.domain,
    }
