"""Hours of work a week.

Only one exact number counts: "40 hours per week", "Vollzeit, 38,5 Std./Woche". Ranges, bounds ("at
least 20 hours") and two different numbers say nothing certain, and hours that are a condition of
something else ("benefits from 30 hours per week", "overtime over 40") are not those of the job.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from crawler.normalize.phrases import Hit, Phrases, passage

_UNITS = (
    *(
        f"{hours} {each}"
        for hours in ("hours", "hour", "hrs", "hrs.")
        for each in ("per week", "a week", "/ week", "weekly", "each week", "work week", "workweek")
    ),
    "hours/week",
    "hrs/week",
    "hrs/wk",
    "h/week",
    "hour week",
    "hour-week",
    "hours/wk",
    "Stunden pro Woche",
    "Stunden/Woche",
    "Std./Woche",
    "Std/Woche",
    "Std. pro Woche",
    "h/Woche",
    "Stunden-Woche",
    "Stundenwoche",
    "Wochenstunden",
    "Stunden in der Woche",
    "Stunden die Woche",
    "Stunden wöchentlich",
    "heures par semaine",
    "h/semaine",
    "horas semanales",
    "horas por semana",
    "horas semanais",
    "ore settimanali",
    "uur per week",
    "timmar per vecka",
)
PHRASES = dict.fromkeys(_UNITS, True)
"""Where to look."""

_LEAST, _MOST = 5, 60
_EXACT = re.compile(
    r"(?<![\d.,])(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)[\s-]*(?:\(?fte\)?)?\s*\Z", re.IGNORECASE
)
_NOT_EXACT = re.compile(
    r"(?:\d\s*%?\s*(?:hours|hrs|h|std\.?|stunden)?"
    r"\s*(?:-|\u2013|\u2014|/|to|or|bis|oder|and|und|\u00e0|a|y)|[$\u20ac<>~\u2248\u2264\u2265]"
    r"|\b(?:up to|at least|min(?:imum)?\.?(?: of)?|max(?:imum)?\.?(?: of)?|average(?: of)?|over"
    r"|more than|less than|under|exceed\w*|approx\w*\.?|about|around|circa|ca\.?|bis(?: zu)?|ab"
    r"|mind(?:estens|\.)?|roughly|usually|between|from|beyond|first|every|of))\s*\Z",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:benefits?|eligib\w+|overtime|insurance|coverage|volunteer\w*|401|training of|meetings?"
    r"|office hours|pto|leave|accru\w*|or more|plus|maximum|minimum|flexible)\b|\+",
    re.IGNORECASE,
)


def hours_per_week(text: str, hits: Sequence[Hit[bool]]) -> float | None:
    """The one number of hours that a text states; `hits` are where `PHRASES` stand in it."""
    found = {_hours(text, hit) for hit in hits}
    return found.pop() if len(found) == 1 else None


def hours_in_labels(labels: Iterable[str | None]) -> float | None:
    """The hours in structured labels: "40", "38.5 hours", "Full time (37.5 hours/week)".

    A bare number is one of hours a week; so a label that may hold others must not be given.
    """
    found = {_label(label) for label in labels if label} - {None}
    return found.pop() if len(found) == 1 else None


_PHRASES = Phrases(PHRASES)
_BARE = re.compile(r"\s*(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?)?\.?\s*", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _label(label: str) -> float | None:
    if bare := _BARE.fullmatch(label):
        return _sensible(bare[1])
    return hours_per_week(label, _PHRASES.find(label))


def _hours(text: str, hit: Hit[bool]) -> float | None:
    around = passage(text, hit.start, hit.end)
    before = text[max(around.start, hit.start - 40) : hit.start]
    exact = _EXACT.search(before)
    if exact is None or _NOT_EXACT.search(before[: exact.start()]):
        return None
    if _CONDITION.search(text, around.start, around.end):
        return None
    return _sensible(exact["hours"])


def _sensible(number: str) -> float | None:
    hours = float(number.replace(",", "."))
    return hours if _LEAST <= hours <= _MOST else None
