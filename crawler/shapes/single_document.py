"""The whole board in one JSON document: one request lists every posting with its text."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response

from crawler.shapes.base import Proof
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, read_json
from mappings.identity import Board


class SingleDocument(Listing):
    """A shape. Proof of completeness: the document was read to its end, and where the source
    states a total (`total_at`), so many rows are there.

    To be set by a source: `list_url(board)`, and

    - `rows_at`: the path of the list of rows; "" where the document is the list.
    - `total_at`: the path of the stated total, None where there is none.
    """

    listing = "whole board in one document"
    proof = Proof.SINGLE_DOCUMENT
    conditional = True
    rows_at: ClassVar[str]
    total_at: ClassVar[str | None] = None

    @abstractmethod
    def list_url(self, board: Board) -> str:
        """The address of the document."""

    def page_request(self, at: At) -> scrapy.Request:
        """Ask for the document."""
        return scrapy.Request(self.list_url(at.board), headers={"Accept": "application/json"})

    def rows_of(self, listed: Any) -> Any:
        """The list of rows out of what stands at `rows_at`: a hook for further shapes of it."""
        return listed

    def read_page(self, response: Response, at: At) -> Page:
        """All rows, and what their number says."""
        document = read_json(response)
        rows = self.rows_of(value_at(document, self.rows_at))
        if not isinstance(rows, list):
            place = f"at {self.rows_at!r}" if self.rows_at else "at the top"
            raise BoardError(f"{response.url} answers JSON without a list {place}")
        # A total that is not met is told below; that there is nothing is worth being stated.
        stated = value_at(document, self.total_at) if self.total_at is not None else None
        return Page(
            rows,
            total=0 if stated == 0 and not rows else None,
            problem=self._shortfall(document, len(rows)),
        )

    def _shortfall(self, document: Any, listed: int) -> str | None:
        if self.total_at is None:
            return None
        total = value_at(document, self.total_at)
        if total is None:
            return f"{self.total_at} is missing, which states how many postings there are"
        return None if total == listed else f"{self.total_at} states {total}, {listed} are listed"


def value_at(document: Any, path: str) -> Any:
    """The value at a dotted path; null where there is none."""
    for key in filter(None, path.split(".")):
        document = document.get(key) if isinstance(document, Mapping) else None
    return document
