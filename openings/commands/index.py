"""`openings index`: the indices behind their aliases."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, TypeVar

import typer

from crawler.index.generations import Generations
from crawler.index.indices import IndexStatus, create_indices, index_status
from crawler.settings import CrawlSettings
from mappings.settings import IndexSettings
from openings.console import print_json, print_table, say
from openings.where import connected, located

T = TypeVar("T")

app = typer.Typer(help="Create the indices, say how they stand, renew and prune the change feed.")
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
        rows = [(one.alias, one.index, one.documents, _state(one)) for one in found]
        print_table(("alias", "index", "documents", "state"), rows)
    if not all(one.current for one in found):
        raise typer.Exit(1)


@app.command()
def rotate(as_json: Json = False) -> None:
    """Begin a new generation of the change feed; crawls that run beside wait a moment.

    Do so once a month or so: changes are dropped by whole generations. What was interrupted is
    done to its end by running it again.
    """
    settings = located(CrawlSettings)
    generation = asyncio.run(_with_generations(settings, lambda held: held.begin()))
    if as_json:
        print_json({"generation": generation})
    else:
        say(f"Changes are written to generation {generation} from now on")


@app.command()
def prune(
    keep: Annotated[int, typer.Option(help="Generations to keep, the newest ones.", min=1)],
    as_json: Json = False,
) -> None:
    """Drop old generations of the change feed. Cursors that stand in them expire."""
    settings = located(CrawlSettings)

    async def drop(generations: Generations) -> list[str]:
        newest = (await generations.mark()).generation
        return await generations.drop(max(1, newest - keep + 1))

    dropped = asyncio.run(_with_generations(settings, drop))
    if as_json:
        print_json({"dropped": dropped})
    else:
        say(f"Dropped {', '.join(dropped)}" if dropped else "There is nothing to drop")


async def _with_generations(
    settings: CrawlSettings, work: Callable[[Generations], Awaitable[T]]
) -> T:
    async with settings.connection().async_client() as client:
        generations = Generations(client, settings.index_prefix, patience=settings.patience)
        return await work(generations)


def _state(status: IndexStatus) -> str:
    if status.missing:
        return "missing: openings index create"
    if status.current:
        return "current"
    # Old generations may stay as they are.
    mend = "rotate" if status.kind == "changes" else "create --replace"
    return f"outdated: openings index {mend}"
