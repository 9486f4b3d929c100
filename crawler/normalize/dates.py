"""Dates of a source: instants in UTC, bare days, and what is neither.

A bare day is never shifted by a zone. Every candidate is read on its own: an unreadable value is
null and shadows nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from crawler.normalize.text import clean
from reference.vocabularies import PostedPrecision

TOLERATED_FUTURE = timedelta(days=2)
"""Clocks and zones differ; a date further ahead than this is wrong data."""

EARLIEST = date(1990, 1, 1)
"""Before the first job board: epoch zero, year 1 and other default values."""

LONGEST_OPENING = timedelta(days=3653)
"""Ten years: a closing date further ahead is a form's way to say that there is none."""

M = TypeVar("M", date, datetime)

_BARE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMED_UTC = re.compile(r"\s*(?:UTC|GMT)$")
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d{2}(?::\d{2})?"
    r" (?:[+-]\d{4}|[A-Z]{1,5})",
    re.ASCII,
)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


class DayOrder(StrEnum):
    """Which of two leading numbers is the day. One board writes in one order."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class Posted:
    """When a posting went up: `at` is null where `text` does not tell."""

    at: datetime | date | None
    precision: PostedPrecision | None
    text: str | None


def instant(text: str | None) -> datetime | None:
    """The instant in UTC of an ISO 8601 date-time with an offset; null for anything else.

    "UTC" and "GMT" in place of the offset count as one ("2026-07-02 09:31:44 UTC").
    A date-time without an offset names no instant, nor does a bare day.
    """
    found = _iso(text)
    if found is None or found.tzinfo is None:
        return None
    return _plausible(_in_utc(found))


def rfc822_instant(text: str | None) -> datetime | None:
    """The instant in UTC of a date as feeds write it ("Fri, 04 Sep 2026 14:50:13 +0300").

    Null where there is no zone, or one whose offset its name does not tell ("CEST").
    https://www.rssboard.org/rss-specification (pubDate)
    """
    line = clean(text)
    if line is None or not _RFC822.fullmatch(line):
        return None
    try:
        found = parsedate_to_datetime(line)
    except ValueError:
        return None
    return _plausible(_in_utc(found)) if found.tzinfo else None


def epoch_ms(number: float | None) -> datetime | None:
    """The instant of milliseconds since 1970; null for 0 and all that precedes job boards.

    Seconds given as milliseconds fall into January 1970 and so are null, not an absurd date.
    """
    if number is None or not isfinite(number):
        return None
    try:
        return _plausible(datetime.fromtimestamp(number / 1000, tz=UTC))
    except (OverflowError, ValueError, OSError):
        return None


def day_or_instant(
    text: str | None, zone: tzinfo | None = None, order: DayOrder | None = None
) -> date | datetime | None:
    """A day, or an instant in UTC, as exactly as the text tells.

    - "2025-03-10": that day, whatever the zone.
    - With an offset: the instant.
    - A local date-time without an offset: the instant if the `zone` of the board is known, else
      only the day as written: the time of day says nothing without its zone.
    - "17/06/2021" or "17.06.2021": by the board's `order`; without one only where a number over 12
      leaves no choice, and with full stops, which all who write them put behind the day.
    """
    day = _bare_day(text, order)
    if day is not None:
        return day
    found = _iso(text)
    if found is None:
        return None
    if found.tzinfo is None and zone is not None:
        found = found.replace(tzinfo=zone)
    return _plausible(_in_utc(found) if found.tzinfo is not None else found.date())


def day_order(texts: Iterable[str | None]) -> DayOrder | None:
    """The order of all slashed dates of one board; null where they prove none or contradict."""
    pairs = [(int(m[1]), int(m[2])) for text in texts if (m := _SLASHED.fullmatch(text or ""))]
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    if day_first == month_first:
        return None
    return DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST


def posted(
    value: date | datetime | None,
    fetched_at: datetime,
    text: str | None = None,
    precision: PostedPrecision | None = None,
) -> Posted | None:
    """When the posting went up, given what was read (`value`) and what the source wrote (`text`).

    `precision` is told where it is less than the value's own: a date that is only a bound. More
    than two days after `fetched_at` or before job boards it is null with its text kept.
    Null as a whole where there is neither value nor text.
    """
    raw = clean(text)
    if value is None:
        return Posted(None, None, raw) if raw else None
    if _plausible(value) is None or _as_instant(value) > fetched_at + TOLERATED_FUTURE:
        return Posted(None, None, raw or value.isoformat())
    own = PostedPrecision.INSTANT if isinstance(value, datetime) else PostedPrecision.DAY
    return Posted(value, precision or own, raw)


def closing(value: M | None, fetched_at: datetime) -> M | None:
    """The last day or moment to apply; null for dates that stand for "none" ("9999-12-31").

    No posting is planned more than ten years ahead, nor was one before there were job boards.
    """
    latest = fetched_at.date() + LONGEST_OPENING
    day = value.date() if isinstance(value, datetime) else value
    return value if day is not None and EARLIEST <= day <= latest else None


def _iso(text: str | None) -> datetime | None:
    line = clean(text)
    if line is None:
        return None
    try:
        return datetime.fromisoformat(_NAMED_UTC.sub("+00:00", line))
    except ValueError:
        return None


def _bare_day(text: str | None, order: DayOrder | None) -> date | None:
    line = clean(text)
    if line is None:
        return None
    if _BARE_DAY.fullmatch(line):
        return _plausible(_iso_day(line))
    slashed = _SLASHED.fullmatch(line)
    return _plausible(_slashed_day(slashed, order)) if slashed else None


def _iso_day(line: str) -> date | None:
    try:
        return date.fromisoformat(line)
    except ValueError:
        return None


def _slashed_day(match: re.Match[str], order: DayOrder | None) -> date | None:
    order = order or day_order([match[0]]) or (DayOrder.DAY_FIRST if "." in match[0] else None)
    first, second, year = (int(group) for group in match.groups())
    if order is None:
        return None
    day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return None


def _plausible(moment: M | None) -> M | None:
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    return moment if day >= EARLIEST else None


def _as_instant(value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.combine(value, time(), tzinfo=UTC)
