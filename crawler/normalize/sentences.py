"""The sentences of a text that hold one of some words, found without reading the others."""

import re
from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick, Implementation

_STOPS = b".!?"
_END = re.compile(
    rb"[.!?|\xe2\xc2](?:(?<=[.!?])|(?<= \|)|(?<= \xe2)\x80\xa2|(?<= \xc2)\xb7) (?![a-z])"
)
"""What ends a sentence or item (a stop, a bar, a bullet, a middle dot), unless a small letter
follows ("the U.S. or Canada")."""
_REACH = 400
"""Bytes to each side of a word beyond which a sentence is cut."""


class SentenceFinder:
    """Finds the sentences, lines and list items that hold one of some words, in any case.

    Words may be parts of words; letters that are not ASCII match their own case only. The text is
    searched as bytes: in one that is not all ASCII, lower case of `str` costs ten times as much.
    """

    def __init__(self, words: Iterable[str]) -> None:
        encoded = [word.encode() for word in words]
        self._automaton = BytesAhoCorasick(encoded, implementation=Implementation.DFA)

    def find(self, text: str | None) -> list[str]:
        """The sentences, each once, in their order."""
        raw = (text or "").encode("utf-8", "surrogatepass")
        found: list[str] = []
        end = 0
        for _, at, _ in self._automaton.find_matches_as_indexes(raw.lower()):
            if at >= end:
                start, end = _bounds(raw, at)
                found.append(raw[start:end].decode("utf-8", "ignore"))
        return found


def _bounds(raw: bytes, at: int) -> tuple[int, int]:
    """First byte of the sentence around a place, and the one behind its last."""
    first = raw.rfind(b"\n", 0, at) + 1
    last = raw.find(b"\n", at)
    last = len(raw) if last < 0 else last
    first, last = max(first, at - _REACH), min(last, at + _REACH)
    # One byte further, since what follows a stop tells whether it ends a sentence.
    for end in _END.finditer(raw, first, at + 1):
        if end.end() <= at:
            first = end.end()
    stop = _END.search(raw, at, last)
    return first, stop.start() + (raw[stop.start()] in _STOPS) if stop else last
