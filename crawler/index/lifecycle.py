"""The life of a posting as pure functions: what is stored next, given what was stored before."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from pydantic.main import IncEx

from crawler.index.intent import Applied
from mappings.posting import JobPosting, OpenPeriod, PostingContent
from reference.vocabularies import PostedPrecision, Provenance, Status

NORMALIZER_VERSION = 1
"""Raised when normalisation changes what it makes of the same payload."""

# Changes of these alone are no change: a source touches them without touching the posting, and
# reference amounts follow the rate table, not the posting.
POSTED = ("posted_at", "posted_precision", "posted_text")

_REFERENCE: IncEx = {"reference_min": True, "reference_max": True}
_VOLATILE: dict[str, IncEx | bool] = {"source_updated_at": True, "salary": _REFERENCE}
_MOVING = _VOLATILE | dict.fromkeys(POSTED, True)
"""Besides, what words like "3 days ago" move every day."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a crawl loads of a stored posting: enough to tell whether it changed."""

    version: int
    content_hash: str


def content_hash(content: PostingContent) -> str:
    """A digest of all that a source says of a posting, volatile values left out."""
    told = content.model_dump_json(exclude=_MOVING if _is_relative(content) else _VOLATILE)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Listed:
    """Intent: a posting was listed, with this content, at `at`."""

    content: PostingContent
    at: datetime

    @property
    def posting_id(self) -> str:
        """The posting that was listed."""
        return self.content.id

    def is_known(self, known: Known | None) -> bool:
        """Whether the stored posting says the same, so that there is nothing to commit."""
        return known is not None and known.content_hash == self._digest

    def apply(self, before: JobPosting | None) -> JobPosting | None:
        """The posting with the new content; None where the content is the same."""
        if before is not None and before.content_hash == self._digest:
            return None
        return JobPosting(
            **dict(self.content) | _settled_date(self.content, before),
            status=Status.OPEN,
            first_seen_at=before.first_seen_at if before else self.at,
            last_seen_at=self.at,
            changed_at=self.at,
            content_changed_at=self.at,
            open_periods=(before.open_periods if before else ()) or (OpenPeriod(gte=self.at),),
            version=before.version if before else 1,
            content_hash=self._digest,
            normalizer_version=NORMALIZER_VERSION,
        )

    @cached_property
    def _digest(self) -> str:
        return content_hash(self.content)


@dataclass(frozen=True, slots=True)
class Revision:
    """Intent: a stored posting is revised; one that is not there stays so."""

    posting_id: str
    revise: Callable[[JobPosting], Applied]

    def apply(self, before: JobPosting | None) -> Applied:
        """What `revise` makes of the posting."""
        return None if before is None else self.revise(before)


def _is_relative(content: PostingContent) -> bool:
    """Whether the posting date was read out of words ("3 days ago"), which move every day."""
    return content.provenance.get("posted_at") is Provenance.PARSED


def _settled_date(content: PostingContent, before: JobPosting | None) -> dict[str, Any]:
    """The date of the first sight, where the source tells dates by words; only ever narrowed."""
    if before is None or before.posted_at is None or not _is_relative(content):
        return {}
    was_a_bound = before.posted_precision is PostedPrecision.AT_LATEST
    narrowed = was_a_bound and content.posted_precision is not PostedPrecision.AT_LATEST
    return {} if narrowed else {name: getattr(before, name) for name in POSTED}
