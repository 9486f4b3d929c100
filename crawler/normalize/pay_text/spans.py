"""Spans of pay: one amount, or the two ends of a range, with what bounds them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from crawler.normalize.pay_text.amounts import Amount, amounts

_UNIT = r"(?:(?:/|per|an?|pro)\s?[a-zA-Z]{1,6}\.?)"
_DASH = re.compile(
    rf"\s*(?:\([\w ]{{1,12}}\))?\s*{_UNIT}?\s*[-\u2010-\u2015\u2212\u301c\u223c~\uff5e]+\s*"
    r"(?:max\.?\s*)?"
)
_TO = re.compile(
    rf"\s*{_UNIT}?,?\s*(?:up\s+)?(?:to|until|till?|through|bis(?:\s+zu)?|a|à|al|hasta|até|do|\u0434\u043e|tot"
    r"|fino\s+a|i|up\s+to|(?:this\s+)?(?:rises|rising|increases|increasing|going)(?:\s+up)?\s+to)"
    r"\s*",
    re.I,
)
_AND = re.compile(rf"\s*{_UNIT}?\s*(?:and|und|et|y|e|og|och|en|oraz)\s*", re.I)
_BETWEEN = re.compile(
    r"\b(?:between|from|rang(?:e|es|ing)(?:\s+(?:of|from))?|zwischen|entre|von|mellan|mellem|mellom"
    r"|tra|tussen)(?:\s+(?:de|the|los|os))?\s*:?\s*$",
    re.I,
)
_NAMING = r"[^.\d\n$\u20ac\u00a3]{0,30}"
_UP_TO = re.compile(
    rf"(?:\bup\s?to|\bmax(?:imum)?\b\.?{_NAMING}|\bbis(?:\s+zu)?|jusqu['\u2019](?:à|a)|\bhasta"
    r"|\baté|\bfino\s+a|\btot|\bupp?\s+till?|\bop\s+til|\bopp\s+til)[\s:]*$",
    re.I,
)
_FROM = re.compile(
    rf"(?:\bfrom|\bstart(?:s|ing)?\s+(?:at|from)|\bbegin(?:s|ning)?\s+at|\bmin(?:imum)?\b\.?{_NAMING}"
    r"|\bat\s+least|\bab(?:\s+ca\.?)?|\bmindestens|(?:à|a)\s+partir\s+(?:de|da)|\bdesde|\bda|\bvanaf"
    rf"|\bfr[åa]n?|\bfra|\bod|\bminst|\b\u043e\u0442|\b\u0432\u0456\u0434|\bmindest(?:gehalt|lohn|entgelt){_NAMING})[\s:]*$",
    re.I,
)
_AT_LEAST = re.compile(r"\s*(?:or\s+more|and\s+up|or\s+above|以上|\u301c|\uff5e)", re.I)
_LONGEST_GAP = 42
_REACH = 50
_LAKH = 1e5
_WITH_MIDDLE = 3


class Span(NamedTuple):
    """Amounts that belong together. `min` and `max` as bounded in words; a mark of either end.

    `is_marked`: a sign, code or multiplier says that it is money. `is_huge`: billions, or ends
    with marks of different currencies: nobody's pay.
    """

    start: int
    end: int
    min: float | None
    max: float | None
    mark: str | None
    is_range: bool
    is_marked: bool
    is_huge: bool
    is_yearly: bool
    is_grouped: bool


def spans(text: str, *, bare: bool = False) -> list[Span]:
    """The spans of a text in order; single numbers without mark and groups only if `bare`."""
    found: list[Span] = []
    chain: list[Amount] = []
    for amount in amounts(text, bare=bare):
        if chain and not _belong(text, chain[-1], amount):
            found.extend(_spans_of(text, chain, bare))
            chain = []
        chain.append(amount)
    found.extend(_spans_of(text, chain, bare))
    return found


def _belong(text: str, low: Amount, high: Amount) -> bool:
    if high.start - low.end > _LONGEST_GAP or low.end > high.start:
        return False
    gap = text[low.end : high.start]
    if "\n" in gap:
        return False
    if _DASH.fullmatch(gap) or _TO.fullmatch(gap):
        return True
    return bool(_AND.fullmatch(gap) and _BETWEEN.search(text, max(0, low.start - 24), low.start))


def _spans_of(text: str, chain: list[Amount], bare: bool) -> Iterator[Span]:
    """One span out of joined amounts: the first end and the last."""
    if not chain:
        return
    low, high = chain[0], chain[-1]
    if len(chain) == 1:
        if bare or low.grouped or low.mark or low.times > 1:
            yield _single(text, low)
        return
    marks = {one.mark for one in chain} - {None}
    ends = _ends(low, high)
    yield Span(
        start=low.start,
        end=high.end,
        min=min(ends),
        max=max(ends),
        mark=_more_telling(marks),
        is_range=True,
        is_marked=bool(marks) or any(map(_is_thousands, chain)),
        is_huge=max(ends) == float("inf") or _disagree(marks) or not _rises(chain),
        is_yearly=any(one.yearly for one in chain),
        is_grouped=low.grouped and high.grouped,
    )


def _ends(low: Amount, high: Amount) -> tuple[float, float]:
    """Both ends; "90 - 120k" is in thousands throughout, "$500K - $1M" is not."""
    shared = low.times == 1 and low.value < high.value and low.value < 1000
    return low.value * (high.times if shared else low.times), high.value * high.times


def _single(text: str, one: Amount) -> Span:
    value = one.value * one.times
    # A pattern that ends at the amount cannot see past it.
    before = text[max(0, one.start - _REACH) : one.start]
    is_worded = before.rstrip(" :.\n")[-1:].isalpha()
    up_to = is_worded and bool(_UP_TO.search(before))
    at_least = (
        one.plus
        or bool(_AT_LEAST.match(text, one.end))
        or (is_worded and bool(_FROM.search(before)))
    )
    return Span(
        start=one.start,
        end=one.end,
        min=None if up_to else value,
        max=None if at_least and not up_to else value,
        mark=one.mark,
        is_range=False,
        is_marked=one.mark is not None or _is_thousands(one),
        is_huge=value == float("inf"),
        is_yearly=one.yearly,
        is_grouped=one.grouped,
    )


def _rises(chain: list[Amount]) -> bool:
    """Whether three amounts are a range with its middle, and not a date or a telephone number."""
    values = [one.value * one.times for one in chain]
    return len(chain) == 2 or (len(chain) == _WITH_MIDDLE and values == sorted(values))


def _is_thousands(one: Amount) -> bool:
    """Whether its multiplier is one of money; "12L" may be litres."""
    return 1 < one.times < float("inf") and one.times != _LAKH


def _more_telling(marks: set[str | None]) -> str | None:
    """Of "$" and "USD" the code."""
    return max((mark for mark in marks if mark), key=lambda m: (len(m) == 3, m), default=None)


def _disagree(marks: set[str | None]) -> bool:
    """Whether two codes stand beside the ends; a shared sign beside a code is no contradiction."""
    return len({mark for mark in marks if mark and len(mark) == 3 and mark.isupper()}) > 1
