"""How the read of one board went: counted while it runs, reported when it ends."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

from mappings.identity import Board
from reference.vocabularies import Outcome

READ_COMPLETELY = frozenset({Outcome.COMPLETE, Outcome.EMPTY})


@dataclass(frozen=True, slots=True)
class Rejection:
    """A listed posting that could not be taken, and why."""

    source_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class BoardReport:
    """What one read of a board came to.

    `listed` counts the different rows of the listing; each of them is one of `new`, `changed`,
    `unchanged`, `skipped` (the source marks it as not for the public list, its owner reserves it,
    or its page turns out to hold no posting) or `rejected`.
    `repeated` counts what was listed once more. `evidence` says in a sentence why the outcome is
    what it is. `unmapped` and `odd` count payload paths that no
    mapping reads, and values of a type that was not expected.
    """

    board: str
    company: str | None
    outcome: Outcome
    evidence: str | None
    listed: int
    new: int
    changed: int
    unchanged: int
    skipped: int
    repeated: int
    rejected: tuple[Rejection, ...]
    unmapped: dict[str, int]
    odd: dict[str, int]
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether every posting that the board lists was seen."""
        return self.outcome in READ_COMPLETELY


@dataclass
class BoardRun:
    """The running count of one board's read. One a board and crawl; shared by spider and pipelines.

    A posting is `open_posting`ed when the spider hands it on and `settle`d when its fate is known;
    `settled` waits until none is under way, so that a report never precedes its postings.
    """

    board: Board
    company: str | None = None
    listed: int = 0
    skipped: int = 0
    repeated: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejection] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    odd: Counter[str] = field(default_factory=Counter)
    failure: str | None = None
    _under_way: int = 0
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _started: float = field(default_factory=time.monotonic)

    def open_posting(self) -> None:
        """A posting is handed on."""
        self._under_way += 1
        self._idle.clear()

    def settle(self, verdict: str) -> None:
        """A posting's fate is known: `new`, `changed` or `unchanged`."""
        self.counts[verdict] += 1
        self._close_posting()

    def reject(self, source_id: str | None, reason: str) -> None:
        """A posting cannot be taken; it is named, and the board goes on."""
        self.refuse(source_id, reason)
        self._close_posting()

    def refuse(self, source_id: str | None, reason: str) -> None:
        """A row that never became a posting; it is named, and the board goes on."""
        self.rejected.append(Rejection(source_id, reason))

    def fail(self, reason: str) -> None:
        """A posting was lost for a reason that is not its own: the board cannot be complete."""
        self.failure = reason
        self._close_posting()

    async def settled(self) -> None:
        """Wait until every posting that was handed on is settled."""
        if self._under_way:
            await self._idle.wait()

    def report(self, outcome: Outcome, evidence: str | None) -> BoardReport:
        """The counts so far as a report.

        A posting that was lost, or a listing of which nothing could be taken, is a failure
        whatever the listing's own outcome.
        """
        if failure := self.failure or self._nothing_taken():
            outcome, evidence = Outcome.FAILED, failure
        return BoardReport(
            board=self.board.id,
            company=self.company,
            outcome=outcome,
            evidence=evidence,
            listed=self.listed,
            new=self.counts["new"],
            changed=self.counts["changed"],
            unchanged=self.counts["unchanged"],
            skipped=self.skipped,
            repeated=self.repeated,
            rejected=tuple(self.rejected),
            unmapped=dict(self.unmapped),
            odd=dict(self.odd),
            seconds=time.monotonic() - self._started,
        )

    def _nothing_taken(self) -> str | None:
        if not self.rejected or self.counts.total():
            return None
        return f"all {len(self.rejected)} postings were rejected: {self.rejected[0].reason}"

    def _close_posting(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._idle.set()
