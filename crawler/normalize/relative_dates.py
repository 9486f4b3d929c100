"""Dates told by how long ago they were: "Posted Yesterday", "30+ Days Ago", "vor 3 Wochen".

They are as exact as their words: days give a day, anything coarser or open-ended a bound ("at
latest"). Read in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish,
Danish, Norwegian, Polish, Finnish, Turkish, Japanese, Chinese and Korean.
"""

import re
from datetime import datetime, timedelta

from crawler.normalize.dates import Posted, posted
from crawler.normalize.text import clean, words
from reference.folding import fold
from reference.vocabularies import PostedPrecision

LONGEST_TEXT = 80
"""Longer than any label: a sentence with "ago" in it says nothing of the posting."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)

_UNITS: dict[str, timedelta] = {
    **dict.fromkeys(
        words("second seconds sec secs minute minutes min mins sekunden minuten secondes minutos"
              " segundos minuti secondi seconden sekunder minuter minut minuta minuty sekund"
              " sekuntia minuuttia dakika saniye"),
        timedelta(0),
    ),
    **dict.fromkeys(
        words("hour hours hr hrs h stunde stunden heure heures hora horas ora ore uur timme timmar"
              " time timer godzina godziny godzin godzine tunti tuntia saat"), _HOUR
    ),
    **dict.fromkeys(
        words("day days d tag tage tagen jour jours dia dias giorno giorni dag dagen dagar dage"
              " dager dzien dni paiva paivaa gun"), _DAY
    ),
    **dict.fromkeys(
        words("week weeks w wk wks woche wochen semaine semaines semana semanas settimana settimane"
              " weken week vecka veckor uge uger uke uker tydzien tygodnie"
              " tygodni viikko viikkoa hafta"),
        7 * _DAY,
    ),
    **dict.fromkeys(
        words("month months mo mos monat monate monaten mois mes meses mese mesi maand maanden"
              " manad manader maned maneder miesiac miesiace miesiecy kuukausi kuukautta ay"),
        30 * _DAY,
    ),
    **dict.fromkeys(
        words("year years y yr yrs jahr jahre jahren an ans annee annees ano anos anno anni jaar"
              " ar rok lata lat vuosi vuotta yil"),
        365 * _DAY,
    ),
}  # fmt: skip
_ONE = words("a an one ein eine einem einer un une una um uma een")
_AGO = r"(?:ago|vor|il y a|hace|fa|ha|atras|geleden|sedan|siden|temu|sitten|once)"
_OPEN = (
    r"(?:more than|over|mehr als|ueber|uber|plus de|mas de|piu di|oltre|mais de|meer dan"
    r"|mer an|mere end|mer enn|ponad|yli)"
)
_COUNTED = re.compile(
    rf"(?P<open>\b{_OPEN}\s+)?\b(?P<count>\d{{1,3}}|{'|'.join(sorted(_ONE))})\s*(?P<plus>\+)?\s*"
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b(?P<more>\s*\+)?"
)
_EAST_ASIAN_UNITS: dict[str, timedelta] = {
    **dict.fromkeys(words("秒 분 초 分 分钟 分鐘"), timedelta(0)),
    **dict.fromkeys(words("時間 小时 小時 시간"), _HOUR),
    **dict.fromkeys(words("日 天 일"), _DAY),
    **dict.fromkeys(words("週間 週 周 주"), 7 * _DAY),
    **dict.fromkeys(words("か月 ヶ月 個月 个月 개월"), 30 * _DAY),
    **dict.fromkeys(words("年 년"), 365 * _DAY),
}
_EAST_ASIAN = re.compile(
    r"(?P<count>\d{1,3})\s?(?P<plus>\+)?\s?"
    rf"(?P<unit>{'|'.join(sorted(_EAST_ASIAN_UNITS, key=len, reverse=True))})"
    r"\s?(?P<more>以上|\+)?\s?[前전]"
)
_IS_AGO = re.compile(rf"\b{_AGO}\b")
_TODAY = re.compile(
    r"\b(?:today|just (?:now|posted)|heute|aujourd'?hui|hoy|oggi|hoje|vandaag|idag|i dag"
    r"|dzis(?:iaj)?|tanaan|bugun)\b"
)
_YESTERDAY = re.compile(
    r"\b(?:yesterday|gestern|hier$|ayer|ieri|ontem|gisteren|igar|i gar|wczoraj|eilen|dun)(?!\w)"
)


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
    counted = _COUNTED.search(line) if _IS_AGO.search(line) else _EAST_ASIAN.search(line)
    return _counted(counted, fetched_at, text) if counted else None


def _counted(match: re.Match[str], fetched_at: datetime, text: str | None) -> Posted | None:
    unit = (_UNITS | _EAST_ASIAN_UNITS)[match["unit"]]
    count = 1 if match["count"] in _ONE else int(match["count"])
    rounded = unit / 2 if unit >= 30 * _DAY else timedelta(0)
    told = match.groupdict()
    is_open = unit > _DAY or any(told.get(mark) for mark in ("open", "plus", "more"))
    return posted(
        (fetched_at - max(count * unit - rounded, timedelta(0))).date(),
        fetched_at,
        text,
        PostedPrecision.AT_LATEST if is_open else None,
    )
