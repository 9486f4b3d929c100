"""The way through a careers site: what is still to be read, and what was found. Pure.

One page after the other: start page, robots.txt, sitemaps, further pages of lists. Each step is
made out of the one before, so that nothing is read twice and the walk has an end.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from mappings.urls import canonical_key

MOST_STOPS = 300
"""Pages and sitemaps that are read of one site."""
MOST_POSTINGS = 20_000
"""Job pages that are asked for of one site."""
DEEPEST = 3
"""Steps from the start page, or from the first sitemap."""
_GUESSES = ("/sitemap.xml", "/sitemap_index.xml", "/sitemap-jobs.xml", "/jobs/sitemap.xml")


class Kind(StrEnum):
    """What stands at a stop. A `guess` is a sitemap where sites commonly have one."""

    LISTING = "listing"
    ROBOTS = "robots"
    SITEMAP = "sitemap"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Stop:
    """One address to be read."""

    kind: Kind
    url: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the reading of a site stands: `stops` with the next one first.

    `seen`: ids of the postings found; `sitemap_lists`: whether a sitemap listed job pages;
    `troubles`: why the site was not read whole.
    """

    stops: tuple[Stop, ...]
    visited: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    sitemap_lists: bool = False
    troubles: tuple[str, ...] = ()

    @property
    def here(self) -> Stop:
        """The stop that is being read."""
        return self.stops[0]

    def on(
        self, first: Iterable[Stop] = (), last: Iterable[Stop] = (), trouble: str | None = None
    ) -> "Walk":
        """The walk after this stop, which led to others, to be read `first` or `last`."""
        visited = self.visited | {_key(self.here)}
        rest = tuple(_unvisited((*first, *self.stops[1:], *last), visited))
        troubles = (*self.troubles, trouble) if trouble else self.troubles
        if len(visited) >= MOST_STOPS and rest:
            rest, troubles = (), (*troubles, f"the site has more than {MOST_STOPS} lists")
        return replace(self, stops=rest, visited=visited, troubles=troubles)

    def without_guesses(self) -> "Walk":
        """The walk once a sitemap was found."""
        return replace(self, stops=tuple(s for s in self.stops if s.kind is not Kind.GUESS))

    def finding(self, ids: Iterable[str]) -> "Walk":
        """The walk with postings found; one with too many ends, and tells."""
        seen = self.seen | frozenset(ids)
        if len(seen) <= MOST_POSTINGS:
            return replace(self, seen=seen)
        trouble = f"the site lists more than {MOST_POSTINGS} job pages"
        return replace(self, seen=seen, stops=(), troubles=(*self.troubles, trouble))

    @property
    def problem(self) -> str | None:
        """Why what was found is not proven to be all, once the walk is over."""
        if self.stops:
            return None
        if self.troubles:
            return "; ".join(dict.fromkeys(self.troubles))
        if not self.seen:
            return "neither links nor sitemaps of the site lead to a page that looks like a posting"
        if not self.sitemap_lists:
            return "no sitemap lists the job pages: what links lead to need not be all of them"
        return None


def begin(start: str) -> Walk:
    """The walk from a site's start page."""
    return Walk((Stop(Kind.LISTING, start), Stop(Kind.ROBOTS, urljoin(start, "/robots.txt"))))


def guesses(start: str) -> list[Stop]:
    """Where to look for a sitemap that nothing names."""
    folder = start if start.endswith("/") else f"{start}/"
    below = [urljoin(folder, "sitemap.xml")] if urlsplit(folder).path != "/" else []
    places = [*(urljoin(start, path) for path in _GUESSES), *below]
    return [Stop(Kind.GUESS, url) for url in dict.fromkeys(places)]


def _unvisited(stops: Iterable[Stop], visited: frozenset[str]) -> Iterable[Stop]:
    known = set(visited)
    for stop in stops:
        key = _key(stop)
        if key not in known and stop.depth <= DEEPEST:
            known.add(key)
            yield stop


def _key(stop: Stop) -> str:
    return canonical_key(stop.url) or stop.url
