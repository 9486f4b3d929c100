"""Who speaks on a source: employers themselves, a front of theirs, or a feed of many."""

from functools import cache

from crawler.discovery import sources
from crawler.groups.ad import Rank


@cache
def rank_of(source: str) -> Rank:
    """The rank of a source; of one that is no more, that of an employer's own board."""
    spider = sources().get(source)
    if spider is None:
        return Rank.OWN
    if spider.feed:
        return Rank.FEED
    return Rank.FRONT if spider.front else Rank.OWN
