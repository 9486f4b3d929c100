"""Days that feeds write as instants, and dates with month names."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime
from functools import cache

from babel.dates import get_month_names

from crawler.normalize.dates import rfc822_instant
from crawler.normalize.text import clean, words
from reference.folding import fold

_LANGUAGES = words("en de fr es it pt nl pl sv da nb fi cs hu ro tr")
"""No name of a month in one of them is that of another month in another."""
_BEFORE = r"(?:[^\W\d]+\.?,?\s+)?"
_DAY_FIRST = re.compile(
    rf"{_BEFORE}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|o)?[\s/-]*(?:de |of |d')?"
    r"(?P<month>[^\W\d]+)\.?,?[\s/-]*(?:de |del )?(?P<year>\d{4})"
)
_MONTH_FIRST = re.compile(
    rf"{_BEFORE}(?P<month>[^\W\d]+)\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
)


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
    """The day of a date in words: "Jun 05, 2026", "Tuesday, 28 May 2026", "3. März 2026".

    One word may stand before it. Null for anything else.
    """
    line = fold(clean(text) or "")
    for form in (_DAY_FIRST, _MONTH_FIRST):
        found = form.fullmatch(line)
        month = _months().get(found["month"]) if found else None
        if found and month:
            with suppress(ValueError):
                return date(int(found["year"]), month, int(found["day"]))
    return None


@cache
def _months() -> Mapping[str, int]:
    """The numbers of months by their folded names, whole, short and inflected."""
    named = {"sept": 9}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, language)
                named |= {fold(name).rstrip("."): number for number, name in names.items()}
    return named
