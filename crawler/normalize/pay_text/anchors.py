"""Where in a text amounts may be, so that all else is never looked at closely.

Most descriptions name no money at all. One pass over the text finds what amounts have beside or
within them: signs, codes, words, grouped thousands, a "k".
"""

from collections.abc import Iterator

import pycountry
from ahocorasick_rs import AhoCorasick, Implementation

from crawler.normalize.automata import matches
from crawler.normalize.pay_text.numbers import SPACE
from crawler.normalize.text import words

SIGN_CHARS = "$€£¥￥₹₽₴₺₪₱₩฿₫₦₸\uff04\uffe1"
_EASTERN = "万萬만円원元"
_AFTER_NUMBER = words(
    "kr zł Kč Ft TL mil mln mio lpa LPA Lpa lakh Lakh lac Lac cr Cr crore Crore tys tsd Tsd"
    " TSD tkr Tkr juta euro Euro dollar Dollar pound Pound Frank frank kron Kron rupee Rupee reais"
    " peso Peso"
)
_BEFORE_NUMBER = words("kr kr. Kr Kr. KR Rs Rs. Rp Rp. RM Fr. R")
_AROUND = 60
_OF_NUMBER = frozenset("0123456789.,'")


def _hints() -> Iterator[str]:
    """Signs and codes anywhere; words, multipliers and groups where they touch a digit."""
    digits = "0123456789"
    yield from SIGN_CHARS + _EASTERN
    yield from (currency.alpha_3 for currency in pycountry.currencies)
    for digit in digits:
        yield from (f"{digit}{mark}{other}" for mark in f".,'\u2019{SPACE}" for other in digits)
        yield from (f"{digit}{times}" for times in "kKL")
        for space in ("", *SPACE):
            yield from (f"{digit}{space}{word}" for word in _AFTER_NUMBER)
            yield from (f"{word}{space}{digit}" for word in _BEFORE_NUMBER)


# A DFA is no faster here and takes ten megabytes.
_HINTS = AhoCorasick(list(_hints()), implementation=Implementation.ContiguousNFA)


def regions(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around what amounts have beside or within them, in order."""
    begin = end = -1
    for _, start, stop in matches(_HINTS, text):
        if start - _AROUND > end:
            if end >= 0:
                yield begin, end
            begin = max(0, start - _AROUND)
        end = stop + _AROUND
        while text[end : end + 1] in _OF_NUMBER:
            end += 1
    if end >= 0:
        yield begin, min(end, len(text))
