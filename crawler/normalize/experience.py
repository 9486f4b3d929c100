"""Years of experience that an ad asks for at least.

- What counts is a number of years that is said to be of experience ("5+ years of experience",
  "3-5 Jahre Berufserfahrung", "experience: 2 years"), or one that is a bound in front of a kind of
  work ("at least 3 years in sales", "4+ years managing teams").
- The first requirement of the ad counts, since ads name the overall experience first. Of several
  in one sentence joined by "or" the lowest counts: "a Master's and 3 years or 5 years".
- The lower end of a range counts. "No experience required" is 0.
- What is only welcome does not count: "ideally", "preferred", "a plus", or a heading that says so.
- Neither does the age of a company ("we have 20 years of experience"), nor an upper bound or a
  span ("up to 5 years", "within the last 3 years").
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.normalize.phrases import WELCOME, Hit, Phrases, heading, passage
from crawler.normalize.text import clean, words

_UNITS = words(
    """year years yr yrs year(s) year's years' jahr jahre jahren jahr(e) jährige jähriger jährigen
    ans année années año años ano anos anni anno jaar lat lata letnie letnim års år 年以上"""
)
_NONE_NEEDED = (
    *(
        f"no {kind}experience {needed}"
        for kind in ("", "prior ", "previous ", "work ")
        for needed in (
            "required",
            "needed",
            "necessary",
            "is required",
            "is needed",
            "is necessary",
        )
    ),
    *(f"keine {what} erforderlich" for what in ("erfahrung", "berufserfahrung", "vorkenntnisse")),
)
PHRASES = {**dict.fromkeys(_UNITS, True), **dict.fromkeys(_NONE_NEEDED, False)}
"""Where to look: at units of time (true), and at what says that none is needed (false)."""

_MOST = 25
_BEFORE = 60
_BEHIND = 160
_WORDS = {
    **dict.fromkeys(("one", "ein", "eine", "einem", "une", "un", "uno", "um"), 1),
    **dict.fromkeys(("two", "zwei", "deux", "dos", "dois", "due", "twee"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres", "três", "tre", "drie"), 3),
    **dict.fromkeys(("four", "vier", "quatre", "cuatro", "quatro", "quattro"), 4),
    **dict.fromkeys(("five", "fünf", "cinq", "cinco", "cinque", "vijf"), 5),
    **{"six": 6, "sechs": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "zehn": 10, "dix": 10},
}
_ENDS = {*_WORDS, "plus", "more", "mehr", "full"}
_NOT_LETTER = re.compile(r"[\W\d_]")
_SIGNS = " +()-\u2010\u2013\u2014"
# Patterns up to "(required)" are sought in small letters: ignoring case takes three times as long.
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
_AMOUNT = re.compile(
    rf"(?<![A-Za-z\u00c0-\u00ff\d.,$\u20ac\u00a3/-])(?P<low>{_NUMBER})(?:[.,]5)?"
    r"(?P<plus>\s*\(?\+\)?|[\s-]+plus)?"
    rf"(?:\s*\(\s*\d{{1,2}}\s*(?P<inner>\+)?\s*\))?"
    r"(?P<range>\s*(?:-|\u2013|\u2014|to|and|or|bis|und|oder|\u00e0|a|y|e|tot|do)\s*"
    rf"{_NUMBER})?"
    r"(?P<more>\s*\(?\+\)?|\s+plus|\s+or more|\s+oder mehr)?(?:\s+full)?[\s\u2010-]*\Z",
)
_BOUND = re.compile(
    r"\b(?:at least|minimum(?: of)?|min\.?|mindestens|mind\.|wenigstens|au moins|m[íi]nimo"
    r"(?: de)?|al menos|ten ?minste|minimaal|pelo menos|almeno|co najmniej|minst|requires?"
    r"|required:?)"
    r"\s*(?:of\s+)?(?:a\s+)?\Z",
)
_NO_BOUND = re.compile(
    r"(?:\b(?:up to|less than|fewer than|under|within|past|last|next|first|previous|every|after"
    r"|before|for over|bis zu|maximal|max\.?|letzten|n\u00e4chsten|jusqu'\u00e0|hasta|over the"
    r"|in the)"
    r"(?:\s+the)?|<)\s*\Z",
)
_EXPERIENCE = (
    r"(?:experience|expertise|\w*erfahrung|exp[\u00e9e]rience|experiencia|experi[\u00eae]ncia"
    r"|esperienza|\w*ervaring|do[\u015bs]wiadczeni\w+|\w*erfarenhet|\w*erfaring)\b"
)
_OF_EXPERIENCE = re.compile(
    rf"(?:\W{{0,3}}|\s*\((?:s|n|e|en)\))?(?:\s*(?:\+|or more|plus|and above)[\s,)]*)?"
    rf"(?:[^\n.;:!?()]{{0,90}}?\W)??{_EXPERIENCE}",
)
_AFTER_EXPERIENCE = re.compile(
    rf"{_EXPERIENCE}(?:\s+(?:level|required|needed|requirements?))?"
    r"[\s:(,\u2013-]{1,4}(?:(?:of|is|de|d['\u2019]|von|min\.?|minimum|minimale|m[íi]nima"
    r"|mindestens|at least|au moins|al menos|about|over|more than|a|\w{1,10})\s*){0,3}\Z",
)
_OF_WORK = re.compile(
    r"(?:\W{0,2}s?\)?|\s*\(s\))?(?:\s*(?:\+|or more|plus))?"
    r"\s+(?:in|as|with|within|of)\s+(?:an?\s+)?"
    r"(?!business|a row|age|service|growth|operation|the\s+(?:making|past|last))\w"
    r"|\s+(?:of\s+)?(?:work|manag|lead|develop|build|design|sell|writ|us|teach|operat|deliver|runn)"
    r"ing\b",
)
_REQUIRED = re.compile(r"\s*\(required\)")
_DETAIL = re.compile(
    r"[,(\u2013-]\s*(?:preferably|ideally|optimally|with a preference|idealerweise"
    r"|id\u00e9alement)\b"
    r"|[,(]\s*(?:an? |and )?(?:mba|master|ph\.?d|advanced degree|certif)",
    re.IGNORECASE,
)
_OR_DEGREE = re.compile(
    r"\b(?:or|ou|oder)\s+(?:an?\s+)?(?:\W|(?=\d)|one|two|three|four|five|.{0,25}"
    r"(?:degree|master|bachelor|ph\.?d|diplom|licen[cs]e|\bm\.?s|\bb\.?s))",
    re.IGNORECASE,
)
_OF_COMPANY = re.compile(
    r"\b(?:we|our|us|company|companies|founded|since|combined|collective(?:ly)?|history|heritage"
    r"|leader|has|leading provider|team (?:has|of|with|brings)|has been|have been|wir|unser\w*|nous"
    r"|notre|firm"
    r"|nuestr[oa]|founders?|track record|with (?:over|more than|nearly|almost))\b",
    re.IGNORECASE,
)
# "With 20 years of experience, Acme ..."
_WITH = re.compile(r"\W*(?:with|boasting|backed by)\b", re.IGNORECASE)
_SUBJECT_BEHIND = re.compile(r"[^.\n,]{0,80},\s+(?:we|our|the|[A-Z])")
_OF_APPLICANT = re.compile(
    r"\b(?:candidate|applicant|ideal|look(?:ing)? for|seek\w*|requir\w*|must|you|your|who|need"
    r"|hir(?:e|ing)|qualif\w*|minimum|at least|du|sie|bringst|vous|tu|suchen)\b",
    re.IGNORECASE,
)


_LESS = re.compile(r"(?:lt\b|less than|under|<)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:gt[\s-]*|more than\s+|over\s+|>\s*)?(?P<low>\d{1,3})(?:\.0)?\s*"
    r"(?:\+|(?:-|\u2013|to)\s*\d{1,2}\+?)?"
    r"\s*(?:years?|yrs?|(?P<months>months?))?",
    re.IGNORECASE,
)
_PHRASES = Phrases(PHRASES)


def experience_years(text: str, hits: Sequence[Hit[bool]]) -> int | None:
    """The least number of years that a text asks for; `hits` are where `PHRASES` stand in it."""
    units = [hit for hit in hits if hit.value]
    for n, unit in enumerate(units):
        if (years := _asked(text, unit)) is not None:
            return min([years, *_alternatives(text, unit, units[n + 1 :])])
    return 0 if len(units) < len(hits) else None


@lru_cache(maxsize=512)
def experience_label(label: str | None) -> int | None:
    """The lower bound in a structured label: "2-5", "5 Years", "lt-1", "gt-15", "36 months".

    A label of other words is read as a text.
    """
    line = clean(label)
    if line is None:
        return None
    if _LESS.match(line):
        return 0
    if bound := _LABEL.fullmatch(line):
        years = int(bound["low"]) // (12 if bound["months"] else 1)
        return years if 0 < years <= _MOST or bound["low"] == "0" else None
    return experience_years(line, _PHRASES.find(line))


def _alternatives(text: str, first: Hit[bool], later: Sequence[Hit[bool]]) -> list[int]:
    """What the same sentence asks for behind an "or"."""
    end = passage(text, first.start, first.end).end
    found, last = [], first.end
    for unit in later:
        if unit.start >= end or not _OR_DEGREE.search(text, last, unit.start):
            break
        if (years := _asked(text, unit)) is not None:
            found.append(years)
        last = unit.end
    return found


def _asked(text: str, unit: Hit[bool]) -> int | None:
    """The years at a unit, where they are asked for."""
    lead = text[max(0, unit.start - _BEFORE) : unit.start].rpartition("\n")[2].lower()
    amount = _AMOUNT.search(lead) if _ends_in_number(lead) else None
    if amount is None or _NO_BOUND.search(lead, 0, amount.start()):
        return None
    years = _number(amount["low"])
    before = lead[: amount.start()]
    if years > _MOST or not _is_of_experience(text, unit, amount, before):
        return None
    return None if _is_only_welcome(text, unit) or _is_of_company(text, unit) else years


def _ends_in_number(lead: str) -> bool:
    """Whether an amount may end here: most units stand behind other words ("per year")."""
    bare = lead.rstrip(_SIGNS)
    return bare[-1:].isdigit() or _NOT_LETTER.split(bare[-8:])[-1].lower() in _ENDS


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def _is_of_experience(text: str, unit: Hit[bool], amount: re.Match[str], before: str) -> bool:
    behind = text[unit.end : unit.end + _BEHIND].lower()
    if _REQUIRED.match(behind) or _OF_EXPERIENCE.match(behind) or _AFTER_EXPERIENCE.search(before):
        return True
    if text[unit.start : unit.end] == "年以上":
        return "経験" in text[max(0, unit.start - 12) : unit.end + 25]
    bounded = any(amount[name] for name in ("plus", "inner", "range", "more"))
    return bool((bounded or _BOUND.search(before)) and _OF_WORK.match(behind))


def _is_only_welcome(text: str, unit: Hit[bool]) -> bool:
    """Whether the number, not just a detail behind it (", ideally in retail"), is only welcome."""
    around = passage(text, unit.start, unit.end)
    behind = _DETAIL.split(text[unit.end : min(around.end, unit.end + _BEHIND)], maxsplit=1)[0]
    own_words = text[around.start : unit.end] + behind
    return WELCOME.is_in(own_words) or WELCOME.is_in(heading(text, unit.start))


def _is_of_company(text: str, unit: Hit[bool]) -> bool:
    """Whether the sentence tells of a company's past, and nothing of an applicant."""
    around = passage(text, unit.start, unit.end)
    before = text[around.start : unit.start]
    if _OF_COMPANY.search(before):
        return _OF_APPLICANT.search(before) is None
    return bool(_WITH.match(before) and _SUBJECT_BEHIND.match(text, unit.end, around.end))
