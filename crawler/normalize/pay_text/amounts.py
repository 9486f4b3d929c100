"""Amounts in running text: numbers with the marks of money and the multipliers beside them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crawler.normalize.pay_text.anchors import SIGN_CHARS, regions
from crawler.normalize.pay_text.marks import SIGN, WORD, mark_of
from crawler.normalize.pay_text.numbers import NUMBER, SPACE, number

_TIMES: dict[str, float] = {
    "k": 1e3, "tsd": 1e3, "tys": 1e3, "tkr": 1e3, "千": 1e3, "mil": 1e3,
    "l": 1e5, "lac": 1e5, "lacs": 1e5, "lakh": 1e5, "lakhs": 1e5, "lpa": 1e5,
    "cr": 1e7, "crore": 1e7, "crores": 1e7,
    "万": 1e4, "萬": 1e4, "만": 1e4,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "juta": 1e6, "triệu": 1e6,
}  # fmt: skip
_INDIAN = frozenset({"l", "lac", "lacs", "lakh", "lakhs", "lpa", "cr", "crore", "crores"})
_MULTIPLIER = (
    r"(?i:k|tsd|tys|tkr|lpa|lakhs?|lacs?|crores?|cr|mm|mn|mln|mio|juta|triệu|milh(?:ões|oes|ão)"
    r"|million\w*|millones|miljon\w*|mil\s+millones|mil|m|billion\w*|bn|b|trillion\w*|tn|t|mrd"
    r"|mld|milliard\w*|miljard\w*)(?=€|£|\$|EUR|\W|$)|L(?!\w)|[万萬만千億]"
)
_AMOUNT = re.compile(
    rf"(?P<number>{NUMBER})(?:[.,][-\u2013\u2014]+)?"
    rf"(?:[{SPACE}]?(?=[a-zA-Z万萬만千億])(?P<times>{_MULTIPLIER})\.?)?"
    rf"(?:[{SPACE}]?(?P<mark>(?:{SIGN})(?![a-zA-Z])|(?:(?i:{WORD})|[A-Z]{{3}})(?!\w)))?"
    r"(?P<plus>\+(?!\w))?"
)
_BEFORE = re.compile(
    rf"(?:^|[^A-Za-z])(?:(?P<code>[A-Z]{{3}})[{SPACE}]?)?(?P<mark>{SIGN}|[A-Z]{{3}}|[Ee]uro)"
    rf"[:{SPACE}]?$"
)
_MULTIPLIED = re.compile(
    r"\s?(?:-|\u2013|\u2014|to)\s?\d{1,3}(?:\.\d+)?\s?(?:lpa|lakhs?|lacs?|k)\b", re.IGNORECASE
)
"""What follows the lower end of a range that shares the multiplier: "5-8 LPA"."""
_MARK_ENDS = frozenset(f"{SIGN_CHARS}.")
_PLAIN_SIGNS = {"$": "$", "£": "£", "€": "EUR", "₹": "INR"}
_BEFORE_PLAIN = frozenset(["", "\n", "(", "-", "\u2013", "\u2014", "*", "/"])
_REACH = 9
_FIRST_EAST = "\u2e80"
"""From here on are scripts that write no spaces."""


class Amount(NamedTuple):
    """One amount: where it stands with its marks, what is written, and what it is worth.

    `value` is that of the number alone, `times` its multiplier (1 where none is written; infinite
    for billions, which nobody is paid, and for a number torn apart). `mark` as `marks.mark_of`
    gives it.
    """

    start: int
    end: int
    value: float
    times: float
    mark: str | None
    plus: bool
    yearly: bool
    grouped: bool


def amounts(text: str, *, bare: bool = False) -> Iterator[Amount]:
    """The numbers near a mark of money, or all if `bare`, in order.

    Without `bare`, numbers of one digit beside nothing are none.
    """
    for start, end in [(0, len(text))] if bare else regions(text):
        yield from _amounts_within(text, start, end, bare)


def _amounts_within(text: str, begin: int, end: int, bare: bool) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(text, begin, end):
        start = match.start()
        before = text[start - 1 : start]
        is_digit = match.end() - start == 1
        is_apart = is_digit and not bare and before not in _MARK_ENDS and before != " "
        if is_apart and not _MULTIPLIED.match(text, match.end()):
            continue
        found = _amount(text, match, before)
        if found is not None:
            yield found


def _amount(text: str, match: re.Match[str], before: str) -> Amount | None:
    start = match.start()
    sign = _sign_before(text, start, before)
    if sign is None and (_is_of_word(before) or before in {"_", "#", "@"}):
        return None
    written = match["number"]
    value = number(written)
    if value is None:
        return None
    word = (match["times"] or "").lower()
    after = mark_of(match["mark"]) if match["mark"] else None
    mark = sign[0] if sign else None
    if mark is None or (after is not None and len(after) == 3 and after.isascii()):
        mark = after or mark
    if mark is None and word in _INDIAN and word != "l":
        mark = "INR"
    return Amount(
        start=sign[1] if sign else start,
        end=match.end() if after or not match["mark"] else match.start("mark"),
        value=value,
        times=float("inf") if _is_torn(text, start, written) else _times(word, mark),
        mark=mark,
        plus=match["plus"] is not None,
        yearly=word == "lpa",
        grouped=len(written) > 4 and not written.isdigit(),
    )


def _is_of_word(char: str) -> bool:
    """Whether a letter or digit in front makes the number part of a word, as in "B2"."""
    return char.isalnum() and char < _FIRST_EAST


def _is_torn(text: str, start: int, written: str) -> bool:
    """Whether it is the rest of a number that a space tore apart ("$2 69,000")."""
    is_after_digit = start > 1 and text[start - 1] == " " and text[start - 2].isdigit()
    return is_after_digit and "," in written


def _sign_before(text: str, start: int, last: str) -> tuple[str, int] | None:
    """The mark in front of a number and where it begins."""
    if not (last in _MARK_ENDS or last in SPACE or last == ":" or last.isalpha()):
        return None
    if last in _PLAIN_SIGNS and text[start - 2 : start - 1] in _BEFORE_PLAIN:
        return _PLAIN_SIGNS[last], start - 1
    window = text[max(0, start - _REACH) : start]
    match = _BEFORE.search(window)
    if match is None:
        return None
    code = match["code"] and (mark_of(match["code"] + match["mark"]) or mark_of(match["code"]))
    mark = code or mark_of(match["mark"])
    name = "code" if code else "mark"
    return (mark, start - len(window) + match.start(name)) if mark else None


def _times(word: str, mark: str | None) -> float:
    """The multiplier of a word; infinite for billions, and where it may be another word.

    "mil" is a thousand beside money of languages where it means that, and may be a million else;
    "60 T€" are thousands, tonnes are not.
    """
    if not word:
        return 1.0
    if word == "t" and mark in {"EUR", "CHF"}:
        return 1e3
    if word == "mil" and mark not in {"EUR", "BRL"}:
        return float("inf")
    if word in _TIMES:
        return _TIMES[word]
    is_million = word.startswith(("million", "millones", "miljon", "milh"))
    return 1e6 if is_million else float("inf")
