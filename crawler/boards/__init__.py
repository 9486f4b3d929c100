"""The registry of company boards: data, one `<source>.csv` a source, and no code to edit.

Columns: `token,site,company,domain`. A line is checked when it is loaded: the token is none of a
template that was never filled in, and no board stands there twice (compared without case).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from crawler.raw import Employer
from mappings.identity import Board


class RegistryError(ValueError):
    """A line of the registry is wrong; the message names file, line and fault."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the registry."""

    board: Board
    employer: Employer


@cache
def registry(source: str) -> dict[str, Entry]:
    """The boards of a source by their id; empty where there is no file.

    Raises `RegistryError` for a faulty line.
    """
    path = files(__package__) / f"{source}.csv"
    if not path.is_file():
        return {}
    entries: dict[str, Entry] = {}
    with path.open(encoding="utf-8") as lines:
        for number, entry in enumerate(_entries(source, csv.DictReader(lines)), start=2):
            if entry.board.id in entries:
                raise RegistryError(f"{source}.csv line {number}: {entry.board.id} stands twice")
            entries[entry.board.id] = entry
    return entries


def _entries(source: str, rows: "csv.DictReader[str]") -> Iterator[Entry]:
    for row in rows:
        token = row["token"].strip()
        if not token or any(mark in token for mark in "${}<>"):
            raise RegistryError(f"{source}.csv line {rows.line_num}: {token!r} is no token")
        board = Board(source, token, row["site"] or None)
        yield Entry(board, Employer(row["company"] or None, row["domain"] or None))
