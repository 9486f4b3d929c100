"""The ledger: how each board's last read went. A pure function from report to record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from crawler.index.schedule import next_due
from crawler.report import BoardReport
from crawler.settings import CrawlSettings
from mappings.board import BoardState
from mappings.identity import Board
from reference.vocabularies import Outcome

DENIED = frozenset({Outcome.MISSING, Outcome.GONE})
_SAYS_NOTHING = frozenset({Outcome.FAILED, Outcome.BLOCKED})


@dataclass(frozen=True, slots=True)
class ReadEnd:
    """What a read leaves behind besides its report.

    `now`: when it ended; `fill_rates`: of the board's open postings since, null where not known.
    """

    now: datetime
    run_id: str
    settings: CrawlSettings
    fill_rates: Mapping[str, float] | None = field(default=None)


def board_state(
    board: Board, before: BoardState | None, report: BoardReport, end: ReadEnd
) -> BoardState:
    """The ledger's line after a read; what the read could not learn is kept."""
    return BoardState(
        id=board.id,
        source=board.source,
        spelling=board.spelling,
        token=board.token,
        site=board.site,
        company=report.company or (before.company if before else None),
        last_attempt_at=end.now,
        outcome=report.outcome,
        evidence=report.evidence,
        **_counts(report),
        consecutive_failures=0 if report.complete else 1 + _failures(before),
        company_met=report.company_met,
        accepted=before.accepted if before else (),
        missing_on=denied_on(before, report.outcome, end.now.date(), end.settings.gone_after_days),
        next_due_at=next_due(before, report, end.now, end.settings),
        run_id=end.run_id,
        seconds=report.seconds,
        **_of_complete_read(before, report, end),
    )


def denied_on(
    before: BoardState | None, outcome: Outcome, today: date, most: int
) -> tuple[date, ...]:
    """The last days on which a source denied a board, `today`'s outcome counted; `most` of them.

    Whatever shows that the board is there ends them; a read that failed shows nothing.
    """
    days = before.missing_on if before is not None else ()
    if outcome in _SAYS_NOTHING:
        return days
    return tuple(sorted({*days, today}))[-most:] if outcome in DENIED else ()


def _counts(report: BoardReport) -> dict[str, int]:
    return {
        "listed": report.listed,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "rejected": len(report.rejected),
        "closed": report.closed,
        "missing": report.missing,
    }


def _failures(before: BoardState | None) -> int:
    return before.consecutive_failures if before is not None else 0


def _of_complete_read(
    before: BoardState | None, report: BoardReport, end: ReadEnd
) -> dict[str, Any]:
    """What only a complete read sets anew."""
    if not report.complete:
        names = ("last_complete_at", "suspect", "lost", "fill_rates")
        return {name: getattr(before, name) for name in names} if before is not None else {}
    whole = not report.rejected and report.suspect is None
    return {
        "last_complete_at": end.now,
        "baseline": before is None or before.last_complete_at is None,
        "suspect": report.suspect,
        "lost": report.lost,
        "validators": report.validators if whole else None,
        "fill_rates": None if end.fill_rates is None else dict(end.fill_rates),
    }
