"""The synonyms of `reference/synonyms.txt` as rules of Elasticsearch's `synonym_graph` filter.

The file holds sets of equivalents, one a line. Two lists of rules are made of it, since a rule of
several words (full stack) takes the words that it matches out of the query, and makes a phrase of
them: `word_rules` start from a single word (fullstack => fullstack, full stack) and are safe in
every query; `set_rules` start from any member, and are asked for beside the query as it was typed.
https://www.elastic.co/docs/reference/text-analysis/analysis-synonym-graph-tokenfilter
"""

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files

SynonymSet = tuple[str, ...]
_INNER_SEPARATOR = re.compile(r"[\s/-]")


class SynonymsError(ValueError):
    """A line of the file that is no set; the message names the line."""


def parse(lines: Iterable[str]) -> tuple[SynonymSet, ...]:
    """Read the file's lines. Raises `SynonymsError` for a line with fewer than two members."""
    return tuple(
        _set(number, line)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("# ") and line.strip() != "#"
    )


def load() -> tuple[SynonymSet, ...]:
    """Read the project's own file."""
    text = files("reference").joinpath("synonyms.txt").read_text(encoding="utf-8")
    return parse(text.splitlines())


def set_rules(sets: Sequence[SynonymSet]) -> list[str]:
    """Any member stands for all: `swe, software engineer`."""
    return [", ".join(members) for members in sets]


def word_rules(sets: Sequence[SynonymSet]) -> list[str]:
    """Each member of one word stands for all: `swe => swe, software engineer`."""
    return [
        f"{member} => {', '.join(members)}"
        for members in sets
        for member in members
        if not _INNER_SEPARATOR.search(member)
    ]


def phrases(sets: Sequence[SynonymSet]) -> frozenset[tuple[str, ...]]:
    """The members of several words, each word without the s of a plural."""
    members = (member for members in sets for member in members)
    words = (tuple(map(singular, _INNER_SEPARATOR.split(member))) for member in members)
    return frozenset(phrase for phrase in words if len(phrase) > 1)


def singular(word: str) -> str:
    """A word in small letters without the s of a plural: enough to recognise it by."""
    return word.lower().rstrip("s")


def _set(number: int, line: str) -> SynonymSet:
    members = tuple(member.strip() for member in line.split(","))
    if len(members) < 2 or not all(members):
        raise SynonymsError(
            f"synonyms.txt, line {number}: {line!r} must name two members or more,"
            " separated by commas"
        )
    return members
