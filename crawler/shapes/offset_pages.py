"""A listing in pages by offset, in JSON, whose first page states the total."""

from abc import abstractmethod
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response

from crawler.raw import Employer
from crawler.shapes.base import Proof
from crawler.shapes.listing import At, Listing, Page
from crawler.shapes.single_document import value_at
from crawler.web.answers import BoardError, read_json


class OffsetPages(Listing):
    """A shape. Proof of completeness: as many different rows as the first page states.

    To be set by a source: `offset_request(at, offset)`, and

    - `rows_at`, `total_at`: the paths of the list of rows and of their total number.
    - `page_size`: how many rows the source gives at most, however many are asked for.
    - `first_offset`: 1 where rows are counted from 1.
    - `offset_at`: the path at which a page says where it starts, None where it does not.

    Hook: `opened_employer(at)`: the company that an opening page named.
    """

    listing = "pages by offset with a total"
    proof = Proof.TOTAL
    rows_at: ClassVar[str]
    total_at: ClassVar[str]
    page_size: ClassVar[int]
    first_offset: ClassVar[int] = 0
    offset_at: ClassVar[str | None] = None

    @abstractmethod
    def offset_request(self, at: At, offset: int) -> scrapy.Request:
        """The request for the page that starts with the row of this number."""

    def opened_employer(self, at: At) -> Employer:
        """The company as the opening page names it."""
        return Employer()

    def page_request(self, at: At) -> scrapy.Request:
        """Ask for a page; a link is its offset."""
        return self.offset_request(at, self._offset(at))

    def read_page(self, response: Response, at: At) -> Page:
        """The rows, and after the first page all further offsets below the total."""
        document = read_json(response)
        rows, total = value_at(document, self.rows_at), value_at(document, self.total_at)
        if not isinstance(rows, list) or not isinstance(total, int):
            raise BoardError(
                f"{response.url} answers JSON without a list at {self.rows_at!r}"
                f" or a number at {self.total_at!r}"
            )
        second, end = self.first_offset + self.page_size, self.first_offset + total
        return Page(
            rows,
            follow=range(second, end, self.page_size) if at.link is None else (),
            total=total,
            problem=self._shift(document, at),
            employer=self.opened_employer(at),
        )

    def _offset(self, at: At) -> int:
        return self.first_offset if at.link is None else int(at.link)

    def _shift(self, document: Any, at: At) -> str | None:
        start = value_at(document, self.offset_at) if self.offset_at else None
        if start is None or start == self._offset(at):
            return None
        return f"the page from row {self._offset(at)} was asked for, that from {start} answered"
