"""Precision and recall of values read, per field, with every difference kept for reading."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator


class Score:
    """Counts values that were read, that are known, and that agree.

    Precision is the share of the values read that are right; recall the share of the known values
    that were read.
    """

    def __init__(self) -> None:
        self._read: Counter[str] = Counter()
        self._right: Counter[str] = Counter()
        self._known: Counter[str] = Counter()
        self._found: Counter[str] = Counter()
        self._differences: list[str] = []

    def add(
        self,
        field: str,
        read: Collection[Hashable],
        known: Collection[Hashable],
        about: str,
        also: Collection[Hashable] = (),
    ) -> None:
        """Count one input `about`: `also` are values that are right without being demanded."""
        read, known, also = set(read), set(known), set(also)
        self._read[field] += len(read)
        self._right[field] += len(read & (known | also))
        self._known[field] += len(known)
        self._found[field] += len(read & known) + min(len(known - read), len(read & also - known))
        if read - known - also or (known - read and not read & also):
            shown = f"read {_shown(read)}, known {_shown(known)}"
            self._differences.append(f"{field:14} {shown}: {about}")

    def figures(self) -> Iterator[str]:
        """One line a field."""
        for field in sorted(self._read | self._known):
            read, known = self._read[field], self._known[field]
            precision = self._right[field] / read if read else 1
            recall = self._found[field] / known if known else 1
            yield (
                f"{field:14} precision {precision:.3f} of {read:5}"
                f"   recall {recall:.3f} of {known:5}"
            )

    def differences(self) -> Iterator[str]:
        """One line an input that was read otherwise than it is known."""
        yield from self._differences


def _shown(values: Collection[Hashable]) -> str:
    return ", ".join(sorted(map(str, values))) or "nothing"
