"""Filters by time: when a posting was posted, first seen, changed, closed, or open."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from api.clauses import Query, any_of, exists, without
from api.filters.declared import or_unknown
from api.values import day, moment, refuse, whole_number

Moment = Annotated[datetime | date, BeforeValidator(moment)]
_SPAN = re.compile(r"([1-9][0-9]{0,3})([hdw])")
_MAX_TERMS = 65_536
"""Elasticsearch's own limit on the values of one clause."""
_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def _span(value: str) -> str:
    if not _SPAN.fullmatch(value):
        refuse(f"{value!r} is no span of time: write hours, days or weeks, such as 24h, 7d or 2w")
    return value


Hours = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=8_760)]
Span = Annotated[str, AfterValidator(_span)]


def _after(what: str) -> Any:
    return Field(
        None,
        description=f"{what} on this day or later; or at this instant, given with its zone, or"
        " later.",
        examples=["2026-03-01"],
    )


def _before(what: str) -> Any:
    return Field(
        None,
        description=f"{what} before this day; or before this instant, given with its zone.",
        examples=["2026-04-01T00:00:00Z"],
    )


class Times(BaseModel):
    """When. A day begins at midnight UTC; where a posting names a day only, days are compared."""

    posted_after: Moment | None = _after("Posted")
    posted_before: Moment | None = _before("Posted")
    posted_within: Span | None = Field(
        None, description="Posted in the last hours, days or weeks.", examples=["7d"]
    )
    first_seen_after: Moment | None = _after("First seen by us")
    first_seen_before: Moment | None = _before("First seen by us")
    changed_after: Moment | None = _after("Last changed, in whatever way,")
    changed_before: Moment | None = _before("Last changed, in whatever way,")
    closed_after: Moment | None = _after("Closed")
    closed_before: Moment | None = _before("Closed")
    stock_at: Annotated[date, BeforeValidator(day)] | None = Field(
        None,
        description="Open at any time of this day (UTC), whatever became of it. Known from the day"
        " on which the posting was first seen.",
        examples=["2026-03-01"],
    )
    confirmed_within: (
        Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=8_760)] | None
    ) = Field(
        None,
        description="Hours since the last complete read of its board that listed the posting,"
        " at the most.",
        examples=[48],
    )


_OURS = (
    ("first_seen_after", "first_seen_at", "gte"),
    ("first_seen_before", "first_seen_at", "lt"),
    ("changed_after", "changed_at", "gte"),
    ("changed_before", "changed_at", "lt"),
    ("closed_after", "closed_at", "gte"),
    ("closed_before", "closed_at", "lt"),
)
_THEIRS = (("posted_after", "gte"), ("posted_before", "lt"))


def time_clauses(params: Any, unknowns: tuple[str, ...], now: datetime) -> Iterator[Query]:
    """Write the clauses of the filters by time; `now` is the moment of the view."""
    for name, bound in _THEIRS:
        if (given := getattr(params, name)) is not None:
            yield _posted(bound, given, unknown=name in unknowns)
    if params.posted_within is not None:
        since = now - _length(params.posted_within)
        yield _posted("gte", since, unknown="posted_within" in unknowns)
    for name, field, bound in _OURS:
        if (given := getattr(params, name)) is not None:
            yield _range(field, bound, given)
    if params.stock_at is not None:
        yield open_on(params.stock_at)


def open_on(day: date) -> Query:
    """Find the postings that were open at any time of a day (UTC)."""
    span = {"gte": day.isoformat(), "lt": (day + timedelta(days=1)).isoformat()}
    return {"range": {"open_periods": {**span, "relation": "intersects"}}}


def confirmed_since(hours: int, now: datetime) -> datetime:
    """The moment since which `confirmed_within` wants a posting to have been listed."""
    return now - timedelta(hours=hours)


def confirmed(since: datetime, stale_boards: Sequence[str]) -> Query:
    """Find the postings that a complete read listed at `since` or later.

    A posting that did not change is not written again when it is listed: it was in the last
    complete read of its board unless it is missing. `stale_boards` had none since then.
    """
    listed: Query = {
        "bool": {
            "filter": [{"term": {"status": "open"}}],
            "must_not": [exists("missing_since"), *_of_boards(stale_boards)],
        }
    }
    return any_of([_range("last_seen_at", "gte", since), listed])


def _of_boards(boards: Sequence[str]) -> Iterator[Query]:
    for start in range(0, len(boards), _MAX_TERMS):
        yield {"terms": {"board": list(boards[start : start + _MAX_TERMS])}}


def _length(span: str) -> timedelta:
    found = _SPAN.fullmatch(span)
    assert found is not None
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _posted(bound: str, given: date, *, unknown: bool) -> Query:
    return or_unknown(_posted_at(bound, given), exists("posted_at"), unknown=unknown)


def _posted_at(bound: str, given: date) -> Query:
    """Compare with a day (which begins at midnight UTC for instants) or with an instant.

    A posting of which only the day is known is that day in every zone: it is compared with the
    day of the instant, as the instant itself spells it.
    """
    if not isinstance(given, datetime):
        return _range("posted_at", bound, given)
    is_instant = {"term": {"posted_precision": "instant"}}
    of_instants = {"bool": {"filter": [_range("posted_at", bound, given), is_instant]}}
    of_days = {"bool": {"filter": [_range("posted_at", bound, given.date()), without(is_instant)]}}
    return any_of([of_instants, of_days])


def _range(field: str, bound: str, given: date) -> Query:
    return {"range": {field: {bound: given.isoformat()}}}
