"""`RawPosting`: one posting as its source delivered it, before anything is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from crawler.fields import Fields
from mappings.identity import Board


@dataclass(frozen=True, slots=True)
class Employer:
    """What is known of a board's company apart from the payloads (registry, hosted page)."""

    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True)
class RawPosting:
    """The payload of one posting with where and when it was read.

    `url` is the address of the response that held it, `fetched_at` an instant with its zone.
    """

    payload: Mapping[str, Any] = field(repr=False)
    board: Board
    employer: Employer
    url: str
    fetched_at: datetime

    @cached_property
    def fields(self) -> Fields:
        """The payload for strict reading; what was read is remembered."""
        return Fields(self.payload)
