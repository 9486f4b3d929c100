"""`openings suppress`: take postings down for good, at the request of whoever they belong to."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer

from crawler.discovery import find_board
from crawler.keeping.takedown import Takedown
from crawler.settings import CrawlSettings
from mappings.suppression import SuppressedKind, Suppression, Target
from openings.console import print_json, print_table, say
from openings.errors import CommandError
from openings.where import located, require_indices

T = TypeVar("T")

app = typer.Typer(
    help="Take a posting, a board or a company down for good: its postings, their payloads and what"
    " the change feed held of them are erased, the feed says `erased`, and no crawl brings them"
    " back."
)
Reason = Annotated[
    str | None, typer.Option(help="Why, for those who keep the index; it is never served.")
]
Undo = Annotated[
    bool, typer.Option("--undo", help="Allow it again. What was erased comes with the next crawl.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def posting(
    posting_id: Annotated[str, typer.Argument(metavar="ID", help="source:board:source_id")],
    reason: Reason = None,
    undo: Undo = False,
    as_json: Json = False,
) -> None:
    """Take one posting down."""
    _change(Target(SuppressedKind.POSTING, posting_id), reason, undo=undo, as_json=as_json)


@app.command()
def board(
    name: Annotated[
        str, typer.Argument(metavar="BOARD", help="source:token, or the careers page's address")
    ],
    reason: Reason = None,
    undo: Undo = False,
    as_json: Json = False,
) -> None:
    """Take all postings of a board down, and its line of the ledger. It is read no more."""
    target = Target(SuppressedKind.BOARD, find_board(name).id)
    _change(target, reason, undo=undo, as_json=as_json)


@app.command()
def company(
    company_id: Annotated[
        str, typer.Argument(metavar="ID", help="The `company.id` or `company.domain` of postings.")
    ],
    reason: Reason = None,
    undo: Undo = False,
    as_json: Json = False,
) -> None:
    """Take all postings of a company down, whatever board they are from."""
    target = Target(SuppressedKind.COMPANY, company_id)
    _change(target, reason, undo=undo, as_json=as_json)


@app.command("list")
def list_all(as_json: Json = False) -> None:
    """Show what is suppressed, and why."""
    found = _with_takedown(lambda takedown: takedown.listed())
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
    else:
        rows = [(one.kind.value, one.id, f"{one.time:%Y-%m-%d}", one.reason) for one in found]
        print_table(("kind", "id", "since", "reason"), rows)


def _change(target: Target, reason: str | None, *, undo: bool, as_json: bool) -> None:
    if undo:
        done = _with_takedown(lambda takedown: takedown.allow(target))
        _tell(target, {"suppressed": False, "was_suppressed": done}, as_json=as_json)
        return
    if reason is None or not reason.strip():
        raise CommandError("say why with --reason, for those who keep the index after you")
    suppression = Suppression(kind=target.kind, id=target.id, reason=reason, time=datetime.now(UTC))
    erased = _with_takedown(lambda takedown: takedown.suppress(suppression))
    _tell(target, {"suppressed": True, "erased": erased}, as_json=as_json)


def _tell(target: Target, outcome: dict[str, bool | int], *, as_json: bool) -> None:
    name = f"{target.kind} {target.id}"
    if as_json:
        print_json({"kind": target.kind, "id": target.id, **outcome})
    elif outcome["suppressed"]:
        say(f"The {name} is suppressed; {outcome['erased']:,} postings were erased")
    elif outcome["was_suppressed"]:
        say(f"The {name} is allowed again; the next crawl takes it")
    else:
        say(f"The {name} was not suppressed")


def _with_takedown(work: Callable[[Takedown], Awaitable[T]]) -> T:
    settings = located(CrawlSettings)
    require_indices(settings)

    async def run() -> T:
        async with settings.connection().async_client() as client:
            prefix, patience = settings.index_prefix, settings.patience
            return await work(Takedown(client, prefix, patience=patience))

    return asyncio.run(run())
