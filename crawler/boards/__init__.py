"""The registry of company boards: data, one `<source>.csv` a source, and no code to edit.

Columns: `token,site,host,company,domain`, the lines in the order of their boards' ids. `site` and
`host` stand where a board's name or its address needs them. Besides:

- `retired.csv` (`board,since,reason`): boards that a selection leaves out, whatever the lists say.
- `starter.csv` (`board`): some well-known boards on each of the main systems, to begin with.

Each line is checked when its file is loaded, and only the file that is asked for is loaded.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import DirectoryPath, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from crawler.raw import Employer
from mappings.identity import Board

COLUMNS = ("token", "site", "host", "company", "domain")
RETIRED_COLUMNS = ("board", "since", "reason")
STARTER_COLUMNS = ("board",)
_OTHER_FILES = frozenset({"retired", "starter"})

_LABEL = r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{4,253}}$)(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
# What stands where a token should when a page's template was never filled in.
_NO_TOKEN = re.compile(
    r"[${}<>%]|^(?:undefined|null|none|board_?token|your[-_]?company|)$", re.IGNORECASE
)


class RegistrySettings(BaseSettings):
    """Where the registry is, from the environment."""

    model_config = SettingsConfigDict(env_prefix="OPENINGS_")

    boards: DirectoryPath | None = Field(
        None, description="Folder of the registry of boards, in place of the project's own"
    )


class RegistryError(ValueError):
    """A line of the registry is wrong; the message names file, line and fault."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the registry."""

    board: Board
    employer: Employer


@dataclass(frozen=True, slots=True)
class Retired:
    """Why a board is left alone, and since which day (ISO 8601)."""

    since: str
    reason: str


@cache
def folder() -> Path:
    """Where the files are."""
    return RegistrySettings().boards or Path(str(files(__package__)))


def listed_sources() -> list[str]:
    """The sources that have a file."""
    return sorted(path.stem for path in folder().glob("*.csv") if path.stem not in _OTHER_FILES)


@cache
def registry(source: str) -> dict[str, Entry]:
    """The boards of a source by their id; empty where there is no file.

    Raises `RegistryError` for a faulty line.
    """
    entries: dict[str, Entry] = {}
    for found in checked(source):
        if isinstance(found, RegistryError):
            raise found
        entries[found.board.id] = found
    return entries


@cache
def retired() -> dict[str, Retired]:
    """The boards that are left alone, by id."""
    rows = _rows(folder() / "retired.csv", RETIRED_COLUMNS)
    return {row["board"]: Retired(row["since"], row["reason"]) for _, row in rows}


@cache
def starter() -> list[str]:
    """The ids of the boards to begin with, in the order of the file."""
    return [row["board"] for _, row in _rows(folder() / "starter.csv", STARTER_COLUMNS)]


def checked(source: str) -> Iterator[Entry | RegistryError]:
    """Every line of a source's file: what it says, or what is wrong with it."""
    path = folder() / f"{source}.csv"
    before = ""
    for number, row in _rows(path, COLUMNS):
        fault = _fault(row)
        if fault is None:
            entry = _entry(source, row)
            fault = _misplaced(entry.board.id, before)
            before = max(before, entry.board.id)
        yield entry if fault is None else RegistryError(f"{path.name} line {number}: {fault}")


def write(source: str, entries: Iterable[Entry]) -> None:
    """Write a source's file anew, in its one order."""
    lines = sorted(entries, key=lambda entry: entry.board.id)
    _write(folder() / f"{source}.csv", COLUMNS, map(_cells, lines))
    registry.cache_clear()


def write_retired(boards: dict[str, Retired]) -> None:
    """Write which boards are left alone."""
    rows = ((board, gone.since, gone.reason) for board, gone in sorted(boards.items()))
    _write(folder() / "retired.csv", RETIRED_COLUMNS, rows)
    retired.cache_clear()


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a file by number; a file that is not there has none."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = tuple(next(reader, ()))
        if header != columns:
            raise RegistryError(f"{path.name} line 1: the columns are {','.join(columns)}")
        for cells in reader:
            if len(cells) != len(columns):
                raise RegistryError(
                    f"{path.name} line {reader.line_num}: {len(cells)} columns, not {len(columns)}"
                )
            yield reader.line_num, dict(zip(columns, cells, strict=True))


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Iterable[str]]) -> None:
    """In one piece: whoever reads at that moment sees the old file or the new one."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    beside.replace(path)


def _fault(row: dict[str, str]) -> str | None:
    if _NO_TOKEN.search(row["token"]):
        return f"{row['token']!r} is no token"
    if row["site"] and _NO_TOKEN.search(row["site"]):
        return f"{row['site']!r} is no site"
    if row["host"] and not _HOST.fullmatch(row["host"]):
        return f"{row['host']!r} is no host name (lower case, without scheme, port and path)"
    padded = next((value for value in row.values() if value != value.strip()), None)
    return None if padded is None else f"{padded!r} has blanks around it"


def _misplaced(board: str, before: str) -> str | None:
    if board == before:
        return f"{board} stands twice (boards compare without case)"
    return f"{board} stands after {before}: sort the lines by board" if board < before else None


def _entry(source: str, row: dict[str, str]) -> Entry:
    board = Board(source, row["token"], row["site"] or None, row["host"] or None)
    return Entry(board, Employer(row["company"] or None, row["domain"] or None))


def _cells(entry: Entry) -> tuple[str, ...]:
    board, employer = entry.board, entry.employer
    return (
        board.token,
        board.site or "",
        board.host or "",
        employer.name or "",
        employer.domain or "",
    )
