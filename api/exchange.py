"""Amounts of pay made comparable: per year, and in another currency."""

from collections.abc import Iterator

from reference.pay_periods import PER_YEAR
from reference.rates import latest_rates
from reference.vocabularies import SalaryPeriod


def annual_amount(amount: float, period: SalaryPeriod) -> float:
    """What an amount of a period comes to in a year."""
    return amount * PER_YEAR[period]


def in_every_currency(amount: float, currency: str) -> Iterator[tuple[str, float]]:
    """What an amount is worth in each currency with a rate; in its own it is itself.

    A currency without a rate compares with itself only.
    """
    rates = latest_rates()
    yield currency, amount
    if currency in rates:
        for other, rate in rates.items():
            if other != currency:
                yield other, amount * rates[currency] / rate
