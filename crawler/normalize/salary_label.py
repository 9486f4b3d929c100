"""Pay that stands in a label of its own, as in a custom field: "$26.37 - $39.55 / hour".

Not for running text: whoever calls knows that the label is about pay.
"""

import re
from dataclasses import dataclass

from babel.numbers import get_territory_currencies

from crawler.normalize.salary import Amounts, Interval, currency_code, stated_range
from crawler.normalize.salary_text import interval_in_words, kind_in_words
from crawler.normalize.text import clean
from mappings.posting import SalaryRange

_SIGN = r"(?:US|CA|C|AU|A|NZ|S|HK)?\$|[€£¥₹]"
_NUMBER = r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_BETWEEN = r"(?:[-\u2013\u2014]|\b(?:to|and|bis|until)\b)"


def _amount(end: str) -> str:
    """The pattern of an amount with its sign, "k" for thousands, and code, in groups of an end."""
    return (
        rf"(?P<sign_{end}>{_SIGN})?\s*(?P<number_{end}>{_NUMBER})"
        rf"(?P<thousands_{end}>\s?[kK]\b)?\s*(?P<code_{end}>[A-Z]{{3}}\b)?"
    )


_RANGE = re.compile(
    rf"(?:(?P<code>\b[A-Z]{{3}})\s*)?(?<![\w.,-]){_amount('min')}\s*{_BETWEEN}\s*"
    rf"(?:(?P=code)\s*)?{_amount('max')}(?!-\d)"
)
_GROUPED = re.compile(r"[.,' \u00a0\u202f](?=\d{3}(?!\d))")

# A sign that several currencies share names the one among them that the country pays in.
_SHARED: dict[str, frozenset[str]] = {
    "$": frozenset(
        {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD", "CLP", "COP", "ARS", "BRL"}
    ),
    "£": frozenset({"GBP", "EGP", "GIP"}),
    "¥": frozenset({"JPY", "CNY"}),
}
_ALONE = {
    "€": "EUR",
    "₹": "INR",
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
    "HK$": "HKD",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a label: its name, the span in a field of its own, the country (ISO)."""

    name: str | None = None
    span: Interval | None = None
    country: str | None = None


_NOTHING = Beside()


def range_in_label(text: str | None, beside: Beside = _NOTHING) -> SalaryRange | None:
    """The one range that a label states; null where it states none or several.

    The currency is that of an ISO code or an unmistakable sign; "$" counts as the dollar of the
    country where it pays in one. The span is that of the label, else of what stands beside it.
    """
    found = list(_RANGE.finditer(clean(text) or ""))
    if len(found) != 1:
        return None
    (match,) = found
    name = clean(beside.name)
    return stated_range(
        _amounts(match),
        _currency(match, beside.country),
        interval_in_words(text) or beside.span or interval_in_words(name),
        label=name,
        kind=kind_in_words(name) or kind_in_words(text),
    )


def _amounts(match: re.Match[str]) -> Amounts:
    """Both ends; "90 - 120k" is in thousands throughout."""
    low, high = _number(match["number_min"]), _number(match["number_max"])
    thousands = 1000 if match["thousands_max"] else 1
    both = match["thousands_min"] or low < high
    return Amounts(low * (thousands if both else 1), high * thousands)


def _number(text: str) -> float:
    return float(_GROUPED.sub("", text).replace(",", "."))


def _currency(match: re.Match[str], country: str | None) -> str | None:
    for name in ("code", "code_min", "code_max"):
        if code := currency_code(match[name]):
            return code
    sign = match["sign_min"] or match["sign_max"]
    if sign is None:
        return None
    return _ALONE.get(sign) or _tender(country, _SHARED[sign])


def _tender(country: str | None, candidates: frozenset[str]) -> str | None:
    """The currency of a country, if it is one of the candidates."""
    if country is None:
        return None
    paid_in = set(get_territory_currencies(country)) & candidates
    return paid_in.pop() if len(paid_in) == 1 else None
