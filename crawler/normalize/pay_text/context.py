"""The words around a span of money, and what they say of it."""

import re
from typing import NamedTuple

from crawler.normalize.pay_text.lexicon import (
    CONNECTORS,
    Sense,
    sense,
    sense_after,
    unit,
    unit_alone,
)
from crawler.normalize.pay_text.tokens import tokens_of
from crawler.normalize.text import words
from reference.vocabularies import SalaryPeriod

_REACH_BEFORE = 170
_REACH_AFTER = 90
_REACH_HEADING = 700
_LONGEST_HEADING = 110
_LONGEST_WALK = 14
_NEAR = 6

# A stop behind a capital, a word of two letters or "approx" ends no sentence.
_SENTENCE_END = re.compile(
    r"[.!?\u2022|;\u00b7\n](?:(?<=[\u2022|;\u00b7\n])"
    r"|(?<![A-Z].)(?<!\b[A-Za-z][A-Za-z].)(?<!\bapprox.)\s+(?=[^\s\d$€£(]))"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_OPEN_BRACKET = re.compile(r"\([^()]*$")
_BULLET = re.compile(r"\s*(?:[-\u2022*\u00b7\u25cf\u2013\u2713]|\d{1,2}[.)])\s")
_TIMES_A_WEEK = words(
    "hours hour hrs h days day times stunden std heures horas uur tage dagen nights"
)
_OPENING = words(
    "up to circa ca c approx approximately about around from min max minimum maximum at least"
    " starting at \u043e\u0442 \u0434\u043e \u0432\u0456\u0434"
    " ab bis zu jusqu'a a partir de hasta desde ate da fino vanaf tot fran upp till fra"
    " od do : ( ,"
)
_LONGEST_OPENING = 40
_LABEL_ENDS = (":", "-", "\u2013", "\u2014", "|", "(", "\u2022", "/")
_NEXT_OTE = re.compile(r"[^\n$€£¥]*\u2022\s*(?:OTE|On[- ]Target)[^\n$€£¥]*(?:\n|$)", re.I)


class Said(NamedTuple):
    """What words say of a span: the sense of the nearest telling word and a unit of time.

    `words` counts the words, behind a span those without meaning. `is_apart`: a comma or "and"
    stands between the telling word and the span, as between the items of an enumeration.
    """

    sense: Sense | None = None
    kind: Sense | None = None
    unit: SalaryPeriod | None = None
    words: int = 0
    is_apart: bool = False


def before(text: str, start: int, previous_end: int) -> Said:
    """What the clause in front of a span says; of its kind, what follows the span before it."""
    window = text[max(0, start - _REACH_BEFORE) : start]
    cut = max((m.end() for m in _SENTENCE_END.finditer(window)), default=0)
    clause = window[cut:]
    since = clause[max(0, len(clause) - (start - previous_end)) :]
    if len(since) < len(clause) and "(" in since and ")" not in since:
        # "63k OTE (45k base": what stands in front of the bracket is said of the first.
        since = since[since.rindex("(") :]
    nearest = _read_backwards(since)
    if nearest.sense is not None or len(since) == len(clause):
        return nearest
    whole = _read_backwards(clause)
    # What stands in front of the span before says what that is, and may say it of both.
    return Said(whole.sense, None, nearest.unit or whole.unit, nearest.words, is_apart=True)


def after(text: str, end: int, following: int) -> Said:
    """What follows a span: "per hour", "base salary", "in funding"; up to a plus or an "and".

    `following` is where the next span begins. A bracket that is open there belongs to that.
    """
    window = text[end : min(end + _REACH_AFTER, following)]
    cut = _SENTENCE_END.search(window)
    if cut:
        window = window[: cut.start()]
    elif len(window) < _REACH_AFTER:
        window = _OPEN_BRACKET.sub("", window)
    tokens = tokens_of(window)
    said = _walk(tokens, is_glued=window[:1].isalpha() or tokens[:1] in _BARE_UNITS)
    if said.kind is None and _NEXT_OTE.match(text, end):
        return Said(said.sense or Sense.OTE, Sense.OTE, said.unit, said.words)
    return said


def heading(text: str, start: int) -> Said:
    """What the line above says; for an item of a list, the line above the list."""
    top = max(0, start - _REACH_HEADING)
    lines = text[top:start].split("\n")
    is_item = _BULLET.match(lines.pop() + " x") is not None
    for line in reversed(lines):
        stripped = line.strip()
        if not stripped or (is_item and _BULLET.match(line)):
            continue
        return _of_heading(stripped) if len(stripped) <= _LONGEST_HEADING else Said()
    return Said()


def _of_heading(line: str) -> Said:
    """A heading that names pay among others ("Compensation & Benefits") is one on pay."""
    said = _read_backwards(line)
    senses = {sense(token) for token in tokens_of(line)} - {Sense.OTHER, None}
    return said._replace(sense=Sense.PAY) if senses and said.sense is Sense.OTHER else said


def opens_line(text: str, start: int) -> bool:
    """Whether nothing but a bullet, "up to" or "about" stands in front of a span in its line."""
    front = text[text.rfind("\n", 0, start) + 1 : start]
    return len(front) < _LONGEST_OPENING and _OPENING.issuperset(tokens_of(front))


def is_labelled(text: str, start: int) -> bool:
    """Whether what stands in front of a span in its line ends as labels do."""
    return text[text.rfind("\n", 0, start) + 1 : start].rstrip().endswith(_LABEL_ENDS)


_NAMELESS = words(
    "the a an this our your is are be of for in to at as from between ranges range ranging starting"
    " starts start estimated expected anticipated target annual annually yearly hourly monthly"
    " weekly daily full time full-time part-time position role job per year hour usd eur gbp cad"
    " and or plus up you ll earn what we offer offers min max minimum maximum total budgeted will"
    " paid based with hiring band pro je"
)


def names_something(label: str) -> bool:
    """Whether a label has a word that does not speak of pay alone."""
    return any(
        token[0].isalnum() and token not in _NAMELESS and not sense(token) and not unit_alone(token)
        for token in tokens_of(label)
    )


def _read_backwards(clause: str) -> Said:
    tokens = tokens_of(_BRACKETS.sub(" ", clause))
    found: Sense | None = None
    kind: Sense | None = None
    time: SalaryPeriod | None = None
    is_apart = False
    for at in range(len(tokens) - 1, -1, -1):
        meaning = sense(tokens[at])
        is_apart = is_apart or (found is None and tokens[at] in _STOPS)
        found = found or meaning
        if meaning in _KINDS and found is not Sense.OTHER:
            kind = kind or meaning
        time = time or unit_alone(tokens[at]) or _unit_in_phrase(tokens, at)
    words_there = sum(1 for token in tokens if token[0].isalpha())
    return Said(found, kind, time, words_there, is_apart)


def _unit_in_phrase(tokens: list[str], at: int) -> SalaryPeriod | None:
    """ "Per hour", but not the week of "40 hours per week"."""
    if tokens[at + 1 : at + 2] == ["payrate"]:
        return unit(tokens[at])
    if at == 0 or tokens[at - 1] not in _BEFORE_UNIT:
        return None
    return None if at > 1 and tokens[at - 2] in _TIMES_A_WEEK else unit(tokens[at])


_PER = words("per pro par por")
_BETWEEN_PER_AND_UNIT = words("calendar working worked full the rata")
_BARE_UNITS = (["hr"], ["hrs"], ["hour"], ["yr"])
_BEFORE_UNIT = words("per pro par por / each an")
_KINDS = frozenset({Sense.BASE, Sense.OTE, Sense.TOTAL})
_STOPS = words(
    "+ ; | \u2022 & , plus and with including incl inkl und et y e og och oraz i mit avec con"
)


def _walk(tokens: list[str], *, is_glued: bool) -> Said:
    """From the amount on, to what no longer speaks of it. `words` counts those without meaning."""
    found: Sense | None = None
    kind: Sense | None = None
    inner: Sense | None = None
    time: SalaryPeriod | None = None
    # "43.00hr" and "43 hr" need no connector.
    pending, is_inside = is_glued, False
    idle = 0
    for at, token in enumerate(tokens[:_LONGEST_WALK]):
        if token.isdigit():
            break
        if token in _STOPS and not _is_time_next(tokens, at):
            # "(base + bonus)" tells what a total is made of.
            inner = None if is_inside else inner
            break
        if _is_by_piece(tokens, at):
            found = found or Sense.OTHER
        named = (unit(token) if pending else None) or unit_alone(token)
        time = time or named
        pending = token == "/" or (named is None and token in CONNECTORS)
        is_inside = token == "(" or (is_inside and token != ")")
        # "$100k deals", but "$22 per hour for client work".
        is_near = at <= _NEAR and not is_inside and time is None
        meaning = None if named else (sense_after if is_near else sense)(token)
        if named is None and meaning is None and token[0].isalpha():
            idle += token not in CONNECTORS
        elif is_inside:
            # Brackets tell what comes on top ("plus bonus") as often as what the amount is.
            inner = inner or (meaning if meaning in _KINDS else None)
        else:
            found = found or meaning
            kind = kind or (meaning if meaning in _KINDS and found is not Sense.OTHER else None)
    return Said(found or inner, kind or inner, time, idle)


def _is_by_piece(tokens: list[str], at: int) -> bool:
    """Whether it is paid for something else than time: "per mile", "pro Schicht"."""
    if tokens[at] not in _PER or at + 1 == len(tokens):
        return False
    following = tokens[at + 1]
    is_time = unit(following) or unit_alone(following) or following in _BETWEEN_PER_AND_UNIT
    return following.isalpha() and not is_time


def _is_time_next(tokens: list[str], at: int) -> bool:
    """Whether a word of separation is one of time: "i månaden", "e hour" never."""
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    return tokens[at] == "i" and unit(following) is not None
