"""The drift guard: fields that vanish from many postings at once were lost by a fault. Pure.

A source that renames a field, or answers with less, looks like a source whose postings lost it.
Compared are pairs, a posting as it was stored with the same posting as it was read now.
"""

from collections import Counter
from collections.abc import Collection, Mapping

FEWEST_PAIRS = 50
"""Of fewer postings a loss says nothing."""
_COMMON = 0.2
"""Only what so large a share of the postings had can collapse."""
_LEFT = 0.25
"""A field has collapsed where less than this share of those that had it still do."""


class FillWatch:
    """Counts over pairs which fields were filled before, and still are."""

    def __init__(self) -> None:
        self._pairs = 0
        self._had: Counter[str] = Counter()
        self._still: Counter[str] = Counter()

    def compare(self, before: frozenset[str], now: frozenset[str]) -> None:
        """Count a posting: the fields that it had, and those that it has."""
        self._pairs += 1
        self._had.update(before)
        self._still.update(before & now)

    def collapsed(self) -> frozenset[str]:
        """The fields that most of the postings lost."""
        if self._pairs < FEWEST_PAIRS:
            return frozenset()
        return frozenset(
            name
            for name, had in self._had.items()
            if had >= _COMMON * self._pairs and self._still[name] < _LEFT * had
        )

    def in_words(self, names: Collection[str]) -> str:
        """What became of some fields, in a sentence."""
        lost = ", ".join(f"{name} {self._had[name]} -> {self._still[name]}" for name in names)
        return f"of {self._pairs} postings that were read again so many still have: {lost}"


def fill_rates(postings: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """The share of postings that has each field, by name; without those that none has."""
    counts = Counter(name for filled in postings.values() for name in filled)
    return {name: round(count / len(postings), 4) for name, count in sorted(counts.items())}
