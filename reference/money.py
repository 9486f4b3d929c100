"""Currencies of ISO 4217: which there are, and how many decimals their smallest unit has."""

from functools import cache

import pycountry

HARD_CURRENCIES = frozenset({"AUD", "CAD", "CHF", "EUR", "GBP", "NZD", "SGD", "USD"})
"""Currencies with a unit worth about half to two US dollars, so that amounts can be judged."""

# Exponents other than 2, from the table "Amendment List One" that the ISO 4217 Maintenance Agency
# publishes: https://www.six-group.com/en/products-services/financial-information/data-standards.html
_NO_DECIMALS = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"}
    | {"RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"}
)
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_EXPONENTS: dict[str, int] = {
    **dict.fromkeys(_NO_DECIMALS, 0),
    **dict.fromkeys(_THREE_DECIMALS, 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
_NO_MONEY = frozenset({"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XBA", "XBB", "XBC", "XBD"})


@cache
def is_currency(code: str) -> bool:
    """Whether `code` (three capitals) is a currency that somebody can be paid in."""
    return pycountry.currencies.get(alpha_3=code) is not None and code not in _NO_MONEY


def exponent(code: str) -> int | None:
    """Decimals of the smallest unit: 2 for USD, 0 for JPY, 3 for KWD; null if no currency."""
    return _EXPONENTS.get(code, 2) if is_currency(code) else None
