"""The job function: out of a title, or out of a label such as a department.

`reference/categories.csv` says which words speak of which category, and how strongly: a `role`
names the person ("nurse"), a `field` what the work is about ("marketing"), a `hint` is the guess
where nothing else is said ("project manager"). "-" marks phrases that say nothing.
"""

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from crawler.normalize.text import clean, words
from crawler.normalize.title import Part, parts
from crawler.normalize.word_table import Found, WordTable, table_rows
from reference.vocabularies import Category


class Strength(IntEnum):
    """How much a word says."""

    HINT = 1
    FIELD = 2
    ROLE = 3


class Reading(NamedTuple):
    """A category and how strong the word is that speaks of it."""

    category: Category
    strength: Strength


class _Word(NamedTuple):
    category: Category | None
    strength: Strength
    leads: bool
    """Whether its language puts the head of a phrase first ("agente de ventas")."""


_HEAD_FIRST = frozenset({"fr", "es", "pt", "it"})
# What follows one of these explains what stands before it ("Director of Sales").
_LINKS = words(
    "of for at with in to de du des d da do das dos di del della dei el la le fur im zur"
    " der fuer van voor bij av pa til for till for w ds"
)


@cache
def _table() -> WordTable[_Word]:
    return WordTable(
        (
            word,
            _Word(
                None if row["category"] == "-" else Category(row["category"]),
                Strength[row["strength"].upper()],
                row["language"] in _HEAD_FIRST,
            ),
        )
        for row, word in table_rows("categories.csv")
    )


@lru_cache(maxsize=8192)
def category_of_title(title: str) -> Reading | None:
    """What the title says of the job function; null where no known word is in it.

    The first part that holds more than a hint decides ("Engineer, Payments"). In it the strongest
    word counts, and of two as strong the one nearer to the head: the last before a link word in
    most languages ("Nurse Recruiter" recruits), the first in French, Spanish, Portuguese, Italian.
    """
    hint: Reading | None = None
    for part in parts(title):
        found = _of_part(part)
        if found is not None and found.strength > Strength.HINT:
            return found
        hint = hint or found
    return hint


def _of_part(part: Part) -> Reading | None:
    hint: Reading | None = None
    for clause in _clauses(part):
        found = _strongest(clause)
        if found is not None and found.strength > Strength.HINT:
            return found
        hint = hint or found
    return hint


def _clauses(part: Part) -> list[list[_Word]]:
    """The known words of a part, those after each link word apart."""
    found: list[Found[_Word]] = _table().find(part)
    clauses: list[list[_Word]] = [[]]
    end = 0
    for one in found:
        if clauses[-1] and not _LINKS.isdisjoint(part[end : one.start]):
            clauses.append([])
        if one.value.category is not None and not _qualifies(one, part):
            clauses[-1].append(one.value)
        end = one.start + one.length
    return clauses


def _qualifies(one: Found[_Word], part: Part) -> bool:
    """Whether "assistant" is of lower rank ("Assistant Gym Manager"), not the work itself."""
    after = part[one.start + one.length : one.start + one.length + 1]
    return (
        part[one.start] == "assistant"
        and one.length == 1
        and bool(after)
        and (not one.value.leads and _LINKS.isdisjoint(after))
    )


def _strongest(words: list[_Word]) -> Reading | None:
    if not words:
        return None
    top = max(word.strength for word in words)
    rivals = [word for word in words if word.strength == top]
    decides = rivals[0] if rivals[0].leads else rivals[-1]
    assert decides.category is not None
    return Reading(decides.category, top)


# https://www.bls.gov/soc/2018/major_groups.htm
_OCCUPATION = re.compile(r"(\d\d)-\d{4}(?:\.\d\d)?")
_MAJOR_GROUPS = {
    "17": Category.ENGINEERING,
    "19": Category.SCIENCE,
    "23": Category.LEGAL,
    "25": Category.EDUCATION,
    "29": Category.HEALTHCARE,
    "31": Category.HEALTHCARE,
    "35": Category.HOSPITALITY,
    "45": Category.AGRICULTURE,
    "47": Category.CONSTRUCTION,
    "49": Category.TRADES,
    "51": Category.MANUFACTURING,
    "55": Category.PUBLIC_SERVICE,
}
_PUNCTUATION = re.compile(r"[_\W]+")


@lru_cache(maxsize=8192)
def category_of_label(label: str | None) -> Reading | None:
    """What a department or a vendor's job function says; null where it names several functions.

    "Sales & Marketing" is two; "Other" is none. A bare number of the Standard Occupational
    Classification counts by its major group, where that is one category of ours.
    """
    line = clean(label)
    if line is None:
        return None
    numbered = _OCCUPATION.fullmatch(line)
    if numbered is not None:
        group = _MAJOR_GROUPS.get(numbered[1])
        return Reading(group, Strength.FIELD) if group is not None else None
    words = [
        one.value
        for part in parts(_PUNCTUATION.sub(" ", line))
        for one in _table().find(part)
        if one.value.category is not None
    ]
    top = max((min(word.strength, Strength.FIELD) for word in words), default=Strength.HINT)
    said = {word.category for word in words if word.strength >= top}
    only = said.pop() if len(said) == 1 else None
    return Reading(only, Strength(top)) if only is not None else None
