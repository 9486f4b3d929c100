"""`Suppression`: what is not to be stored, since its removal was asked for.

Its fields and those of the index definition `suppressions.json` are the same; a test shows it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from mappings.posting import Text


class SuppressedKind(StrEnum):
    """What a suppression names: one posting, all of a board, or all of a company."""

    POSTING = "posting"
    BOARD = "board"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Target:
    """What may be suppressed. `id`: of a posting or board; of a company its `id` or `domain`."""

    kind: SuppressedKind
    id: str

    @property
    def key(self) -> str:
        """The document id of its suppression. An id may be longer than those may be."""
        return f"{self.kind}:{hashlib.sha256(self.id.encode()).hexdigest()}"


class Suppression(BaseModel):
    """One of them. Its document id is `target.key`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: SuppressedKind
    id: Text = Field(description="A posting's, a board's, or a company's `id` or `domain`")
    reason: Text = Field(description="Why, for those who keep the index; never served")
    time: datetime

    @property
    def target(self) -> Target:
        """What it names."""
        return Target(self.kind, self.id)
