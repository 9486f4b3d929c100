"""The life of a posting as pure functions: what is stored next, given what was stored before.

The intents of a crawl:

- `Listed`: it was listed, and this is its content. Creates, changes or reopens it.
- `Sighted`: it was listed, and no content of it could or need be read.
- `Missed`: a complete read did not list it, which is not believed yet.
- `Closed`: it is not there any more.

Others revise a posting by `Revision`, or by `Reread` where its kept payload is mapped anew.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from pydantic.main import IncEx

from crawler.index.intent import Applied
from crawler.known import Known
from mappings.posting import JobPosting, OpenPeriod, PostingContent
from reference.vocabularies import ClosedReason, PostedPrecision, Provenance, Status

NORMALIZER_VERSION = 1
"""Raised when normalisation changes what it makes of the same payload."""

# Changes of these alone are no change: a source touches them without touching the posting, and
# reference amounts follow the rate table, not the posting.
POSTED = ("posted_at", "posted_precision", "posted_text")

_REFERENCE: IncEx = {"reference_min": True, "reference_max": True}
_VOLATILE: dict[str, IncEx | bool] = {"source_updated_at": True, "salary": _REFERENCE}
_MOVING = _VOLATILE | dict.fromkeys(POSTED, True)
"""Besides, what words like "3 days ago" move every day."""


def content_hash(content: PostingContent) -> str:
    """A digest of all that a source says of a posting, volatile values left out."""
    told = content.model_dump_json(exclude=_MOVING if _is_relative(content) else _VOLATILE)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Listed:
    """Intent: a posting was listed, with this content, at `at`.

    `kept` names fields that the content lacks for a reason that is not the posting's: what was
    stored of them stays.
    """

    content: PostingContent
    at: datetime
    kept: frozenset[str] = frozenset()

    @property
    def posting_id(self) -> str:
        """The posting that was listed."""
        return self.content.id

    def is_known(self, known: Known | None) -> bool:
        """Whether the stored posting says the same, so that there is nothing to commit."""
        return known is not None and known.settled and known.content_hash == self._digest

    def apply(self, before: JobPosting | None) -> JobPosting | None:
        """The posting with the new content, open; None where it is just so already."""
        if before is None:
            return self._created()
        content = self.content_over(before)
        digest = self._digest if content is self.content else content_hash(content)
        if before.content_hash == digest:
            return _seen(before, self.at, None)
        life: dict[str, Any] = {
            **_kept_of(_seen(before, self.at, None) or before),
            "last_seen_at": self.at,
            "changed_at": self.at,
            "content_changed_at": self.at,
            "content_hash": digest,
            "normalizer_version": NORMALIZER_VERSION,
        }
        return JobPosting(**dict(content) | _settled_date(content, before) | life)

    def _created(self) -> JobPosting:
        return JobPosting(
            **dict(self.content),
            status=Status.OPEN,
            first_seen_at=self.at,
            last_seen_at=self.at,
            changed_at=self.at,
            content_changed_at=self.at,
            open_periods=(OpenPeriod(gte=self.at),),
            version=1,
            content_hash=self._digest,
            normalizer_version=NORMALIZER_VERSION,
        )

    def content_over(self, before: JobPosting) -> PostingContent:
        """The content with what is kept of the stored posting."""
        if not self.kept:
            return self.content
        values = {name: getattr(before, name) for name in self.kept}
        known_by = {
            path: how
            for path, how in before.provenance.items()
            if path.partition(".")[0] in self.kept
        }
        provenance = {**self.content.provenance, **known_by}
        return self.content.model_copy(update=values | {"provenance": provenance})

    @cached_property
    def _digest(self) -> str:
        return content_hash(self.content)


@dataclass(frozen=True, slots=True)
class Sighted:
    """Intent: a posting that is stored was listed at `at`; its content stays as it is.

    `detail_error` says why nothing more could be read of it, where its detail answered that it is
    gone: the listing outweighs that.
    """

    posting_id: str
    at: datetime
    detail_error: str | None = None

    def apply(self, before: JobPosting | None) -> JobPosting | None:
        """The posting, open and not missing; None where it is just so, or not there at all."""
        return None if before is None else _seen(before, self.at, self.detail_error)


@dataclass(frozen=True, slots=True)
class Missed:
    """Intent: a read that ended at `at` did not list the posting, and is not believed yet.

    `last_seen_at`: the end of the last complete read that listed it, null if there is none;
    `since`: when this read began.
    """

    posting_id: str
    at: datetime
    since: datetime
    last_seen_at: datetime | None

    def apply(self, before: JobPosting | None) -> JobPosting | None:
        """The posting, missing; None where it is so already, closed, or seen since by another."""
        if before is None or before.missing_since or not _still_open(before, self.since):
            return None
        seen = _later(before.last_seen_at, self.last_seen_at)
        return before.model_copy(
            update={"missing_since": self.at, "changed_at": self.at, "last_seen_at": seen}
        )


@dataclass(frozen=True, slots=True)
class Closed:
    """Intent: a posting is there no more, as a read that began at `since` showed at `at`.

    `since` is null where a person says so, whoever saw it when; `last_seen_at` as for `Missed`.
    """

    posting_id: str
    at: datetime
    reason: ClosedReason
    since: datetime | None
    last_seen_at: datetime | None = None

    def apply(self, before: JobPosting | None) -> JobPosting | None:
        """The posting, closed; None where it is so already, or was seen since by another."""
        if before is None or not _still_open(before, self.since):
            return None
        missing = before.missing_since is not None
        seen = before.last_seen_at if missing else _later(before.last_seen_at, self.last_seen_at)
        return before.model_copy(
            update={
                "status": Status.CLOSED,
                "closed_at": self.at,
                "closed_reason": self.reason,
                "changed_at": self.at,
                "last_seen_at": seen,
                "open_periods": _ended(before.open_periods, self.at),
            }
        )


@dataclass(frozen=True, slots=True)
class Reread:
    """Intent: what a posting was made of when it was last `listed` is read otherwise, at `at`.

    Its life and its relations stay as they are; and its content too, if that came later.
    """

    listed: Listed
    at: datetime

    @property
    def posting_id(self) -> str:
        """The posting that was listed."""
        return self.listed.posting_id

    def apply(self, before: JobPosting | None) -> JobPosting | None:
        """The posting with the other content; None where it is the same."""
        if before is None or before.content_changed_at > self.listed.at:
            return None
        content = self.listed.content_over(before)
        values = dict(content) | _settled_date(content, before) | _kept_of(before)
        reread = JobPosting(**values | {"content_hash": content_hash(content)})
        if reread == before:
            return None
        return reread.model_copy(
            update={"changed_at": self.at, "normalizer_version": NORMALIZER_VERSION}
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """Intent: a stored posting is revised; one that is not there stays so."""

    posting_id: str
    revise: Callable[[JobPosting], Applied]

    def apply(self, before: JobPosting | None) -> Applied:
        """What `revise` makes of the posting."""
        return None if before is None else self.revise(before)


_LIFE = tuple(name for name in JobPosting.model_fields if name not in PostingContent.model_fields)


def _kept_of(posting: JobPosting) -> dict[str, Any]:
    """What no source says of a posting: its life, and how it relates to others."""
    return {name: getattr(posting, name) for name in _LIFE}


def _seen(before: JobPosting, at: datetime, detail_error: str | None) -> JobPosting | None:
    """The posting as one that is listed; None where it was just so."""
    seen: dict[str, Any] = {"detail_error": detail_error, "missing_since": None}
    if before.status is not Status.OPEN:
        seen |= {
            "status": Status.OPEN,
            "closed_at": None,
            "closed_reason": None,
            "open_periods": (*before.open_periods, OpenPeriod(gte=at)),
        }
    if all(getattr(before, name) == value for name, value in seen.items()):
        return None
    return before.model_copy(update={**seen, "last_seen_at": at, "changed_at": at})


def _still_open(before: JobPosting, since: datetime | None) -> bool:
    """Whether it is open, and no other writer saw it after `since`."""
    return before.status is Status.OPEN and (since is None or before.last_seen_at <= since)


def _later(stored: datetime, seen: datetime | None) -> datetime:
    return stored if seen is None else max(stored, seen)


_SHORTEST = timedelta(milliseconds=1)
"""The shortest span that the index takes."""


def _ended(periods: tuple[OpenPeriod, ...], at: datetime) -> tuple[OpenPeriod, ...]:
    """The periods, of which the last one ends; after its beginning, whatever a clock says."""
    if not periods or periods[-1].lt is not None:
        return periods
    last = periods[-1]
    return (*periods[:-1], OpenPeriod(gte=last.gte, lt=max(last.gte + _SHORTEST, at)))


def _is_relative(content: PostingContent) -> bool:
    """Whether the posting date was read out of words ("3 days ago"), which move every day."""
    return content.provenance.get("posted_at") is Provenance.PARSED


def _settled_date(content: PostingContent, before: JobPosting) -> dict[str, Any]:
    """The date of the first sight, where the source tells dates by words; only ever narrowed."""
    if before.posted_at is None or not _is_relative(content):
        return {}
    was_a_bound = before.posted_precision is PostedPrecision.AT_LATEST
    narrowed = was_a_bound and content.posted_precision is not PostedPrecision.AT_LATEST
    return {} if narrowed else {name: getattr(before, name) for name in POSTED}
