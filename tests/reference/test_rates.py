"""Monthly rates against the US dollar."""

from datetime import date
from pathlib import Path

import pytest

import reference
from reference import rates_table
from reference.rates import in_reference

_FILE = Path(reference.__file__).with_name("rates.csv")


def _day(text, **units):
    return {"Date": text, **units}


def test_dollars_are_worth_themselves_and_a_pegged_currency_its_peg():
    assert in_reference(1234.5, "USD", date(2024, 5, 17)) == 1234.5
    assert in_reference(780, "HKD", date(2024, 5, 17)) == pytest.approx(100, rel=0.01)


def test_all_days_of_a_month_have_its_rate_and_months_differ():
    first, last = (in_reference(1000, "EUR", date(2022, 9, day)) for day in (1, 30))

    assert first == last
    assert first != in_reference(1000, "EUR", date(2022, 10, 1))


def test_the_last_month_counts_for_those_to_come_and_none_before_the_first():
    assert in_reference(1000, "EUR", date(2090, 1, 1)) == in_reference(
        1000, "EUR", date(2091, 1, 1)
    )
    assert in_reference(1000, "EUR", date(2019, 12, 31)) is None


def test_a_currency_without_a_rate_has_no_worth():
    assert in_reference(1000, "AED", date(2024, 5, 17)) is None
    assert in_reference(1000, "HRK", date(2024, 5, 17)) is None


def test_the_table_holds_what_the_central_bank_published():
    published = rates_table.published()

    assert {month: published[month] for month in rates_table.read(_FILE)} == rates_table.read(_FILE)


def test_a_month_stands_there_once_its_last_working_day_is_published():
    rows = [_day("2026-01-29", USD="1.1"), _day("2026-01-30", USD="1.3", CYP="N/A")]

    assert rates_table.monthly(rows) == {"2026-01": {"EUR": "1", "USD": "1.2"}}
    assert rates_table.monthly(rows[:1]) == {}
    assert rates_table.monthly([*rows, _day("2026-02-02", USD="9")]).keys() == {"2026-01"}


def test_what_is_written_is_read(tmp_path):
    table = {"2026-01": {"EUR": "1", "USD": "1.2"}, "2026-02": {"EUR": "1"}}
    rates_table.write(tmp_path / "rates.csv", table)

    assert rates_table.read(tmp_path / "rates.csv") == table
    assert rates_table.read(tmp_path / "none.csv") == {}
