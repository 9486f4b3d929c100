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

_NUMBER = r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_SIGNS = r"(?:US|CA|C|A|AU|NZ|S|HK)?\$|[€£¥₹]"
_AMOUNT = rf"(?P<sign{{0}}>{_SIGNS})?\s*(?P<number{{0}}>{_NUMBER})(?P<kilo{{0}}>\s?[kK]\b)?"
_RANGE = re.compile(
    rf"(?<![\w.,]){_AMOUNT.format(1)}\s*(?P<code1>[A-Z]{{3}}\b)?\s*(?:[-\u2013\u2014]|\bto\b|\bbis\b|\band\b)"
    rf"\s*{_AMOUNT.format(2)}\s*(?P<code2>[A-Z]{{3}}\b)?"
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


def range_in_label(text: str | None, beside: Beside = Beside()) -> SalaryRange | None:  # noqa: B008
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
    low, high = _number(match["number1"]), _number(match["number2"])
    if match["kilo2"]:
        high *= 1000
    if match["kilo1"] or (match["kilo2"] and low < high / 1000 * 2):
        low *= 1000
    return Amounts(low, high)


def _number(text: str) -> float:
    return float(_GROUPED.sub("", text).replace(",", "."))


def _currency(match: re.Match[str], country: str | None) -> str | None:
    code = currency_code(match["code1"]) or currency_code(match["code2"])
    sign = match["sign1"] or match["sign2"]
    if code or sign is None:
        return code
    return _ALONE.get(sign) or _tender(country, _SHARED[sign])


def _tender(country: str | None, candidates: frozenset[str]) -> str | None:
    """The currency of a country, if it is one of the candidates."""
    if country is None:
        return None
    paid_in = set(get_territory_currencies(country)) & candidates
    return paid_in.pop() if len(paid_in) == 1 else None
