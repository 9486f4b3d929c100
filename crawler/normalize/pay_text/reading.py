"""Which spans of money in a text are this job's pay."""

import re
from dataclasses import dataclass, replace

from crawler.normalize.pay_text import context
from crawler.normalize.pay_text.context import Said
from crawler.normalize.pay_text.lexicon import Sense, unit
from crawler.normalize.pay_text.marks import Clues, currency_of
from crawler.normalize.pay_text.spans import Span, spans
from crawler.normalize.salary import Amounts, Interval, stated_range, yearly_worth
from crawler.normalize.text import clean
from mappings.posting import SalaryRange
from reference.vocabularies import SalaryKind, SalaryPeriod

_NO_CLUES = Clues()
_KIND = {Sense.BASE: SalaryKind.BASE, Sense.OTE: SalaryKind.OTE, Sense.TOTAL: SalaryKind.TOTAL}
_SURELY_YEARLY = 20_000
"""US dollars that nobody is paid for less than a year's work: a span this high is a yearly one."""
_LIKELY_PAY = (15_000, 1_500_000)
"""US dollars a year between which a range without a telling word is still pay."""
_POSSIBLE_PAY = (1_500, 1_500_000)
_TIMED_PAY = (3_000, 1_500_000)
_LIKELY_RATIO = 4
_HEADED = 4
"""Words in front of an amount with which it may still be what the heading above names."""
_CLOSE = 20
_DIVIDES = re.compile(r"[+,;|\u2022(&\n]|\b(?:and|plus)\b")
_CONVERTS = re.compile(r"[^\n.;]{0,20}(?:\(|=|\bor\b)[^\n.;]{0,16}")
_SERIES_GAP = 400
_LONGEST_LABEL = 100
_LONGEST_EXCERPT = 300
_THOUSANDS = 1_000
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Found:
    """Pay out of a text: its ranges, and the words that they were read from."""

    ranges: tuple[SalaryRange, ...]
    text: str | None


@dataclass(frozen=True, slots=True)
class _Heard:
    """A span with what is said before and behind it."""

    span: Span
    before: Said
    after: Said

    @property
    def is_of_pay(self) -> bool:
        """Whether a word beside it says that it is pay."""
        return self.before.sense is not None or self.after.sense is not None


@dataclass(frozen=True, slots=True)
class _Reading(_Heard):
    """The same as a range."""

    range: SalaryRange


def pay_in_text(text: str, clues: Clues = _NO_CLUES, *, about_pay: bool = False) -> Found:
    """The pay that a text states; nothing where no amount is surely pay.

    `about_pay`: the text is that of a field on pay, so that only a telling word makes an amount
    something else. See the package's docstring for the steps.
    """
    readings: list[_Reading] = []
    if "\u00c2" in text:
        # A pound sign that was decoded with the wrong charset.
        text = text.replace("\u00c2\u00a3", "\u00a3")
    money = spans(text, bare=about_pay)
    ends = [0, *(span.end for span in money)]
    starts = [*(span.start for span in money), len(text)]
    for at, span in enumerate(money):
        said = None if span.is_huge else _heard(text, span, ends[at], starts[at + 1])
        if said is None or not (span.is_marked or about_pay or said.is_of_pay):
            continue
        reading = _read(text, said, clues)
        if reading and _is_pay(text, reading, readings, about_pay):
            readings.append(reading)
    kept = _without_repeats(readings)
    labelled = (
        [_labelled(text, one, readings) for one in kept]
        if len(kept) > 1
        else [one.range for one in kept]
    )
    return Found(tuple(labelled), _excerpt(text, kept))


def _heard(text: str, span: Span, previous_end: int, following: int) -> _Heard | None:
    """What is said around the span; null where it is said to be something else than pay."""
    after = context.after(text, span.end, following)
    if after.sense is Sense.OTHER or _is_retirement_plan(text, span):
        return None
    before = context.before(text, span.start, previous_end)
    if before.sense is Sense.OTHER:
        return None
    between = text[span.end : following]
    if before.kind and after.kind and len(between) < _CLOSE and not _DIVIDES.search(between):
        # "Base 45k OTE 80k": what stands between belongs to the second.
        after = replace(after, sense=before.sense, kind=None)
    return _Heard(span, before, after)


def _read(text: str, said: _Heard, clues: Clues) -> _Reading | None:
    """The span as a range; null where no one is paid so."""
    span, before, after = said.span, said.before, said.after
    near = text[max(0, span.start - 80) : span.end + 60]
    currency = currency_of(span.mark, near, text, clues)
    period = _period(text, span, before, after)
    if period is None:
        is_yearly = _is_surely_yearly(span, currency)
        period = SalaryPeriod.YEAR if is_yearly else context.heading(text, span.start).unit
    found = stated_range(
        Amounts(span.min, span.max),
        currency,
        Interval.of(period) if period else None,
        kind=_kind(text, span, before, after),
    )
    if found is None or not _is_possible(found, span):
        return None
    return _Reading(span, before, after, found)


def _period(text: str, span: Span, before: Said, after: Said) -> SalaryPeriod | None:
    if span.is_yearly:
        return SalaryPeriod.YEAR
    return after.unit or _inside(text, span) or before.unit


_UNIT_INSIDE = re.compile(r"(?:/|\bper|\ban?)\s?([a-zA-Z]{1,6})")


def _inside(text: str, span: Span) -> SalaryPeriod | None:
    """The unit between both ends: "$68/hr - $74/hr"."""
    match = _UNIT_INSIDE.search(text, span.start, span.end) if span.is_range else None
    return unit(match[1].lower()) if match else None


def _kind(text: str, span: Span, before: Said, after: Said) -> SalaryKind | None:
    told = after.kind or before.kind
    if told is None and before.sense is None and after.sense is None:
        told = context.heading(text, span.start).kind
    return _KIND.get(told) if told else None


def _is_surely_yearly(span: Span, currency: str | None) -> bool:
    """Whether the lower end is more than a month's pay; a bare "$" is taken for a dollar."""
    code = currency or ("USD" if span.mark == "$" else None)
    ends = [value for value in (span.min, span.max) if value]
    worth = yearly_worth(min(ends), code, SalaryPeriod.YEAR) if ends and code else None
    return worth is not None and worth >= _SURELY_YEARLY


def _is_possible(found: SalaryRange, span: Span) -> bool:
    """Whether somebody may be paid that, as far as its worth is known."""
    ends = [value for value in (found.min, found.max) if value]
    code = found.currency or ("USD" if span.mark == "$" else None)
    if code is None or found.period is None:
        return True
    worths = [yearly_worth(value, code, found.period) for value in ends]
    low, high = _POSSIBLE_PAY
    return all(worth is None or low <= worth <= high for worth in worths)


def _is_pay(text: str, one: _Reading, accepted: list[_Reading], about_pay: bool) -> bool:
    """The decision. The nearest telling word counts: behind the span, before it, above it."""
    if not one.span.is_marked:
        return _is_unmarked_pay(text, one, about_pay)
    if about_pay or one.is_of_pay or one.span.is_yearly:
        return True
    above = context.heading(text, one.span.start).sense
    if above is Sense.OTHER:
        return False
    if above and _stands_alone(one):
        return True
    return _continues(text, one, accepted) or _looks_like_pay(text, one)


def _is_unmarked_pay(text: str, one: _Reading, about_pay: bool) -> bool:
    """Bare numbers: said to be pay right here, and a time or thousands that agree."""
    ends = [value for value in (one.span.min, one.span.max) if value]
    if all(value in _YEARS for value in ends):
        return False
    if about_pay and not one.span.is_range:
        return clean(text) == clean(text[one.span.start : one.span.end]) or bool(one.after.unit)
    is_timed = one.after.unit is not None
    if one.span.is_range:
        is_whole = about_pay and one.after.words == 0
        return is_timed or all(value >= _THOUSANDS for value in ends) or is_whole
    return is_timed and one.span.is_grouped


def _stands_alone(one: _Reading) -> bool:
    """Under a heading on pay: a range, or an amount with few words or a time beside it."""
    return one.span.is_range or one.before.words <= _HEADED or one.after.unit is not None


def _continues(text: str, one: _Reading, accepted: list[_Reading]) -> bool:
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


def _looks_like_pay(text: str, one: _Reading) -> bool:
    """Without a telling word: a likely amount that nothing in its line speaks against."""
    ends = [value for value in (one.range.min, one.range.max) if value]
    if not _is_likely(one, ends):
        return False
    is_close = one.span.is_range and max(ends) <= _LIKELY_RATIO * min(ends)
    if context.opens_line(text, one.span.start):
        return is_close or one.after.words == 0
    return is_close and (one.after.unit is not None or context.is_labelled(text, one.span.start))


def _is_likely(one: _Reading, ends: list[float]) -> bool:
    """Whether people are often paid that; what is said to be for a time may be low."""
    is_timed = one.after.unit is not None
    code = one.range.currency or ("USD" if one.span.mark == "$" else None)
    if code is None or one.range.period is None:
        return False
    worths = [yearly_worth(value, code, one.range.period) for value in ends]
    low, high = _TIMED_PAY if is_timed else _LIKELY_PAY
    return all(is_timed if worth is None else low <= worth <= high for worth in worths)


def _is_retirement_plan(text: str, span: Span) -> bool:
    return text.startswith(("401", "403", "457"), span.start) and span.mark is None


def _without_repeats(readings: list[_Reading]) -> list[_Reading]:
    """Each range once; of equal amounts the one that says most; no end inside of a whole range."""
    kept: list[_Reading] = []
    for one in readings:
        at = next((i for i, other in enumerate(kept) if _same(one.range, other.range)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = replace(kept[at], range=_merged(kept[at].range, one.range))
    return [one for one in kept if not _is_end_of_another(one.range, kept)]


def _same(one: SalaryRange, other: SalaryRange) -> bool:
    return (
        (one.min, one.max) == (other.min, other.max)
        and _agree(one.period, other.period)
        and _agree(one.currency, other.currency)
        and _agree(one.kind, other.kind)
    )


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _merged(one: SalaryRange, other: SalaryRange) -> SalaryRange:
    return one.model_copy(
        update={
            name: getattr(other, name)
            for name in ("currency", "period", "kind")
            if getattr(one, name) is None
        }
    )


def _is_end_of_another(one: SalaryRange, kept: list[_Reading]) -> bool:
    """Whether "from 135k" or "up to 200k" repeats an end of a whole range."""
    if one.min is not None and one.max is not None and one.min != one.max:
        return False
    value = one.max if one.max is not None else one.min
    return any(
        other.range.min is not None
        and other.range.max is not None
        and other.range.min < other.range.max
        and value in (other.range.min, other.range.max)
        and _agree(one.period, other.range.period)
        for other in kept
    )


_EDGES = re.compile(r"^[\s\W_]+|[\s:(\u2013\u2014_*-]+$")
_SEPARATOR = re.compile(r"[;|\u2022\n]|(?:^|(?<=\w{4}))\.\s+|\),?\s")
_IN_BRACKETS = re.compile(r"[^\n\d(]{0,12}\(([^()\n\d]{2,60})\)")


def _labelled(text: str, one: _Reading, readings: list[_Reading]) -> SalaryRange:
    """The range with what names it: words in front of it in its line, or in brackets behind it.

    Words that only speak of pay ("Base pay") name nothing, nor do those that belong to the range
    before as likely ("$22/hour for direct work, $13").
    """
    previous = max((r.span.end for r in readings if r.span.end <= one.span.start), default=0)
    top = text.rfind("\n", 0, one.span.start) + 1
    *others, label = _SEPARATOR.split(text[max(previous, top) : one.span.start])
    label = _EDGES.sub("", label)
    if (previous > top and not others) or not context.names_something(label):
        match = _IN_BRACKETS.match(text, one.span.end)
        label = match[1] if match and context.names_something(match[1]) else ""
    short = clean(label) if len(label) <= _LONGEST_LABEL else None
    return one.range.model_copy(update={"label": short})


def _excerpt(text: str, kept: list[_Reading]) -> str | None:
    """The lines of the ranges around their amounts, cut to a reader's glance."""
    pieces: list[tuple[int, int]] = []
    for one in kept:
        start = max(text.rfind("\n", 0, one.span.start) + 1, one.span.start - 60)
        end = text.find("\n", one.span.end)
        end = min(len(text) if end < 0 else end, one.span.end + 25)
        if pieces and start <= pieces[-1][1]:
            start = pieces.pop()[0]
        pieces.append((start, end))
    lines = dict.fromkeys(" ".join(_whole_words(text, *piece).split()) for piece in pieces)
    return "; ".join(lines)[:_LONGEST_EXCERPT].strip() or None


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum() and start < end:
        start += 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum() and end > start:
        end -= 1
    return text[start:end]
