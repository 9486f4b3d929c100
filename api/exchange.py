"""Amounts of pay made comparable: per year, and in another currency."""

from reference.vocabularies import SalaryPeriod

_PER_YEAR = {
    SalaryPeriod.HOUR: 2080,
    SalaryPeriod.DAY: 260,
    SalaryPeriod.WEEK: 52,
    SalaryPeriod.MONTH: 12,
    SalaryPeriod.YEAR: 1,
}
MONTH = "2026-10"
_USD = {"USD": 1.0, "EUR": 1.1}


def annual_amount(amount: float, period: SalaryPeriod) -> float:
    """What an amount of a period comes to in a year."""
    return amount * _PER_YEAR[period]


def currencies() -> tuple[str, ...]:
    """Every currency that has a rate."""
    return tuple(_USD)


def converted(amount: float, currency: str, other: str) -> float:
    """An amount in another currency, by the rates of `MONTH`."""
    return amount * _USD[currency] / _USD[other]
