"""Skills by their names and aliases: tools, methods, certificates and crafts that ads ask for.

An own list: ESCO describes abilities in sentences ("use spreadsheets software"), the taxonomies of
tool names carry licences that forbid to pass them on. `skills.csv` has one line a skill:

- `name`: as it is served, each once.
- `kind`: the field that it belongs to.
- `needs`: what a text must show before the name counts there, see `Needs`.
- `aliases`: other spellings, separated by "; ". "TS=list" is one that needs more than nothing.

The vocabulary is open: a source may state skills that are not listed.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reference.folding import fold, name_key

_FILE = Path(__file__).with_name("skills.csv")


class Needs(StrEnum):
    """What tells that a spelling in running text is the skill.

    `nothing`: the spelling alone, in small or capital letters. `case`: the letters as written
    ("Tableau", not "tableau"). `context`: as written, and in a list with another skill or beside
    words such as "experience with" ("Go", "Spark"). `list`: as written and in such a list (a single
    letter, a common word). `field`: in any letters, and in context: a field of work that a company
    may be in ("logistics").
    """

    NOTHING = ""
    CASE = "case"
    CONTEXT = "context"
    LIST = "list"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a skill."""

    text: str
    needs: Needs


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill by its served name; `spellings` begin with it."""

    name: str
    kind: str
    spellings: tuple[Spelling, ...]


def _spelling(text: str) -> Spelling:
    spelling, _, needs = text.partition("=")
    return Spelling(spelling, Needs(needs))


def _skill(row: dict[str, str]) -> Skill:
    aliases = (_spelling(alias) for alias in row["aliases"].split("; ") if alias)
    own = Spelling(row["name"], Needs(row["needs"]))
    return Skill(row["name"], row["kind"], (own, *aliases))


def _read() -> tuple[Skill, ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_skill(row) for row in csv.DictReader(file))


SKILLS: tuple[Skill, ...] = _read()
"""All skills, by kind."""


def canonical(name: str) -> str | None:
    """The served name of a skill by any of its spellings, in any letters ("k8s"); else null."""
    return _by_spelling().get(fold(name.strip()))


@cache
def _by_spelling() -> dict[str, str]:
    return {fold(one.text): skill.name for skill in SKILLS for one in skill.spellings}


@dataclass(frozen=True, slots=True)
class OtherNames:
    """How else a skill is called: the name by which it is served, null where a text with that name
    says the word too; and the spellings that mean nothing else."""

    served: str | None
    spelt: tuple[str, ...]


@cache
def _by_name() -> dict[str, Skill]:
    return {skill.name: skill for skill in SKILLS}


def other_names(word: str) -> OtherNames:
    """The names of the skill that `word` is one of, without those that have the word in them."""
    name = canonical(word)
    if name is None:
        return OtherNames(None, ())
    others = [one for one in _by_name()[name].spellings if not _says(one.text, word)]
    served = None if _says(name, word) else name
    sure = (one.text for one in others if one.text == name or one.needs is Needs.NOTHING)
    return OtherNames(served, tuple(sure))


def _says(text: str, word: str) -> bool:
    return f" {name_key(word)} " in f" {name_key(text)} "
