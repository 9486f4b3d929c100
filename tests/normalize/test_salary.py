from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.salary import (
    Amounts,
    Interval,
    currency_code,
    hundredths,
    interval,
    minor_units,
    period,
    salary,
    stated_range,
)
from crawler.normalize.salary_text import interval_in_words
from mappings.posting import SalaryRange
from reference.vocabularies import SalaryKind, SalaryPeriod

YEAR, MONTH, WEEK, DAY, HOUR = (
    SalaryPeriod.YEAR,
    SalaryPeriod.MONTH,
    SalaryPeriod.WEEK,
    SalaryPeriod.DAY,
    SalaryPeriod.HOUR,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("per-year-salary", Interval(YEAR, Decimal(1))),
        ("per-hour-wage", Interval(HOUR, Decimal(1))),
        ("semi-month-salary", Interval(MONTH, Decimal("0.5"))),
        ("bi-week-salary", Interval(WEEK, Decimal(2))),
        ("1 YEAR", Interval(YEAR, Decimal(1))),
        ("0.5 MONTH", Interval(MONTH, Decimal("0.5"))),
        ("6 MONTH", Interval(MONTH, Decimal(6))),
        ("Hourly", Interval(HOUR, Decimal(1))),
        ("days", Interval(DAY, Decimal(1))),
        ("NONE", None),
        ("one-time", None),
        ("0 DAY", None),
        ("", None),
        (None, None),
    ],
)
def test_intervals_of_the_vendors(text: str | None, expected: Interval | None) -> None:
    assert interval(text) == expected


def test_a_period_of_no_member_is_not_rounded() -> None:
    assert period("1 WEEK") is WEEK
    assert period("2 WEEK") is None
    assert period("semi-month-salary") is None


def test_spans_are_converted_exactly() -> None:
    fortnight = stated_range(Amounts(3000, 4000), "GBP", interval("2 WEEK"))
    assert fortnight == SalaryRange(min=1500, max=2000, currency="GBP", period=WEEK)
    quarter = stated_range(Amounts(35_000, 40_000), "USD", interval("3 MONTH"))
    assert quarter == SalaryRange(min=140_000, max=160_000, currency="USD", period=YEAR)
    assert stated_range(Amounts(35_000, 40_000), "USD", interval("quarter")) == quarter
    two_months = stated_range(Amounts(10_000.1, None), "USD", interval("2 MONTH"))
    assert two_months == SalaryRange(min=60_000.6, currency="USD", period=YEAR)
    half_year = stated_range(Amounts(None, 30_000), "USD", interval("6 MONTH"))
    assert half_year == SalaryRange(max=60_000, currency="USD", period=YEAR)
    year = stated_range(Amounts(70_000, None), "USD", interval("12 MONTH"))
    assert year == SalaryRange(min=70_000, currency="USD", period=YEAR)
    three_weeks = stated_range(Amounts(3000, None), "USD", interval("3 WEEK"))
    assert three_weeks == SalaryRange(min=3000, currency="USD")
    half_month = stated_range(Amounts(2000, None), "EUR", interval("0.5 MONTH"))
    assert half_month == SalaryRange(min=4000, currency="EUR", period=MONTH)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (Amounts(70_000, 60_000), (60_000, 70_000)),
        (Amounts(0, 60_000), (None, 60_000)),
        (Amounts(60_000, 0), (60_000, None)),
        (Amounts(60_000, None), (60_000, None)),
    ],
)
def test_ends_are_put_right(amounts: Amounts, expected: tuple[float | None, float | None]) -> None:
    found = stated_range(amounts, "USD", interval("1 YEAR"))
    assert found is not None
    assert (found.min, found.max) == expected


@pytest.mark.parametrize(
    "amounts",
    [
        Amounts(None, None),
        Amounts(0, 0),
        Amounts(-5, 60_000),
        Amounts(float("inf"), 60_000),
        Amounts(1, 150_000),
        Amounts(60, 80),
        Amounts(90_000_000, 120_000_000),
    ],
)
def test_what_cannot_be_pay_is_null_and_its_text_is_kept(amounts: Amounts) -> None:
    found = stated_range(amounts, "USD", interval("1 YEAR"))
    assert found is None
    kept = salary([found], "see text")
    assert kept is not None
    assert (kept.min, kept.text) == (None, "see text")


def test_nothing_is_assumed() -> None:
    found = salary([stated_range(Amounts(50_000, 60_000), None)])
    assert found is not None
    assert (found.currency, found.period, found.annual_min) == (None, None, None)
    assert salary([]) is None


def test_the_widest_base_range_is_the_pay() -> None:
    found = salary(
        [
            SalaryRange(min=100, max=900, currency="USD", period=YEAR, kind=SalaryKind.OTE),
            SalaryRange(min=50_000, max=55_000, currency="USD", period=YEAR, label="Zone 1"),
            SalaryRange(min=50_000, max=70_000, currency="USD", period=YEAR, label="Zone 2"),
            SalaryRange(min=40_000, max=90_000, currency="EUR", period=YEAR),
        ]
    )
    assert found is not None
    assert (found.min, found.max, found.currency) == (50_000, 70_000, "USD")
    assert len(found.ranges) == 4


@pytest.mark.parametrize(
    ("span", "factor", "hours"),
    [(HOUR, 2080, 2080), (DAY, 260, None), (WEEK, 52, None), (MONTH, 12, None), (YEAR, 1, None)],
)
def test_annual_amounts_name_their_basis(
    span: SalaryPeriod, factor: int, hours: int | None
) -> None:
    found = salary([SalaryRange(min=30, max=40, currency="CAD", period=span)])
    assert found is not None
    assert (found.annual_min, found.annual_max) == (30 * factor, 40 * factor)
    assert found.annual_basis_hours == hours


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (12_345, "USD", 123.45),
        (12_345, "JPY", 12_345.0),
        (12_345, "KWD", 12.345),
        (12_345, None, None),
        (12_345, "ZZZ", None),
        (None, "USD", None),
    ],
)
def test_minor_units_follow_iso_4217(
    amount: float | None, currency: str | None, expected: float | None
) -> None:
    assert minor_units(amount, currency) == expected


def test_hundredths_do_not_ask_for_the_currency() -> None:
    assert hundredths(9_500_000) == 95_000
    assert hundredths(None) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("usd", "USD"), (" EUR ", "EUR"), ("$", None), ("US$", None), ("XXX", None), (None, None)],
)
def test_only_iso_codes_are_currencies(text: str | None, code: str | None) -> None:
    assert currency_code(text) == code


NUMBERS = st.none() | st.floats() | st.integers(-(10**15), 10**15)


@given(NUMBERS, NUMBERS, st.sampled_from(["USD", "JPY", "?", None]), st.text(max_size=12))
def test_no_statement_raises_and_ends_stand_in_order(
    low: float | None, high: float | None, currency: str | None, span: str
) -> None:
    found = stated_range(Amounts(low, high), currency, interval(span))
    if found is not None and found.min is not None and found.max is not None:
        assert 0 < found.min <= found.max
    salary([found], span)


@given(
    st.decimals(1, 10**6, places=2),
    st.sampled_from(["2 WEEK", "0.5 MONTH", "2 MONTH", "3 MONTH", "6 MONTH", "bi-week-salary"]),
)
def test_converted_amounts_have_no_spurious_decimals(amount: Decimal, span: str) -> None:
    found = stated_range(Amounts(float(amount), None), None, interval(span))
    assert found is not None
    assert found.min is not None
    assert len(repr(found.min).partition(".")[2]) <= 3


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Pago por hora", "hour"),
        ("Stundenlohn", "hour"),
        ("15 € pro Stunde", "hour"),
        ("Taux horaire", "hour"),
        ("12 € de l'heure", "hour"),
        ("Uurloon", "hour"),
        ("時給", "hour"),
        ("Tagessatz", "day"),
        ("Par jour", "day"),
        ("Salario semanal", "week"),
        ("Salaire mensuel", "month"),
        ("Salário mensal", "month"),
        ("2.000 € al mes", "month"),
        ("per maand", "month"),
        ("Monatsgehalt (brutto)", "month"),
        ("Wynagrodzenie miesięczne", "month"),
        ("月給", "month"),
        ("Salaire annuel brut", "year"),
        ("Jahresgehalt", "year"),
        ("pro Jahr", "year"),
        ("€ 30.000 all'anno", "year"),
        ("Remuneración anual", "year"),
        ("Jaarsalaris", "year"),
        ("per år", "year"),
        ("年収", "year"),
        ("연봉", "year"),
        ("Annual salary range", "year"),
        ("$30 an hour", "hour"),
        ("Monatsgehalt, Bonus pro Jahr", None),
        ("Salaire annuel ou mensuel", None),
        ("時給または月給", None),
        ("Monatsgehalt und Jahresbonus", "month"),
        ("Salary range", None),
        ("Horario flexible", None),
        ("Manual work", None),
        ("Monat", None),
        ("", None),
        (None, None),
    ],
)
def test_spans_in_words_of_many_languages(text: str | None, unit: str | None) -> None:
    assert interval_in_words(text) == (interval(unit) if unit else None)
