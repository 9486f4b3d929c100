"""What one sentence of a description says of where this job is done.

A word such as "remote" counts only by what stands around it: as what this role is ("this position
is fully remote"), after a label ("Work model: hybrid"), alone on its line ("100% remote, Spain"),
as a tag ("#LI-Remote"), as what is expected or welcome, or as what is denied ("cannot be performed
remotely"). Nothing is concluded from words that name the work ("remote sensing", "hybrid cloud",
"on-site customers"), a perk ("from anywhere for six weeks a year"), a condition, a question, or
the company ("we are a remote-first company").
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from crawler.normalize.office_days import FULL_WEEK, office_days
from crawler.normalize.working_words import HOME, MODE, REMOTE, WHOLLY
from crawler.normalize.workplace_mark import DENIALS, Mark, Saying, denied, judged
from reference.folding import fold

_LONGEST = 600
"""Characters; what is longer is no sentence."""
_REACH = 160
"""Characters before a word that are read for what it is said of."""

# Sentences that tell of perks, of applicants' past, of applying, or only under a condition.
_NO_STATEMENT = re.compile(
    r"\?\s*$"
    r"|\b(?:whether|stipends?|allowance|reimburse\w*|workation|abroad|ausland|experien\w+|erfahrung"
    r"|interview\w*|case[- ]by[- ]case|depending on|case by case|some roles|certain roles"
    r"|(?:weeks?|days?|months?|wochen|tage) (?:a|per|each|of the|pro|im) (?:calendar )?"
    r"(?:year|jahr)"
    r"|per year|/ ?year|pro jahr|par an|al ano|per jaar)\b"
)


@lru_cache(maxsize=8192)
def sayings(sentence: str) -> frozenset[Saying]:
    """All that a sentence, line or item says of where this job is done; mostly nothing.

    Hybrid beside on site is hybrid; remote or on site is remote as an option.
    """
    line = fold(sentence.strip())
    if len(line) > _LONGEST:
        return frozenset()
    found = {*_tags(line), *_labelled(line)}
    if not _NO_STATEMENT.search(line):
        found |= {*(() if found else _marked(line)), *_by_days(sentence)}
    if Saying.HYBRID in found:
        found -= {Saying.ONSITE, Saying.PRESENCE}
    if {Saying.REMOTE, Saying.ONSITE} <= found:
        found = found - {Saying.REMOTE, Saying.ONSITE} | {Saying.REMOTE_OPTION}
    return frozenset(found)


_PART_AWAY = re.compile(rf"(?<![\d-])(?!0|100)\d\d? ?% ?(?:{REMOTE}|{HOME})\b")


def _by_days(sentence: str) -> Iterator[Saying]:
    """All days of a week in the office are work on site, some are hybrid."""
    if "%" in sentence and _PART_AWAY.search(fold(sentence)):
        yield Saying.HYBRID
    said = office_days(sentence)
    if said is not None and said.often:
        yield Saying.ONSITE if said.days is not None and said.days >= FULL_WEEK else Saying.HYBRID


_TAG = re.compile(
    r"#(?:li[-_ ]?)?(?:(?P<hybrid>hybrid)|(?P<remote>remote)|(?P<onsite>on-?site|in-?office))\b"
)


def _tags(line: str) -> Iterator[Saying]:
    """What recruiters mark for job boards ("#LI-Hybrid")."""
    for tag in _TAG.finditer(line):
        yield Mark(tag.lastgroup or "", "", "").plain


_LABEL = re.compile(
    r"[\W_]*(?:(?:job|work(?:ing|place)?|role|position|employment|office|remote|primary|your|the"
    r"|team|contract|base|on-?site|this) )*(?:locations?|place|workplace|work ?site|type|mode"
    r"|modus|model|modell|setting|arrangements?|policy|modality|modalidade?|(?:arbeits|einsatz)?ort"
    r"|arbeitsmodell|dienstort|lieu(?: de travail)?|ubicacion|lugar(?: de trabajo)?|standort"
    r"|localizacao|locatie|localizacion|werklocatie|plaats|lokalizacja|work ?style|format"
    r"|remote status|base)(?: \([^)]*\))? ?[:=\u2013\u2014]+ ?(?P<value>.{2,90})$"
)
_YES_NO = re.compile(
    rf"[\W_]*(?:(?P<remote>{REMOTE})|{HOME})(?: (?:work|working|option|possible|allowed|eligible"
    r"|role|position|job|moglich))* ?[:=] ?"
    r"(?P<said>yes|no|ja|nein|oui|non|si|nee|100 ?%)(?: \(.*)?\W*$"
)


def _labelled(line: str) -> set[Saying]:
    """The value of a label: one way of working, or remote as an option beside others."""
    if answer := _YES_NO.match(line):
        is_no = answer["said"] in {"no", "nein", "non", "nee"}
        wholly = answer["remote"] or answer["said"].startswith("100")
        yes = Saying.REMOTE if wholly else Saying.HYBRID
        return {Saying.NOT_REMOTE if is_no else yes}
    label = _LABEL.match(line)
    if label is None or re.search(r"\boptions?\b|\bavailable\b", label["value"]):
        return set()
    return set(_in_value(label["value"]))


def _in_value(value: str) -> Iterator[Saying]:
    for match in MODE.finditer(value):
        mark = Mark(str(match.lastgroup), value[: match.start()], value[match.end() :])
        if not mark.names_work:
            yield denied(mark) or mark.plain


def _marked(line: str) -> Iterator[Saying]:
    before: Saying | None = None
    end = 0
    for match in MODE.finditer(line):
        reach = line[max(0, match.start() - _REACH) : match.start()]
        mark = Mark(str(match.lastgroup), reach, line[match.end() :])
        said = judged(mark)
        if said is None and before is not None and _JOINED.fullmatch(line[end : match.start()]):
            said = _likewise(mark, before)
        if said is not None:
            yield said
        before, end = said, match.end()


_JOINED = re.compile(
    rf"\s*\)?\s*(?:[,/&]|\b(?:or|and|oder|und|ou|o|et|y|of|e|nor)\b)[\s,]*"
    rf"(?:(?:or|{WHOLLY}|an?|for|as|any)\b[ -]*)*"
)


def _likewise(mark: Mark, before: Saying) -> Saying | None:
    """A word joined to another says the same ("not remote or hybrid", "hybrid or remote")."""
    if mark.names_work:
        return None
    return DENIALS.get(mark.kind) if before in DENIALS.values() else mark.plain
