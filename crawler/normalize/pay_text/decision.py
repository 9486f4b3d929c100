"""The decision: which amounts offered are this job's pay."""

import re
from collections.abc import Sequence

from crawler.normalize.pay_text import context
from crawler.normalize.pay_text.lexicon import Sense
from crawler.normalize.pay_text.offers import Offer
from crawler.normalize.text import clean

_LIKELY_PAY = (15_000, 1_500_000)
"""US dollars a year between which a range without a telling word is still pay."""
_TIMED_PAY = (3_000, 1_500_000)
"""The same where a time stands behind it ("per month")."""
_LIKELY_RATIO = 4
_HEADED = 4
"""Words in front of an amount with which it may still be what the heading above names."""
_SERIES_GAP = 400
_CONVERTS = re.compile(r"[^\n.;]{0,20}(?:\(|=|\bor\b)[^\n.;]{0,16}")
_THOUSANDS = 1_000
_YEARS = range(1900, 2101)


def is_pay(text: str, one: Offer, accepted: Sequence[Offer], about_pay: bool) -> bool:
    """Whether it is pay: the nearest telling word counts, behind the span, before it, above it.

    `accepted` are the offers before it that are pay; `about_pay`: all of the text is on pay.
    """
    if not one.span.is_marked:
        return _is_unmarked_pay(text, one, about_pay)
    if about_pay or one.after.sense or one.span.is_yearly:
        return True
    if one.before.sense:
        # "A fair salary, $2,000 a year for courses" goes on to something else.
        return one.span.is_range or not one.before.is_apart or _is_likely(one)
    above = context.heading(text, one.span.start).sense
    if above is Sense.OTHER:
        return False
    if above and _stands_alone(one):
        return True
    return _continues(text, one, accepted) or _looks_like_pay(text, one)


def _is_unmarked_pay(text: str, one: Offer, about_pay: bool) -> bool:
    """Bare numbers: said to be pay right here, and a time or thousands that agree."""
    if all(value in _YEARS for value in one.ends):
        return False
    if about_pay and not one.span.is_range:
        return clean(text) == clean(text[one.span.start : one.span.end]) or bool(one.after.unit)
    is_timed = one.after.unit is not None
    if one.span.is_range:
        is_whole = about_pay and one.after.words == 0
        return is_timed or all(value >= _THOUSANDS for value in one.ends) or is_whole
    return is_timed and one.span.is_grouped


def _stands_alone(one: Offer) -> bool:
    """Under a heading on pay: a range, or an amount with few words or a time beside it."""
    return one.span.is_range or one.before.words <= _HEADED or one.after.unit is not None


def _continues(text: str, one: Offer, accepted: Sequence[Offer]) -> bool:
    """Whether it goes on with a series of ranges: "Zone 1: ... Zone 2: ...", or converts the last.

    "$25 per hour ($52,000 annualized)" says one thing twice.
    """
    if not accepted:
        return False
    last = accepted[-1]
    if one.after.unit and _CONVERTS.fullmatch(text, last.span.end, one.span.start):
        return True
    return (
        one.span.start - last.span.end <= _SERIES_GAP
        and one.span.is_range
        and last.span.is_range
        and last.span.mark == one.span.mark
        and last.range.period == one.range.period
    )


def _looks_like_pay(text: str, one: Offer) -> bool:
    """Without a telling word: a likely amount that nothing in its line speaks against."""
    if not _is_likely(one):
        return False
    is_close = one.span.is_range and max(one.ends) <= _LIKELY_RATIO * min(one.ends)
    if context.opens_line(text, one.span.start):
        return is_close or one.after.words == 0
    is_timed = one.after.unit is not None and one.before.words <= _HEADED
    return is_close and (is_timed or context.is_labelled(text, one.span.start))


def _is_likely(one: Offer) -> bool:
    """Whether people are often paid that; what is said to be for a time may be low."""
    is_timed = one.after.unit is not None
    if one.span.mark is None or one.range.period is None:
        return False
    low, high = _TIMED_PAY if is_timed else _LIKELY_PAY
    return all(is_timed if worth is None else low <= worth <= high for worth in one.yearly_worths)
