"""Career level: out of a structured label of the source, or out of a title.

`reference/levels.csv` says which words name which level, and ("-") which phrases hold such a word
and name none: one manages a product, lives in senior living, generates leads.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from crawler.normalize.text import clean, words
from crawler.normalize.title import Part, parts
from crawler.normalize.word_table import Found, WordTable, table_rows
from reference.folding import fold
from reference.vocabularies import Seniority

_LABELS = {
    Seniority.INTERNSHIP: (
        "intern", "internship", "working student", "student", "student college", "co op",
        "student high school", "student school", "praktikum", "stage", "estagio", "werkstudent",
    ),
    Seniority.ENTRY: (
        "entry", "entry level", "junior", "graduate", "early career", "trainee", "new grad", "jr",
        "junior level", "university graduate", "college graduate", "new graduate", "no experience",
        "berufseinsteiger", "berufseinstieg", "debutant",
        "principiante", "starter", "recent graduate", "beginner", "einstiegslevel",
    ),
    Seniority.MID: (
        "mid", "mid level", "midlevel", "middle", "intermediate", "medior", "mid career",
        "mid weight", "midweight", "pleno", "semi senior", "confirme", "regular",
    ),
    Seniority.SENIOR: ("senior", "senior level", "sr", "senior individual contributor"),
    Seniority.LEAD: (
        "lead", "staff", "principal", "team lead", "team leader", "supervisor", "lead level",
        "senior staff", "lead principal", "staff principal",
    ),
    Seniority.MANAGER: (
        "manager", "management", "people manager", "manager supervisor", "senior manager",
        "senior manager supervisor", "middle management", "manager level", "first line manager",
    ),
    Seniority.DIRECTOR: (
        "director", "senior director", "head", "head of", "director level", "managing director",
    ),
    Seniority.VP: ("vp", "vice president", "svp", "evp", "senior vice president"),
    Seniority.EXECUTIVE: (
        "executive", "c level", "chief", "senior executive", "c suite", "cxo", "executive level",
        "president", "c level executive",
    ),
}  # fmt: skip
_LEVELS = {label: level for level, labels in _LABELS.items() for label in labels}
_SEPARATORS = re.compile(r"[\W_]+")

_RANKS = {level: rank for rank, level in enumerate(Seniority)}
_MANAGES = _RANKS[Seniority.MANAGER]
_OFFICER = "officer"
_STEPS = frozenset({Seniority.ENTRY, Seniority.MID, Seniority.SENIOR})

# "(Senior) Accountant": with or without that level.
_OPTIONAL = re.compile(
    r"(?:^|\s)\((?:[^()]{0,12}[/,-]\s?)?(?:senior|junior|sr\.?|jr\.?|lead|principal|staff)\)\s(?=\w)",
    re.IGNORECASE,
)
_SOMEONE_ELSES = words("to the for our with of au aux du des der des dem del al von zum vom")
_INTERIM = words("interim acting fractional group global co founding deputy regional")
_NOT_RANKED = words(
    "title type phase class war part group stage tier category schedule act unit zone region plant"
    " building division area tower block gate lab store line section chapter appendix bay"
)
_DRIPS = words("rn nurse lpn lvn infusion therapy pharmacy phlebotomist paramedic pharmacist")
_GRADES = {
    "i": Seniority.ENTRY,
    "ii": Seniority.MID,
    "iii": Seniority.SENIOR,
    "iv": Seniority.SENIOR,
}
_NUMBERS = {"1": Seniority.ENTRY, "2": Seniority.MID, "3": Seniority.SENIOR}
_GRADED = words(
    "engineer developer analyst technician specialist scientist accountant programmer administrator"
    " technologist associate coordinator designer representative mechanic electrician machinist"
    " assembler planner buyer inspector chemist architect tester"
)
_STAFF_OF = words(
    "engineer engineering developer designer scientist architect researcher programmer sre sdet"
    " software product program technical devops"
)
_NO_STAFF_OF = words("development accountant nurse attorney services")


class Level(NamedTuple):
    """A level, and whether a word names it or only a grade ("II")."""

    seniority: Seniority
    by_word: bool


@lru_cache(maxsize=4096)
def seniority_label(text: str | None) -> Seniority | None:
    """The level that a label names as a whole ("Mid-Level"); null for any other text.

    Null for what spans levels or says none: "Mid-Senior level", "Associate", "Experienced".
    """
    line = clean(text)
    return _LEVELS.get(_SEPARATORS.sub(" ", fold(line)).strip()) if line else None


@lru_cache(maxsize=8192)
def seniority_of_title(title: str) -> Level | None:
    """The level that a title names; null where it names none or two steps ("Junior/Senior").

    A word goes before a grade ("Senior Writer I" is senior), the higher of two ranks before the
    lower ("Senior Manager"), an internship before all. Principal and staff count where they
    qualify what follows ("Staff Designer", not "Staff Accountant"); an officer of the first rank
    where the title starts with the office ("CTO", not "Engineer, Office of the CTO"). A bracketed
    word before the noun leaves the level open ("(Senior) Accountant").
    """
    whole = parts(_OPTIONAL.sub(" ", title) if "(" in title else title)
    named = [level for at, part in enumerate(whole) for level in _named(part, is_first=at == 0)]
    if ("staff",) in whole[1:] or ("principal",) in whole[1:]:  # "Engineer, Staff"
        named.extend([Seniority.LEAD] if not _STAFF_OF.isdisjoint(whole[0]) else [])
    if named:
        return _decided(set(named))
    grades = {grade for part in whole if (grade := _grade(part)) is not None}
    return Level(grades.pop(), by_word=False) if len(grades) == 1 else None


@cache
def _table() -> WordTable[str]:
    return WordTable((word, row["level"]) for row, word in table_rows("levels.csv"))


def _named(part: Part, is_first: bool) -> list[Seniority]:
    found = _table().find(part)
    levels = [level for one in found if (level := _level(one, part, is_first)) is not None]
    if part == ("stage",):  # French and Dutch; a theatre's stage has a manager, a hand, a crew.
        levels.append(Seniority.INTERNSHIP)
    if "staff" in part and _is_staff_level(part):
        levels.append(Seniority.LEAD)
    return levels


def _level(one: Found[str], part: Part, is_first: bool) -> Seniority | None:
    """The level of a known word in its place, if it names one there."""
    before = part[one.start - 1] if one.start else ""
    after = part[one.start + one.length : one.start + one.length + 1]
    word = part[one.start] if one.length == 1 else ""
    if one.value == _OFFICER:
        is_own = is_first and _INTERIM.issuperset(part[: one.start]) and len(part) < 5
        return Seniority.EXECUTIVE if is_own else None
    if one.value not in _RANKS:
        return None
    level = Seniority(one.value)
    is_someone_elses = (before in _SOMEONE_ELSES or after == ("s",)) and _RANKS[level] >= _MANAGES
    qualifies_nothing = word in ("principal", "prin") and not after
    leads_nothing = word == "head" and (bool(after) or not (one.start or is_first))
    return None if is_someone_elses or qualifies_nothing or leads_nothing else level


def _is_staff_level(part: Part) -> bool:
    """Whether "staff" is the level of a specialist, not a body of people."""
    at = part.index("staff")
    after = part[at + 1 :]
    return (
        not (at and part[at - 1] in {"of", "technical", "wait", "kitchen", "medical", "support"})
        and not _STAFF_OF.isdisjoint(after)
        and _NO_STAFF_OF.isdisjoint(after[:1])
    )


def _decided(named: set[Seniority]) -> Level | None:
    if Seniority.INTERNSHIP in named:
        return Level(Seniority.INTERNSHIP, by_word=True)
    top = max(named, key=_RANKS.__getitem__)
    if Seniority.ENTRY in named and _RANKS[top] <= _MANAGES and top not in _STEPS:
        return Level(Seniority.ENTRY, by_word=True)
    if top in _STEPS and len(named) > 1:
        return None
    return Level(top, by_word=True)


def _grade(part: Part) -> Seniority | None:
    """The grade at the end of a part ("Nurse II"): numerals that count something else are none."""
    if len(part) < 2 or part[-2] in _NOT_RANKED:
        return None
    last = part[-1]
    if last in _NUMBERS:
        return _NUMBERS[last] if part[-2] in _GRADED else None
    if last == "iv" and not _DRIPS.isdisjoint(part):
        return None
    several = part[-2] in _GRADES
    return None if several else _GRADES.get(last)
