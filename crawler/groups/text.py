"""How near two descriptions are: compared word by word, in their order.

https://rapidfuzz.github.io/RapidFuzz/Usage/distance/Indel.html
"""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self
from zlib import crc32

from rapidfuzz.distance import Indel, LCSseq

from reference.folding import fold

_BITS = 512


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the checksums of its words: a tenth of its size, and as good for comparing.

    `bits` has one bit for each different word, so that most texts need not be compared.
    """

    sums: "array[int]" = field(default_factory=lambda: array("I"))
    bits: int = 0

    @classmethod
    def of(cls, words: Iterable[str]) -> Self:
        """Sum words up."""
        sums = array("I", [crc32(word.encode()) for word in words])
        return cls(sums, sum(1 << bit for bit in {one % _BITS for one in sums}))

    def __len__(self) -> int:
        return len(self.sums)


NEAR = 0.9
"""Share of words that two descriptions of one opening have in common: places and pay may differ."""

# Scripts without spaces are compared sign by sign.
_SIGNS = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")
_TELLING = 4
"""Letters of a word that says something; shorter ones are in every text."""


def words(text: str | None) -> Words:
    """Read a description."""
    return Words.of(_WORD.findall(fold(text or "")))


def telling_words(text: str | None) -> Words:
    """Read the words of a description that are not in every text."""
    found: list[str] = _WORD.findall(fold(text or ""))
    return Words.of(word for word in found if len(word) >= _TELLING or not word.isascii())


def are_near(one: Words, other: Words) -> bool:
    """Whether two texts are the same but for a few words. Empty ones never are."""
    if not one or not other:
        return False
    # A bit that only one has is a word that only one has.
    if (one.bits ^ other.bits).bit_count() > (1 - NEAR) * (len(one) + len(other)):
        return False
    return Indel.normalized_similarity(one.sums, other.sums, score_cutoff=NEAR) > 0


def share_kept(copy: Words, original: Words) -> float:
    """How much of the shorter text is in the longer one, in its order: 0 to 1."""
    shorter = min(len(copy), len(original))
    return LCSseq.similarity(copy.sums, original.sums) / shorter if shorter else 0.0
