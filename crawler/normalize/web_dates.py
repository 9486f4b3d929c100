"""Dates as web pages write them in schema.org markup, where ISO 8601 is asked for and seldom kept.

https://schema.org/datePosted
"""

import re
from datetime import date, datetime

from crawler.normalize.dates import day_or_instant, epoch_ms
from crawler.normalize.text import clean
from crawler.normalize.written_dates import day_with_month_name, rfc822_day_or_instant

_ZONE_NAME = re.compile(r"\[[\w/+-]+\]$")
_UNPADDED = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_DASHED = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})(?!\d)")
_NAMED_UTC = re.compile(r"\s*(?:[+-]00:?00)?\s*(?:UTC|GMT|Z)$", re.I)
_EPOCH = re.compile(r"(?:/?Date\()?(\d{10}(?:\d{3})?(?:\.\d+)?)(?:[+-]\d{4})?(?:\)/?)?")
"""Also as .NET prints it: "/Date(1709290800000+0100)/", whose offset shifts nothing."""
_TIME_OF_DAY = re.compile(r"[\s,]+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?$", re.I)
_JAVA = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) [\d:]{8} [A-Z]{2,5} (\d{4})")


def web_date(value: object) -> date | datetime | None:
    """A day, or an instant in UTC, as exactly as the value tells; null for what is no date.

    Besides what `day_or_instant` reads: months and days without zeros ("2026-7-27"), "UTC" for an
    offset, feeds' dates, months in words of many languages ("September 24, 2017", "24. Juli 2026"),
    a day with the time of a 12-hour clock, seconds or milliseconds since 1970, the day of a printed
    Java date ("Mon Jul 13 00:00:00 UTC 2026"). Two numbers that may each be the month are no date.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value)
    line = clean(value) if isinstance(value, str) else None
    if line is None:
        return None
    epoch = _EPOCH.fullmatch(line)
    if epoch:
        return _epoch(float(epoch[1]))
    line = _in_order(line)
    found = day_or_instant(_NAMED_UTC.sub("+00:00", line) if ":" in line else line)
    day = _TIME_OF_DAY.sub("", line)
    return found or day_or_instant(day) or rfc822_day_or_instant(line) or _in_words(line, day)


def _in_order(line: str) -> str:
    """The numbers of a date as ISO 8601 and `day_or_instant` have them."""
    line = _ZONE_NAME.sub("", line)
    for form in (_UNPADDED, _EAST_ASIAN):
        line = form.sub(lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", line, count=1)
    return _DASHED.sub(r"\1/\2/\3", line, count=1)


def _epoch(number: float) -> datetime | None:
    return epoch_ms(number if number > 1e11 else number * 1000)


def _in_words(line: str, day: str) -> date | None:
    java = _JAVA.fullmatch(line)
    return day_with_month_name(f"{java[1]}, {java[2]}" if java else day)
