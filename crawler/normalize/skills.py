"""Skills in a title and a description.

A spelling of a skill counts where the text shows what it needs (`reference.skills.Needs`):

- A list with another skill: only a comma, a slash, "and", a bracket ... stands between the two, or
  both are whole lines. Words that are names of tools as well ("Word, Excel, Outlook") vouch for
  each other where three stand in a row; single letters and fields of work never vouch.
- Words of requiring around it: "experience with Go", "Go developer", "Excel skills".
- A field of work counts in the title too: "Payroll Specialist".

What belongs to a longer name does not count ("Swift Transport", "Go-to", "R&D", "Class C"), nor
what a company is in or makes ("an HVAC company", "is the CRM platform for shops"), nor companies
that are named as such ("clients like ..."), nor the employer's own name.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from crawler.normalize.phrases import Wording
from crawler.normalize.skill_spellings import Hit, hits_in
from crawler.normalize.text import clean, distinct, words
from reference.folding import fold
from reference.skills import Needs, canonical

_LONGEST_STATED = 60

# What is listed: no more than this between two skills of one line, or two whole lines.
_BETWEEN = re.compile(
    r"\s*(?:[,;/|&+(\u2022\u00b7)]\s*){1,2}(?:(?:and|or|und|oder|et|ou|y|e\.g\.)\s+)?"
    r"|\s+(?:and/or|and|or|und|oder|et|ou|y)\s+"
)
_LONGEST_BETWEEN = 14
_LINE_START = re.compile(r"(?:^|\n)[ \t]*(?:[-*+\u2022\u00b7]\s*)?\Z")

_WITH = r"(?:in|with|of|using|on|mit|von|de|en|em|avec|con|com|di|van|met)"
_ASKED_WITH = re.compile(rf"(?:\b{_WITH}|:)\s+\Z")
_ASKED_BEFORE = re.compile(
    r"(?:\b(?:experienced?|exposure|proficien\w+|knowledge|familiar\w*|expert(?:ise)?|skill(?:s|ed)?"
    r"|fluen\w+|competen\w+|background|understanding|command|erfahrung\w*|\w*kenntnisse?n?|umgang"
    r"|exp[ée]riences?|connaissances?|ma[îi]trise|conocimientos?|experi[eê]ncia|esperienza"
    rf"|conhecimentos?|conoscenza|kennis|ervaring)(?:\s+(?-i:[^\WA-Z])[\w-]*){{0,2}}?\s+{_WITH}"
    r"|\b(?:skills|technologies|technology|stack|languages?|tools|software)\s?:)\s+\Z",
    re.IGNORECASE,
)
_ASKED_WINDOW = 70

_CODE = (
    r"programming|programmers?|developers?|engineers?|development|devs?|cod(?:e(?!\s+of)|ing)"
    r"|codebases?|frameworks?|script(?:s|ing)|languages?|entwickler(?:in)?|entwicklung"
)
_ABILITY = (
    r"skills?|proficiency|experience|knowledge|expertise|background|certifications?|kenntnisse"
)
_SHEETS = r"macros?|formulas?|spreadsheets?|pivot|functions?|stack"
_AFTER = {
    needs: re.compile(rf"\s+(?:{after})\b", re.IGNORECASE)
    for needs, after in (
        (Needs.CONTEXT, f"{_CODE}|{_ABILITY}|{_SHEETS}"),
        (Needs.LIST, _CODE),
        (Needs.FIELD, _ABILITY),
    )
}
_TRADE_AFTER = re.compile(
    r"-compliant\b|\s+(?:compan(?:y|ies)|industr(?:y|ies)|startups?|vendors?|firms?)\b"
)
_PRODUCT_AFTER = re.compile(r"\s+platform\b")
_IS = re.compile(r"\b(?:is|are)\s+(?:[\w-]+,?\s+){0,6}\Z")
_LONGER_NAME = re.compile(r"[&'\u2019]|-\w|\s[A-Z][a-z]|\s\d|\sto[\s-]market")
_RANKS = words(
    """series class type grade category vitamin hepatitis level tier plan group block schedule zone
    part section unit"""
)
_COMPANIES_NAMED = Wording(
    "companies, clients, customers, brands, partners, investors, backed by, trusted by, loved by",
    r"(?:(?:companies|clients|customers|brands|partners|investors)\s(?:like|such as|includ|\()"
    r"|(?:backed|trusted|loved) by)[^.\n]*\Z",
)
_COMPANIES_WINDOW = 90


def skills_in(title: str | None, text: str | None, employer: str | None = None) -> tuple[str, ...]:
    """The names of the skills in a title and a text, in their order, each once.

    `employer` is the name of the company, whose own name in its ad is no skill.
    """
    heading = title or ""
    whole = f"{heading}\n{text or ''}"
    own = fold(employer) if employer else ""
    hits = [hit for hit in hits_in(whole) if not _names_company(hit, whole, own)]
    counts = _counting(hits, whole, len(heading))
    return distinct(hit.pattern.skill for hit, right in zip(hits, counts, strict=True) if right)


def stated_skills(labels: Iterable[str | None]) -> tuple[str, ...]:
    """The skills that a source lists, by their served names; others as they are written.

    Sentences are left out: what is longer than sixty characters names no skill.
    """
    lines = [line for line in map(clean, labels) if line and len(line) <= _LONGEST_STATED]
    return distinct(_named(line) for line in lines)


@lru_cache(maxsize=4096)
def _named(line: str) -> str:
    return canonical(line) or line


def _names_company(hit: Hit, whole: str, employer: str) -> bool:
    """Whether it is the employer's name, a company named as one, or what one is in or makes."""
    key = hit.pattern.key
    if employer.startswith(key) and not employer[len(key) : len(key) + 1].isalnum():
        return True
    if _TRADE_AFTER.match(whole, hit.end):
        return True
    before = whole[max(0, hit.start - _COMPANIES_WINDOW) : hit.start]
    if _PRODUCT_AFTER.match(whole, hit.end) and _IS.search(before):
        return not _is_asked(hit, whole)
    return hit.pattern.needs is not Needs.NOTHING and _COMPANIES_NAMED.is_in(before)


def _counting(hits: Sequence[Hit], whole: str, title_end: int) -> list[bool]:
    """For each hit whether it counts: by itself, by words around it, or by its neighbours."""
    counts = [_counts_alone(hit, whole, title_end) for hit in hits]
    if all(counts):
        return counts
    listed = [
        not (counts[n] and counts[n + 1]) and _are_listed(hits[n], hits[n + 1], whole)
        for n in range(len(hits) - 1)
    ]
    _vouch(hits, listed, counts)
    for n, together in enumerate(listed):
        counts[n + 1] |= together and counts[n]
    for n in reversed(range(len(listed))):
        counts[n] |= listed[n] and counts[n + 1]
    return counts


def _vouch(hits: Sequence[Hit], listed: Sequence[bool], counts: list[bool]) -> None:
    """Names of tools that stand in a row, two of `context` or three of any, count together."""
    for n, together in enumerate(listed):
        if together and all(hit.pattern.needs is Needs.CONTEXT for hit in hits[n : n + 2]):
            counts[n] = counts[n + 1] = True
        if together and any(listed[n + 1 : n + 2]) and all(map(_may_vouch, hits[n : n + 3])):
            counts[n] = counts[n + 1] = counts[n + 2] = True


def _may_vouch(hit: Hit) -> bool:
    return hit.pattern.needs is not Needs.FIELD and len(hit.pattern.text) > 1


def _counts_alone(hit: Hit, whole: str, title_end: int) -> bool:
    needs = hit.pattern.needs
    if needs in (Needs.NOTHING, Needs.CASE) or (needs is Needs.FIELD and hit.end <= title_end):
        return True
    is_letter = len(hit.pattern.text) == 1
    if is_letter and _is_ranked(hit, whole):
        return False
    if _AFTER[needs].match(whole, hit.end):
        return True
    return not (is_letter or _is_in_longer_name(hit, whole)) and _is_asked(hit, whole)


def _is_asked(hit: Hit, whole: str) -> bool:
    before = whole[max(0, hit.start - _ASKED_WINDOW) : hit.start]
    return bool(_ASKED_WITH.search(before[-7:]) and _ASKED_BEFORE.search(before))


def _is_in_longer_name(hit: Hit, whole: str) -> bool:
    """Whether what is beside an uncertain word makes it part of another name."""
    if hit.pattern.needs in (Needs.NOTHING, Needs.CASE, Needs.FIELD):
        return False
    if _LONGER_NAME.match(whole, hit.end) or whole[hit.start - 1 : hit.start] in ("&", "-"):
        return True
    return len(hit.pattern.text) == 1 and _is_ranked(hit, whole)


def _is_ranked(hit: Hit, whole: str) -> bool:
    """Whether a letter counts something: "Class C", "Series A"."""
    before = whole[max(0, hit.start - 12) : hit.start].split()
    return bool(before) and before[-1].lower() in _RANKS


def _are_listed(left: Hit, right: Hit, whole: str) -> bool:
    """Whether both are members of one list, and neither is part of a longer name."""
    if right.start - left.end > _LONGEST_BETWEEN:
        return False
    if _is_in_longer_name(left, whole) or _is_in_longer_name(right, whole):
        return False
    between = whole[left.end : right.start]
    if "\n" in between:
        return _is_whole_line(left, whole) and _is_whole_line(right, whole)
    return _BETWEEN.fullmatch(between) is not None


def _is_whole_line(hit: Hit, whole: str) -> bool:
    if whole[hit.end : hit.end + 1] not in ("", "\n"):
        return False
    return _LINE_START.search(whole[max(0, hit.start - 6) : hit.start]) is not None
