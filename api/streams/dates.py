"""Dates of postings in the notations of feeds. A bare day is its midnight, UTC."""

from datetime import UTC, date, datetime, time
from email.utils import format_datetime


def instant(value: str | datetime) -> datetime:
    """The instant that a posting's date names."""
    if isinstance(value, datetime):
        return value
    if len(value) == len("2026-03-01"):
        return datetime.combine(date.fromisoformat(value), time(), UTC)
    return datetime.fromisoformat(value)


def rfc822(value: str | datetime) -> str:
    """As RSS has it: Sun, 01 Mar 2026 00:00:00 +0000."""
    return format_datetime(instant(value).astimezone(UTC))


def rfc3339(value: str | datetime) -> str:
    """As Atom and JSON Feed have it: 2026-03-01T00:00:00Z."""
    return instant(value).astimezone(UTC).isoformat().replace("+00:00", "Z")
