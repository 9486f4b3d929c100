"""Which boards of the registry a crawl reads: pure choices over its lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from zlib import crc32

from crawler.boards import registry, retired, starter
from crawler.discovery import sources
from crawler.politeness import turn_of
from crawler.raw import Employer
from crawler.report import BoardRun
from crawler.shapes.base import Task
from crawler.shapes.listing import Listing
from mappings.identity import Board


class SelectionError(ValueError):
    """What was asked for makes no sense; the message says what would."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` parts; `number` counts from 1."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """Read `2/8`. Raises `SelectionError` for anything else."""
        number, slash, count = text.partition("/")
        if slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
            return cls(int(number), int(count))
        raise SelectionError(f"{text!r} is no shard: write 2/8 for the second of eight")


@dataclass(frozen=True, slots=True)
class Selection:
    """All boards of `only` these sources (none named: of all); of these the `starter` boards; of
    these one `shard`; of these an even `sample`.
    """

    only: tuple[str, ...] = ()
    starter: bool = False
    shard: Shard | None = None
    sample: int | None = None


@dataclass
class Selected:
    """The boards that were chosen, and in sentences what was left out and why."""

    boards: list[Board] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def select(selection: Selection) -> Selected:
    """Choose boards; the same lines of the registry give the same choice.

    Raises `SelectionError` for an unknown source, `RegistryError` for a faulty line.
    """
    chosen = Selected()
    for source in selection.only or sources():
        chosen.boards += _boards_of(source, chosen.notes)
    _leave_out_retired(chosen)
    if selection.starter:
        wanted = set(starter())
        chosen.boards = [board for board in chosen.boards if board.id in wanted]
    if selection.shard is not None:
        chosen.boards = list(in_shard(chosen.boards, selection.shard))
    if selection.sample is not None:
        chosen.boards = _evenly(chosen.boards, selection.sample)
    return chosen


def host_of(board: Board) -> str:
    """The host that the read of a board asks first; "" where only the registry could say."""
    spider = sources()[board.source]()
    if not isinstance(spider, Listing) or (spider.needs_host() and board.host is None):
        return board.host or ""
    request = spider.first_request(BoardRun(board), Task(board, Employer()))
    return urlsplit(request.url).hostname or ""


def _boards_of(source: str, notes: list[str]) -> Iterator[Board]:
    if source not in sources():
        raise SelectionError(f"{source!r} is no source; there are {', '.join(sources())}")
    off, entries = sources()[source].off, registry(source)
    if off is not None:
        if entries:
            notes.append(f"{source} is left out, {len(entries)} boards: {off}; name one to read it")
        return
    yield from (entry.board for entry in entries.values())


def _leave_out_retired(chosen: Selected) -> None:
    kept = [board for board in chosen.boards if board.id not in retired()]
    if gone := len(chosen.boards) - len(kept):
        chosen.notes.append(f"{gone} retired boards are left out")
    chosen.boards = kept


def in_shard(boards: Iterable[Board], shard: Shard) -> Iterator[Board]:
    """Boards that take turns with one another are in one shard, so that a host is asked by one
    process only.
    """
    for board in boards:
        turn = turn_of(host_of(board)) or board.id
        if crc32(turn.encode()) % shard.count == shard.number - 1:
            yield board


def _evenly(boards: Sequence[Board], size: int) -> list[Board]:
    """So many boards at even distances of the list, hence of each source its share."""
    if size < 1:
        raise SelectionError(f"a sample of {size} boards is none: give a number from 1 up")
    if size >= len(boards):
        return list(boards)
    return [boards[(2 * number + 1) * len(boards) // (2 * size)] for number in range(size)]
