"""What two ads are to each other: a pure decision, made for being right rather than complete.

Different requisition numbers, other levels in the title, other departments, other domains: each
proves two openings. What proves one is a link from the one to the other, the same requisition, or
the same text under the same title; of an employer that is known by name alone the text must be
long, since names are shared.
"""

import re
from enum import StrEnum

from crawler.groups import text, title
from crawler.groups.ad import Ad, Rank
from crawler.groups.employer import Sameness


class Relation(StrEnum):
    """How two ads belong together."""

    AD = "ad"
    """One is a copy of the other, by a feed or another front."""
    OPENING = "opening"
    """They advertise the same opening: in other cities, on other boards."""


_LONG = 50
"""Words of a text that two employers of one name do not share by chance."""
_EXCERPT = 30
"""Telling words of a part that is not in two texts by chance."""
_KEPT = 0.6
"""Share of a copy's telling words that stand in the original. Feeds shorten and rewrite."""
_KEPT_OF_A_STRANGER = 0.8
"""The same where no place or domain supports it."""

_NUMBERED = re.compile(r"([a-z]+) ?(\d+)")


def relation(one: Ad, other: Ad) -> Relation | None:
    """Say what two ads are to each other; None for two openings, and where it is not certain."""
    if same_ad(one, other):
        return Relation.AD
    return Relation.OPENING if _may_be_one(one, other) and _same_opening(one, other) else None


def same_ad(one: Ad, other: Ad) -> bool:
    """Whether one is a copy of the other. Cheap for two ads of employers' own boards."""
    if one.board == other.board:
        return False
    return _is_linked(one, other) or (_may_copy(one, other) and _copies(one, other))


def _may_be_one(one: Ad, other: Ad) -> bool:
    sameness = one.employer.sameness(other.employer)
    return one.id != other.id and sameness is not Sameness.DIFFERENT and not contradict(one, other)


def _may_copy(one: Ad, other: Ad) -> bool:
    """Whether one stands where others' ads are copied, at a place that both may mean."""
    ranks = {one.rank, other.rank}
    return ranks != {Rank.OWN} and _may_be_one(one, other) and _meet(one, other)


def contradict(one: Ad, other: Ad) -> bool:
    """Whether something proves that they are two openings."""
    return (
        _other_requisitions(one, other)
        or (one.board == other.board and _disjoint(one.departments, other.departments))
        or _disjoint(one.employment_types, other.employment_types)
    )


def is_original(one: Ad, copy: Ad) -> bool:
    """Which of two that are the same ad came first: by rank, by who links to whom, by age."""
    if one.rank is not copy.rank:
        return one.rank < copy.rank
    if _links_to(copy, one) is not _links_to(one, copy):
        return _links_to(copy, one)
    return one.order < copy.order


def _is_linked(one: Ad, other: Ad) -> bool:
    """Whether one leads to the page of the other, and nothing else speaks against it."""
    linked = _links_to(one, other) or _links_to(other, one) or one.page == other.page is not None
    if not linked or one.employer.contradicts(other.employer):
        return False
    return title.share_a_word(one.title, other.title)


def _links_to(one: Ad, other: Ad) -> bool:
    return one.apply_page is not None and one.apply_page == other.page != one.page


def _other_requisitions(one: Ad, other: Ad) -> bool:
    """Whether both have numbers that can be compared: of one system, or written alike."""
    if one.requisition is None or other.requisition is None:
        return False
    if one.requisition == other.requisition:
        return False
    return one.source == other.source or _form(one.requisition) == _form(other.requisition)


def _form(requisition: str) -> tuple[str, int] | str:
    """How it is written: "jr 30021" as ("jr", 5). Bare numbers are all alike, and no form."""
    match = _NUMBERED.fullmatch(requisition)
    return (match[1], len(match[2])) if match else requisition


def _copies(one: Ad, other: Ad) -> bool:
    """Whether one is the other once more. A feed may shorten and rewrite it, a front does not."""
    if _same_requisition(one, other):
        return title.are_near(one.title, other.title)
    if one.title != other.title:
        return False
    if Rank.FEED in (one.rank, other.rank):
        return text.share_kept(one.words, other.words) >= _least_kept(one, other)
    return _same_text(one, other)


def _least_kept(one: Ad, other: Ad) -> float:
    supported = _is_sure(one, other) or one.spots & other.spots
    return _KEPT if supported else _KEPT_OF_A_STRANGER


def _same_opening(one: Ad, other: Ad) -> bool:
    if _same_requisition(one, other) and title.are_near(one.title, other.title):
        return True
    return one.title == other.title and (_same_text(one, other) or _is_excerpt(one, other))


def _is_excerpt(one: Ad, other: Ad) -> bool:
    """Whether one board has a part of the text that another has, for the same place."""
    if one.board == other.board or not _meet(one, other):
        return False
    if min(len(one.words.telling), len(other.words.telling)) < _EXCERPT:
        return False
    return text.share_kept(one.words, other.words) >= text.NEAR


def _same_text(one: Ad, other: Ad) -> bool:
    if not text.are_near(one.words, other.words):
        return False
    return _is_sure(one, other) or min(len(one.words), len(other.words)) >= _LONG


def _same_requisition(one: Ad, other: Ad) -> bool:
    """Whether they have one number: of one board; or of one employer, and no bare number."""
    if one.requisition is None or one.requisition != other.requisition:
        return False
    if one.board == other.board:
        return True
    return not one.requisition.isdecimal() and _is_sure(one, other)


def _is_sure(one: Ad, other: Ad) -> bool:
    return one.employer.sameness(other.employer) is Sameness.SURE


def _meet(one: Ad, other: Ad) -> bool:
    """Whether they may be at one place: the same city, or the country where no more is known."""
    if not one.spots or not other.spots:
        return True
    return any(
        a[1] in (None, b[1]) or b[1] is None if a[0] is None or b[0] is None else a[0] == b[0]
        for a in one.spots
        for b in other.spots
    )


def _disjoint(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both say something, and nothing the same."""
    return bool(one and other) and one.isdisjoint(other)
