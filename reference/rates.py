"""Monthly rates of currencies against the US dollar, frozen: for sorting and histograms only.

`rates.csv` holds, by month, how many units of a currency one euro bought on average: the mean of
the European Central Bank's daily reference rates of that month, six significant digits. A month
stands there once it has ended, and never changes again, so the same amount has the same worth
whenever it is computed. About thirty currencies; others (dirham, peso of Chile) have no rate there.

Source: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates,
free to reuse with the source named. `python -m reference.rates_table` writes the file anew.
"""

import csv
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

REFERENCE_CURRENCY = "USD"


def in_reference(amount: float, currency: str, day: date) -> float | None:
    """The amount in US dollars by the rate of the month of `day`, in whole cents.

    After the last month of the table the last one counts; null before the first and for currencies
    without a rate.
    """
    rate = _rate(currency, f"{day.year:04d}-{day.month:02d}")
    return None if rate is None else round(amount * rate, 2)


@lru_cache(maxsize=1024)
def _rate(currency: str, month: str) -> float | None:
    """US dollars for one unit of the currency."""
    table = _table()
    first, last = min(table), max(table)
    if month < first:
        return None
    of_month = table[min(month, last)]
    units = of_month.get(currency)
    return None if units is None else of_month[REFERENCE_CURRENCY] / units


@cache
def _table() -> dict[str, dict[str, float]]:
    """Month ("2026-10") to currency to units for one euro."""
    lines = (files("reference") / "rates.csv").read_text(encoding="utf-8").splitlines()
    return {
        row.pop("month"): {code: float(units) for code, units in row.items() if units}
        for row in csv.DictReader(lines)
    }


def latest_month() -> str:
    """The last month of the table ("2026-10")."""
    return max(_table())


@cache
def latest_rates() -> dict[str, float]:
    """US dollars for one unit of each currency that has a rate in the last month."""
    of_month = _table()[latest_month()]
    return {code: of_month[REFERENCE_CURRENCY] / units for code, units in sorted(of_month.items())}
