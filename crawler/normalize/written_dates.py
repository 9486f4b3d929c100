"""Days that feeds write as instants, and dates with month names."""

from contextlib import suppress
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

from crawler.normalize.dates import rfc822_instant
from crawler.normalize.text import clean

_WITH_MONTH_NAME = ("%b %d, %Y", "%B %d, %Y", "%d %b, %Y", "%d %B, %Y", "%d %b %Y", "%d %B %Y")


def rfc822_day_or_instant(text: str | None) -> date | datetime | None:
    """The day or the instant in UTC of a date as feeds write it, as exactly as the text tells.

    Midnight is how a bare day is written, so it is that day in any zone; without a zone that is
    known, only the day counts. Null for anything else.
    """
    line = clean(text)
    if line is None:
        return None
    with suppress(ValueError, OverflowError):
        found = parsedate_to_datetime(line)
        is_day = found.tzinfo is None or found.time() == time()
        return found.date() if is_day else rfc822_instant(line)
    return None


def bare_day(found: datetime | None) -> date | datetime | None:
    """The instant in UTC; where it is midnight, by which sources write a bare day, that day."""
    return found.date() if found is not None and found.time() == time() else found


def day_with_month_name(text: str | None) -> date | None:
    """The day of an English date: "Jun 05, 2026", "28 May, 2026"; null for anything else."""
    line = clean(text) or ""
    for form in _WITH_MONTH_NAME:
        with suppress(ValueError):
            return datetime.strptime(line, form).replace(tzinfo=UTC).date()
    return None
