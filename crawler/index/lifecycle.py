"""The life of a posting as a pure function: what is stored next, given what was stored before."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic.main import IncEx

from mappings.posting import JobPosting, OpenPeriod, PostingContent
from reference.vocabularies import PostedPrecision, Provenance, Status

NORMALIZER_VERSION = 1
"""Raised when normalisation changes what it makes of the same payload."""

# Changes of these alone are no change: a source touches them without touching the posting, and
# reference amounts follow the rate table, not the posting.
POSTED = ("posted_at", "posted_precision", "posted_text")

_REFERENCE: IncEx = {"reference_min": True, "reference_max": True}
_VOLATILE: IncEx = {"source_updated_at": True, "salary": _REFERENCE}


@dataclass(frozen=True, slots=True)
class Known:
    """What a crawl loads of a stored posting: enough to tell whether it changed."""

    version: int
    content_hash: str
    first_seen_at: datetime
    open_periods: tuple[OpenPeriod, ...] = ()
    posted: dict[str, Any] = field(default_factory=dict)
    """`posted_at`, `posted_precision` and `posted_text`."""


def content_hash(content: PostingContent) -> str:
    """A digest of all that a source says of a posting, volatile values left out."""
    values = content.model_dump(mode="json", exclude=_VOLATILE)
    if _is_relative(content):
        values = {name: value for name, value in values.items() if name not in POSTED}
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def observe(content: PostingContent, known: Known | None, now: datetime) -> JobPosting | None:
    """The posting to store after it was listed at `now`; None where nothing changed."""
    digest = content_hash(content)
    if known is not None and known.content_hash == digest:
        return None
    return JobPosting(
        **dict(content) | _settled_date(content, known),
        status=Status.OPEN,
        first_seen_at=known.first_seen_at if known else now,
        last_seen_at=now,
        changed_at=now,
        content_changed_at=now,
        open_periods=(known.open_periods if known else ()) or (OpenPeriod(gte=now),),
        version=known.version + 1 if known else 1,
        content_hash=digest,
        normalizer_version=NORMALIZER_VERSION,
    )


def _is_relative(content: PostingContent) -> bool:
    """Whether the posting date was read out of words ("3 days ago"), which move every day."""
    return content.provenance.get("posted_at") is Provenance.PARSED


def _settled_date(content: PostingContent, known: Known | None) -> dict[str, Any]:
    """The date of the first sight, where the source tells dates by words; only ever narrowed."""
    if known is None or not known.posted.get("posted_at") or not _is_relative(content):
        return {}
    was_a_bound = known.posted["posted_precision"] == PostedPrecision.AT_LATEST
    narrowed = was_a_bound and content.posted_precision is not PostedPrecision.AT_LATEST
    return {} if narrowed else known.posted
