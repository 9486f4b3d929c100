"""Pay out of a text: the way from its spans of money to ranges."""

from dataclasses import dataclass

from crawler.normalize.pay_text.decision import is_pay
from crawler.normalize.pay_text.gathering import excerpt, joined_ends, labelled, without_repeats
from crawler.normalize.pay_text.marks import Clues
from crawler.normalize.pay_text.offers import Offer, around, heard, offer
from crawler.normalize.pay_text.spans import spans
from mappings.posting import SalaryRange

_NO_CLUES = Clues()
_NEIGHBOURS = 4
"""Amounts to each side of one that may stand among the words near it."""
_WRONG_POUND, _POUND = "\u00c2\u00a3", "\u00a3"
"""A pound sign that was decoded with the wrong charset, and what it was."""


@dataclass(frozen=True, slots=True)
class Found:
    """Pay out of a text: its ranges, and the words that they were read from."""

    ranges: tuple[SalaryRange, ...]
    text: str | None


def pay_in_text(text: str, clues: Clues = _NO_CLUES, *, about_pay: bool = False) -> Found:
    """The pay that a text states; nothing where no amount is surely pay.

    `about_pay`: the text is that of a field on pay, so that only a telling word makes an amount
    something else. Several ranges have labels where the text names what tells them apart. A bare
    "$" has no currency without another signal; amounts without a period have one only where no
    shorter period than a year could be meant.
    """
    text = text.replace(_WRONG_POUND, _POUND)
    found = without_repeats(joined_ends(_offers(text, clues, about_pay)))
    if len(found) > 1:
        ranges = tuple(labelled(text, one, found) for one in found)
    else:
        ranges = tuple(one.range for one in found)
    return Found(ranges, excerpt(text, found))


def _offers(text: str, clues: Clues, about_pay: bool) -> list[Offer]:
    """The offers on pay, in order."""
    accepted: list[Offer] = []
    money = spans(text, bare=about_pay)
    ends = [0, *(span.end for span in money)]
    starts = [*(span.start for span in money), len(text)]
    for at, span in enumerate(money):
        said = None if span.is_huge else heard(text, span, ends[at], starts[at + 1])
        if said is None or not (span.is_marked or about_pay or said.is_of_pay):
            continue
        near = around(text, span, money[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1])
        whole = offer(text, said, near, clues)
        if whole and is_pay(text, whole, accepted, about_pay):
            accepted.append(whole)
    return accepted
