"""What a played board lists, page by page: the truth, or one of the ways in which real ones lie."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.fake_server import Answer

Fault = Callable[[Answer], Answer]
"""What becomes of an answer."""
Move = Callable[[list[str]], None]
"""What becomes of a board's rows while it is read."""


@dataclass
class Rows:
    """The rows of a board by their ids, in the order of its list.

    `faults`: by the offset of a page, what happens to its answers, one after the other; later ones
    are well. `moves`: by the offset of a page, what changes once it was given for the first time,
    or, `restless`, each time. `stated`: the total
    that is stated in place of the true one. `wraps`: the offset at which the list starts anew.
    `details`: what happens to the details of rows. `asked` and `detailed` count what was asked for.
    """

    ids: list[str]
    faults: dict[int, Sequence[Fault]] = field(default_factory=dict)
    moves: dict[int, Move] = field(default_factory=dict)
    stated: int | None = None
    wraps: int | None = None
    details: dict[str, Fault] = field(default_factory=dict)
    restless: bool = False
    asked: Counter[int] = field(default_factory=Counter)
    detailed: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.ids = list(self.ids)

    @property
    def total(self) -> int:
        """The total that is stated."""
        return len(self.ids) if self.stated is None else self.stated

    def page(self, offset: int, size: int, body: Callable[[list[str]], Any]) -> Answer:
        """The answer with the page at an offset, its body made from the ids of its rows."""
        time = self.asked[offset]
        self.asked[offset] += 1
        start = offset % self.wraps if self.wraps else offset
        answer = Answer(body(self.ids[start : start + size]))
        faults = self.faults.get(offset, ())
        if time < len(faults):
            return faults[time](answer)
        if time == 0 or self.restless:
            self.moves.get(offset, _stay)(self.ids)
        return answer

    def detail(self, row_id: str, body: Any) -> Answer:
        """The answer with a row's detail."""
        self.detailed[row_id] += 1
        return self.details.get(row_id, lambda answer: answer)(Answer(body))


def numbered(count: int) -> list[str]:
    """The ids "1", "2" and so on."""
    return [str(number + 1) for number in range(count)]


def offsets(rows: Rows) -> Iterator[int]:
    """Where pages were asked for, in their order."""
    return iter(sorted(rows.asked))


def cut(answer: Answer) -> Answer:
    """The connection breaks in the middle of the body."""
    return replace(answer, cut=True)


def broken(_: Answer) -> Answer:
    """The server fails."""
    return Answer(b"oops", status=500)


def refused(_: Answer) -> Answer:
    """No; with no word on why."""
    return Answer(b"", status=403)


def gone(_: Answer) -> Answer:
    """There is none any more."""
    return Answer({}, status=404)


def busy(_: Answer) -> Answer:
    """Not for a second."""
    return Answer(b"slow down", status=429, headers={"Retry-After": "1"})


def interstitial(_: Answer) -> Answer:
    """A page for people, where data was asked for."""
    return Answer(b"<!DOCTYPE html><html><body>We will be back soon.</body></html>")


def insert_at_top(ids: list[str]) -> None:
    """A posting is published."""
    ids.insert(0, "new")


def remove_first(ids: list[str]) -> None:
    """A posting is taken down."""
    del ids[0]


def bump_last(ids: list[str]) -> None:
    """A posting is published anew."""
    ids.insert(0, ids.pop())


def _stay(ids: list[str]) -> None:
    """Nothing changes."""
