"""How near two descriptions are: compared word by word, in their order.

https://rapidfuzz.github.io/RapidFuzz/Usage/distance/Indel.html
"""

import re
from array import array
from typing import TypeAlias
from zlib import crc32

from rapidfuzz.distance import Indel, LCSseq

from reference.folding import fold

Words: TypeAlias = "array[int]"
"""A text as the checksums of its words: a tenth of its size, and as good for comparing."""

NEAR = 0.9
"""Share of words that two descriptions of one opening have in common: places and pay may differ."""

# Scripts without spaces are compared sign by sign.
_SIGNS = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")
_TELLING = 4
"""Letters of a word that says something; shorter ones are in every text."""


def nothing() -> Words:
    """No words."""
    return array("I")


def words(text: str | None) -> Words:
    """Read a description."""
    found: list[str] = _WORD.findall(fold(text or ""))
    return array("I", [crc32(word.encode()) for word in found])


def telling_words(text: str | None) -> Words:
    """Read the words of a description that are not in every text."""
    found: list[str] = _WORD.findall(fold(text or ""))
    told = (word for word in found if len(word) >= _TELLING or not word.isascii())
    return array("I", [crc32(word.encode()) for word in told])


def are_near(one: Words, other: Words) -> bool:
    """Whether two texts are the same but for a few words. Empty ones never are."""
    if not one or not other:
        return False
    return Indel.normalized_similarity(one, other, score_cutoff=NEAR) > 0


def share_kept(copy: Words, original: Words) -> float:
    """How much of the shorter text is in the longer one, in its order: 0 to 1."""
    shorter = min(len(copy), len(original))
    return LCSseq.similarity(copy, original) / shorter if shorter else 0.0
