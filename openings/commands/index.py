"""`openings index`: the indices behind their aliases."""

from dataclasses import asdict
from typing import Annotated

import typer

from crawler.index.indices import create_indices, index_status
from mappings.settings import IndexSettings
from openings.console import print_json, print_table, say
from openings.where import connected, located

app = typer.Typer(help="Create the indices and say how they stand.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def create(
    replace: Annotated[
        bool, typer.Option("--replace", help="Delete what is there, with all postings, first.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Create the indices that are missing, each behind its alias."""
    settings = located(IndexSettings)
    with connected(settings) as client:
        created = create_indices(client, settings.index_prefix, replace=replace)
    if as_json:
        print_json({"created": created})
    else:
        say(f"Created {', '.join(created)}" if created else "The indices are there already")


@app.command()
def status(as_json: Json = False) -> None:
    """Show each alias, its index and its documents. Exit status 1 if one is missing or outdated."""
    settings = located(IndexSettings)
    with connected(settings) as client:
        found = index_status(client, settings.index_prefix)
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        rows = [
            (one.alias, one.index, one.documents, _state(one.missing, one.current)) for one in found
        ]
        print_table(("alias", "index", "documents", "state"), rows)
    if not all(one.current for one in found):
        raise typer.Exit(1)


def _state(missing: bool, current: bool) -> str:
    if missing:
        return "missing: openings index create"
    return "current" if current else "outdated: openings index create --replace"
