"""How a listing that its source caps is read whole: divided by a facet, one part a value.

A facet counts the postings of each of its values. The parts of one that gives every posting
exactly one value hold all postings and none twice; the counts of such a facet add up to the number
of postings, which the source itself no longer tells beyond its cap.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crawler.shapes.listing import Page


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its name in requests, and the postings of each value by the value's id."""

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """What the counts add up to."""
        return sum(self.counts.values())

    @property
    def largest(self) -> int:
        """The postings of the most frequent value."""
        return max(self.counts.values(), default=0)


@dataclass(frozen=True, slots=True)
class Division:
    """The facet to divide by; `total` postings are there, None where nothing shows how many."""

    facet: Facet
    total: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A link: a page of the part of a listing that has these values, `(facet, value)` each.

    `total` is that part's; None before its first page, and where it is not known.
    """

    applied: tuple[tuple[str, str], ...] = ()
    offset: int = 0
    total: int | None = None

    def next(self, rows: Sequence[Any], size: int) -> tuple["Part", ...]:
        """The page after one of these rows; none after the total, or after a page without rows."""
        offset = self.offset + size
        ended = not rows or (self.total is not None and offset >= self.total)
        return () if ended else (replace(self, offset=offset),)

    def with_value(self, facet: str, value: str) -> "Part":
        """The first page of the part of this part that has a further value."""
        return Part((*self.applied, (facet, value)))


@dataclass(frozen=True, slots=True)
class Capped:
    """A listing of pages of `size` rows that states `cap` where it holds that many or more."""

    size: int
    cap: int

    def first_page(
        self, part: Part, rows: Sequence[Any], total: int, facets: Sequence[Facet]
    ) -> Page:
        """The first page of a part: followed by its pages, or divided where it is capped.

        A part that no facet divides is read as far as it goes, and is not whole.
        """
        if total != self.cap:
            return Page(rows, replace(part, total=total).next(rows, self.size), total)
        applied = dict(part.applied)
        division = divide([facet for facet in facets if facet.name not in applied], self.cap)
        stated = f"{total} are stated{_within(part)}, the most that the source ever states"
        if division is None:
            undivided = f"{stated}, and no facet divides them"
            return Page(rows, part.next(rows, self.size), problem=undivided)
        facet = division.facet
        parts = [part.with_value(facet.name, value) for value in facet.counts]
        problem = None if division.total else f"{stated}, and no two facets agree on how many"
        return Page(rows, parts, division.total, problem, divided=True)

    def further_page(self, part: Part, rows: Sequence[Any]) -> Page:
        """A page after the first one; what it states as its total does not count."""
        return Page(rows, part.next(rows, self.size))


def _within(part: Part) -> str:
    return "".join(f" of {facet} {value}" for facet, value in part.applied)


def divide(facets: Sequence[Facet], cap: int) -> Division | None:
    """How to divide a listing of `cap` postings or more; None where no facet does.

    Facets that give every posting one value agree on their sum, and others (several places a
    posting, none for some) differ: two that agree tell the total, and the one of them with the
    smallest parts divides. Where no two agree, the facet that covers most divides into parts below
    the cap, and whether it covers all is not known.
    """
    dividing = [facet for facet in facets if facet.total >= cap and len(facet.counts) > 1]
    total = _agreed(dividing)
    if total is not None:
        agreeing = [facet for facet in dividing if facet.total == total]
        return Division(min(agreeing, key=lambda facet: facet.largest), total)
    below = [facet for facet in dividing if facet.largest < cap]
    return Division(max(below, key=lambda facet: facet.total), None) if below else None


def _agreed(facets: Sequence[Facet]) -> int | None:
    """The sum that most facets share, the larger one of equals; None where all differ."""
    sums = Counter(facet.total for facet in facets)
    agreed = [(times, total) for total, times in sums.items() if times > 1]
    return max(agreed)[1] if agreed else None
