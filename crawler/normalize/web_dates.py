"""Dates as web pages write them in schema.org markup, where ISO 8601 is asked for and seldom kept.

https://schema.org/datePosted
"""

import re
from datetime import date, datetime

from crawler.normalize.dates import day_or_instant, epoch_ms
from crawler.normalize.text import clean
from crawler.normalize.written_dates import day_with_month_name

_UNPADDED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NAMED_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)$", re.I)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_TIME_OF_DAY = re.compile(r"[\s,]+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?$", re.I)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+", re.I)
_JAVA = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) [\d:]{8} [A-Z]{2,5} (\d{4})")


def web_date(value: object) -> date | datetime | None:
    """A day, or an instant in UTC, as exactly as the value tells; null for what is no date.

    Besides what `day_or_instant` reads: months and days without zeros ("2026-7-27"), "UTC" for an
    offset, English months ("September 24, 2017"), a day with the time of a 12-hour clock, seconds
    or milliseconds since 1970, the day of a printed Java date ("Mon Jul 13 00:00:00 UTC 2026").
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value)
    line = clean(value) if isinstance(value, str) else None
    if line is None:
        return None
    if _EPOCH.fullmatch(line):
        return _epoch(int(line))
    line = _UNPADDED.sub(lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", line, count=1)
    found = day_or_instant(_NAMED_ZONE.sub("+00:00", line) if ":" in line else line)
    return found or day_or_instant(_TIME_OF_DAY.sub("", line)) or _in_words(line)


def _epoch(number: float) -> datetime | None:
    return epoch_ms(number if number > 1e11 else number * 1000)


def _in_words(line: str) -> date | None:
    java = _JAVA.fullmatch(line)
    bare = f"{java[1]}, {java[2]}" if java else _TIME_OF_DAY.sub("", line)
    return day_with_month_name(_WEEKDAY.sub("", bare).replace(".", ""))
