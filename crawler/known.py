"""What is known of a board before it is read. Plain data: whoever reads boards learns it from here,
and imports nothing of the index.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zlib import crc32

from mappings.board import BoardState, Validators

_LONG_IN_PART = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Known:
    """An open posting as it is stored: enough to tell whether it changed, and never its body.

    `outdated`: an earlier version of ours read it; `missing`: the last complete read did not list
    it; `detail_error`: its detail was gone though it was listed; `filled`: which fields say
    something; `url`, `valid_through`: as the posting's.
    """

    version: int
    content_hash: str
    outdated: bool = False
    missing: bool = False
    detail_error: bool = False
    filled: frozenset[str] = frozenset()
    url: str | None = None
    valid_through: date | datetime | None = None

    @property
    def settled(self) -> bool:
        """Whether listing it again changes nothing of its life."""
        return not self.missing and not self.detail_error


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row of the listing as it was last taken: its posting, and a fingerprint of what it said."""

    posting_id: str
    list_hash: str | None


@dataclass(frozen=True, slots=True)
class KnownBoard:
    """A board before it is read: the ledger's line, its open postings by id, its rows by theirs.

    `reread_days`: within how many days every unchanged detail is read once more; `denials`: on how
    many days a source must deny a board until it is taken to be gone.
    """

    state: BoardState | None = None
    postings: Mapping[str, Known] = field(default_factory=dict)
    rows: Mapping[str, KnownRow] = field(default_factory=dict)
    reread_days: int = 1
    denials: int = 5

    @property
    def baseline(self) -> bool:
        """Whether nothing was ever read of it completely: what it lists is news to us alone."""
        return self.state is None or self.state.last_complete_at is None

    @property
    def validators(self) -> Validators | None:
        """By which the source tells whether the listing changed, where "no" would settle all."""
        if self.state is None or not all(known.settled for known in self.postings.values()):
            return None
        return self.state.validators

    def unchanged(self, row_id: str | None, list_hash: str) -> str | None:
        """The open posting of a row that says what it said when it was last taken; else None."""
        row = self.rows.get(row_id) if row_id is not None else None
        if row is None or row.list_hash != list_hash:
            return None
        return row.posting_id if row.posting_id in self.postings else None

    def wants_detail(self, name: str, today: date) -> bool:
        """Whether the detail of a known posting is to be read again, though its row is the same."""
        return self.postings[name].detail_error or is_due(
            name, self._last_read, today, self.reread_days
        )

    @property
    def _last_read(self) -> date | None:
        """The day since which the details that came to be due may not have been read.

        That of the last complete read; of a board that has long been read in part only (it lists
        more than its source shows), that of the last attempt: else all would be due at each.
        """
        if self.state is None:
            return None
        complete, attempt = self.state.last_complete_at, self.state.last_attempt_at
        if complete is None or attempt - complete > _LONG_IN_PART:
            return attempt.date()
        return complete.date()

    def is_denied(self, today: date) -> bool:
        """Whether one more denial today is the one that makes a board count as gone."""
        days = self.state.missing_on if self.state is not None else ()
        return len({*days, today}) >= self.denials


def is_due(posting_id: str, since: date | None, today: date, days: int) -> bool:
    """Whether the detail of an unchanged posting is to be read once more.

    Each posting has its day in every span of so many `days`; due are those whose day came after
    `since`, the day of the last read.
    """
    if since is None or (today - since).days >= days:
        return True
    own = crc32(posting_id.encode()) % days
    return (own - since.toordinal() - 1) % days < (today - since).days
