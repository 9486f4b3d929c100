"""Which boards are to be read now, and in which order. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from mappings.identity import Board

_CLOCKS_DIFFER = timedelta(hours=1)
"""By so much at most, unless one was set back."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the ledger says of when a board is read."""

    spelling: str
    last_attempt_at: datetime
    next_due_at: datetime | None

    def is_due(self, now: datetime) -> bool:
        """Whether to read the board now.

        One that was read in the future was read before the clock was set back: then nobody knows
        when it is due, and waiting for that moment may take years.
        """
        told_by_another_clock = self.last_attempt_at > now + _CLOCKS_DIFFER
        return self.next_due_at is None or self.next_due_at <= now or told_by_another_clock


@dataclass(frozen=True, slots=True)
class Agenda:
    """The boards that are due, those to be read first in front; and when the next one will be."""

    due: tuple[Board, ...]
    next_due_at: datetime | None


def agenda(
    boards: Iterable[Board],
    ledger: Mapping[str, Line],
    now: datetime,
    host_of: Callable[[Board], str],
) -> Agenda:
    """What is due at `now`; a board without a line was never read and is.

    Of each host the most overdue one comes first, then of each the second: whatever is cut off
    there, no host keeps the others waiting.
    """
    by_host: dict[str, list[tuple[datetime, str, Board]]] = defaultdict(list)
    later: list[datetime] = []
    for board in boards:
        line = ledger.get(board.id)
        due_at = line.next_due_at if line is not None and line.next_due_at is not None else now
        if line is None or line.is_due(now):
            by_host[host_of(board)].append((due_at, board.id, board))
        else:
            later.append(due_at)
    ranked = [
        (rank, due_at, name, board)
        for waiting in by_host.values()
        for rank, (due_at, name, board) in enumerate(sorted(waiting, key=lambda one: one[:2]))
    ]
    ranked.sort(key=lambda one: one[:3])
    return Agenda(tuple(board for *_, board in ranked), min(later, default=None))


def still_due(boards: Collection[Board], ledger: Mapping[str, Line], now: datetime) -> list[Board]:
    """Those that no other process read meanwhile."""
    lines = {board.id: ledger.get(board.id) for board in boards}
    return [board for board in boards if (line := lines[board.id]) is None or line.is_due(now)]
