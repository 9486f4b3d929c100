"""What words beside an amount say of it: for which span it is paid, and what it covers."""

import re

from crawler.normalize.salary import Interval, interval
from crawler.normalize.text import clean
from reference.folding import fold
from reference.vocabularies import SalaryKind

_SPAN = re.compile(
    r"\b(?:(?:per|an?|each)[\s-]+(hour|day|week|fortnight|month|year|annum)"
    r"|(hourly|daily|weekly|biweekly|bi-weekly|fortnightly|semi-monthly|monthly|yearly"
    r"|annual|annually|annum))\b"
    r"|\b(hour|day|week|month)(?=[\s-]rate\b)"
    r"|/\s?(hour|hr|day|week|month|year|yr)\b|\b(p\.\s?a\.)"
)

# Over folded text: "año" is "ano", "mês" is "mes", "pro Stunde" is "pro stunde".
_PER = r"(?:per|pro|je|par|por|pela|al|a\s+la|alla|all|au|a\s+l|de\s+l|za|na|pe|i|om|to|cada)"
_FURTHER = {
    "hour": (
        rf"{_PER}[\s'\u2019]*(?:hora|heure|stunde|std|uur|ora|hodinu|godzine|timme|timmen|time|timen)"
        r"|(?:taux|salaire)\s+horaire|salario\s+(?:por\s+)?hora|horista"
        r"|stunden(?:lohn|satz|vergutung)|uurloon|uurtarief|oraria|godzinow\w+|timelon\w*|timlon"
        r"|tuntipalkka|tunnissa|hodinov\w+|saatlik|почасов\w+|в\s+час|погодинн\w+",
        "時給|时薪|時薪|每小时|시급",
    ),
    "day": (
        rf"{_PER}[\s'\u2019]*(?:dia|jour|tag|giorno|dzien|den)|journalier|tages(?:satz|lohn)|dagloon"
        r"|dagtarief|gunluk|dniowk\w+|в\s+день",
        "日給|日薪|일급",
    ),
    "week": (
        rf"{_PER}[\s'\u2019]*(?:semana|semaine|woche|settimana|tydzien|tyden|vecka)|semanal"
        r"|hebdomadaire|wochenlohn|wochentlich|settimanale|weekloon|tygodniow\w+|haftalik|в\s+неделю",
        "週給|周薪|週薪|주급",
    ),
    "month": (
        rf"{_PER}[\s'\u2019]*(?:mes|mois|monat|maand|mese|miesiac|mesic|manad|manaden|maned|maneden"
        r"|luna)|mensual\w*|mensal\w*|mensuel\w*|mensile|monats(?:gehalt|lohn|vergutung)|monatlich\w*"
        r"|maandsalaris|maandloon|maandelijks\w*|manads?lon|manedslon\w*|miesieczn\w+|kuukausipalkka"
        r"|kuukaudessa|mesicn\w+|aylik|в\s+месяц|ежемесячн\w+|на\s+місяць",
        "月給|月収|月額|月薪|每月|월급",
    ),
    "year": (
        rf"{_PER}[\s'\u2019]*(?:ano|an|annee|jahr|jaar|anno|rok|ar|aret)|anual\w*|annuel\w*|annuo|annua"
        r"|annuale|jahres(?:gehalt|lohn|vergutung|einkommen)\w*|jahrlich\w*|jaarsalaris|jaarloon"
        r"|jaarlijks\w*|arslon\w*|rocznie|roczn\w+|vuosipalkka|vuodessa|rocni\w*|yillik|в\s+год"
        r"|годов\w+|на\s+рік",
        "年収|年俸|年給|年薪|연봉",
    ),
}
_FURTHER_SPANS = {
    unit: re.compile(rf"\b(?:{words})\b|{inner}") for unit, (words, inner) in _FURTHER.items()
}
_NOT_OF_PAY = re.compile(
    r"\bannual\s+(?:bonus|incentive|target|cash bonus)|\b(?:bonus|prime|bono)\s+(?:annuel\w*|anual)"
    r"|\bjahresbonus"
)
_KINDS = (
    (SalaryKind.OTE, re.compile(r"\bote\b|\bon[\s-]target\b|\btarget(?:ed)? earnings\b")),
    (SalaryKind.TOTAL, re.compile(r"\btotal\s+(?:\w+\s+)?(?:comp\w*|cash|earnings|rewards)\b")),
    (SalaryKind.BASE, re.compile(r"\bbase\b|\bsalary\b|\bwages?\b|\bpay\b")),
)


def interval_in_words(text: str | None) -> Interval | None:
    """The one span that a text names ("Annual salary range", "Stundenlohn"); null for two or none.

    "Annual bonus" says nothing of the pay beside it and does not count.
    """
    line = _NOT_OF_PAY.sub(" ", fold(clean(text) or ""))
    words = [next(filter(None, match.groups())) for match in _SPAN.finditer(line)]
    words += [unit for unit, pattern in _FURTHER_SPANS.items() if pattern.search(line)]
    spans = {interval(word if "." not in word else "year") for word in words} - {None}
    return spans.pop() if len(spans) == 1 else None


def kind_in_words(text: str | None) -> SalaryKind | None:
    """What an amount covers by its label: on-target earnings, everything together, or base pay."""
    line = fold(clean(text) or "")
    return next((kind for kind, pattern in _KINDS if pattern.search(line)), None)
