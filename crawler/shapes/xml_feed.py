"""The whole board in one XML feed: RSS, Atom or a vendor's own."""

from abc import abstractmethod
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response

from crawler.raw import Employer
from crawler.shapes.base import Proof
from crawler.shapes.listing import At, Listing, Page
from crawler.shapes.single_document import value_at
from crawler.web.answers import BoardError, read_xml
from mappings.identity import Board


class XmlFeed(Listing):
    """A shape. Proof of completeness: the feed is well-formed to its end.

    Rows are read as `crawler.web.answers.read_xml` says. To be set by a source:
    `feed_url(board)`, and

    - `rows_at`: the path of the rows' elements ("rss.channel.item"). Without any the board is
      empty, but the elements above them must be there.
    - `lists`: further elements that may stand several times in a row.

    Hook: `feed_employer(feed)`: the company that the element above the rows names.
    """

    listing = "whole board in one XML feed"
    proof = Proof.SINGLE_DOCUMENT
    conditional = True
    rows_at: ClassVar[str]
    lists: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def feed_url(self, board: Board) -> str:
        """The address of the feed."""

    def feed_employer(self, feed: dict[str, Any]) -> Employer:
        """The company as the feed names it."""
        return Employer()

    def page_request(self, at: At) -> scrapy.Request:
        """Ask for the feed."""
        accept = "application/rss+xml, application/atom+xml, application/xml, text/xml"
        return scrapy.Request(self.feed_url(at.board), headers={"Accept": accept})

    def read_page(self, response: Response, at: At) -> Page:
        """All rows."""
        way, _, name = self.rows_at.rpartition(".")
        feed = value_at(_unnulled(read_xml(response, (name, *self.lists))), way)
        if feed is None:
            raise BoardError(f"{response.url} answers XML without an element {way!r}")
        return Page(feed.get(name, ()), employer=self.feed_employer(feed))


def _unnulled(element: dict[str, Any]) -> dict[str, Any]:
    """The outer elements, those without content as empty objects."""
    return {
        name: {} if value is None else _unnulled(value) if isinstance(value, dict) else value
        for name, value in element.items()
    }
