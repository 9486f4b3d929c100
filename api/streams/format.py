"""What a format of streams is: bytes before, for each batch of postings, and after.

A module of `api.streams.formats` with a `FORMAT` is a format; its extension is that of the route
(`/v1/jobs.ndjson`). Formats know postings and nothing of requests.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Document = Mapping[str, Any]
"""A posting in JSON, as `/v1/jobs/{id}` serves it."""


@dataclass(frozen=True, slots=True)
class About:
    """What a stream says of itself.

    `address` is the stream's own, `home` that of the same search as JSON; `next` is the address of
    what follows where a feed ends before its search does. `changed_at` is the time of the last
    change of what there is to search. `words` are what was searched for, for the title.
    """

    address: str
    home: str
    next: str | None
    expected: int
    changed_at: datetime
    words: str


class Writer:
    """Writes one stream. The default writes items alone, one by one."""

    def __init__(self, about: About, fields: Sequence[str]) -> None:
        self.about = about
        self.fields = fields

    def head(self) -> bytes:
        """What comes before the postings."""
        return b""

    @abstractmethod
    def batch(self, postings: Sequence[Document]) -> bytes:
        """Write some postings; may hold them back for a later call."""

    def tail(self) -> bytes:
        """What comes after the postings."""
        return b""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its extension, media type and writer.

    `summary` and `description` are for the documentation. A `feed` is what subscribers poll: it
    has the latest postings first, up to a limit, and leads on to the next; all other streams hold
    the whole search, in no order. `chooses_fields`: whether `fields` may be asked for.
    """

    extension: str
    media_type: str
    summary: str
    description: str
    writer: type[Writer]
    feed: bool = False
    chooses_fields: bool = False
