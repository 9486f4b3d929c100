"""Normalised discounted cumulative gain: how much of the best possible order an order has.

Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques,
https://doi.org/10.1145/582415.582418; the gain of a grade is 2^grade - 1, as is usual for the web.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import log2

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, and how well postings answer it by their ids: 3 exactly, 2 well, 1 somewhat.

    A posting without a grade does not answer it.
    """

    query: str
    grades: Mapping[str, int]


def judged(half: str) -> tuple[Judged, ...]:
    """Load the judgements of a half: `invented` or `recorded`."""
    text = files("benchmarks.relevance").joinpath(f"judged_{half}.json").read_text("utf-8")
    return tuple(Judged(one["query"], one["grades"]) for one in json.loads(text))


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """The gain of the first ten ids found, between 0 and 1, which is the gain of the best order."""
    best = sorted(grades.values(), reverse=True)
    return _gain(grades.get(one, 0) for one in found[:DEPTH]) / _gain(best[:DEPTH])


def _gain(grades: Iterable[int]) -> float:
    return sum(float(2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))
