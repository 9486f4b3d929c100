"""`openings index`: the indices behind their aliases."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

import typer

from crawler.index.generations import Generations
from crawler.index.indices import IndexStatus, create_indices, index_status
from crawler.keeping.migration import MIGRATED
from crawler.keeping.retention import Retention
from crawler.settings import CrawlSettings
from mappings.settings import IndexSettings
from openings import migrating
from openings.ages import age
from openings.console import print_json, print_table, say
from openings.errors import CommandError
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
def migrate(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KIND...", help=f"{', '.join(MIGRATED)}; by default, whatever is outdated."
        ),
    ] = None,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Go back to the indices that were replaced last.")
    ] = False,
    drop_replaced: Annotated[
        bool, typer.Option("--drop-replaced", help="Delete the indices that were replaced.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Rebuild indices of another version beside the ones that serve, swap, and create missing ones.

    Searches and crawls go on; at the end, writes wait for a moment. The old index is kept until
    the next migration, or until --drop-replaced; --rollback returns to it with all that was
    written since. Whatever fails leaves the old one serving. One migration at a time.
    """
    wanted = kinds or []
    if unknown := sorted(set(wanted) - set(MIGRATED)):
        raise CommandError(f"{unknown[0]!r} is none of the kinds: {', '.join(MIGRATED)}")
    if rollback and drop_replaced:
        raise CommandError(
            "go back with --rollback, or give that up with --drop-replaced: not both"
        )
    settings = located(CrawlSettings)
    if drop_replaced:
        _tell_dropped(asyncio.run(migrating.drop_replaced(settings)), as_json=as_json)
        return
    work = migrating.roll_back if rollback else migrating.migrate
    done = asyncio.run(work(settings, wanted))
    created = [] if rollback or wanted else _create_missing(settings)
    if as_json:
        print_json({"migrated": [asdict(one) for one in done], "created": created})
        return
    for one in done:
        say(f"{one.kind}: {one.new} took the place of {one.old}, {one.documents:,} documents")
        if one.dropped:
            say(f"{one.kind}: left out, for want of a place: {', '.join(one.dropped)}")
    if created:
        say(f"Created {', '.join(created)}")
    if not done and not created:
        say("There is nothing to migrate")


def _create_missing(settings: CrawlSettings) -> list[str]:
    with connected(settings) as client:
        return create_indices(client, settings.index_prefix)


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
    keep: Annotated[
        int | None,
        typer.Option(help="Generations of the change feed to keep, the newest ones.", min=1),
    ] = None,
    changes_older_than: Annotated[
        timedelta | None,
        typer.Option(
            parser=age, metavar="AGE", help="Drop generations that ended so long ago, such as 90d."
        ),
    ] = None,
    raw_older_than: Annotated[
        timedelta | None,
        typer.Option(
            parser=age,
            metavar="AGE",
            help="Delete payloads fetched so long ago, such as 400d, unless their posting is open.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Drop old generations of the change feed, and old payloads of closed postings.

    Cursors that stand in a generation that is dropped expire. The generation that is written to
    stays: `openings index rotate` begins the next one.
    """
    if keep is None and changes_older_than is None and raw_older_than is None:
        raise CommandError("say what to prune: --keep, --changes-older-than or --raw-older-than")
    settings, now = located(CrawlSettings), datetime.now(UTC)

    async def work(retention: Retention) -> dict[str, Any]:
        dropped = await retention.keep_generations(keep) if keep is not None else []
        if changes_older_than is not None:
            dropped += await retention.drop_changes(now - changes_older_than)
        if raw_older_than is None:
            return {"dropped": dropped}
        payloads = await retention.drop_raw(now - raw_older_than)
        return {"dropped": dropped, "payloads": payloads}

    done = asyncio.run(_with_retention(settings, work))
    if as_json:
        print_json(done)
        return
    _tell_dropped(done["dropped"], as_json=False)
    if "payloads" in done:
        say(f"Deleted {done['payloads']:,} payloads")


def _tell_dropped(dropped: list[str], *, as_json: bool) -> None:
    if as_json:
        print_json({"dropped": dropped})
    else:
        say(f"Dropped {', '.join(dropped)}" if dropped else "There is nothing to drop")


async def _with_retention(settings: CrawlSettings, work: Callable[[Retention], Awaitable[T]]) -> T:
    async with settings.connection().async_client() as client:
        return await work(Retention(client, settings.index_prefix, patience=settings.patience))


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
    mend = "rotate" if status.kind == "changes" else "migrate"
    return f"outdated: openings index {mend}"
