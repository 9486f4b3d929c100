"""Dates told by how long ago they were: "Posted Yesterday", "30+ Days Ago", "vor 3 Wochen".

They are as exact as their words: days give a day, anything coarser or open-ended a bound ("at
latest"). Read in English, German, French, Spanish, Italian, Portuguese and Dutch.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from crawler.normalize.dates import Posted, posted
from crawler.normalize.text import clean, words
from reference.folding import fold
from reference.vocabularies import PostedPrecision

LONGEST_TEXT = 80
"""Longer than any label: a sentence with "ago" in it says nothing of the posting."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

_UNITS: Mapping[str, timedelta] = {
    **dict.fromkeys(
        words("second seconds sec secs minute minutes min mins sekunden minuten secondes minutos"
              " segundos minuti secondi seconden"),
        timedelta(0),
    ),
    **dict.fromkeys(
        words("hour hours hr hrs h stunde stunden heure heures hora horas ora ore uur"), _HOUR
    ),
    **dict.fromkeys(
        words("day days d tag tage tagen jour jours dia dias giorno giorni dag dagen"), _DAY
    ),
    **dict.fromkeys(
        words("week weeks w wk wks woche wochen semaine semaines semana semanas settimana settimane"
              " weken"),
        7 * _DAY,
    ),
    **dict.fromkeys(
        words("month months mo mos monat monate monaten mois mes meses mese mesi maand maanden"),
        30 * _DAY,
    ),
    **dict.fromkeys(
        words("year years y yr yrs jahr jahre jahren an ans annee annees ano anos anno anni jaar"),
        365 * _DAY,
    ),
}  # fmt: skip
_ONE = words("a an one ein eine einem einer un une una um uma een")
_AGO = r"(?:ago|vor|il y a|hace|fa|ha|atras|geleden)"
_OPEN = r"(?:more than|over|mehr als|ueber|uber|plus de|mas de|piu di|oltre|mais de|meer dan)"
_COUNTED = re.compile(
    rf"(?P<open>\b{_OPEN}\s+)?\b(?P<count>\d{{1,3}}|{'|'.join(sorted(_ONE))})\s*(?P<plus>\+)?\s*"
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b(?P<more>\s*\+)?"
)
_IS_AGO = re.compile(rf"\b{_AGO}\b")
_TODAY = re.compile(r"\b(?:today|just (?:now|posted)|heute|aujourd'?hui|hoy|oggi|hoje|vandaag)\b")
_YESTERDAY = re.compile(r"\b(?:yesterday|gestern|hier$|ayer|ieri|ontem|gisteren)(?!\w)")


def relative_posted(text: str | None, fetched_at: datetime) -> Posted | None:
    """When a posting went up that says so relative to `fetched_at`; null for any other text.

    - Today, yesterday, hours and days ago: that day (in UTC).
    - "30+ days ago", "more than 30 days ago": that day at latest.
    - Weeks, months, years: the day so long ago, at latest; half a month or year less, for these are
      often rounded up.
    """
    line = fold(clean(text) or "").replace("\u2019", "'")
    if len(line) > LONGEST_TEXT:
        return None
    if _TODAY.search(line):
        return posted(fetched_at.date(), fetched_at, text)
    if _YESTERDAY.search(line):
        return posted((fetched_at - _DAY).date(), fetched_at, text)
    counted = _COUNTED.search(line)
    if counted is None or not _IS_AGO.search(line):
        return None
    return _counted(counted, fetched_at, text)


def _counted(match: re.Match[str], fetched_at: datetime, text: str | None) -> Posted | None:
    unit = _UNITS[match["unit"]]
    count = 1 if match["count"] in _ONE else int(match["count"])
    rounded = unit / 2 if unit >= 30 * _DAY else timedelta(0)
    is_open = unit > _DAY or any(match[mark] for mark in ("open", "plus", "more"))
    return posted(
        (fetched_at - max(count * unit - rounded, timedelta(0))).date(),
        fetched_at,
        text,
        PostedPrecision.AT_LATEST if is_open else None,
    )
