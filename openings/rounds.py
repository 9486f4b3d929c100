"""One round of reading what is due, in a process of its own.

Twisted's reactor runs once in a process, and whatever a round leaves behind in memory ends with it.
Each round reads the registry anew. It first takes the leases of hosts, then looks whether their
boards are due still: so no board is read that another process has just read.
"""

import asyncio
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from pathlib import Path
from typing import Any

from crawler.boards import retired
from crawler.discovery import sources
from crawler.due import Agenda, Line, agenda, still_due
from crawler.index.due_index import DueIndex
from crawler.index.lease_watch import Watch
from crawler.index.leases import Leases
from crawler.index.publishing import FAULTS
from crawler.politeness import turn_of
from crawler.report import BoardReport
from crawler.run import Crawl
from crawler.selection import Selection, host_of, in_shard, select
from crawler.settings import CrawlSettings, scrapy_settings
from mappings.identity import Board
from openings.crawl_metrics import CrawlMetrics
from openings.crawling import tasks_for
from openings.errors import CommandError, foreseen
from openings.suppressed import suppressed_boards


@dataclass(frozen=True, slots=True)
class Order:
    """What to read where it is due: boards that are `named`, else those that are selected.

    `left_out`: ids of boards that are not to be read now. `watch` goes from round to round.
    `metrics`: the file of `CrawlMetrics`.
    """

    settings: CrawlSettings
    selection: Selection
    named: tuple[Board, ...]
    watch: Watch
    left_out: frozenset[str] = frozenset()
    metrics: Path | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What a round came to.

    `deferred`: ids of due boards whose hosts another process asks; `unrecorded`: of those that were
    begun and have no line in the ledger of it, so that they are due as before; `waiting`: how many
    due boards it did not take. `next_due_in`: seconds until another one is due, null if none is.
    """

    watch: Watch
    reports: tuple[BoardReport, ...] = ()
    deferred: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    waiting: int = 0
    next_due_in: float | None = None
    seconds: float = 0.0

    def numbers(self) -> dict[str, Any]:
        """What a program is told of it."""
        counts = ("listed", "new", "changed", "closed")
        return {
            "boards": len(self.reports),
            "seconds": round(self.seconds, 1),
            "outcomes": dict(Counter(report.outcome.value for report in self.reports)),
            "postings": {name: sum(getattr(r, name) for r in self.reports) for name in counts},
            "deferred": len(self.deferred),
            "unrecorded": len(self.unrecorded),
            "waiting": self.waiting,
        }

    def in_words(self) -> str:
        """One line for whoever looks after it."""
        told = self.numbers()
        outcomes = ", ".join(f"{count} {name}" for name, count in told["outcomes"].items())
        postings = ", ".join(f"{count:,} {name}" for name, count in told["postings"].items())
        rests = {
            "of hosts that another crawl asks": len(self.deferred),
            "could not be recorded": len(self.unrecorded),
            "are due still": self.waiting,
        }
        more = "".join(f"; {count:,} boards {what}" for what, count in rests.items() if count)
        read = f"{len(self.reports)} boards in {self.seconds:.0f} s ({outcomes or 'none'})"
        return f"{read}; postings: {postings}{more}"


@dataclass(frozen=True, slots=True)
class _Batch:
    """What a round reads, and what it leaves to others."""

    agenda: Agenda
    taken: tuple[Board, ...] = ()
    ours: tuple[Board, ...] = ()
    deferred: tuple[str, ...] = field(default=())


def read_apart(order: Order, sender: Connection) -> None:
    """Be the process of a round: send the `Round`, or a sentence that says why there is none.

    SIGTERM ends it: boards that are not at their end are given back, as if they were never begun.
    """
    # Ctrl-C is for the process that we work for, which passes it on.
    os.setsid()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        with foreseen():
            sender.send(read_round(order))
    except CommandError as error:
        sender.send(str(error))
    except FAULTS as error:
        sender.send(f"the index fails: {error}")


def read_round(order: Order) -> Round:
    """Read some of what is due; once a process."""
    started = time.monotonic()
    leases = Leases(order.settings, order.watch)
    try:
        try:
            batch = asyncio.run(_prepare(order, leases))
            crawl = _crawl(batch.ours, order, leases)
        finally:
            # What is being given back is given back, whoever asks us to end meanwhile.
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
    finally:
        asyncio.run(leases.give_back())
    due_at = batch.agenda.next_due_at
    return Round(
        watch=order.watch,
        reports=tuple(crawl.reports),
        deferred=batch.deferred,
        unrecorded=asyncio.run(_unrecorded(order.settings, crawl)),
        waiting=len(batch.agenda.due) - len(batch.taken),
        next_due_in=None if due_at is None else (due_at - datetime.now(UTC)).total_seconds(),
        seconds=time.monotonic() - started,
    )


def _crawl(boards: Sequence[Board], order: Order, leases: Leases) -> Crawl:
    settings = scrapy_settings(order.settings) | {"OPENINGS_LEASES": leases}
    metrics = CrawlMetrics(order.metrics) if order.metrics is not None else None

    def ended(_: BoardReport) -> None:
        if metrics is not None:
            metrics.refresh(crawl)

    crawl = Crawl(tasks_for(boards, order.settings.web), settings, ended)
    if boards:
        crawl.start()
        if metrics is not None:
            metrics.write(crawl)
    return crawl


async def _prepare(order: Order, leases: Leases) -> _Batch:
    settings = order.settings
    async with settings.connection().async_client() as client:
        index = DueIndex(client, settings.index_prefix, settings.patience)
        lines = await index.lines()
        never = order.left_out | (await suppressed_boards(settings)).keys()
        boards = [board for board in _chosen(order, lines) if board.id not in never]
        plan = agenda(boards, lines, datetime.now(UTC), _turn)
        taken = plan.due[: settings.round_boards]
        if settings.web is not None:
            # Recorded hosts are spared by nobody.
            return _Batch(plan, taken, taken)
        held = await leases.claim({_turn(board) for board in taken} - {""})
        free = [board for board in taken if _turn(board) in held or not _turn(board)]
        now_known = await index.lines_of([board.id for board in free])
        ours = still_due(free, now_known, datetime.now(UTC))
    deferred = {board.id for board in taken} - {board.id for board in free}
    return _Batch(plan, taken, tuple(ours), tuple(sorted(deferred)))


async def _unrecorded(settings: CrawlSettings, crawl: Crawl) -> tuple[str, ...]:
    begun = [report.board for report in crawl.reports]
    async with settings.connection().async_client() as client:
        index = DueIndex(client, settings.index_prefix, patience=1.0)
        try:
            recorded = await index.read_by(crawl.id, begun)
        except FAULTS:
            # Where the index cannot be read, nothing is known to be in it.
            recorded = set()
    return tuple(board for board in begun if board not in recorded)


def _chosen(order: Order, lines: dict[str, Line]) -> Iterable[Board]:
    """What is named, else selected: of the registry, and of what was read before by its name."""
    if order.named:
        return order.named
    selection = order.selection
    selected = select(selection).boards
    if selection.starter or selection.sample is not None:
        return selected
    known = {board.id for board in selected}
    others = [line.spelling for name, line in lines.items() if name not in known]
    return [*selected, *_unlisted(others, selection)]


def _unlisted(spellings: Sequence[str], selection: Selection) -> Iterable[Board]:
    """The boards of these names that a selection takes in."""
    every = select(replace(selection, shard=None)).boards if spellings else ()
    listed = {board.id for board in every}
    wanted = selection.only or tuple(sources())
    boards = [Board.parse(spelling) for spelling in spellings]
    open_to_us = [
        board
        for board in boards
        if board.id not in listed and board.id not in retired()
        and board.source in wanted and sources()[board.source].off is None
    ]  # fmt: skip
    return open_to_us if selection.shard is None else in_shard(open_to_us, selection.shard)


@cache
def _turn(board: Board) -> str:
    return turn_of(host_of(board))


def _end_with_parent() -> None:
    """Whoever ordered the round is no more: end it as if it had been asked to."""
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
