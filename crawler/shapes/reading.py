"""The bookkeeping of one board's read: what is still out, what was seen, and how it ends."""

from dataclasses import dataclass, field

from crawler.raw import Employer
from crawler.report import BoardRun
from crawler.shapes.base import BoardEnd
from crawler.web.answers import BoardError
from reference.vocabularies import Outcome


@dataclass
class Reading:
    """One board's read. `out` counts the requests that are made and not done with."""

    run: BoardRun
    employer: Employer
    out: int = 0
    pages: int = 0
    total: int | None = None
    seen: set[str] = field(default_factory=set)
    problems: list[BoardError] = field(default_factory=list)
    no_postings: list[BoardError] = field(default_factory=list)

    def is_new(self, row_id: str | None) -> bool:
        """Whether a row was not listed before; a row without an id always counts as new."""
        if row_id is None:
            return True
        known = row_id in self.seen
        self.seen.add(row_id)
        return not known

    def take_employer(self, employer: Employer) -> None:
        """Keep what an answer says of the company; what was known before it wins."""
        if self.employer.name is None and employer.name is not None:
            self.employer = employer
            self.run.company = employer.name

    def end(self) -> BoardEnd:
        """How the read ended, once nothing is out."""
        if self.problems:
            return self._troubled()
        listed = self.run.listed
        if listed and len(self.no_postings) == listed:
            return self._ended(
                Outcome.FAILED, f"none of {listed} pages is a posting: {self.no_postings[0]}"
            )
        if self.total is not None and self.total != listed:
            return self._ended(Outcome.PARTIAL, f"{self.total} are stated, {listed} listed")
        if not listed:
            return self._ended(Outcome.EMPTY, "the board is there and lists nothing")
        return self._ended(Outcome.COMPLETE, None)

    def _troubled(self) -> BoardEnd:
        first, more = self.problems[0], len(self.problems) - 1
        evidence = f"{first}; and {more} more such" if more else str(first)
        return self._ended(Outcome.PARTIAL if self.run.listed else first.outcome, evidence)

    def _ended(self, outcome: Outcome, evidence: str | None) -> BoardEnd:
        return BoardEnd(self.run, outcome, evidence)
