"""Spreading postings, so that one employer does not fill a page.

The postings of a search are cut into blocks in their order, and within each block an employer's
second posting comes after every employer's first, its third after every second, and so on. A
block is the same whenever it is read, so pages of any size cut the same sequence.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

BLOCK = 200
"""Postings a block."""

T = TypeVar("T")


def spread(items: Sequence[T], key: Callable[[T], str]) -> list[T]:
    """The items in turns of their keys; within a turn, and of one key, in their order."""
    turns: Counter[str] = Counter()
    placed = []
    for item in items:
        turns[key(item)] += 1
        placed.append((turns[key(item)], item))
    return [item for _, item in sorted(placed, key=lambda one: one[0])]
