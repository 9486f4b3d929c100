"""What the sources' mappings make of kept payloads by now: pure, and so for many processes at once.

Nothing here speaks to a network. What cannot be mapped is named with its reason and costs nothing
else.
"""

import logging
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import ValidationError

from crawler.discovery import sources
from crawler.index.lifecycle import Listed, Reread
from crawler.index.raw_records import raw_posting
from crawler.normalize.posting import RejectedError
from crawler.shapes.base import BoardSpider
from mappings.raw import RawRecord

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Underivable:
    """A posting that cannot be derived of its record any more, and stays as it is."""

    posting_id: str
    reason: str


Derived = Reread | Underivable


def derive(documents: Sequence[Mapping[str, Any]], at: datetime) -> list[Derived]:
    """Map raw records, given as the JSON objects that the index holds, at the moment `at`."""
    return [_derived(RawRecord.model_validate(document), at) for document in documents]


def start_worker() -> None:
    """Begin a process that derives: whoever started it alone hears of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _derived(record: RawRecord, at: datetime) -> Derived:
    spider = _spider(record.source)
    if spider is None:
        return Underivable(record.id, f"there is no source {record.source} any more")
    raw = raw_posting(record)
    if raw is None:
        return Underivable(record.id, f"its payload of {record.payload_bytes:,} bytes was not kept")
    try:
        content = spider.to_posting(raw)
    except (RejectedError, ValidationError) as error:
        return Underivable(record.id, str(error))
    except Exception as error:
        # A fault of ours in one posting: shown with its traceback, and the others go on.
        logger.exception("Mapping the record of %s failed", record.id)
        return Underivable(record.id, f"internal error while mapping: {error!r}")
    if content.id != record.id:
        return Underivable(record.id, f"its payload is by now that of {content.id}")
    taken_at = record.taken_at or record.fetched_at
    return Reread(Listed(content, taken_at, frozenset(record.kept)), at)


@cache
def _spider(source: str) -> BoardSpider | None:
    kind = sources().get(source)
    return None if kind is None else kind()
