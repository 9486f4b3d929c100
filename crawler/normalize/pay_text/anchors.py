"""Where in a text amounts may be, so that all else is never looked at closely.

Most descriptions name no money at all. A first pass over the text asks for anything that amounts
have beside or within them; only where it is there, a second one finds the places.
"""

import re
from collections.abc import Iterator

import ahocorasick_rs
import pycountry

from crawler.normalize.pay_text.numbers import SPACE
from crawler.normalize.text import words

SIGN_CHARS = "$€£¥￥₹₽₴₺₪₱₩฿₫₦₸\uff04\uffe1"
_EASTERN = "万萬만円원元"
_AFTER_NUMBER = words(
    "k K L kr zł Kč Ft m M mil mln mio lpa LPA Lpa lakh Lakh lac Lac cr Cr crore Crore tys tsd Tsd"
    " TSD tkr Tkr juta euro Euro dollar Dollar pound Pound Frank frank kron Kron rupee Rupee reais"
    " peso Peso"
)
_BEFORE_NUMBER = words("kr kr. Kr Kr. KR Rs Rs. Rp Rp. RM Fr. R")
_AROUND = 60
_OF_NUMBER = frozenset("0123456789.,'")

# Begins with a digit, so that the engine skips from digit to digit; what stands in front is looked
# at from there. Numbers without mark and groups, as most are, fail at once.
_ANCHOR = re.compile(
    r"[0-9](?<![0-9][0-9])(?:"
    rf"(?<=[{SIGN_CHARS}].)|(?<=[{SIGN_CHARS}][{SPACE}].)|(?<=[A-Z][A-Z][A-Z].)"
    rf"|(?<=[A-Z][A-Z][A-Z][:{SPACE}].)|(?<=[kK][rR][.{SPACE}].)|(?<=R[spM][.{SPACE}].)"
    rf"|[0-9]*+(?:[.,'\u2019{SPACE}][0-9]{{2,3}}(?![0-9]))*+(?:[.,][0-9]+)?+"
    rf"(?:(?<=[.,'\u2019{SPACE}][0-9][0-9][0-9])|[{SPACE}]?(?:[kKL](?![a-zA-Z])"
    rf"|[{SIGN_CHARS}{_EASTERN}]|[A-Z]{{3}}(?![a-zA-Z])|kr\b|Kč|zł|Ft\b|(?i:lpa|lakh|lac|cr\b|crore"
    r"|tys|tsd|tkr|mil|m\b|mln|mio|juta|euro|dollar|pound|frank|kron|rupee|reais|peso))))"
)


def _hints() -> Iterator[str]:
    """All that the pattern above could hold on to, as plain strings."""
    digits = "0123456789"
    yield from SIGN_CHARS + _EASTERN
    yield from (currency.alpha_3 for currency in pycountry.currencies)
    for digit in digits:
        yield from (f"{digit}{mark}{other}" for mark in f".,'\u2019{SPACE}" for other in digits)
        for space in ("", *SPACE):
            yield from (f"{digit}{space}{word}" for word in _AFTER_NUMBER)
            yield from (f"{word}{space}{digit}" for word in _BEFORE_NUMBER)


_HINTS = ahocorasick_rs.AhoCorasick(list(_hints()))


def regions(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around numbers with a mark of money or with grouped thousands, in order."""
    if not _HINTS.find_matches_as_indexes(text):
        return
    begin = end = -1
    for match in _ANCHOR.finditer(text):
        if match.start() - _AROUND > end:
            if end >= 0:
                yield begin, end
            begin = max(0, match.start() - _AROUND)
        end = match.end() + _AROUND
        while text[end : end + 1] in _OF_NUMBER:
            end += 1
    if end >= 0:
        yield begin, min(end, len(text))
