"""Where the spellings of skills stand in a text, each as a word of its own.

All spellings of `reference/skills.csv` are looked for in one pass (Aho-Corasick, longest first).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from crawler.normalize.automata import matches
from reference.folding import fold
from reference.skills import SKILLS, Needs, Spelling

_LONGEST_ACRONYM = 6


class Pattern(NamedTuple):
    """One spelling in one choice of letters; `key` is it without case."""

    text: str
    skill: str
    needs: Needs
    key: str


class Hit(NamedTuple):
    """A spelling that stands in a text at [start, end)."""

    start: int
    end: int
    pattern: Pattern


def _patterns() -> Iterator[Pattern]:
    for skill in SKILLS:
        for spelling in skill.spellings:
            for text in _in_letters(spelling):
                yield Pattern(text, skill.name, spelling.needs, fold(spelling.text))


def _in_letters(spelling: Spelling) -> Iterable[str]:
    """The spelling as written; in other letters too where these tell nothing."""
    text = spelling.text
    if spelling.needs not in (Needs.NOTHING, Needs.FIELD) or _is_acronym(text):
        return (text,)
    titled = " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
    first = text[:1].upper()
    begun = (first + text[1:], first + text[1:].lower())
    return dict.fromkeys((text, text.lower(), text.upper(), *begun, titled))


def _is_acronym(text: str) -> bool:
    return len(text) <= _LONGEST_ACRONYM and text.isupper()


_PATTERNS = list({pattern.text: pattern for pattern in _patterns()}.values())
_AUTOMATON = AhoCorasick(
    [pattern.text for pattern in _PATTERNS],
    matchkind=MatchKind.LeftmostLongest,
    implementation=Implementation.ContiguousNFA,
)
_AMOUNT_AFTER = re.compile(r"\s?\d[\d.,]{2}")
_AMOUNT_BEFORE = re.compile(r"\d{3}\s?\Z")


def hits_in(text: str) -> list[Hit]:
    """The spellings in a text, in their order, none within another."""
    found = (
        Hit(start, end, _PATTERNS[number])
        for number, start, end in matches(_AUTOMATON, text)
        if _begins_word(text, start) and _ends_word(text, end, _PATTERNS[number].needs)
    )
    return [hit for hit in found if not (_in_address(hit, text) or _is_currency(hit, text))]


def _begins_word(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not before or not (before.isalnum() or before in "_@#.$")


def _ends_word(text: str, end: int, needs: Needs) -> bool:
    """Whether no letter follows; the ending of a plural may, and a stop that ends a sentence."""
    after = text[end : end + 2]
    if not after:
        return True
    first, second = after[0], after[1:]
    if first == "s" and needs is Needs.NOTHING:
        return not second.isalnum()
    if first in ".+#@":
        return not (second.isalnum() or first in "+#")
    return not (first.isalnum() or first == "_")


def _in_address(hit: Hit, text: str) -> bool:
    """Whether it is part of the path of a URL."""
    if text[hit.start - 1 : hit.start] not in ("/", "=", "-"):
        return False
    token = text[max(0, hit.start - 120) : hit.start].rsplit(None, 1)[-1]
    return "://" in token or "www." in token


def _is_currency(hit: Hit, text: str) -> bool:
    """Whether three capitals stand beside an amount: "PHP 25,000"."""
    if hit.end - hit.start != 3 or not hit.pattern.text.isupper():
        return False
    before = text[max(0, hit.start - 4) : hit.start]
    return bool(_AMOUNT_AFTER.match(text, hit.end) or _AMOUNT_BEFORE.search(before))
