"""Dates that a page's markup makes up so that it has any.

Seen on iCIMS portals, which are not alone in it: `validThrough` a year or more after `datePosted`
to the millisecond; and both at once made of the moment of the visit, years before and after it.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from crawler.normalize.statement import Statement

_YEAR = timedelta(days=365.2425)
_DAYS_APART = 2
"""Calendars and caches move the anniversary of the visit by so much."""


def without_made_up_dates(said: Statement, fetched_at: datetime) -> Statement:
    """The statement without a closing date that is whole years after the posting date.

    Where the posting date then has the very day and an odd clock of the fetch, years earlier, it
    goes too: real ones are midnights, or lie elsewhere in the year.
    """
    start, end = said.posted, said.valid_through
    if start is None or end is None or not _whole_years_apart(start, end):
        return said
    if _is_visit(start, fetched_at):
        return replace(said, posted=None, posted_text=None, valid_through=None)
    return replace(said, valid_through=None)


def day_of_midnight(moment: date | datetime | None) -> date | None:
    """The day whose midnight, in whatever zone, an instant is; of other instants the nearest day.

    "2025-12-05T05:00:00Z" is 5 December in New York, "2025-12-04T23:00:00Z" the same in Berlin.
    """
    return (moment + timedelta(hours=12)).date() if isinstance(moment, datetime) else moment


def _whole_years_apart(start: date | datetime, end: date | datetime) -> bool:
    return start.year < end.year and start.isoformat()[4:] == end.isoformat()[4:]


def _is_visit(start: date | datetime, fetched_at: datetime) -> bool:
    if not isinstance(start, datetime) or not (start.second or start.microsecond):
        return False
    years = (fetched_at - start) / _YEAR
    return abs(years - round(years)) * _YEAR < timedelta(days=_DAYS_APART)
