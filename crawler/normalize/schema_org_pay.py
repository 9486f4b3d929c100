"""Pay of a schema.org JobPosting. https://schema.org/baseSalary

Asked for is MonetaryAmount > QuantitativeValue > value or minValue and maxValue, with `unitText`;
met are numbers, texts, lists, and the amounts on either level.
"""

import re
from typing import Any

from crawler.fields import Fields
from crawler.normalize.pay_text.numbers import number
from crawler.normalize.pay_text.spans import spans
from crawler.normalize.salary import Amounts, Interval, interval, stated_range
from crawler.normalize.salary_text import interval_in_words
from crawler.normalize.schema_org_values import line, nodes
from crawler.normalize.text import clean
from mappings.posting import SalaryRange

_WORD = re.compile(r"[^\W\d_]+")
# https://unece.org/trade/uncefact/cl-recommendations, recommendation 20
_UNIT_CODES = {"HUR": "hour", "DAY": "day", "WEE": "week", "MON": "month", "ANN": "year"}

_Pay = tuple[SalaryRange | None, str | None]


def pay(job: Fields) -> tuple[list[SalaryRange | None], str | None]:
    """The ranges of `baseSalary`, and its text where the ranges do not say all of it.

    The unit of an inner value goes before that of the amount around it. A currency that is not
    stated and a unit that is not stated stay unknown; amounts of 0 were not stated.
    """
    currency = line(job, "salaryCurrency")
    found = [_of(one, currency, None) for one in nodes(job, "baseSalary")]
    texts = [text for _, text in found if text is not None]
    return [stated for stated, _ in found], "; ".join(dict.fromkeys(texts)) or None


def _of(one: Any, currency: str | None, span: Interval | None) -> _Pay:
    if not isinstance(one, Fields):
        return _from_scalar(one, currency, span)
    currency = line(one, "currency") or line(one, "priceCurrency") or currency
    span = _unit(one) or span
    ends = Amounts(_amount(one, "minValue"), _amount(one, "maxValue"))
    value = [_of(inner, currency, span) for inner in nodes(one, "value")]
    if ends == Amounts(None, None):
        return next(iter(value), (None, None))
    stated = stated_range(ends, currency, span)
    return stated, None if stated or not (ends.min or ends.max) else _written(one)


def _from_scalar(value: Any, currency: str | None, span: Interval | None) -> _Pay:
    """A number, or a text with one amount or two; words of it are kept."""
    text = clean(str(value))
    if text is None:
        return None, None
    found = amounts_in(text)
    span = span or _span_in(text)
    stated = stated_range(found, currency, span) if found else None
    is_bare = number(text) is not None
    is_zero = found is not None and not (found.min or found.max)
    return stated, None if is_zero or (is_bare and stated) else text


def amounts_in(text: str) -> Amounts | None:
    """The one amount or the two ends that a text about pay holds; null for none or more.

    "84000" is both ends, "up to 50k" a maximum, "from 30000" a minimum, "9 10 HOUR" two ends.
    """
    found = spans(text, bare=True)
    if any(one.is_huge for one in found):
        return None
    if len(found) == 2 and not any(one.is_range for one in found):
        return Amounts(found[0].min or found[0].max, found[1].max or found[1].min)
    return Amounts(found[0].min, found[0].max) if len(found) == 1 else None


def _amount(one: Fields, path: str) -> float | None:
    """One end, a number or a text that holds one amount."""
    found = amounts_in(line(one, path) or "")
    return (found.min or found.max) if found else None


def _unit(one: Fields) -> Interval | None:
    text, code = line(one, "unitText"), line(one, "unitCode")
    return interval(text) or interval_in_words(text) or interval(_UNIT_CODES.get(code or ""))


def _span_in(text: str) -> Interval | None:
    """The span that words or a bare unit name ("30000 35000 YEAR"); null where several do."""
    spans = {interval(word) for word in _WORD.findall(text)} - {None}
    return interval_in_words(text) or (spans.pop() if len(spans) == 1 else None)


def _written(one: Fields) -> str:
    """Amounts that cannot be a range, as they stand."""
    parts = [line(one, name) for name in ("minValue", "maxValue", "unitText")]
    return " ".join(part for part in parts if part)
