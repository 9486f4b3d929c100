"""Cities by how their names, or words of their names, begin: for suggestions while one types."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from heapq import nsmallest

from reference.folding import name_key
from reference.geonames import City
from reference.places import large_cities, large_cities_also_named

_SHORTEST_OTHER = 4
"""Letters from which on names in other languages count: shorter ones begin those of half Asia."""
_LAST = "\U0010ffff"


def cities_beginning(text: str, limit: int) -> tuple[City, ...]:
    """The largest cities of 15,000 people or more with a name in which `text` begins a word.

    Those that are called so in another language come last.
    """
    key = name_key(text)
    if not key:
        return ()
    found = dict.fromkeys(nsmallest(limit, set(_own(key)), key=lambda city: -city.population))
    if len(found) < limit and len(key) >= _SHORTEST_OTHER:
        found |= dict.fromkeys(large_cities_also_named(key, key + _LAST, limit))
    return tuple(found)[:limit]


def _own(key: str) -> Iterator[City]:
    """Each city with a word in its own name that begins so."""
    starts = _starts()
    for start, city in starts[bisect_left(starts, (key,)) :]:
        if not start.startswith(key):
            return
        yield city


@cache
def _starts() -> list[tuple[str, City]]:
    """Each name from each of its words on, in the order of the alphabet."""
    return sorted(
        (" ".join(words[index:]), city)
        for key, city in large_cities()
        for words in [key.split(" ")]
        for index in range(len(words))
    )
