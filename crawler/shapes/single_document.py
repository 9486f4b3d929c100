"""The whole board in one JSON document: one request lists every posting with its text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response

from crawler.answers import BoardError, PartialBoardError, check_status, read_json
from crawler.raw import Employer
from crawler.report import BoardRun
from crawler.shapes.base import BoardEnd, BoardSpider, Item, Output, Task
from mappings.identity import Board
from reference.vocabularies import Outcome


class SingleDocument(BoardSpider):
    """A shape. Proof of completeness: the document was read to its end, and where the source
    states a total (`total_at`), as many rows are there.

    To be set by a source, besides what `BoardSpider` asks for:

    - `rows_at`: the path of the list of rows; "" where the document is the list.
    - `total_at`: the path of the stated total, None where there is none.

    A row listed twice counts once.

    Hooks: `list_url(board)`; `employer_url(board, rows)` and `employer_on(response)` where the
    payload does not name the company; `skip(row)` for rows that are not for the public list.
    """

    listing = "whole board in one document"
    rows_at: ClassVar[str]
    total_at: ClassVar[str | None] = None

    def list_url(self, board: Board) -> str:
        """The address of the document."""
        raise NotImplementedError

    def employer_url(self, board: Board, rows: Sequence[Any]) -> str | None:  # noqa: ARG002
        """The page that names the company, None where the rows do."""
        return None

    def employer_on(self, response: Response) -> Employer:  # noqa: ARG002
        """The company that the page at `employer_url` names."""
        return Employer()

    def skip(self, row: Mapping[str, Any]) -> bool:  # noqa: ARG002
        """Whether the source marks a row as not for the public list."""
        return False

    def first_request(self, run: BoardRun, task: Task) -> scrapy.Request:
        """Ask for the document."""
        url = self.list_url(task.board)
        return self.request(url, self.parse_listing, run, employer=task.employer)

    def parse_listing(self, response: Response, run: BoardRun, employer: Employer) -> Output:
        """Read the document; ask who the company is where nothing has said so yet."""
        return self.guarded(self._parse_listing(response, run, employer), run)

    def _parse_listing(self, response: Response, run: BoardRun, employer: Employer) -> Output:
        check_status(response, self.missing_statuses)
        document = read_json(response)
        rows = self._rows(document, response)
        employer_url = self.employer_url(run.board, rows)
        if rows and employer.name is None and employer_url:
            yield self.request(
                employer_url, self.parse_employer, run, listing=response, document=document
            )
        else:
            yield from self._postings(document, response, run, employer)

    def parse_employer(
        self, response: Response, run: BoardRun, listing: Response, document: Any
    ) -> Output:
        """Take the company from its page, then go on with the document."""
        return self.guarded(self._parse_employer(response, run, listing, document), run)

    def _parse_employer(
        self, response: Response, run: BoardRun, listing: Response, document: Any
    ) -> Output:
        check_status(response, frozenset())
        employer = self.employer_on(response)
        if employer.name is None:
            raise BoardError(
                f"company unknown: neither the listing nor {response.url} names it;"
                f" add a company to the line of {run.board.id} in the registry"
            )
        yield from self._postings(document, listing, run, employer)

    def _postings(
        self, document: Any, response: Response, run: BoardRun, employer: Employer
    ) -> Iterator[Item]:
        rows = self._rows(document, response)
        run.company = employer.name
        run.listed = len(rows)
        seen: set[Any] = set()
        for row in rows:
            key = row.get(self.id_at) if isinstance(row, Mapping) else None
            if not isinstance(row, Mapping):
                run.open_posting()
                run.reject(None, f"the row is no object but {type(row).__name__}")
            elif self.skip(row) or (key is not None and str(key) in seen):
                run.skipped += 1
            else:
                seen.add(str(key))
                yield self.read(row, run, employer, response)
        yield self._end(document, rows, run)

    def _rows(self, document: Any, response: Response) -> list[Any]:
        rows = _at(document, self.rows_at)
        if not isinstance(rows, list):
            place = f"at {self.rows_at!r}" if self.rows_at else "at the top"
            raise BoardError(f"{response.url} answers JSON without a list {place}")
        return rows

    def _end(self, document: Any, rows: list[Any], run: BoardRun) -> BoardEnd:
        if self.total_at is not None:
            total = _at(document, self.total_at)
            if total != len(rows):
                said = f"{self.total_at} states {total}" if total is not None else "no total stated"
                raise PartialBoardError(f"{said}, {len(rows)} listed")
        if not rows:
            return BoardEnd(run, Outcome.EMPTY, "the board is there and lists nothing")
        return BoardEnd(run, Outcome.COMPLETE, None)


def _at(document: Any, path: str) -> Any:
    for key in filter(None, path.split(".")):
        document = document.get(key) if isinstance(document, Mapping) else None
    return document
