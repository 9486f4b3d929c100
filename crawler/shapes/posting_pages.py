"""A listing whose postings are web pages with schema.org markup."""

from abc import abstractmethod
from typing import ClassVar

import scrapy
from scrapy.http import Response

from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.pages.structured_data import job_postings
from crawler.shapes.listing import At, Listing, Row
from crawler.web.answers import BoardError
from mappings.identity import Board

IGNORED = ignored_at("detail.")
"""For a source's `ignored`, beside what it ignores of its rows."""


class PostingPages(Listing):
    """A shape. A posting's payload is `{"row": ..., "detail": <JobPosting>}`.

    To be set by a source, besides what `Listing` asks for: `detail_url(row, board)`.
    """

    personal: ClassVar[tuple[str, ...]] = personal_at("detail.")

    @abstractmethod
    def detail_url(self, row: Row, board: Board) -> str:
        """The address of a posting's page."""

    def detail_request(self, row: Row, at: At) -> scrapy.Request:
        """Ask for the page."""
        return scrapy.Request(self.detail_url(row, at.board))

    def read_detail(self, response: Response, row: Row) -> Row:
        """The page's JobPosting. Raises `BoardError` where it has none."""
        found = job_postings(response)
        if not found:
            raise BoardError(f"{response.url} answers a page without a JobPosting")
        return {"row": row, "detail": found[0]}
