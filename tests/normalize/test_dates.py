from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.dates import (
    DayOrder,
    Posted,
    day_or_instant,
    day_order,
    epoch_ms,
    instant,
    posted,
    rfc822_instant,
)
from reference.vocabularies import PostedPrecision

NOW = datetime(2025, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-02-01T22:15:00-05:00", datetime(2025, 2, 2, 3, 15, tzinfo=UTC)),
        ("2025-02-01T22:15:00.250+00:00", datetime(2025, 2, 1, 22, 15, 0, 250000, tzinfo=UTC)),
        ("2025-02-01T22:15:00Z", datetime(2025, 2, 1, 22, 15, tzinfo=UTC)),
        ("2025-02-01 22:15:00 UTC", datetime(2025, 2, 1, 22, 15, tzinfo=UTC)),
        ("2025-02-01T22:15:00+0200", datetime(2025, 2, 1, 20, 15, tzinfo=UTC)),
        ("2025-02-01T22:15:00 CET", None),
        ("2025-02-01 UTC", None),
        ("2025-02-01T22:15:00", None),
        ("2025-02-01", None),
        ("not set", None),
        ("2025-13-40T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+10:00", None),
        (None, None),
    ],
)
def test_an_instant_needs_an_offset(text: str | None, expected: datetime | None) -> None:
    assert instant(text) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1735689600000, datetime(2025, 1, 1, tzinfo=UTC)),
        (0, None),
        (1735689600, None),
        (-1, None),
        (1e300, None),
        (float("nan"), None),
        (None, None),
    ],
)
def test_epoch_is_read_as_milliseconds(number: float | None, expected: datetime | None) -> None:
    assert epoch_ms(number) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sat, 01 Feb 2025 22:15:00 +0300", datetime(2025, 2, 1, 19, 15, tzinfo=UTC)),
        ("Sat, 1 Feb 2025 22:15:00 GMT", datetime(2025, 2, 1, 22, 15, tzinfo=UTC)),
        ("1 Feb 2025 22:15 EST", datetime(2025, 2, 2, 3, 15, tzinfo=UTC)),
        ("Sat, 01 Feb 2025 22:15:00 CEST", None),
        ("Sat, 01 Feb 2025 22:15:00", None),
        ("Sat, 31 Feb 2025 22:15:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("2025-02-01T22:15:00Z", None),
        (None, None),
    ],
)
def test_dates_of_feeds(text: str | None, expected: datetime | None) -> None:
    assert rfc822_instant(text) == expected


def test_a_bare_day_is_never_shifted() -> None:
    assert day_or_instant("2025-03-09", ZoneInfo("Pacific/Auckland")) == date(2025, 3, 9)


def test_a_local_time_is_an_instant_only_in_a_known_zone() -> None:
    text = "2025-04-02T00:00:00"
    assert day_or_instant(text) == date(2025, 4, 2)
    seoul = day_or_instant(text, ZoneInfo("Asia/Seoul"))
    assert seoul == datetime(2025, 4, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2025-13-40", "2025-02-30", "31/31/2025", "yesterday", "", None])
def test_an_impossible_day_is_null(text: str | None) -> None:
    assert day_or_instant(text) is None


def test_slashed_days_follow_the_order_of_their_board() -> None:
    texts = ["25/06/2021", "05/07/2021", None]
    order = day_order(texts)
    assert order is DayOrder.DAY_FIRST
    assert day_or_instant("05/07/2021", order=order) == date(2021, 7, 5)
    assert day_or_instant("05/07/2021", order=DayOrder.MONTH_FIRST) == date(2021, 5, 7)
    assert day_or_instant("05/07/2021") is None
    assert day_or_instant("25.06.2021") == date(2021, 6, 25)
    assert day_or_instant("05.07.2021") == date(2021, 7, 5)
    assert day_order(["25/06/2021", "06/25/2021"]) is None


def test_a_date_ahead_of_the_fetch_is_null_with_its_text() -> None:
    found = posted(date(2025, 7, 20), NOW, "2025-07-20")
    assert found == Posted(None, None, "2025-07-20")
    assert posted(date(2025, 7, 20), NOW) == Posted(None, None, "2025-07-20")


def test_small_skew_of_clocks_passes() -> None:
    tomorrow = NOW + timedelta(days=1)
    assert posted(tomorrow, NOW) == Posted(tomorrow, PostedPrecision.INSTANT, None)


def test_precision_tells_days_from_instants() -> None:
    found = posted(date(2025, 6, 1), NOW, "2025-06-01")
    assert found == Posted(date(2025, 6, 1), PostedPrecision.DAY, "2025-06-01")


def test_unreadable_text_is_kept_and_shadows_nothing() -> None:
    assert posted(instant("soon"), NOW, "soon") == Posted(None, None, "soon")
    assert posted(None, NOW) is None


@given(st.integers(0, 10**12), st.integers(-14, 14))
def test_every_offset_names_the_same_instant(milliseconds: int, hours: int) -> None:
    moment = datetime(1990, 1, 2, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert instant(elsewhere.isoformat()) == moment


@given(st.text())
def test_no_text_raises(text: str) -> None:
    found = day_or_instant(text)
    assert found is None or day_or_instant(found.isoformat()) == found


@given(
    st.from_regex(
        r"([A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?"
        r" ([+-][0-9]{4}|[A-Z]{1,5})",
        fullmatch=True,
    )
    | st.text()
)
def test_no_date_of_a_feed_raises(text: str) -> None:
    found = rfc822_instant(text)
    assert found is None or found.tzinfo is UTC
