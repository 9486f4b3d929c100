"""Days a week in the office, out of a sentence or a label.

What is read is what must be: an exact number or a minimum. A range gives its lower bound ("2-3
days" is 2), a maximum ("up to 3 days") gives none, and neither does what is offered or preferred.
A share of the time counts on a week of five days ("60 % on site" is 3), a fortnight as two weeks,
a year as twelve months and 52 weeks.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.normalize.text import clean
from crawler.normalize.working_words import HOME, OFFICE, REMOTE, ROLE
from reference.folding import fold

FULL_WEEK = 5
"""Days of work."""

_WEEKS_A_MONTH = 52 / 12
_OFTEN = 0.5
_NUMBERS = {
    **dict.fromkeys(("a", "one", "ein", "einen", "einem", "einmal", "un", "una", "een", "um"), 1),
    **dict.fromkeys(("once", "uno", "jeden", "eine"), 1),
    **dict.fromkeys(("two", "twice", "zwei", "zweimal", "deux", "dos", "twee", "dois", "due"), 2),
    **dict.fromkeys(("dwa",), 2),
    **dict.fromkeys(("three", "drei", "dreimal", "trois", "tres", "drie", "tre", "trzy"), 3),
    **dict.fromkeys(("four", "vier", "viermal", "quatre", "cuatro", "quatro", "quattro"), 4),
    **dict.fromkeys(("five", "funf", "cinq", "cinco", "vijf", "cinque"), 5),
    **dict.fromkeys(("six", "sechs", "seis", "zes"), 6),
}
_TIMES = frozenset({"once", "twice", "einmal", "zweimal", "dreimal", "viermal"})
_N = rf"(?:\d(?:[.,]5)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_DAY = (
    r"(?:(?:full |core |anchor |set |working |business |work )?(?:days?|times?)\b|x\b|tage?n?\b"
    r"|jours?\b|dias?\b|dagen\b|dag\b|giorn[oi]\b|dni\b|arbeitstage?\b|prasenztage?\b)"
)
_EVERY = r"(?:a|per|each|every|of the|in the|/|pro|die|je|in der|par|la|a la|por|al|alla|na|w)"
_WEEK = r"(?:weeks?|wk|woche|semaine|semanas?|settimana|tydzien|tygodniu)"
_FORTNIGHT = r"(?:fortnight|(?:every )?(?:other|second|two) weeks?|zwei wochen|14 tage)"
_MONTH = r"(?:month|monat|mois|mes|maand|mese|miesiacu?)"
_SPAN = (
    rf"(?:\(?\s*{_EVERY}?\s*\b(?:(?P<fortnight>{_FORTNIGHT})|(?P<week>(?:work(?:ing)? ?)?{_WEEK})"
    rf"|(?P<month>{_MONTH}))\b|\s*(?P<weekly>weekly|wochentlich|hebdomadaires?|semanales))"
)
_DAYS = re.compile(
    rf"(?<![\d.,$€£/-])\b(?P<low>{_N})(?: ?\(\d\))?"
    rf"(?:\s*(?:-|\u2013|\u2014|to|or|bis|oder|a|ou|o|tot|of|\+)\s*(?P<high>{_N}))?\+?\s*"
    r"(?P<inner>(?:core |required )?(?:in[ -])?(?:office|on-?site|remote|buro|home ?office)[ -])?"
    rf"-?(?:(?:(?:or more|full|core)\s+)?(?P<day>{_DAY}))?(?P<span>{_SPAN})?"
)
_AT_MOST = re.compile(
    r"\b(?:up to|max(?:imum|imal|\.)?(?: of| de)?|no more than|bis zu|jusqu'a|hasta|tot|ate|fino a"
    r"|bis)\s+$"
)
_SHARE = re.compile(
    rf"(?P<most>\b(?:up to|max(?:imum)?(?: of)?|bis zu|jusqu'a|hasta)\s+)?"
    rf"\b(?P<share>\d{{1,3}}) ?(?:%|percent|prozent)"
    rf"(?: of (?:the|your|their) (?:work(?:ing)? )?(?:time|week))?(?: (?:in|at|from|im|en))?"
    rf"(?: (?:the|our|your|one of our|la|dem))? {OFFICE}\b"
)
_SHARE_AFTER = re.compile(
    rf"{OFFICE}\b[^.;,\d]{{0,30}}?\b(?P<share>\d{{1,3}}) ?(?:%|percent) of (?:the|your|their) time"
)
_ANY_PLACE = re.compile(
    rf"\b(?:(?P<away>{REMOTE}|{HOME}|(?:from|at|von zu|a) home|zu ?hause)|{OFFICE})\b"
)
_BY_THE_WEEK = re.compile(rf"hybr|remote|\b{ROLE}\b[^.;]*? requires? ")
"""Where days are counted by the week without saying so."""
_ONE_SPAN = re.compile(_SPAN)
_BARE = re.compile(rf"(?P<low>{_N})(?: ?{_DAY})?(?: ?{_EVERY} ?{_WEEK})?")
_STEMS = (
    "day",
    "week",
    "%",
    "x ",
    "tag",
    "jour",
    "dia",
    "dag",
    "percent",
    "once",
    "twice",
    "giorn",
)
_CLAUSE_END = re.compile(r"[;.\d]|,(?! [a-z]{2}\b)")
"""A comma before the code of a state ends no clause."""

# Not about this posting's days at work: what is offered, wished for, or done elsewhere.
_OTHER = re.compile(
    r"\b(?:lunch|lunches|meals?|snacks?|breakfast|dinners?|catered|fruit|dogs?|pets?|yoga|gym|parking"
    r"|bonus|stipend|class(?:es)?|customers?|clients?|patients?|travel\w*|visits?|schools?|events?"
    r"|trips?|flights?|optional|encouraged?|prefer\w*|ideally|not required|interviews?|onboarding"
    r"|trainings?|a year|per year|each year|years?|first (?:\w+ )?(?:weeks?|months?|days?)"
    r"|kunden\w*|experience|manufacturing|facilities|plants|field|job ?sites?|vacation|holidays?"
    r"|leave|pto|lift\w*|lbs|pounds"
    r"|reports? to|massages?|drinks?|socials?|urlaub\w*|conges|vacaciones)\b"
)


@dataclass(frozen=True, slots=True)
class OfficeDays:
    """What a sentence says of the days of a week.

    `days` must be in the office; null where only a maximum is said, or only the days at home.
    """

    days: float | None
    often: bool
    """Whether it is once a fortnight or more, so that it tells how one works."""


@lru_cache(maxsize=4096)
def office_days(text: str, *, is_label: bool = False) -> OfficeDays | None:
    """The days in the office that one sentence states; null where it states none, or several.

    A label (a field, a marker of a title or place) need not say that it counts by the week.
    """
    line = fold(text)
    if not any(stem in line for stem in _STEMS) or _OTHER.search(line):
        return None
    shared = _shared(line) if "%" in line or "percent" in line else []
    found = {one for one in (*_counted(line, is_label), *shared) if one is not None}
    exact = {one for one in found if one.days is not None} or found
    return exact.pop() if len(exact) == 1 else None


@lru_cache(maxsize=4096)
def labelled_days(text: str | None) -> float | None:
    """Days a week that a field about days in the office states: a bare number, or in words."""
    line = clean(text)
    if line is None:
        return None
    if bare := _BARE.fullmatch(fold(line)):
        days = _number(bare["low"])
        return days if 0 < days <= 7 else None
    found = office_days(line, is_label=True)
    return found.days if found else None


def _counted(line: str, is_label: bool) -> list[OfficeDays | None]:
    return [_in_office(line, match, is_label) for match in _DAYS.finditer(line)]


def _in_office(line: str, match: re.Match[str], is_label: bool) -> OfficeDays | None:
    """The days of one count, if they are spent in an office, and what span they are counted by."""
    if not (match["day"] or (match["span"] and match["low"] in _TIMES)):
        return None
    place, between = _place_of(line, match)
    if place is None:
        return None
    span: re.Match[str] | None = match if match["span"] else _ONE_SPAN.search(between)
    if span is None and not (is_label or match["inner"] or _BY_THE_WEEK.search(line)):
        return None
    return _days(match, span, is_away=place["away"] is not None)


def _days(match: re.Match[str], span: re.Match[str] | None, *, is_away: bool) -> OfficeDays | None:
    count = _number(match["low"])
    if span and span["fortnight"]:
        weekly = count / 2
    elif span and span["month"]:
        weekly = round(count / _WEEKS_A_MONTH, 2)
    else:
        weekly = count
    if not 0 < weekly <= (FULL_WEEK - 1 if is_away else 7):
        return None
    is_most = _AT_MOST.search(match.string[: match.start()][-20:]) is not None
    return OfficeDays(None if is_away or is_most else weekly, often=weekly >= _OFTEN)


def _place_of(line: str, match: re.Match[str]) -> tuple[re.Match[str] | None, str]:
    """Where the days are spent, with the words between: right behind the count, else before it."""
    if match["inner"]:
        return _ANY_PLACE.search(match["inner"].strip(" -")), ""
    behind = _CLAUSE_END.split(line[match.end() :], maxsplit=1)[0][:70]
    if place := _ANY_PLACE.search(behind):
        return place, behind[: place.start()] + behind[place.end() :]
    before = re.split(r"[;.]", line[: match.start()])[-1][-70:]
    places = list(_ANY_PLACE.finditer(before))
    return (places[-1], behind) if places else (None, "")


def _shared(line: str) -> list[OfficeDays | None]:
    return [
        OfficeDays(None if match.groupdict().get("most") else share / 100 * FULL_WEEK, often=True)
        for pattern in (_SHARE, _SHARE_AFTER)
        for match in pattern.finditer(line)
        if 10 <= (share := int(match["share"])) <= 100
    ]


def _number(word: str) -> float:
    return float(_NUMBERS[word]) if word in _NUMBERS else float(word.replace(",", "."))
