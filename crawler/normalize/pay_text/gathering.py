"""What is made of all offers of pay in a text: each range once, named, and the words kept."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crawler.normalize.pay_text import context
from crawler.normalize.pay_text.offers import Offer
from crawler.normalize.text import clean
from mappings.posting import SalaryRange

_TRAITS = ("currency", "period", "kind")
_WIDEST = 4
_LONGEST_LABEL = 100
_LONGEST_EXCERPT = 300
_LONGEST_SENTENCE = 160
_WORDS_OF_CLAUSE = 6
_EDGES = re.compile(r"^[\s\W_]+|[\s:(\u2013\u2014_*-]+$")
_SEPARATOR = re.compile(
    r"[;|\u2022\n]|(?:^|(?<=\w{4}))\.\s+|\),?\s|,\s+(?:and|or|while)\s+(?=(?:in|for)\s)"
)
# "San Francisco" of "The pay for this role in San Francisco is", and "In Denver, the range is".
_IN_SENTENCE = re.compile(
    r".*\b(?:[Ii]n|[Ff]or)\s+((?:the\s+)?[A-Z][\w.'&/ -]{0,60}?(?:,\s[A-Z][\w.]{0,20})?)"
    r"(?:,\s+(?:the|our|this|its?)\b[^,]*)?\s+(?:is|are|ranges?)(?:\s+(?:between|from))?"
)
_PREPOSITION = re.compile(r"^(?:in|for)\s+(?=\w)")
# "(Austin)", "in Austin and": what names a range from behind.
_BEHIND = re.compile(
    r"[^\n\d(]{0,12}\(([^()\n\d]{2,60})\)"
    r"|\s+(?:in|for)\s+((?:the\s+)?[A-Z][\w' ]{1,40}?)(?=\s+(?:and|or|while)\b|[,.;\n]|$)"
)


def joined_ends(offers: Iterable[Offer]) -> list[Offer]:
    """ "Minimum: 60k. Maximum: 80k" as one range."""
    found: list[Offer] = []
    for one in offers:
        low, high = found[-1].range if found else one.range, one.range
        if found and _are_two_ends(low, high):
            last = found.pop()
            whole = _merged(low, high).model_copy(update={"max": high.max})
            found.append(replace(last, span=last.span._replace(end=one.span.end), range=whole))
        else:
            found.append(one)
    return found


def _are_two_ends(low: SalaryRange, high: SalaryRange) -> bool:
    if low.min is None or low.max is not None or high.min is not None or high.max is None:
        return False
    alike = all(_agree(getattr(low, name), getattr(high, name)) for name in _TRAITS)
    return alike and low.min <= high.max <= _WIDEST * low.min


def without_repeats(offers: Iterable[Offer]) -> list[Offer]:
    """Each range once; of equal amounts the one that says most; no end inside of a whole range."""
    kept: list[Offer] = []
    for one in offers:
        at = next((i for i, other in enumerate(kept) if _same(one.range, other.range)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = replace(kept[at], range=_merged(kept[at].range, one.range))
    return [one for one in kept if not _is_end_of_another(one.range, kept)]


def _same(one: SalaryRange, other: SalaryRange) -> bool:
    return (one.min, one.max) == (other.min, other.max) and all(
        _agree(getattr(one, name), getattr(other, name)) for name in _TRAITS
    )


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _merged(one: SalaryRange, other: SalaryRange) -> SalaryRange:
    return one.model_copy(
        update={name: getattr(other, name) for name in _TRAITS if getattr(one, name) is None}
    )


def _is_end_of_another(one: SalaryRange, kept: list[Offer]) -> bool:
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


def labelled(text: str, one: Offer, others: Sequence[Offer]) -> SalaryRange:
    """The range with what names it: words in front of it in its line, or a place behind it.

    Words that only speak of pay ("Base pay") name nothing, nor do those that belong to the range
    before as likely ("$22/hour for direct work, $13").
    """
    previous = max((r.span.end for r in others if r.span.end <= one.span.start), default=0)
    top = text.rfind("\n", 0, one.span.start) + 1
    begin = max(previous, top)
    if text[begin - 1 : begin] == ".":  # "$88k. In Utah": taken as an abbreviation's
        begin -= 1
    *parts, label = _SEPARATOR.split(text[begin : one.span.start])
    label = _introduced(_EDGES.sub("", label))
    if (previous > top and not parts) or not context.names_something(label):
        match = _BEHIND.match(text, one.span.end)
        behind = (match[1] or match[2]) if match else ""
        label = behind if context.names_something(behind) else ""
    short = clean(label) if len(label) <= _LONGEST_LABEL else None
    return one.range.model_copy(update={"label": short})


def _introduced(label: str) -> str:
    """ "Ohio" of "The below are pay ranges in the following places: Ohio"; "Zone 1: Ohio" whole."""
    clause, _, name = label.rpartition(": ")
    label = name if len(clause.split()) >= _WORDS_OF_CLAUSE else label
    sentence = _IN_SENTENCE.fullmatch(label[-_LONGEST_SENTENCE:])
    return sentence[1] if sentence else _PREPOSITION.sub("", label)


def excerpt(text: str, kept: Iterable[Offer]) -> str | None:
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
