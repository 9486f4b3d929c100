"""Dates of RSS feeds, and dates with month names."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.written_dates import bare_day, day_with_month_name, rfc822_day_or_instant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fri, 21 Aug 2026 09:30:00 +0530", datetime(2026, 8, 21, 4, 0, tzinfo=UTC)),
        ("Wed, 22 Apr 2026 12:00:00 PDT", datetime(2026, 4, 22, 19, 0, tzinfo=UTC)),
        ("Mon, 05 Oct 2026 00:00:01 GMT", datetime(2026, 10, 5, 0, 0, 1, tzinfo=UTC)),
        # A day dressed up as an instant is not shifted by its zone.
        ("Fri, 21 Aug 2026 00:00:00 +0530", date(2026, 8, 21)),
        ("Fri, 21 Aug 2026 09:30:00", date(2026, 8, 21)),
        ("Fri, 21 Aug 2026 09:30:00 XYZ", date(2026, 8, 21)),
        ("Fri, 31 Feb 2026 09:30:00 GMT", None),
        ("yesterday", None),
        ("2026-08-21", None),
        ("", None),
        (None, None),
    ],
)
def test_a_rfc822_day_or_instant_is_as_exact_as_its_text(text, found):
    assert rfc822_day_or_instant(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jun 05, 2026", date(2026, 6, 5)),
        ("June 5, 2026", date(2026, 6, 5)),
        ("28 May, 2026", date(2026, 5, 28)),
        ("28 September 2026", date(2026, 9, 28)),
        ("July 24th, 2026", date(2026, 7, 24)),
        ("Thursday, 4 September 2026", date(2026, 9, 4)),
        ("Sept. 4, 2026", date(2026, 9, 4)),
        ("4-Sep-2026", date(2026, 9, 4)),
        ("3. März 2026", date(2026, 3, 3)),
        ("1er août 2026", date(2026, 8, 1)),
        ("15 de julio de 2026", date(2026, 7, 15)),
        ("15 lipca 2026", date(2026, 7, 15)),
        ("Marketing 24, 2026", None),
        ("Jun 31, 2026", None),
        ("06/05/2026", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_month_name_leaves_no_doubt(text, found):
    assert day_with_month_name(text) == found


@given(st.text(max_size=40))
def test_any_text_reads_as_a_date_or_as_none(text):
    assert rfc822_day_or_instant(text) is None or isinstance(rfc822_day_or_instant(text), date)
    assert day_with_month_name(text) is None or isinstance(day_with_month_name(text), date)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_a_written_day_reads_back(day):
    assert day_with_month_name(f"{day:%B} {day.day}, {day.year}") == day
    assert rfc822_day_or_instant(f"{day:%a, %d %b %Y} 00:00:00 -0800") == day


def test_midnight_in_utc_is_a_bare_day():
    noon = datetime(2026, 8, 21, 12, tzinfo=UTC)

    assert bare_day(datetime(2026, 8, 21, tzinfo=UTC)) == date(2026, 8, 21)
    assert bare_day(noon) == noon
    assert bare_day(None) is None
