"""What an answer or a failure asks for: how long to wait, and whether to ask once more. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

TRIES = 4
"""How often one request is sent at most."""
LONGEST_WAIT = 120.0
"""Seconds that a crawl waits for a host; one that asks for more is given up for this run."""
REST = 15 * 60.0
"""Seconds that a host is left alone once nothing but errors came from it."""
ERRORS_UNTIL_REST = 20
"""Errors in a row after which it is."""

TRANSIENT_STATUSES = frozenset({408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Answers that say nothing of a board: the same request may be answered well a little later."""
_LONGEST_STATED = 30 * 24 * 3600.0
"""Whoever says more, says a mistake."""
_STATES_WAIT = frozenset({429, 503})


def stated_wait(status: int, headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that `Retry-After` asks for, None where it does not.

    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after: seconds, or a date; the date counts
    from the server's own `Date`, whose clock may be wrong. Header names are in lower case.
    """
    value = headers.get("retry-after", "").strip()
    if status not in _STATES_WAIT or not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value), _LONGEST_STATED)
    until = _date(value)
    if until is None:
        return None
    wait = (until - (_date(headers.get("date", "")) or now)).total_seconds()
    return min(max(0.0, wait), _LONGEST_STATED)


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
