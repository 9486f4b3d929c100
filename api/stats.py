"""Numbers of postings over time and by what they are: pure functions to and from aggregations.

What is counted is what the filters find. `of` says when a posting counts: in the time in which it
was posted, first seen or closed, or in all the time in which it was open (`stock`: a posting counts
in each bucket in which it was open at any moment).
https://www.elastic.co/docs/reference/aggregations/search-aggregations-bucket-datehistogram-aggregation
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from api.filters.declared import Commas, on
from api.filters.openings import of_opening
from api.params import SearchParameters
from api.values import day, one_of, refuse, whole_number
from reference.vocabularies import Status

DEFAULT_TOP, MAX_TOP = 20, 100
MAX_ROWS = 10_000
"""Rows that one answer may have: Elasticsearch works for each, also where it finds nothing."""


class Counted(StrEnum):
    """When a posting counts."""

    STOCK = "stock"
    POSTED = "posted"
    FIRST_SEEN = "first_seen"
    CLOSED = "closed"


class Interval(StrEnum):
    """How long a bucket of time is. All begin at midnight UTC; weeks on Mondays."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Dimension(StrEnum):
    """By what is counted."""

    SOURCE = "source"
    COMPANY = "company"
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    WORKPLACE_TYPE = "workplace_type"
    EMPLOYMENT_TYPE = "employment_type"
    CATEGORY = "category"
    SENIORITY = "seniority"
    EDUCATION = "education"
    LANGUAGE = "language"
    SKILLS = "skills"
    CURRENCY = "salary.currency"


class Measure(StrEnum):
    """What is told of each group of postings besides their number."""

    SALARY = "salary"
    DAYS_OPEN = "days_open"


_TIMES = {
    Counted.STOCK: "open_periods",
    Counted.POSTED: "posted_at",
    Counted.FIRST_SEEN: "first_seen_at",
    Counted.CLOSED: "closed_at",
}
_FIELDS = {
    Dimension.COMPANY: "company.name",
    Dimension.COUNTRY: "locations.country",
    Dimension.REGION: "locations.region",
    Dimension.CITY: "locations.city",
    Dimension.EMPLOYMENT_TYPE: "employment_types",
}
_DAYS = {
    Interval.DAY: 1,
    Interval.WEEK: 7,
    Interval.MONTH: 28,
    Interval.QUARTER: 90,
    Interval.YEAR: 365,
}
_MEDIANS = {Measure.SALARY: "salary_reference", Measure.DAYS_OPEN: "days_open"}
_UNKNOWN = "\N{SYMBOL FOR NULL}"
"""Stands for the postings that do not say; no value is written so."""


class StatsParameters(SearchParameters):
    """What `GET /v1/stats` takes: the filters of a search, and how to count what they find."""

    status: Annotated[tuple[Annotated[Status, one_of(Status)], ...], Commas, on("status")] = Field(
        tuple(Status),
        description="Whether one can apply. Default: whether or not.",
        examples=[["open"]],
    )
    of: Annotated[Counted, one_of(Counted)] | None = Field(
        None,
        description="Count over time: when a posting was `posted`, `first_seen` or `closed`, or"
        " the `stock`, in which it counts in every bucket in which it was open at any moment."
        " Without it there is one number for all times.",
        examples=["stock"],
    )
    interval: Annotated[Interval, one_of(Interval)] = Field(
        Interval.MONTH, description="Length of a bucket of time (UTC).", examples=["week"]
    )
    since: Annotated[date, BeforeValidator(day)] | None = Field(
        None, description="First day that is counted; needed with `of`.", examples=["2026-01-01"]
    )
    until: Annotated[date, BeforeValidator(day)] | None = Field(
        None,
        description="First day that is not counted any more. Default: tomorrow.",
        examples=["2026-04-01"],
    )
    by: Annotated[tuple[Annotated[Dimension, one_of(Dimension)], ...], Commas] = Field(
        (),
        description="Count by these, two at most. Of a dimension with several values a posting"
        " counts in each.",
        examples=[["country", "category"]],
    )
    measures: Annotated[tuple[Annotated[Measure, one_of(Measure)], ...], Commas] = Field(
        (),
        description="Also tell the median `salary` (US dollars a year, of the postings that state"
        " pay) and the median `days_open` (of those that are closed), with the number of postings"
        " behind each.",
        examples=[["salary"]],
    )
    top: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=MAX_TOP)] = Field(
        DEFAULT_TOP,
        description="Values of each dimension that get rows of their own, the most frequent ones.",
        examples=[10],
    )

    @field_validator("interval", "until")
    @classmethod
    def _of_a_time(cls, value: Any, info: ValidationInfo) -> Any:
        if info.data.get("of", "refused") is None:
            refuse(f"{info.field_name} does nothing here: there is no time to count by; give of")
        return value

    @field_validator("by")
    @classmethod
    def _two_at_most(cls, by: tuple[Dimension, ...]) -> tuple[Dimension, ...]:
        if len(by) > 2:
            refuse("two dimensions at most: a table has rows and columns")
        return by

    @field_validator("top")
    @classmethod
    def _of_a_dimension(cls, top: int, info: ValidationInfo) -> int:
        if info.data.get("by", "refused") == ():
            refuse("top does nothing here: there is nothing to count by; give by")
        return top


def time_faults(params: StatsParameters, today: date) -> str | None:
    """What is wrong with the parameters taken together; null if nothing is."""
    if params.of is not None and params.since is None:
        return "of needs since: the first day to count"
    if params.of is None and params.since is not None:
        return "since does nothing here: there is no time to count by; give of"
    if params.since is not None and params.since >= _end(params, today):
        return "since is not before until: no day lies between"
    rows = _rows_at_most(params, today)
    if rows > MAX_ROWS:
        return (
            f"this would be up to {rows:,} rows, and {MAX_ROWS:,} are counted at most: take a"
            " longer interval, a shorter time, fewer dimensions or a smaller top"
        )
    return None


def stats_aggregations(params: StatsParameters, today: date) -> dict[str, Any]:
    """Write the aggregations; the measures stand in each group."""
    inner = _measures(params)
    for dimension in reversed(params.by):
        inner = {"by": {**_values(dimension, params), "aggs": inner}}
    if params.of is not None:
        inner = {"time": {**_buckets(params, today), "aggs": inner}}
    return inner


def stats_rows(
    params: StatsParameters, answer: Mapping[str, Any], total: int
) -> Iterator[dict[str, Any]]:
    """Read the rows: time, the values of the dimensions (null for unknown), `count`, measures."""
    if params.of is None:
        yield from _rows(params, params.by, {}, {**answer, "doc_count": total})
        return
    for bucket in answer["time"]["buckets"]:
        yield from _rows(params, params.by, {"time": bucket["key_as_string"]}, bucket)


def left_out(answer: Mapping[str, Any]) -> bool:
    """Whether values of a dimension have no rows of their own, because `top` others do."""
    buckets = answer["time"]["buckets"] if "time" in answer else [answer]
    return any(_has_others(bucket) for bucket in buckets)


def _has_others(group: Mapping[str, Any]) -> bool:
    by = group.get("by")
    if by is None:
        return False
    return by["sum_other_doc_count"] > 0 or any(map(_has_others, by["buckets"]))


def _rows(
    params: StatsParameters,
    by: Sequence[Dimension],
    known: Mapping[str, Any],
    group: Mapping[str, Any],
) -> Iterator[dict[str, Any]]:
    if not by:
        yield {**known, "count": group["doc_count"], **_medians(params, group)}
        return
    dimension, *rest = by
    for bucket in group["by"]["buckets"]:
        value = None if bucket["key"] == _UNKNOWN else bucket["key"]
        yield from _rows(params, rest, {**known, dimension.value: value}, bucket)


def _medians(params: StatsParameters, group: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for measure in params.measures:
        median = group[f"{measure}:median"]["values"]["50.0"]
        found[f"{measure}_median"] = None if median is None else round(median, 2)
        found[f"{measure}_count"] = group[f"{measure}:count"]["value"]
    return found


def _measures(params: StatsParameters) -> dict[str, Any]:
    aggregations: dict[str, Any] = {}
    for measure in params.measures:
        field = {"field": _MEDIANS[measure]}
        aggregations[f"{measure}:median"] = {"percentiles": {**field, "percents": [50]}}
        aggregations[f"{measure}:count"] = {"value_count": field}
    return aggregations


def _values(dimension: Dimension, params: StatsParameters) -> dict[str, Any]:
    """How values are counted: of an opening those of all its ads."""
    field = _FIELDS.get(dimension, dimension.value)
    whole = of_opening(field) if params.collapse else field
    return {"terms": {"field": whole, "size": params.top, "missing": _UNKNOWN}}


def _buckets(params: StatsParameters, today: date) -> dict[str, Any]:
    assert params.of is not None
    assert params.since is not None
    last = _end(params, today) - timedelta(days=1)
    begin = [_first_day(one, params.interval).isoformat() for one in (params.since, last)]
    bounds = dict(zip(("min", "max"), begin, strict=True))
    return {
        "date_histogram": {
            "field": _TIMES[params.of],
            "calendar_interval": params.interval.value,
            "format": "yyyy-MM-dd",
            "extended_bounds": bounds,
            "min_doc_count": 0,
            # A posting that is open fills all buckets from its first one on, without an end.
            **({"hard_bounds": bounds} if params.of is Counted.STOCK else {}),
        }
    }


def _first_day(of: date, interval: Interval) -> date:
    """The day on which the bucket with a day begins."""
    match interval:
        case Interval.DAY:
            return of
        case Interval.WEEK:
            return of - timedelta(days=of.weekday())
        case Interval.MONTH:
            return of.replace(day=1)
        case Interval.QUARTER:
            return of.replace(month=of.month - (of.month - 1) % 3, day=1)
        case Interval.YEAR:
            return of.replace(month=1, day=1)


def _end(params: StatsParameters, today: date) -> date:
    return params.until or today + timedelta(days=1)


def _rows_at_most(params: StatsParameters, today: date) -> int:
    buckets = 1
    if params.since is not None:
        days = (_end(params, today) - params.since).days
        buckets = 1 + days // _DAYS[params.interval]
    return int(buckets * (params.top + 1) ** len(params.by))


def time_range(params: StatsParameters, today: date) -> list[dict[str, Any]]:
    """The filter that leaves out what counts in no bucket."""
    if params.of is None or params.since is None:
        return []
    span = {"gte": params.since.isoformat(), "lt": _end(params, today).isoformat()}
    return [{"range": {_TIMES[params.of]: span}}]
