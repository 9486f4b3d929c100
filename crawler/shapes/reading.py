"""The bookkeeping of one board's read: what is still out, what was seen, and how it ends.

A listing that changes while its pages are read may show a row twice and another not at all. Where
that is seen, the listing is read once more, and no oftener: what neither pass lists is not there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.raw import Employer
from crawler.report import BoardRun
from crawler.shapes.base import BoardEnd
from crawler.web.answers import BoardError, MissingBoardError, UnprovenError
from reference.vocabularies import Outcome

MOST_PASSES = 2


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page shows in the light of the pages before it.

    `known`: how many of its rows they listed; `nothing_new`: it has rows, and those are all of
    them; `same_page`: one of them listed just these rows, which one row alone does not show.
    """

    known: int
    nothing_new: bool
    same_page: bool


@dataclass
class Pass:
    """One pass over a listing.

    `total`: how many rows its first page states; `unnamed`: rows without an id; `moved`: why a page
    itself shows that rows moved; `again`: where a page lists what an earlier page listed.
    """

    pages: int = 0
    total: int | None = None
    ids: set[str] = field(default_factory=set)
    unnamed: int = 0
    moved: str | None = None
    again: str | None = None
    _seen_pages: set[int] = field(default_factory=set)

    def look(self, ids: Sequence[str | None]) -> Sight:
        """Compare the rows of a page, before they are counted, with those of earlier pages."""
        named = [one for one in ids if one is not None]
        known = sum(one in self.ids for one in named)
        page = hash(tuple(named))
        same_page = len(named) > 1 and page in self._seen_pages
        self._seen_pages.add(page)
        return Sight(known, bool(ids) and known == len(named), same_page)

    def note_again(self, sight: Sight, url: str) -> None:
        """Keep where rows of earlier pages came again."""
        if sight.known and self.again is None:
            self.again = f"rows of earlier pages ({sight.known}) came again on {url}"

    @property
    def listed(self) -> int:
        """How many different rows were listed."""
        return len(self.ids) + self.unnamed

    @property
    def drift(self) -> str | None:
        """Why this pass does not show the whole listing; None where it does.

        A stated total that is met outweighs rows that came twice.
        """
        if self.moved is not None or self.total is None:
            return self.moved or self.again
        if self.total == self.listed:
            return None
        return f"{self.total} are stated, {self.listed} listed"


@dataclass
class Reading:
    """One board's read. `out` counts the requests that are made and not done with; `opening` is
    what was read before the listing. `doubted`: the last questions were asked; `gone`: why the
    board is taken to be gone for good.
    """

    run: BoardRun
    employer: Employer
    out: int = 0
    opening: Mapping[str, Any] = field(default_factory=dict)
    passes: list[Pass] = field(default_factory=lambda: [Pass()])
    problems: list[BoardError] = field(default_factory=list)
    no_postings: list[BoardError] = field(default_factory=list)
    doubted: bool = False
    gone: str | None = None

    @property
    def here(self) -> Pass:
        """The pass that is under way."""
        return self.passes[-1]

    def is_new(self, row_id: str | None) -> bool:
        """Count a row; whether no pass listed it before.

        A row without an id is new on the first pass, whatever it is.
        """
        first = self.here is self.passes[0]
        if row_id is None:
            self.here.unnamed += 1
            return first
        if row_id in self.here.ids:
            self.run.repeated += first
            return False
        self.here.ids.add(row_id)
        return first or row_id not in self.passes[0].ids

    def take_employer(self, employer: Employer) -> None:
        """Keep what an answer says of the company; what was known before it wins."""
        if self.employer.name is None and employer.name is not None:
            self.employer = employer
            self.run.company = employer.name

    def begins_again(self) -> bool:
        """Begin one more pass, where this one was not hindered and yet is not whole."""
        if self.problems or self.here.drift is None or len(self.passes) == MOST_PASSES:
            return False
        self.passes.append(Pass())
        return True

    @property
    def is_denied(self) -> bool:
        """Whether the source says that there is no such board."""
        return bool(self.problems) and isinstance(self.problems[0], MissingBoardError)

    @property
    def is_readable(self) -> bool:
        """Whether nothing stood in the way of the read."""
        return all(isinstance(one, UnprovenError) for one in self.problems)

    def end(self) -> BoardEnd:
        """How the read ended, once nothing is out."""
        if self.gone is not None and self.is_denied:
            return self._ended(Outcome.GONE, f"{self.problems[0]}; {self.gone}")
        if self.problems:
            return self._troubled()
        listed = self.run.listed
        if listed and len(self.no_postings) == listed:
            return self._ended(
                Outcome.FAILED, f"none of {listed} pages is a posting: {self.no_postings[0]}"
            )
        if not _is_whole(self.passes):
            return self._ended(Outcome.PARTIAL if listed else Outcome.FAILED, _course(self.passes))
        if not listed:
            return self._ended(Outcome.EMPTY, "the board is there and lists nothing")
        return self._ended(Outcome.COMPLETE, _course(self.passes))

    def _troubled(self) -> BoardEnd:
        first, more = self.problems[0], len(self.problems) - 1
        evidence = f"{first}; and {more} more such" if more else str(first)
        return self._ended(Outcome.PARTIAL if self.run.listed else first.outcome, evidence)

    def _ended(self, outcome: Outcome, evidence: str | None) -> BoardEnd:
        return BoardEnd(self.run, outcome, evidence)


def _is_whole(passes: list[Pass]) -> bool:
    """Whether the passes show all that is listed: the last one by itself, or both together.

    Together they do where the same total was stated twice and so many rows are known; and where no
    total is stated, if both listed the same rows (then the listing itself names some twice).
    """
    first, last = passes[0], passes[-1]
    if last.drift is None:
        return True
    if last is first or last.total != first.total:
        return False
    if last.total is None:
        return last.moved is None and last.ids == first.ids
    return len(first.ids | last.ids) + first.unnamed == last.total


def _course(passes: list[Pass]) -> str | None:
    """What the first pass lacked, and what became of it in the second."""
    first, last = passes[0].drift, passes[-1].drift
    if len(passes) == 1 or first is None:
        return first
    if _is_whole(passes):
        return f"{first}; read once more, nothing is missing"
    return (
        f"{first}, and no better when read once more"
        if first == last
        else (f"{first}; read once more: {last}")
    )
