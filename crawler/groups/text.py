"""How near two descriptions are: compared word by word, in their order.

https://rapidfuzz.github.io/RapidFuzz/Usage/distance/Indel.html
"""

import re
from array import array
from dataclasses import dataclass, field
from zlib import crc32

from rapidfuzz.distance import Indel, LCSseq

from reference.folding import fold

_BITS = 512


def _none() -> "array[int]":
    return array("I")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the checksums of its words: a tenth of its size, and as good for comparing.

    `telling` are those that are not in every text. `bits` has one bit for each different word, so
    that most texts need not be compared.
    """

    sums: "array[int]" = field(default_factory=_none)
    telling: "array[int]" = field(default_factory=_none)
    bits: int = 0

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
    found: list[str] = _WORD.findall(fold(text or ""))
    telling = [word for word in found if len(word) >= _TELLING or not word.isascii()]
    sums = _sums(found)
    return Words(sums, _sums(telling), sum(1 << bit for bit in {one % _BITS for one in sums}))


def _sums(found: list[str]) -> "array[int]":
    return array("I", map(crc32, map(str.encode, found)))


def are_near(one: Words, other: Words) -> bool:
    """Whether two texts are the same but for a few words. Empty ones never are."""
    if not one or not other:
        return False
    # A bit that only one has is a word that only one has.
    if (one.bits ^ other.bits).bit_count() > (1 - NEAR) * (len(one) + len(other)):
        return False
    return Indel.normalized_similarity(one.sums, other.sums, score_cutoff=NEAR) > 0


def share_kept(copy: Words, original: Words) -> float:
    """How much of the shorter text's telling words the longer has, in their order: 0 to 1."""
    shorter = min(len(copy.telling), len(original.telling))
    return LCSseq.similarity(copy.telling, original.telling) / shorter if shorter else 0.0
