"""Pay from structured fields. Amounts in running text are read elsewhere.

Nothing is assumed: a missing currency is not dollars, a missing period is not a year.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from crawler.normalize.text import clean
from mappings.posting import Salary, SalaryRange
from reference.money import HARD_CURRENCIES, exponent, is_currency
from reference.pay_periods import PER_YEAR, YEARLY_HOURS
from reference.rates import in_reference
from reference.vocabularies import SalaryKind, SalaryPeriod

# Wider than this no employer hires for one opening: one of the two amounts is a placeholder.
_WIDEST_RATIO = 20
# Yearly pay in a hard currency outside of these bounds has the wrong period or a wrong amount.
_HARD_YEARLY = (1_000, 20_000_000)
_LARGEST = 1e13
_JUDGED_BY = date(2025, 1, 1)
_MONTHS_A_YEAR = Fraction(12)
_ONE = Fraction(1)

_UNITS: dict[str, tuple[SalaryPeriod, Decimal]] = {
    "hour": (SalaryPeriod.HOUR, Decimal(1)),
    "hourly": (SalaryPeriod.HOUR, Decimal(1)),
    "hr": (SalaryPeriod.HOUR, Decimal(1)),
    "day": (SalaryPeriod.DAY, Decimal(1)),
    "daily": (SalaryPeriod.DAY, Decimal(1)),
    "week": (SalaryPeriod.WEEK, Decimal(1)),
    "weekly": (SalaryPeriod.WEEK, Decimal(1)),
    "biweek": (SalaryPeriod.WEEK, Decimal(2)),
    "biweekly": (SalaryPeriod.WEEK, Decimal(2)),
    "fortnight": (SalaryPeriod.WEEK, Decimal(2)),
    "fortnightly": (SalaryPeriod.WEEK, Decimal(2)),
    "semimonth": (SalaryPeriod.MONTH, Decimal("0.5")),
    "semimonthly": (SalaryPeriod.MONTH, Decimal("0.5")),
    "month": (SalaryPeriod.MONTH, Decimal(1)),
    "monthly": (SalaryPeriod.MONTH, Decimal(1)),
    "quarter": (SalaryPeriod.MONTH, Decimal(3)),
    "quarterly": (SalaryPeriod.MONTH, Decimal(3)),
    "year": (SalaryPeriod.YEAR, Decimal(1)),
    "yr": (SalaryPeriod.YEAR, Decimal(1)),
    "yearly": (SalaryPeriod.YEAR, Decimal(1)),
    "annual": (SalaryPeriod.YEAR, Decimal(1)),
    "annually": (SalaryPeriod.YEAR, Decimal(1)),
    "annum": (SalaryPeriod.YEAR, Decimal(1)),
}
_COUNTED = re.compile(r"(?:(\d+(?:\.\d+)?)[\s_-]*)?([a-z]+)")
_AROUND_UNIT = re.compile(r"^per[\s_-]+|[\s_-]+(?:salary|wage|rate|pay)$")


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of pay: `count` times `period`. `stated_range` makes one period out of it."""

    period: SalaryPeriod
    count: Decimal

    @classmethod
    def of(cls, period: SalaryPeriod) -> "Interval":
        """One period."""
        return cls(period, Decimal(1))


@lru_cache(maxsize=512)
def interval(text: str | None) -> Interval | None:
    """The span that a vendor's token or word names; null where it names none ("NONE", "one-time").

    "1 YEAR", "per-hour-wage", "monthly"; "2 WEEK" and "bi-week-salary" are two weeks, "0.5 MONTH"
    and "semi-month-salary" half a month.
    """
    line = (clean(text) or "").casefold()
    token = _AROUND_UNIT.sub("", _AROUND_UNIT.sub("", line))
    token = re.sub(r"\b(bi|semi)[\s_-]+", r"\1", token)
    match = _COUNTED.fullmatch(token)
    if match is None:
        return None
    unit = _UNITS.get(match[2]) or _UNITS.get(match[2].removesuffix("s"))
    count = Decimal(match[1] or 1)
    return Interval(unit[0], unit[1] * count) if unit and count else None


def period(text: str | None) -> SalaryPeriod | None:
    """The period that a token names, if one of the vocabulary says it exactly; never rounded."""
    span = interval(text)
    return span.period if span is not None and span.count == 1 else None


def currency_code(text: str | None) -> str | None:
    """The ISO 4217 code that the text is; null for signs ("$" is used by twenty currencies)."""
    code = (clean(text) or "").upper()
    return code if is_currency(code) else None


def minor_units(amount: float | None, currency: str | None) -> float | None:
    """The amount in whole units of a count of the currency's smallest unit, by ISO 4217.

    12000 USD cents are 120.0; 12000 JPY are 12000.0 (no smaller unit); 12000 KWD fils are 12.0.
    Null without a known currency, for the exponent depends on it.
    """
    digits = exponent(currency) if currency else None
    if amount is None or digits is None or not isfinite(amount):
        return None
    return float(amount) / float(10**digits)


def hundredths(amount: float | None) -> float | None:
    """The amount in whole units of a count of hundredths, whatever the currency."""
    return None if amount is None or not isfinite(amount) else float(amount) / 100


@dataclass(frozen=True, slots=True)
class Amounts:
    """The two ends of a stated range, as the source gives them."""

    min: float | None
    max: float | None


def stated_range(
    amounts: Amounts,
    currency: str | None,
    span: Interval | None = None,
    *,
    label: str | None = None,
    kind: SalaryKind | None = None,
) -> SalaryRange | None:
    """One range as stated, in a period of the vocabulary; null where the amounts cannot be pay.

    - Spans that no period of the vocabulary names are converted where that is exact: pay for two
      weeks is halved to a week, for half a month doubled to a month, for a quarter times four to a
      year. Else ("3 WEEK") the amounts stay and the period is null.
    - Swapped ends are put right; a zero is an end that was not stated.
    - Null: negative or endless amounts, no amount at all, ends further apart than 20 times, and
      (in hard currencies with a period) less than 1,000 or more than 20 million a year.
    """
    low, high = _ends(amounts)
    if low is None and high is None:
        return None
    one_period, factor = _one_period(span) if span else (None, _ONE)
    found = SalaryRange(
        min=_scaled(low, factor),
        max=_scaled(high, factor),
        currency=currency_code(currency),
        period=one_period,
        label=clean(label),
        kind=kind,
    )
    return found if _is_plausible(found) else None


def yearly_worth(amount: float, currency: str, period: SalaryPeriod) -> float | None:
    """US dollars a year, roughly: to judge whether an amount can be pay; null without a rate.

    By the rate of one fixed month, so that the judgement never changes with the table.
    """
    return in_reference(amount * PER_YEAR[period], currency, _JUDGED_BY)


def completed(
    ranges: Iterable[SalaryRange], told: Sequence[SalaryRange]
) -> tuple[SalaryRange, ...]:
    """The ranges, with a currency and period left open taken from one `told` of equal amounts."""
    return tuple(_completed(one, told) for one in ranges)


def salary(
    ranges: Iterable[SalaryRange | None], text: str | None = None, day: date | None = None
) -> Salary | None:
    """The pay of a posting out of its stated ranges; null without range and text.

    `min` to `period` are those of the widest base range: a range counts as base unless it says
    otherwise; widths compare within one currency, that of most base ranges; of equal widths the
    first. Annual amounts are in the same currency: 2080 hours, 260 days, 52 weeks or 12 months a
    year; `annual_basis_hours` is set where hours were converted. Reference amounts stay null here.
    """
    kept = tuple(one for one in ranges if one is not None)
    note = clean(text)
    if not kept and note is None:
        return None
    widest = _widest([one for one in kept if one.kind in {None, SalaryKind.BASE}])
    if widest is None:
        return Salary(ranges=kept, text=note)
    factor = PER_YEAR[widest.period] if widest.period else None
    low, high = _times(widest.min, factor), _times(widest.max, factor)
    return Salary(
        ranges=kept,
        min=widest.min,
        max=widest.max,
        currency=widest.currency,
        period=widest.period,
        annual_min=low,
        annual_max=high,
        annual_basis_hours=YEARLY_HOURS if widest.period is SalaryPeriod.HOUR else None,
        reference_min=_reference(low, widest.currency, day),
        reference_max=_reference(high, widest.currency, day),
        text=note,
    )


def _reference(amount: float | None, currency: str | None, day: date | None) -> float | None:
    if amount is None or currency is None or day is None:
        return None
    return in_reference(amount, currency, day)


def _completed(one: SalaryRange, told: Sequence[SalaryRange]) -> SalaryRange:
    """Equal ends must not contradict each other in what both say."""
    for other in told:
        if (
            (one.min, one.max) == (other.min, other.max)
            and one.currency in {None, other.currency}
            and one.period in {None, other.period}
        ):
            return one.model_copy(update={"currency": other.currency, "period": other.period})
    return one


def _ends(amounts: Amounts) -> tuple[float | None, float | None]:
    """Both ends in order, zero as not stated; nothing at all if one of them cannot be pay."""
    stated = [value for value in (amounts.min, amounts.max) if value]
    if any(not isfinite(value) or value < 0 or value > _LARGEST for value in stated):
        return None, None
    if len(stated) == 2:
        return float(min(stated)), float(max(stated))
    return (
        float(amounts.min) if amounts.min else None,
        float(amounts.max) if amounts.max else None,
    )


def _one_period(span: Interval) -> tuple[SalaryPeriod | None, Fraction]:
    """The period that pay for the span converts to exactly, and by which factor; null for none."""
    if span.count == 1:
        return span.period, _ONE
    count = Fraction(span.count)
    years = _MONTHS_A_YEAR / count
    if span.period is SalaryPeriod.MONTH and count > 1 and years.denominator == 1:
        return SalaryPeriod.YEAR, years
    if _is_decimal(1 / count):
        return span.period, 1 / count
    return None, _ONE


def _is_decimal(ratio: Fraction) -> bool:
    """Whether the ratio has finitely many decimals: its denominator divides a power of ten."""
    return pow(10, ratio.denominator.bit_length(), ratio.denominator) == 0


def _scaled(amount: float | None, factor: Fraction) -> float | None:
    """The amount times the factor, in decimal arithmetic: 0.1 is one tenth."""
    if factor == 1:
        return amount
    return None if amount is None else float(Fraction(repr(amount)) * factor)


def _is_plausible(found: SalaryRange) -> bool:
    if found.min and found.max and found.max > _WIDEST_RATIO * found.min:
        return False
    if found.currency not in HARD_CURRENCIES or found.period is None:
        return True
    factor = PER_YEAR[found.period]
    low, high = _HARD_YEARLY
    return all(low <= value * factor <= high for value in (found.min, found.max) if value)


def _widest(ranges: list[SalaryRange]) -> SalaryRange | None:
    if not ranges:
        return None
    if len(ranges) == 1:
        return ranges[0]
    currency = Counter(one.currency for one in ranges).most_common(1)[0][0]
    return max((one for one in ranges if one.currency == currency), key=_width)


def _width(one: SalaryRange) -> float:
    if one.min is None or one.max is None:
        return -1.0
    return (one.max - one.min) * (PER_YEAR[one.period] if one.period else 1)


def _times(value: float | None, factor: int | None) -> float | None:
    return None if value is None or factor is None else round(value * factor, 2)
