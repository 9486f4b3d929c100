from datetime import UTC, date, datetime

import pytest

from crawler.normalize.made_up_dates import day_of_midnight, without_made_up_dates
from crawler.normalize.statement import Statement

FETCHED_AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


def _dates(posted, valid_through):
    said = Statement(
        source_id="1",
        title="Cook",
        url="https://acme.example/1",
        posted=posted,
        posted_text="as written",
        valid_through=valid_through,
    )
    found = without_made_up_dates(said, FETCHED_AT)
    return found.posted, found.valid_through, found.posted_text


@pytest.mark.parametrize("years", [1, 2])
def test_a_closing_date_whole_years_later_is_none(years):
    start = datetime(2026, 9, 8, 4, tzinfo=UTC)

    found = _dates(start, start.replace(year=2026 + years))

    assert found == (start, None, "as written")


def test_bare_days_are_judged_alike():
    assert _dates(date(2026, 9, 8), date(2027, 9, 8)) == (date(2026, 9, 8), None, "as written")


def test_both_dates_made_of_the_visit_are_none():
    visit = FETCHED_AT.replace(minute=59, hour=7, second=58, microsecond=123_000)

    assert _dates(visit.replace(year=2024), visit.replace(year=2027)) == (None, None, None)


@pytest.mark.parametrize(
    "start",
    [
        datetime(2024, 11, 20, 5, tzinfo=UTC),
        datetime(2024, 3, 2, 7, 59, 58, 123_000, tzinfo=UTC),
    ],
    ids=["a midnight on the day of the visit", "an odd clock elsewhere in the year"],
)
def test_a_posting_date_that_may_be_true_stays(start):
    assert _dates(start, start.replace(year=2027)) == (start, None, "as written")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 9, 8), date(2026, 12, 31)),
        (date(2026, 9, 8), date(2026, 9, 8)),
        (date(2026, 9, 8), None),
        (None, date(2026, 12, 31)),
    ],
)
def test_other_dates_stay(start, end):
    assert _dates(start, end) == (start, end, "as written")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 12, 5, 5, tzinfo=UTC), date(2025, 12, 5)),
        (datetime(2025, 12, 4, 23, tzinfo=UTC), date(2025, 12, 5)),
        (datetime(2025, 12, 5, tzinfo=UTC), date(2025, 12, 5)),
        (date(2025, 12, 5), date(2025, 12, 5)),
        (None, None),
    ],
)
def test_a_midnight_somewhere_is_a_day(moment, day):
    assert day_of_midnight(moment) == day
