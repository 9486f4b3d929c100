from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.dates import Posted
from crawler.normalize.posting import posting
from crawler.normalize.relative_dates import relative_posted
from crawler.normalize.statement import Statement
from crawler.raw import Employer, RawPosting
from mappings.identity import Board
from reference.vocabularies import PostedPrecision

NOW = datetime(2025, 5, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Posted Today", date(2025, 5, 1)),
        ("Just posted", date(2025, 5, 1)),
        ("5 minutes ago", date(2025, 5, 1)),
        ("Posted 9 hours ago", date(2025, 4, 30)),
        ("Posted Yesterday", date(2025, 4, 30)),
        ("Posted 3 Days Ago", date(2025, 4, 28)),
        ("a day ago", date(2025, 4, 30)),
        ("2d ago", date(2025, 4, 29)),
        ("Heute ausgeschrieben", date(2025, 5, 1)),
        ("vor 3 Tagen", date(2025, 4, 28)),
        ("vor einem Tag", date(2025, 4, 30)),
        ("Publié hier", date(2025, 4, 30)),
        ("Publiée il y a 12 jours", date(2025, 4, 19)),
        ("aujourd\u2019hui", date(2025, 5, 1)),
        ("Publicado hace 4 días", date(2025, 4, 27)),
        ("4 giorni fa", date(2025, 4, 27)),
        ("há 4 dias", date(2025, 4, 27)),
        ("4 dagen geleden", date(2025, 4, 27)),
        ("f\u00f6r 3 dagar sedan", date(2025, 4, 28)),
        ("for 3 dage siden", date(2025, 4, 28)),
        ("3 dni temu", date(2025, 4, 28)),
        ("1 p\u00e4iv\u00e4 sitten", date(2025, 4, 30)),
        ("3 g\u00fcn \u00f6nce", date(2025, 4, 28)),
        ("3\u65e5\u524d", date(2025, 4, 28)),
        ("3 \u5929\u524d", date(2025, 4, 28)),
        ("3\uc77c \uc804", date(2025, 4, 28)),
    ],
)
def test_days_ago_are_a_day(text: str, day: date) -> None:
    assert relative_posted(text, NOW) == Posted(day, PostedPrecision.DAY, text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Posted 30+ Days Ago", date(2025, 4, 1)),
        ("More than 30 days ago", date(2025, 4, 1)),
        ("30 days+ ago", date(2025, 4, 1)),
        ("f\u00f6r mer \u00e4n 30 dagar sedan", date(2025, 4, 1)),
        ("30+ \u65e5\u524d", date(2025, 4, 1)),
        ("vor mehr als 30 Tagen", date(2025, 4, 1)),
        ("il y a plus de 30 jours", date(2025, 4, 1)),
        ("hace más de 30 días", date(2025, 4, 1)),
        ("3 weeks ago", date(2025, 4, 10)),
        ("vor 1 Woche", date(2025, 4, 24)),
        ("a month ago", date(2025, 4, 16)),
        ("2 months ago", date(2025, 3, 17)),
        ("il y a un an", date(2024, 10, 30)),
    ],
)
def test_what_is_open_or_coarser_than_days_is_a_bound(text: str, day: date) -> None:
    assert relative_posted(text, NOW) == Posted(day, PostedPrecision.AT_LATEST, text)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "3 Locations",
        "30 days left to apply",
        "in 3 days",
        "2025-04-01",
        "Days ago",
        "We opened our first shop 30 years ago and have been growing ever since, all over the land",
    ],
)
def test_other_texts_are_no_relative_date(text: str | None) -> None:
    assert relative_posted(text, NOW) is None


def test_what_lies_before_job_boards_is_null_with_its_text() -> None:
    assert relative_posted("900 years ago", NOW) == Posted(None, None, "900 years ago")


@given(st.integers(0, 999), st.integers(0, 400))
def test_a_bound_never_names_a_later_day_than_the_days_do(count: int, later: int) -> None:
    exact = relative_posted(f"{count} days ago", NOW + timedelta(days=later))
    bound = relative_posted(f"{count}+ days ago", NOW + timedelta(days=later))
    assert exact is not None
    assert bound is not None
    assert exact.at == bound.at == (NOW + timedelta(days=later - count)).date()


@given(st.text())
def test_no_text_raises(text: str) -> None:
    found = relative_posted(text, NOW)
    assert found is None or found.text


def _posting(**said):
    raw = RawPosting({}, Board("test", "acme"), Employer("Acme"), "https://acme.example/", NOW)
    return posting(
        raw, Statement(source_id="1", title="Cook", url="https://acme.example/1", **said)
    )


def test_a_relative_text_dates_a_posting_without_a_date() -> None:
    found = _posting(posted_text="Posted 30+ Days Ago")

    assert found.posted_at == date(2025, 4, 1)
    assert found.posted_precision == "at_latest"
    assert found.posted_text == "Posted 30+ Days Ago"
    assert found.provenance["posted_at"] == "parsed"


def test_a_date_goes_before_a_relative_text() -> None:
    found = _posting(posted=date(2025, 3, 9), posted_text="Posted 30+ Days Ago")

    assert (found.posted_at, found.posted_precision) == (date(2025, 3, 9), "day")
    assert found.provenance["posted_at"] == "stated"


def test_a_source_may_say_that_its_date_is_only_a_bound() -> None:
    found = _posting(posted=date(2025, 3, 9), posted_precision=PostedPrecision.AT_LATEST)

    assert (found.posted_at, found.posted_precision) == (date(2025, 3, 9), "at_latest")


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2099, 12, 31), date(1970, 1, 1)])
def test_a_closing_date_that_stands_for_none_is_null(day: date) -> None:
    assert _posting(valid_through=day).valid_through is None


def test_a_closing_date_is_kept_also_when_it_has_passed() -> None:
    assert _posting(valid_through=date(2025, 4, 30)).valid_through == date(2025, 4, 30)
