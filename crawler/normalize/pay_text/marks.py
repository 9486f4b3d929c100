"""Marks of money: which currencies a sign, a code or a word beside an amount may mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel.numbers import get_territory_currencies

from crawler.normalize.text import words
from reference.money import is_currency

_DOLLARS = words("USD CAD AUD NZD SGD HKD MXN TWD CLP COP ARS JMD TTD BSD BBD BZD FJD NAD")
_SHARED: dict[str, frozenset[str]] = {
    "$": _DOLLARS,
    "£": frozenset({"GBP", "EGP", "GIP"}),
    "¥": frozenset({"JPY", "CNY"}),
    "kr": frozenset({"SEK", "NOK", "DKK", "ISK"}),
    "rs": frozenset({"INR", "PKR", "LKR", "NPR", "MUR"}),
    "peso": frozenset({"MXN", "CLP", "COP", "ARS", "PHP", "UYU"}),
    "元": frozenset({"CNY", "TWD"}),
    "franc": frozenset({"CHF", "XOF", "XAF"}),
    "R": frozenset({"ZAR"}),
}
"""Marks that several currencies share."""
_USUAL = {"£": "GBP"}
"""What a shared mark means where the countries of work know none of its currencies."""

_SIGNS: dict[str, str] = {
    "US$": "USD", "U.S.$": "USD", "USD$": "USD", "$US": "USD", "CA$": "CAD", "C$": "CAD",
    "CAD$": "CAD", "CDN$": "CAD", "AU$": "AUD", "A$": "AUD", "AUD$": "AUD", "NZ$": "NZD",
    "NZD$": "NZD", "S$": "SGD", "SG$": "SGD", "SGD$": "SGD", "HK$": "HKD", "HKD$": "HKD",
    "NT$": "TWD", "R$": "BRL", "MX$": "MXN", "CN¥": "CNY", "JP¥": "JPY", "RMB": "CNY",
    "$": "$", "\uff04": "$", "€": "EUR", "£": "£", "\uffe1": "£", "¥": "¥", "￥": "¥", "₹": "INR",
    "₽": "RUB", "₴": "UAH", "₺": "TRY", "₪": "ILS", "₱": "PHP", "₩": "KRW", "฿": "THB",
    "₫": "VND", "₦": "NGN", "₸": "KZT", "円": "JPY", "원": "KRW", "元": "元", "zł": "PLN",
    "Kč": "CZK", "Rs": "rs", "Rs.": "rs", "Rp": "IDR", "RM": "MYR", "Fr": "franc",
    "Fr.": "franc", "SFr.": "CHF", "kr": "kr", "kr.": "kr", "Kr": "kr", "Kr.": "kr", "KR": "kr",
    "R": "R", "Ft": "HUF", "TL": "TRY", "\u0440\u0443\u0431": "RUB", "\u0433\u0440\u043d": "UAH",
}  # fmt: skip
_WORDS: dict[str, str] = {
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "dollar": "$", "dollars": "$", "usd": "USD",
    "pounds": "£", "gbp": "GBP", "franken": "CHF", "chf": "CHF", "kronor": "SEK", "kroner": "kr",
    "rupees": "rs", "inr": "INR", "reais": "BRL", "pesos": "peso", "zl": "PLN", "zloty": "PLN",
    "zlotych": "PLN", "pln": "PLN", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "yen": "JPY",
    "korun": "CZK", "lei": "RON",
}  # fmt: skip
_NO_CODES = frozenset({"ALL", "TOP", "CUP", "SOS", "STD", "LAK", "MOP", "BAM", "COU", "GEL"})
"""Codes that are words more often than money."""

# Longest first, for an alternation takes the first that fits.
SIGN = "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))
WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_CODE = re.compile(r"[A-Z](?<![A-Z]{2})[A-Z]{2}(?!\w)")
_DOLLAR_NAMES = re.compile(
    r"(US|U\.S\.|American|Canadian|Australian|New Zealand|Singapore|Hong Kong)\s+[Dd]ollars?"
)
_OF_DOLLARS = {
    "US": "USD",
    "U.S.": "USD",
    "American": "USD",
    "Canadian": "CAD",
    "Australian": "AUD",
    "New Zealand": "NZD",
    "Singapore": "SGD",
    "Hong Kong": "HKD",
}
# Retirement plans that exist by the law of one country alone.
_PLANS = {
    "USD": re.compile(r"40(?<!\w40)(?:1\s?\(?[kK]\)?|3\([bB]\))"),
    "CAD": re.compile(r"RRSP(?<!\wRRSP)"),
}
_TONGUES = {"sv": "SEK", "no": "NOK", "nb": "NOK", "nn": "NOK", "da": "DKK", "is": "ISK"}


@dataclass(frozen=True, slots=True)
class Clues:
    """What tells whose a shared sign is: countries of work (ISO 3166-1), language of the text.

    `from_home`: the countries are those of workers, and the employer may pay in its own dollars.
    """

    countries: tuple[str, ...] = ()
    language: str | None = None
    from_home: bool = False


def mark_of(written: str) -> str | None:
    """The mark that a sign, code or word stands for: an ISO 4217 code, or a shared sign.

    Null for three capitals that are no currency ("PTO") or rather a word ("ALL").
    """
    sign = _SIGNS.get(written) or _WORDS.get(written.lower().rstrip("."))
    if sign is not None:
        return sign
    return written if _is_code(written) else None


def currency_of(mark: str | None, near: str, text: str, clues: Clues) -> str | None:
    """The currency of a mark; null where several share it and nothing tells which is meant.

    Asked in this order: names and codes in the words near the amount; the countries of work, if
    exactly one of the candidates is tender there and the text does not speak of another country's
    dollars; the language (for crowns); names, codes and retirement plans elsewhere in the text.
    """
    candidates = _SHARED.get(mark or "")
    if candidates is None:
        return mark
    tenders = _tenders(clues.countries) & candidates
    beside = _only(named(near) & candidates)
    if beside is None and mark == "$" and _is_doubtful(_only(tenders), text, clues):
        return None
    return (
        beside
        or _only(tenders)
        or (None if tenders else _USUAL.get(mark or ""))
        or _only({_TONGUES.get(clues.language or "")} & candidates)
        or _elsewhere(mark, text, clues, candidates)
    )


def named(text: str) -> set[str]:
    """The currencies that a text names by code or as a country's dollars."""
    codes = {code for code in _CODE.findall(text) if _is_code(code)}
    if "ollar" in text:
        codes |= {_OF_DOLLARS[name] for name in _DOLLAR_NAMES.findall(text)}
    return codes


def _is_doubtful(tender: str | None, text: str, clues: Clues) -> bool:
    """Whether an ad for work where `tender` is paid may still mean another country's dollars.

    An American one may that names no dollars or plans but its own, or lets people in Canada work
    from home.
    """
    if tender is None:
        return False
    found = _of_plans(text)
    if clues.from_home and tender != "USD":
        return tender not in found
    if tender != "USD" and "USD" in text:  # "CAD" is a way to draw
        found |= named(text) & {"USD"}
    return bool(found) and tender not in found


def _of_plans(text: str) -> set[str]:
    return {currency for currency, plan in _PLANS.items() if plan.search(text)}


def _elsewhere(mark: str | None, text: str, clues: Clues, candidates: frozenset[str]) -> str | None:
    """Weak evidence, which counts only where no country speaks against it."""
    if clues.countries:
        return None
    found = named(text) & candidates
    if mark == "$":
        found |= _of_plans(text)
    return _only(found)


@cache
def _is_code(written: str) -> bool:
    return (
        len(written) == 3
        and written.isascii()
        and written.isupper()
        and written not in _NO_CODES
        and is_currency(written)
    )


def _tenders(countries: Iterable[str]) -> set[str]:
    return {code for country in countries for code in _tender(country)}


@cache
def _tender(country: str) -> tuple[str, ...]:
    return tuple(get_territory_currencies(country))


def _only(found: set[str] | set[str | None] | frozenset[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
