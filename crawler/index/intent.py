"""What a writer means to do with a posting, and what came of it: the interface of the commit.

A writer never says "write this document": between its reading and its writing another writer may
have changed the posting. It gives an `Intent`, a pure function of whatever the posting is by then,
and `Committer.commit` applies it, anew where another writer came first.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, Literal, Protocol

from mappings.posting import JobPosting


class Erasure(Enum):
    """Holds `ERASED`."""

    ERASED = "erased"


ERASED: Final = Erasure.ERASED
"""What `Intent.apply` returns for a posting that is to vanish."""

Applied = JobPosting | Literal[Erasure.ERASED] | None


class Intent(Protocol):
    """What is to become of one posting."""

    @property
    def posting_id(self) -> str:
        """Whose posting's fate it is."""

    def apply(self, before: JobPosting | None) -> Applied:
        """Give the posting after, `ERASED`, or None (or `before` itself) where nothing changes.

        Pure, since it may be called again with a newer `before`; that is None where there is no
        such posting. The commit alone counts versions: `version` of what is returned is ignored.
        """


@dataclass(frozen=True, slots=True)
class Erasing:
    """Intent: a posting is to vanish."""

    posting_id: str

    def apply(self, _: JobPosting | None) -> Applied:
        """Nothing of it."""
        return ERASED


class Verdict(StrEnum):
    """What came of an intent. `refused` by the index; `suppressed`: not to be stored."""

    CREATED = "created"
    UPDATED = "updated"
    CLOSED = "closed"
    REOPENED = "reopened"
    ERASED = "erased"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an intent; `reason` says why the index refused what it would have written."""

    posting_id: str
    verdict: Verdict
    reason: str | None = None

    @property
    def refused(self) -> bool:
        """Whether the index does not take it. It costs no other posting."""
        return self.verdict is Verdict.REFUSED
