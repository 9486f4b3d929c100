"""What is asked once a listing is read, where the listing alone does not settle it.

- A source that denied a board for days is asked by the page that people see, before the board
  counts as gone.
- Where a listing proves nothing, the pages of open postings that it does not list are looked at,
  a few in each read: they may say themselves that they are gone.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import TypeVar
from zlib import crc32

import scrapy
from scrapy.http import Response

from crawler.pages.closing_words import closing_words
from crawler.shapes.base import CONDITIONAL_META, POSTING_META, Output
from crawler.shapes.counted import CountedReads
from crawler.shapes.reading import Reading
from crawler.web.answers import BoardError, redirect_target
from mappings.board import Validators

T = TypeVar("T")

NOT_MODIFIED = 304
MOST_PAGES = 50
"""Pages of unlisted postings that are looked at in one read."""
_NOT_THERE = frozenset({404, 410})


class Doubts(CountedReads):
    """Base of `Listing`: its last questions."""

    @abstractmethod
    def is_gone(self, response: Response) -> bool:
        """Whether the answer to a detail request says that the posting is gone."""

    def last_questions(self, reading: Reading) -> Iterator[scrapy.Request]:
        """The requests to make before a read ends; asked for once."""
        if reading.doubted:
            return
        reading.doubted = True
        if reading.is_denied:
            yield from self._about_board(reading)
        elif reading.is_readable and not reading.run.proven:
            yield from self._about_postings(reading)

    def _about_board(self, reading: Reading) -> Iterator[scrapy.Request]:
        run = reading.run
        if not run.known.is_denied(run.started_at.date()):
            return
        page = self.hosted_page(run.board)
        if page is None:
            reading.gone = "denied on several days"
        else:
            yield self.send(scrapy.Request(page), self._hosted, reading)

    def _hosted(self, response: Response, reading: Reading) -> Output:
        if response.status in _NOT_THERE or redirect_target(response) is not None:
            reading.gone = f"denied on several days, and {response.url} answers {response.status}"
        yield from ()

    def _about_postings(self, reading: Reading) -> Iterator[scrapy.Request]:
        run, day = reading.run, reading.run.started_at.date()
        seen = run.seen
        pages = {
            name: known.url
            for name, known in run.known.postings.items()
            if name not in seen and known.url is not None
        }
        # In another order every day, so that each has its turn.
        turns = sorted(pages, key=lambda name: crc32(f"{name} {day}".encode()))
        for name in turns[:MOST_PAGES]:
            request = scrapy.Request(pages[name], meta={POSTING_META: True})
            yield self.send(request, self._looked_at, reading, name=name)

    def _looked_at(self, response: Response, reading: Reading, name: str) -> Output:
        words = closing_words(response)
        if self.is_gone(response) or words is not None:
            said = words or f"answers {response.status}"
            reading.run.gone_postings[name] = f"not listed, and {response.url}: {said}"
        yield from ()


def unless_said(
    read: Callable[[], T],
    response: Response,
    words: Callable[[Response], str | None],
    error: type[BoardError],
) -> T:
    """What `read` makes of a response; where it fails and the response says why in `words`, the
    `error` that this means in place of its own.
    """
    try:
        return read()
    except BoardError as fault:
        said = words(response)
        if said is None:
            raise
        raise error(f"{response.url} says: {said}") from fault


def validators_of(response: Response) -> Validators | None:
    """By which the source may tell next time that its whole listing is the same; else None."""
    assert response.request is not None
    if CONDITIONAL_META not in response.request.meta:
        return None
    found = {
        name: value.decode("latin-1")
        for name, header in (("etag", "ETag"), ("last_modified", "Last-Modified"))
        if (value := response.headers.get(header))
    }
    url = response.request.meta.get("redirect_urls", [response.request.url])[0]
    return Validators(url=url, **found) if found else None
