"""How far a long work is: a bar on a terminal, elsewhere a line every few seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from openings.console import err, say

_SECONDS_A_LINE = 10.0


class Course:
    """Counts what is done out of a total that is known before, at least about."""

    def __init__(self, what: str, total: int, bar: Progress | None) -> None:
        self._what, self._total, self._done = what, total, 0
        self._bar = bar
        self._task = bar.add_task(what, total=total) if bar is not None else None
        self._told_at = time.monotonic()

    def advance(self, count: int) -> None:
        """So many more are done."""
        self._done += count
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, count)
        elif time.monotonic() - self._told_at >= _SECONDS_A_LINE:
            self._told_at = time.monotonic()
            say(f"{self._what}: {self._done:,} of {self._total:,}")


@contextmanager
def course(what: str, total: int) -> Iterator[Course]:
    """Show how far a work of `total` steps is."""
    if not err.is_terminal:
        yield Course(what, total, None)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=err, transient=True) as bar:
        yield Course(what, total, bar)
