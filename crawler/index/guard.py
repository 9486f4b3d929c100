"""What stands between a board's postings and the index: who they belong to, and what they lost.

- A token may pass to another company. Postings of a company that is not the board's wait until
  something shows that the board is still the same; where nothing does, none is taken.
- A posting that lost fields waits for the end, when it shows whether many lost them at once. Then
  what was stored of these fields stays.

One `BoardGuard` a board and read.
"""

from dataclasses import replace

from crawler.index.companies import same_company
from crawler.index.drift import FillWatch, fill_rates
from crawler.index.lifecycle import Listed
from crawler.index.writer import Write
from crawler.report import BoardRun
from mappings.document import filled_fields

MOST_STRANGERS = 50
"""So many postings of another company, and none of the board's own, settle whose board it is."""
MOST_HELD = 2_000
"""So many postings wait for the end; whatever comes after is judged by what was read until then."""


class BoardGuard:
    """Holds postings back until they may be written. `source_watch` is shared by boards."""

    def __init__(self, run: BoardRun, source_watch: FillWatch) -> None:
        self._run = run
        self._watches = (FillWatch(), source_watch)
        self._filled: dict[str, frozenset[str]] = {}
        self._strangers: list[Write] = []
        self._losers: list[Write] = []
        state = run.known.state
        names = (run.expected, state.company if state is not None else None)
        self._expected = {name for name in names if name is not None}
        self._met: set[str] = set()
        self._trusted = not self._expected
        self._ended = False
        self._accepted = frozenset(state.accepted if state is not None else ())

    def admit(self, write: Write) -> list[Write]:
        """Take a posting; return what may be written now, in the order in which it came."""
        if self._trusted:
            return self._unless_lossy(write)
        self._strangers.append(write)
        self._met.add(write.intent.content.company.name)
        self._trusted = self._is_same_board()
        if self._trusted:
            return self._let_in()
        if self._ended or len(self._strangers) >= MOST_STRANGERS:
            self._turn_away()
        return []

    def release(self) -> list[Write]:
        """The end of the board: return what may be written still; the run is told what may not.

        From now on nothing is held any more: a posting that comes late is judged at once.
        """
        self._ended = True
        let_in: list[Write] = []
        if self._strangers:
            if self._is_same_board():
                self._trusted, let_in = True, self._let_in()
            else:
                self._turn_away()
        losers, self._losers = self._losers, []
        collapsed = self._collapsed()
        return [*let_in, *(self._with_kept(write, collapsed) for write in losers)]

    def rates(self) -> dict[str, float] | None:
        """The fill rates of the board's open postings after the read; null where it has none."""
        stored = {name: known.filled for name, known in self._run.known.postings.items()}
        open_now = {**stored, **self._filled}
        seen = self._run.seen
        listed = {name: filled for name, filled in open_now.items() if name in seen}
        return fill_rates(listed) if listed else None

    def _is_same_board(self) -> bool:
        """Whether a posting of the board is listed still, or any company is one that is expected;
        a board of several companies is one of a group, or of an agency.
        """
        if self._run.known.postings.keys() & self._run.seen:
            return True
        for met in self._met:
            if any(same_company(met, one) for one in self._expected):
                # As the board writes it itself, today.
                self._run.company = met
                return True
        first, *others = sorted(self._met)
        return any(not same_company(first, other) for other in others)

    def _let_in(self) -> list[Write]:
        waiting, self._strangers = self._strangers, []
        return [one for write in waiting for one in self._unless_lossy(write)]

    def _turn_away(self) -> None:
        waiting, self._strangers = self._strangers, []
        met, expected = min(self._met), " or ".join(sorted(self._expected))
        self._run.company_met = met
        reason = (
            f"identity: the board is {expected}'s, and its postings name {met}; correct the company"
            f" in the registry, `openings boards confirm {self._run.board.spelling}` if it is the"
            " same one, or retire the board"
        )
        for _ in waiting:
            self._run.fail(reason)

    def _unless_lossy(self, write: Write) -> list[Write]:
        """The posting, unless it lost a field."""
        name = write.intent.posting_id
        now = self._filled[name] = filled_fields(dict(write.intent.content))
        known = self._run.known.postings.get(name)
        if known is not None:
            for watch in self._watches:
                watch.compare(known.filled, now)
        if known is None or known.filled <= now:
            return [write]
        self._losers.append(write)
        if not self._ended and len(self._losers) < MOST_HELD:
            return []
        waiting, self._losers = self._losers, []
        collapsed = self._collapsed()
        return [self._with_kept(one, collapsed) for one in waiting]

    def _collapsed(self) -> frozenset[str]:
        """The fields that collapsed; the run is told why it is suspect."""
        found: frozenset[str] = frozenset()
        for watch in self._watches:
            names = watch.collapsed() - self._accepted
            if names and self._run.suspect is None:
                self._run.suspect = watch.in_words(sorted(names))
            found |= names
        self._run.lost |= found
        return found

    def _with_kept(self, write: Write, collapsed: frozenset[str]) -> Write:
        """The write that leaves alone what was lost by fault, and is read again next time."""
        known = self._run.known.postings[write.intent.posting_id]
        lost = (known.filled & collapsed) - self._filled[write.intent.posting_id]
        if not lost:
            return write
        return replace(
            write,
            intent=Listed(write.intent.content, write.intent.at, kept=lost),
            raw=write.raw.model_copy(update={"list_hash": None}),
        )
