"""Pay out of labels of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.salary import Interval, interval
from crawler.normalize.salary_label import Beside, range_in_label
from reference.vocabularies import SalaryPeriod


def _read(text, name=None, span=None, country=None):
    found = range_in_label(text, Beside(name, span, country))
    return found and (found.min, found.max, found.currency, found.period)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$26.37 - $39.55 / hour", (26.37, 39.55, "USD", SalaryPeriod.HOUR)),
        ("$29.16 - $44.47 Hourly*", (29.16, 44.47, "USD", SalaryPeriod.HOUR)),
        ("33.11 - 47.28", (33.11, 47.28, None, None)),
        ("Base pay here is $20.41 to $32.97. Bonuses may follow.", (20.41, 32.97, "USD", None)),
        ("$120,000 - $150,000 per year", (120000.0, 150000.0, "USD", SalaryPeriod.YEAR)),
        ("€40.000 \u2013 50.000", (40000.0, 50000.0, "EUR", None)),
        ("CHF 90'000 - 110'000", (90000.0, 110000.0, "CHF", None)),
        ("60 000 to 70 000 SEK", (60000.0, 70000.0, "SEK", None)),
        ("90 - 120k", (90000.0, 120000.0, None, None)),
        ("$90k - $120k", (90000.0, 120000.0, "USD", None)),
        ("170000.0-195041.0 ", (170000.0, 195041.0, None, None)),
        ("USD $190,000.00 - USD $200,000.00 /Yr.", (190000.0, 200000.0, "USD", SalaryPeriod.YEAR)),
        ("CAD 24.25 - USD 24.55 /Hr.", None),
        ("0.0-0.0 ", None),
        ("null", None),
        ("", None),
        ("$25", None),
        ("2026-01-15", None),
        ("$1.50 - $2.00, or $3.00 - $4.00 at night", None),
        ("555-123-4567", None),
    ],
)
def test_a_range_in_the_united_states(text, expected):
    assert _read(text, country="US") == expected


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("$50,000 - $60,000", "CA", "CAD"),
        ("$50,000 - $60,000", "AU", "AUD"),
        ("$50,000 - $60,000", None, None),
        ("$50,000 - $60,000", "DE", None),
        ("US$50,000 - US$60,000", "IN", "USD"),
        ("€50,000 - €60,000", "US", "EUR"),
        ("£50,000 - £60,000", "GB", "GBP"),
        ("£50,000 - £60,000", "US", "GBP"),
        ("£50,000 - £60,000", "EG", "EGP"),
        ("50,000 - 60,000 CAD", "US", "CAD"),
        ("50,000 - 60,000 PER", "US", None),
    ],
)
def test_the_currency_is_that_of_a_code_or_of_a_sign_that_the_country_agrees_with(
    text, country, currency
):
    assert _read(text, country=country) == (50000.0, 60000.0, currency, None)


def test_the_label_s_own_span_goes_before_the_one_beside_it():
    year = interval("year")

    assert _read("20 - 30 per hour", span=year)[3] is SalaryPeriod.HOUR
    assert _read("20000 - 30000", span=year)[3] is SalaryPeriod.YEAR
    assert _read("20 - 30", name="Hourly pay")[3] is SalaryPeriod.HOUR


@given(st.integers(1, 10**6), st.integers(1, 19), st.sampled_from(["", "$", "€", "US$"]))
def test_what_is_written_is_read(low, times, sign):
    high = low * times

    assert _read(f"{sign}{low:,} - {sign}{high:,}")[:2] == (float(low), float(high))


@given(st.text())
def test_any_text_is_read_or_left(text):
    range_in_label(text, Beside(text, Interval(SalaryPeriod.YEAR, 1), "US"))
