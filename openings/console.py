"""What a person sees: progress bars on a terminal, plain lines elsewhere, JSON where asked for."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

# What a program reads goes to the standard output, what a person follows to the standard error.
err = Console(stderr=True, highlight=False, soft_wrap=True)
_PLAIN_WIDTH = 140


def say(text: str) -> None:
    """One line for the person who watches."""
    err.print(Text(text))


def print_json(value: Any) -> None:
    """A JSON document on the standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table on the standard output; numbers are set to the right."""
    out = Console(highlight=False)
    if not out.is_terminal:
        out = Console(highlight=False, width=_PLAIN_WIDTH)
    table = Table(box=None, pad_edge=False)
    for number, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[number], int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    out.print(table)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


class Download:
    """Shows the progress of a download; a `Progress` of `openings.elastic`."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._bar: Progress | None = None
        self._total = self._done = self._told = 0

    def begin(self, total: int) -> None:
        """The size in bytes is known."""
        self._total = total
        say(f"Fetching {self._what}: {total / 1e6:.0f} MB, once")
        if err.is_terminal:
            self._bar = Progress(
                BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=err, transient=True
            )
            self._bar.add_task(self._what, total=total)
            self._bar.start()

    def advance(self, count: int) -> None:
        """So many bytes more."""
        self._done += count
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0], count)
        elif self._done * 4 // self._total > self._told:
            self._told = self._done * 4 // self._total
            say(f"Fetching {self._what}: {self._told * 25} %")
        if self._done >= self._total and self._bar is not None:
            self._bar.stop()
            self._bar = None


class Counter:
    """Counts steps of known number on a terminal; elsewhere each step is a line."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar

    def step(self, line: str) -> None:
        """One more is done; `line` says which."""
        if self._bar is None:
            say(line)
        else:
            self._bar.update(self._bar.task_ids[0], advance=1, description=line)


@contextmanager
def counting(total: int, what: str) -> Iterator[Counter]:
    """Show the progress of `total` steps."""
    if not err.is_terminal:
        yield Counter(None)
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        bar.add_task(what, total=total)
        yield Counter(bar)
