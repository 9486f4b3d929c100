"""A span of money with what is said around it, and the range that both amount to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.normalize.pay_text import context
from crawler.normalize.pay_text.context import Said
from crawler.normalize.pay_text.lexicon import Sense, unit
from crawler.normalize.pay_text.marks import Clues, currency_of
from crawler.normalize.pay_text.spans import Span
from crawler.normalize.salary import Amounts, Interval, stated_range, yearly_worth
from mappings.posting import SalaryRange
from reference.vocabularies import SalaryKind, SalaryPeriod

_KIND = {Sense.BASE: SalaryKind.BASE, Sense.OTE: SalaryKind.OTE, Sense.TOTAL: SalaryKind.TOTAL}
_SURELY_YEARLY = 20_000
"""US dollars that nobody is paid for less than a year's work: a span this high is a yearly one."""
_POSSIBLE_PAY = (1_500, 1_500_000)
"""US dollars a year outside of which nobody is offered pay in an advertisement."""
_CLOSE = 20
_DIVIDES = re.compile(r"[+,;|\u2022(&\n]|\b(?:and|plus)\b")
_UNIT_INSIDE = re.compile(r"(?:/|\bper|\ban?)\s?([a-zA-Z]{1,6})")
_RETIREMENT_PLANS = ("401", "403", "457")


@dataclass(frozen=True, slots=True)
class Heard:
    """A span with what is said before and behind it."""

    span: Span
    before: Said
    after: Said

    @property
    def is_of_pay(self) -> bool:
        """Whether a word beside it says that it is pay."""
        return self.before.sense is not None or self.after.sense is not None


@dataclass(frozen=True, slots=True)
class Offer(Heard):
    """The same as a range."""

    range: SalaryRange

    @property
    def ends(self) -> list[float]:
        """The amounts that are bounds of the range, one or two."""
        return [value for value in (self.range.min, self.range.max) if value]

    @property
    def yearly_worths(self) -> list[float | None]:
        """What the ends are worth in US dollars a year; null where that is not known."""
        code = self.range.currency or _presumed(self.span)
        period = self.range.period
        if code is None or period is None:
            return [None for _ in self.ends]
        return [yearly_worth(value, code, period) for value in self.ends]


def heard(text: str, span: Span, previous_end: int, following: int) -> Heard | None:
    """What is said around the span; null where it is said to be something else than pay.

    `previous_end` and `following`: where the span before ends and the one behind begins.
    """
    after = context.after(text, span.end, following)
    if after.sense is Sense.OTHER or _is_retirement_plan(text, span):
        return None
    before = context.before(text, span.start, previous_end)
    if before.sense is Sense.OTHER:
        return None
    between = text[span.end : following]
    is_between = following < len(text) and len(between) < _CLOSE and not _DIVIDES.search(between)
    if before.kind and after.kind and is_between:
        # "Base 45k OTE 80k": what stands between belongs to the second.
        after = after._replace(sense=before.sense, kind=None)
    return Heard(span, before, after)


def around(text: str, span: Span, others: Iterable[Span]) -> str:
    """The words near a span, without other amounts, whose codes say nothing of this one."""
    at, end = max(0, span.start - 80), span.end + 60
    pieces = []
    for other in others:
        if other != span and other.end > at and other.start < end:
            pieces.append(text[at : other.start])
            at = other.end
    return " ".join((*pieces, text[at:end]))


def offer(text: str, said: Heard, near: str, clues: Clues) -> Offer | None:
    """The span as a range, with the words `near` it; null where no one is paid so."""
    span, before, after = said.span, said.before, said.after
    currency = currency_of(span.mark, near, text, clues)
    period = _period(text, span, before, after)
    if period is None:
        is_yearly = _is_surely_yearly(span, currency)
        period = SalaryPeriod.YEAR if is_yearly else context.heading(text, span.start).unit
    found = stated_range(
        Amounts(span.min, span.max),
        currency,
        Interval.of(period) if period else None,
        kind=_kind(text, span, before, after),
    )
    if found is None:
        return None
    whole = Offer(span, before, after, found)
    low, high = _POSSIBLE_PAY
    is_possible = all(worth is None or low <= worth <= high for worth in whole.yearly_worths)
    return whole if is_possible else None


def _period(text: str, span: Span, before: Said, after: Said) -> SalaryPeriod | None:
    if span.is_yearly:
        return SalaryPeriod.YEAR
    return after.unit or _inside(text, span) or before.unit


def _inside(text: str, span: Span) -> SalaryPeriod | None:
    """The unit between both ends: "$68/hr - $74/hr"."""
    match = _UNIT_INSIDE.search(text, span.start, span.end) if span.is_range else None
    return unit(match[1].lower()) if match else None


def _kind(text: str, span: Span, before: Said, after: Said) -> SalaryKind | None:
    told = after.kind or before.kind
    if told is None and before.sense is None and after.sense is None:
        told = context.heading(text, span.start).kind
    return _KIND.get(told) if told else None


def _is_surely_yearly(span: Span, currency: str | None) -> bool:
    """Whether the lower end is more than a month's pay; a bare "$" is taken for a dollar."""
    code = currency or _presumed(span)
    ends = [value for value in (span.min, span.max) if value]
    worth = yearly_worth(min(ends), code, SalaryPeriod.YEAR) if ends and code else None
    return worth is not None and worth >= _SURELY_YEARLY


def _presumed(span: Span) -> str | None:
    """The currency by which an amount is judged: a bare "$" is taken for a dollar's worth."""
    return "USD" if span.mark == "$" else None


def _is_retirement_plan(text: str, span: Span) -> bool:
    return span.mark is None and text.startswith(_RETIREMENT_PLANS, span.start)
