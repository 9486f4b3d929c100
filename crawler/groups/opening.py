"""Which ads are one opening: joined in blocks, so that few pairs are compared.

Ads can only belong together if they share the key of their title, a requisition number on one
board, or a page. Within such a block the first ads lead: a later one is compared with the leaders,
and leads itself where it joins none. Ads of fronts and feeds, which come last, are compared with
every ad of other boards too, since each may be the copy of one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain

from crawler.groups.ad import Ad, Rank
from crawler.groups.match import contradict, relation

Opening = list[Ad]
"""The ads of one opening, originals first, the oldest first."""


def openings(ads: Iterable[Ad]) -> list[Opening]:
    """Join the ads of one opening; the same whatever the order in which they come."""
    ordered = sorted(ads, key=lambda ad: ad.order)
    joined = _Joined(ordered)
    for block in blocks(ordered):
        _join_within(block, joined)
    return joined.openings()


def blocks(ads: Sequence[Ad]) -> Iterator[list[Ad]]:
    """The sets of two ads or more that may belong together, each in the order of the ads."""
    found: defaultdict[Hashable, list[Ad]] = defaultdict(list)
    for ad in ads:
        for key in _keys(ad):
            found[key].append(ad)
    return (block for block in found.values() if len(block) > 1)


def _keys(ad: Ad) -> Iterator[Hashable]:
    yield "title", ad.title
    if ad.requisition is not None:
        yield "requisition", ad.board, ad.requisition
    for page in {ad.page, ad.apply_page} - {None}:
        yield "page", page


def _join_within(block: Sequence[Ad], joined: "_Joined") -> None:
    leaders: list[Ad] = []
    for place, ad in enumerate(block):
        # The copy of an ad need not be like the one that leads its opening.
        originals = () if ad.rank is Rank.OWN else block[:place]
        others = chain((one for one in originals if one.board != ad.board), leaders)
        if not any(joined.join(other, ad) for other in others):
            leaders.append(ad)


class _Joined:
    """Which ads were joined by now."""

    def __init__(self, ads: Sequence[Ad]) -> None:
        self._openings = {ad.id: [ad] for ad in ads}

    def join(self, one: Ad, other: Ad) -> bool:
        """Join the openings of two ads that belong together, unless any of their ads object."""
        first, second = self._openings[one.id], self._openings[other.id]
        if first is second:
            return True
        if relation(one, other) is None or any(contradict(a, b) for a in first for b in second):
            return False
        first += second
        for ad in second:
            self._openings[ad.id] = first
        return True

    def openings(self) -> list[Opening]:
        """Every opening once, each in the order of its ads."""
        different = {id(opening): opening for opening in self._openings.values()}
        return [sorted(opening, key=lambda ad: ad.order) for opening in different.values()]
