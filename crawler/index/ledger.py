"""The ledger: how each board's last read went. A pure function from report to record."""

from datetime import datetime

from crawler.report import BoardReport
from mappings.board import BoardState
from mappings.identity import Board


def board_state(
    board: Board, report: BoardReport, before: BoardState | None, now: datetime, run_id: str
) -> BoardState:
    """The ledger's line after a read that ended at `now`; what it could not learn is kept."""
    return BoardState(
        id=board.id,
        source=board.source,
        spelling=board.spelling,
        token=board.token,
        site=board.site,
        company=report.company or (before.company if before else None),
        last_attempt_at=now,
        last_complete_at=now if report.complete else (before.last_complete_at if before else None),
        outcome=report.outcome,
        evidence=report.evidence,
        listed=report.listed,
        new=report.new,
        changed=report.changed,
        unchanged=report.unchanged,
        skipped=report.skipped,
        rejected=len(report.rejected),
        consecutive_failures=0
        if report.complete
        else 1 + (before.consecutive_failures if before else 0),
        run_id=run_id,
        seconds=report.seconds,
    )
