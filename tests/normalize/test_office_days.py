"""Days a week in the office: exact numbers and minimums, whatever the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.office_days import labelled_days, office_days
from crawler.normalize.text import words


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("You work 3 days a week in the office.", 3),
        ("In the office three days per week, the rest is up to you.", 3),
        ("A minimum of 2 office days", 2),
        ("Two core office days per week", 2),
        ("60 % on site", 3),
        ("You spend at least 40% of your time in the office.", 2),
        ("One day per fortnight in the office", 0.5),
        ("We meet in the office every other week, for one day", None),
        ("Twice a week at our Leeds office", 2),
        ("2 days a month in the office", 0.46),
        ("2-3 days per week in our Leeds office", 2),
        ("At least two to three days per week on-site", 2),
        ("Work from our Reno office at least 3x per week", 3),
        ("Working five (5) days a week in our Mesa, AZ office", 5),
        ("This position requires 4 days onsite in Reno.", 4),
        ("3 days in the office, 2 days remote", 3),
        ("2 days remote a week, 3 days in office", 3),
        ("Mindestens 3 Tage pro Woche im Büro", 3),
        ("Zwei Tage die Woche vor Ort, sonst Homeoffice", 2),
        ("3 jours par semaine au bureau", 3),
        ("Tres días a la semana en la oficina", 3),
        ("Minimaal 2 dagen per week op kantoor", 2),
    ],
)
def test_days_that_must_be_in_the_office(sentence: str, days: float | None) -> None:
    found = office_days(sentence)

    assert (found.days if found else None) == days


@pytest.mark.parametrize(
    "sentence",
    [
        "Up to 3 days a week in the office",
        "Bis zu zwei Tage pro Woche im Büro",
        "2 days a week from home",
        "2 jours de télétravail par semaine",
        "Zwei Tage Homeoffice pro Woche",
    ],
)
def test_a_maximum_and_days_at_home_tell_how_but_not_how_many(sentence: str) -> None:
    found = office_days(sentence)

    assert found is not None
    assert (found.days, found.often) == (None, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Catered lunch in the office 5 days a week",
        "25 days of holiday and a nice office",
        "We prefer that you come to the office 3 days a week.",
        "3 days a week at customers, on site",
        "Work from anywhere 30 days a year",
        "5 days a week",
        "Our office has 3 floors and 2 kitchens.",
        "20% more pay for work in the office",
        "3 days a week in the Reno office, 4 days a week in the Leeds office",
        "",
    ],
)
def test_nothing_is_read_out_of_other_days(sentence: str) -> None:
    assert office_days(sentence) is None


@pytest.mark.parametrize(
    ("label", "days"),
    [
        ("3", 3),
        ("2.5 days", 2.5),
        ("2 days in office", 2),
        ("Hybrid (3 days in office)", 3),
        ("Hybrid (2 days)", None),
        ("9", None),
        ("0", None),
        ("Flexible", None),
        (None, None),
    ],
)
def test_fields_about_days_in_the_office(label: str | None, days: float | None) -> None:
    assert labelled_days(label) == days


WORDS = st.sampled_from(
    sorted(
        words("3 two days a week in the office 60 % on site at least up to - . remote per month")
    )
)


@given(st.text() | st.lists(WORDS, max_size=12).map(" ".join))
def test_any_text_gives_days_of_a_week_or_none(text: str) -> None:
    found = office_days(text)

    assert found is None or found.days is None or 0 < found.days <= 7
    assert office_days(text, is_label=True) == office_days(text, is_label=True)
    assert (days := labelled_days(text)) is None or 0 < days <= 7
