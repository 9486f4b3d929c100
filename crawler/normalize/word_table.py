"""Which words of a text a table knows: phrases, beginnings and endings of words, signs.

A table is a CSV file of `reference`: columns of values, then `words`, each apart by "; ". A word is
a phrase ("site manager"), a beginning ("buchhalt*"), an ending ("*monteur") or, in scripts that
write no spaces, something within a word ("*営業*"). Case and accents make no difference.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

from crawler.normalize.title import Part, parts
from reference.folding import fold

V = TypeVar("V")

_Phrases = list[tuple[Part, V]]

_SHORTEST_AFFIX = 2
_ENDINGS = ("s", "in", "innen", "en")
"""Of plurals and feminine forms: a word that is not known with one is looked up without it."""


def table_rows(name: str) -> Iterator[tuple[dict[str, str], str]]:
    """Each word of a file in `reference` with the values of its row."""
    with files("reference").joinpath(name).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split(";"):
                yield row, word.strip()


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """One word of the table in a part: where it starts, how many words it takes, its value."""

    start: int
    length: int
    value: V


class WordTable(Generic[V]):
    """Finds the words of a table; where several could start at one word, the longest counts."""

    def __init__(self, rows: Iterable[tuple[str, V]]) -> None:
        self._phrases: dict[str, _Phrases[V]] = {}
        self._beginnings: dict[str, V] = {}
        self._endings: dict[str, V] = {}
        self._signs: dict[str, V] = {}
        for word, value in rows:
            self._add(fold(word), value)
        for known in self._phrases.values():
            known.sort(key=lambda one: -len(one[0]))
        self._longest = max(map(len, (*self._beginnings, *self._endings, *self._signs)), default=0)
        self._at_word = lru_cache(maxsize=32768)(self._starting_with)

    def find(self, part: Part) -> list[Found[V]]:
        """The words of the table in a part, from left to right, none within another."""
        found: list[Found[V]] = []
        end = 0
        for at, word in enumerate(part):
            if at < end:
                continue
            phrases, values = self._at_word(word)
            phrase = _first_there(phrases, part, at) if phrases else None
            if phrase is not None:
                found.append(phrase)
                end = at + phrase.length
            elif values:
                found.extend(Found(at, 1, value) for value in values)
        return found

    def _add(self, word: str, value: V) -> None:
        bare = word.strip("*")
        if word.startswith("*") and word.endswith("*"):
            self._signs[bare] = value
        elif word.startswith("*"):
            self._endings[bare] = value
        elif word.endswith("*") and " " not in bare:
            self._beginnings[bare] = value
        else:
            tokens = tuple(token for part in parts(bare) for token in part)
            self._phrases.setdefault(tokens[0], []).append((tokens, value))

    def _starting_with(self, word: str) -> tuple[_Phrases[V], tuple[V, ...]]:
        """The phrases that may start with a word, and what it says where none of them is there."""
        phrases = self._phrases.get(word, [])
        if word.endswith("s"):
            phrases = [*phrases, *self._phrases.get(word[:-1], ())]
        return phrases, self._of_one_word(word)

    def _of_one_word(self, word: str) -> tuple[V, ...]:
        found = self._with_affix(word)
        if found is None:
            bare = next((word[: -len(end)] for end in _ENDINGS if word.endswith(end)), "")
            found = self._with_affix(bare) if len(bare) > _SHORTEST_AFFIX else None
            known = [value for tokens, value in self._phrases.get(bare, ()) if len(tokens) == 1]
            found = known[0] if known and len(bare) > 3 and found is None else found
        if found is not None:
            return (found,)
        return () if word.isascii() else tuple(self._within(word))

    def _with_affix(self, word: str) -> V | None:
        """The value of the longest beginning or ending; an ending goes before one as long."""
        for length in range(min(len(word), self._longest), _SHORTEST_AFFIX - 1, -1):
            found = self._endings.get(word[-length:], self._beginnings.get(word[:length]))
            if found is not None:
                return found
        return None

    def _within(self, word: str) -> Iterator[V]:
        at = 0
        while at < len(word):
            longest = min(len(word) - at, self._longest)
            for length in range(longest, 0, -1):
                if word[at : at + length] in self._signs:
                    yield self._signs[word[at : at + length]]
                    at += length - 1
                    break
            at += 1


def _first_there(phrases: _Phrases[V], part: Part, at: int) -> Found[V] | None:
    for tokens, value in phrases:
        length = len(tokens)
        if length == 1:
            return Found(at, 1, value)
        there = part[at : at + length]
        if len(there) == length and all(map(_same, there, tokens)):
            return Found(at, length, value)
    return None


def _same(there: str, known: str) -> bool:
    """The same word, or its plural in -s."""
    return there == known or (there[-1] == "s" and there[:-1] == known)
