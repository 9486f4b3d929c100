"""How the read of one board went: counted while it runs, reported when it ends."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.known import KnownBoard
from mappings.board import Validators
from mappings.identity import Board, posting_id
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
    its page turns out to hold no posting, or it is suppressed) or `rejected`.
    `repeated` counts what was listed once more. `evidence` says in a sentence why the outcome is
    what it is. `unmapped` and `odd` count payload paths that no
    mapping reads, and values of a type that was not expected.

    Of the postings that were stored before, `closed` counts those that are gone since, and
    `missing` those that were not listed and are not closed yet. `suspect`, `lost`, `company_met`
    and `validators` stand in the ledger, see `mappings.board.BoardState`.
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
    closed: int = 0
    missing: int = 0
    suspect: str | None = None
    lost: tuple[str, ...] = ()
    company_met: str | None = None
    validators: Validators | None = None

    @property
    def complete(self) -> bool:
        """Whether every posting that the board lists was seen."""
        return self.outcome in READ_COMPLETELY


@dataclass(eq=False)
class BoardRun:
    """The running count of one board's read. One a board and crawl; shared by spider and pipelines.

    A posting is `open_posting`ed when the spider hands it on and `settle`d when its fate is known;
    `settled` waits until none is under way, so that a report never precedes its postings.

    `expected` names the company as the registry does; `before` is what was known of the board, null
    until it was looked up. `rows`: the ids of what was listed, readable or not; `taken`: the
    postings whose content was read, or known to be the same. `gone_rows`, `gone_postings`: those
    whose detail, or page, says that they are gone, and in which words. `nameless` counts rows that
    could not be taken and tell no id: each may be any posting. `proven`: whether a complete read of
    this listing shows all that is open; `stated_empty`: whether it states that there is nothing.
    """

    board: Board
    company: str | None = None
    expected: str | None = None
    before: KnownBoard | None = None
    rows: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    gone_rows: dict[str, str] = field(default_factory=dict)
    gone_postings: dict[str, str] = field(default_factory=dict)
    nameless: int = 0
    proven: bool = True
    stated_empty: bool = False
    suspect: str | None = None
    lost: frozenset[str] = frozenset()
    company_met: str | None = None
    validators: Validators | None = None
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
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

    @property
    def known(self) -> KnownBoard:
        """What was known of the board; nothing, where nobody looked."""
        return self.before or KnownBoard()

    def posting_of(self, row_id: str) -> str:
        """The posting of a row: as it was taken last, else as it would be named after it."""
        row = self.known.rows.get(row_id)
        return posting_id(self.board, row_id) if row is None else row.posting_id

    @property
    def seen(self) -> set[str]:
        """The postings that were listed."""
        return self.taken.union(map(self.posting_of, self.rows))

    @property
    def gone(self) -> dict[str, str]:
        """The postings that say that they are gone, and in which words."""
        rows = {self.posting_of(row_id): why for row_id, why in self.gone_rows.items()}
        return rows | self.gone_postings

    def see(self, row_id: str | None) -> None:
        """A row is listed, whatever can be read of it."""
        if row_id is not None:
            self.rows.add(row_id)

    def keep(self, name: str) -> None:
        """A posting is listed, and says what is stored of it already."""
        self.taken.add(name)
        self.counts["unchanged"] += 1

    def keep_all(self) -> None:
        """The source says that its listing is as it was: so are all postings."""
        for name in self.known.postings:
            self.keep(name)
        self.listed = len(self.known.postings)

    def take(self, name: str) -> None:
        """The content of a posting was read."""
        self.taken.add(name)

    def open_posting(self) -> None:
        """A posting is handed on."""
        self._under_way += 1
        self._idle.clear()

    def settle(self, verdict: str) -> None:
        """A posting's fate is known: `new`, `changed` or `unchanged`."""
        self.counts[verdict] += 1
        self._close_posting()

    def leave_out(self) -> None:
        """A posting is not to be stored."""
        self.skipped += 1
        self._close_posting()

    def reject(self, source_id: str | None, reason: str) -> None:
        """A posting cannot be taken; it is named, and the board goes on."""
        self.refuse(source_id, reason)
        self._close_posting()

    def refuse(self, source_id: str | None, reason: str) -> None:
        """A row that never became a posting; it is named, and the board goes on."""
        self.nameless += source_id is None
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
            suspect=self.suspect,
            lost=tuple(sorted(self.lost)),
            company_met=self.company_met,
            validators=self.validators,
        )

    def _nothing_taken(self) -> str | None:
        if not self.rejected or self.counts.total():
            return None
        return f"all {len(self.rejected)} postings were rejected: {self.rejected[0].reason}"

    def _close_posting(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._idle.set()
