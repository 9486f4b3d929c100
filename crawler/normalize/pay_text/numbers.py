"""One written number, in any convention of thousands and decimals."""

import re

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?")
# One mark for both, which only the two decimals at the end tell apart.
_CONFUSED = re.compile(r"\d{1,3}(?:[.,]\d{3})+[.,]\d{2}")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?|0[.,]\d+|\d+\.\d+")
_SPACES = re.compile("[\\s'\u2019]")

SPACE = " \u00a0\u202f\u2009"
"""Spaces that may group thousands: simple, no-break, narrow, thin."""

NUMBER = (
    rf"\d{{1,3}}(?:[{SPACE}'\u2019]\d{{3}}(?!\d))+(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d(?:[\d.,]*\d)?"
)
"""The pattern of anything that may be a number; `number` tells whether it is one."""


def number(written: str) -> float | None:
    """The value of a written number; null where the marks in it follow no convention (a date).

    "1,234.56", "1.234,56", "1 234,56", "1'234" and the Indian "12,34,567" are read alike. One mark
    in front of exactly three digits groups thousands ("50.000" is fifty thousand), else it is the
    decimal mark ("2.5", "11,44").
    """
    digits = _SPACES.sub("", written)
    if digits.isdecimal():
        return float(digits)
    if _INDIAN.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _THOUSANDS.fullmatch(digits) and not digits.startswith("0"):
        return float(_without_groups(digits))
    if _CONFUSED.fullmatch(digits):
        return float(re.sub("[.,]", "", digits)) / 100
    if _PLAIN.fullmatch(digits):
        return float(digits.replace(",", "."))
    return None


def _without_groups(digits: str) -> str:
    first = next(char for char in digits if char in ".,")
    return digits.replace(first, "").replace(",", ".")
