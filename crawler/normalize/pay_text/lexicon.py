"""The words around an amount: what speaks of pay, what of other money, and for which time.

They stand in `reference/pay_words.csv`, by sense or unit and by language, folded (lower case, no
accents): a word, a beginning ("gehalt*"), an ending ("*lohn") or, in scripts that write no spaces,
something within ("*年収*"). A plural in -s counts as its word
where that speaks of other money ("pays" is no pay).
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

from crawler.normalize.text import words
from reference.vocabularies import SalaryPeriod

V = TypeVar("V")

_SHORTEST_SINGULAR = 3


class Sense(Enum):
    """What a word says of the amount beside it."""

    PAY = "pay"
    BASE = "base"
    OTE = "ote"
    TOTAL = "total"
    OTHER = "other"
    """Money, but not this job's pay: funding, revenue, a budget, a bonus, a benefit."""


CONNECTORS = words(
    "per a an each every pro je par por al alla all l au la de del d za na om i im to pe pr cada"
    " the p il la в на за"
)
"""Words between an amount and the unit of time that it is paid for."""


@dataclass(frozen=True, slots=True)
class _Table(Generic[V]):
    """Values by words, beginnings, endings and what is within words."""

    words: dict[str, V] = field(default_factory=dict)
    beginnings: dict[str, V] = field(default_factory=dict)
    endings: dict[str, V] = field(default_factory=dict)
    within: dict[str, V] = field(default_factory=dict)

    def add(self, word: str, value: V) -> None:
        bare = word.strip("*")
        starts, ends = word.endswith("*"), word.startswith("*")
        kinds = {
            (False, False): self.words,
            (True, False): self.beginnings,
            (False, True): self.endings,
            (True, True): self.within,
        }
        kinds[starts, ends].setdefault(bare, value)

    def get(self, word: str) -> V | None:
        """The value of a word itself, else of what it begins with, ends with, or holds."""
        if word in self.words:
            return self.words[word]
        tests: tuple[tuple[dict[str, V], Callable[[str], bool]], ...] = (
            (self.beginnings, word.startswith),
            (self.endings, word.endswith),
            (self.within, word.__contains__),
        )
        for table, fits in tests:
            found = next((value for known, value in table.items() if fits(known)), None)
            if found is not None:
                return found
        return None


_SENSES: _Table[Sense] = _Table()
_AFTER: _Table[Sense] = _Table()
_NOUNS: _Table[SalaryPeriod] = _Table()
_ALONE: _Table[SalaryPeriod] = _Table()


def _load() -> None:
    lines = files("reference").joinpath("pay_words.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        for word in row["words"].split("; "):
            if row["sense"] == "other_after":
                _AFTER.add(word, Sense.OTHER)
            elif row["sense"]:
                _SENSES.add(word, Sense(row["sense"]))
            else:
                units = _NOUNS if row["language"] == "noun" else _ALONE
                units.add(word, SalaryPeriod(row["unit"]))


_load()


@lru_cache(maxsize=8192)
def sense(word: str) -> Sense | None:
    """What a folded word says of an amount before or after it; null for most words."""
    return _looked_up(_SENSES, _unelided(word))


@lru_cache(maxsize=8192)
def sense_after(word: str) -> Sense | None:
    """As `sense`, for a word right after an amount: "$100k deals" is no pay."""
    return _looked_up(_AFTER, word) or sense(word)


@lru_cache(maxsize=8192)
def unit(word: str) -> SalaryPeriod | None:
    """The unit of time that a noun names; it counts after a connector only ("per hour")."""
    return _NOUNS.get(word)


@lru_cache(maxsize=8192)
def unit_alone(word: str) -> SalaryPeriod | None:
    """The unit of time that a word names by itself: "hourly", "monatlich", "Jahresgehalt"."""
    return _ALONE.get(word)


def units_alone(word: str) -> frozenset[SalaryPeriod]:
    """All units that a word names by itself: several in scripts without spaces ("時給か月給")."""
    within = {value for known, value in _ALONE.within.items() if known in word}
    named = unit_alone(word)
    return frozenset(within if named is None else within | {named})


def _looked_up(table: _Table[Sense], word: str) -> Sense | None:
    found = table.get(word)
    if found is None and word.endswith("s") and len(word) > _SHORTEST_SINGULAR:
        singular = table.words.get(word[:-1])
        return singular if singular is Sense.OTHER else None
    return found


def _unelided(word: str) -> str:
    """ "d'affaires" is "affaires"."""
    head, mark, rest = word.replace("\u2019", "'").partition("'")
    return rest if mark and rest and len(head) <= 2 else word
