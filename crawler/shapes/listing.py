"""A listing of pages whose rows may each have a detail: the shape that all others refine.

A source says where to ask and how to read an answer; this module does the rest: it follows the
pages, counts each row once, fetches details, tells every way in which a read can end apart, and
proves completeness.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response

from crawler.raw import Employer, RawPosting
from crawler.report import BoardRun
from crawler.shapes.base import Output, ReadPosting, Task
from crawler.shapes.counted import Context, CountedReads
from crawler.shapes.reading import Reading
from crawler.web.answers import (
    BoardError,
    CutAnswerError,
    GonePostingError,
    NoPostingError,
    check_status,
    leads_to,
    read_json,
    redirect_target,
)
from mappings.identity import Board

Row = Mapping[str, Any]
_DETAIL_FIRST = 10
"""Details go before further pages, so that what waits stays bounded."""


@dataclass(frozen=True, slots=True)
class At:
    """Where in a listing a request stands.

    `link` is what the page before gave to follow (an offset, a page number, an address), None on
    the first page; `opening` is what the opening page told.
    """

    board: Board
    link: Any = None
    opening: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What one page lists.

    `rows` are the payloads of its postings; `follow` the links to further pages, none on the last
    one; `total` how many different postings the source says there are, read on the first page;
    `problem` why the page itself shows that the listing is not whole; `employer` the company that
    the page, or what was opened before it, names. `divided`: the links lead to parts of the same
    listing, in which these rows come again; here they are not counted. `overlaps`: all of its rows
    may have been listed before (in another language, say), which otherwise means that rows moved,
    or a listing without an end. `moved`: why the page shows that rows moved since the first one.
    """

    rows: Sequence[Any]
    follow: Sequence[Any] = ()
    total: int | None = None
    problem: str | None = None
    employer: Employer = field(default_factory=Employer)
    divided: bool = False
    overlaps: bool = False
    moved: str | None = None


class Listing(CountedReads):
    """Base of the shapes. Proof of completeness: every page that a page leads to was read and,
    where a total is stated, so many different rows were listed. A listing that moved while it was
    read is read once more (see `Reading`); details of rows that are known are not.

    To be set by a source, besides what `BoardSpider` asks for: `page_request(at)` and
    `read_page(response, at)`.

    Hooks, each with a default that does nothing:

    - `opening_request(board)`, `read_opening(response)`: a page to read first (tokens, site ids);
      `further_opening_request(board, opening)`: and one more after that.
    - `is_missing(response)`: where more than the status says "no such board".
    - `reads_any_status(response, at)`: where an error is an answer like any other.
    - `other_link(response, at)`: where to ask instead, if the answer is not what was asked for.
    - `smaller_link(at)`: where to ask instead, if the answer did not come whole.
    - `employer_request(board, rows)`, `read_employer(response)`: where the company is named, if the
      rows do not name it.
    - `skip(row)`: rows that the source marks as not for the public list.
    - `is_gone(response)`: where more than the status of a detail says that its posting is gone.
    - `detail_request(row, at)`, `read_detail(response, row)`: the detail of a row. The posting's
      payload is then what `read_detail` returns, by default `{"row": row, "detail": <JSON>}`.
    """

    max_pages: ClassVar[int] = 5_000
    """More than any board has: a listing that goes on for ever ends here, with a reason."""
    gone_statuses: ClassVar[frozenset[int]] = frozenset({404, 410})
    """The statuses with which a detail says that the posting is gone."""

    @abstractmethod
    def page_request(self, at: At) -> scrapy.Request:
        """The request for a page."""

    @abstractmethod
    def read_page(self, response: Response, at: At) -> Page:
        """What a page lists. Raises `BoardError` where the answer is no such page."""

    def opening_request(self, board: Board) -> scrapy.Request | None:
        """The page to read before the listing."""
        return None

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """What that page tells; it stands in `at.opening` from then on."""
        return {}

    def further_opening_request(
        self, board: Board, opening: Mapping[str, Any]
    ) -> scrapy.Request | None:
        """One more page to read before the listing; None once `opening` tells all."""
        return None

    def is_missing(self, response: Response) -> bool:
        """Whether the answer to a read's first requests says that there is no such board."""
        target = redirect_target(response)
        led_away = target is not None and leads_to(target, self.missing_redirects)
        return led_away or response.status in self.missing_statuses

    def reads_any_status(self, response: Response, at: At) -> bool:
        """Whether `read_page` makes something of the answer whatever its status."""
        return False

    def other_link(self, response: Response, at: At) -> Any:
        """The link to follow in place of this answer; None to read it."""
        return None

    def smaller_link(self, at: At) -> Any:
        """The link to follow in place of one whose answer broke off or was too much; else None."""
        return None

    def employer_request(self, board: Board, rows: Sequence[Any]) -> scrapy.Request | None:
        """The page that names the company, None where the rows do."""
        return None

    def read_employer(self, response: Response) -> Employer:
        """The company that that page names."""
        return Employer()

    def skip(self, row: Row) -> bool:
        """Whether the source marks a row as not for the public list."""
        return False

    def row_id(self, row: Row) -> str | None:
        """The id that tells rows apart; a row listed twice counts once."""
        value = row.get(self.id_at)
        return None if value is None else str(value)

    def detail_request(self, row: Row, at: At) -> scrapy.Request | None:
        """The request for a row's detail, None where the row says it all."""
        return None

    def is_gone(self, response: Response) -> bool:
        """Whether the answer to a detail request says that the posting is gone."""
        target = redirect_target(response)
        led_away = target is not None and leads_to(target, self.gone_redirects)
        return led_away or response.status in self.gone_statuses

    def read_detail(self, response: Response, row: Row) -> Row:
        """The posting's payload out of a row and the answer to its detail request."""
        return {"row": row, "detail": read_json(response)}

    # The course of a read: opening pages, pages, details; and once more, where rows moved.

    def first_request(self, run: BoardRun, task: Task) -> scrapy.Request:
        """The opening page, else the first page of the listing."""
        return self._opening(Reading(run, task.employer))

    def _opening(self, reading: Reading) -> scrapy.Request:
        reading.opening = {}
        opening = self.opening_request(reading.run.board)
        if opening is not None:
            return self.send(opening, self._opened, reading)
        return self._ask_first(reading)

    def _ask(self, at: At, reading: Reading) -> scrapy.Request:
        return self.send(self.page_request(at), self._listed, reading, at=at)

    def _ask_first(self, reading: Reading) -> scrapy.Request:
        return self._ask(At(reading.run.board, opening=reading.opening), reading)

    def _opened(self, response: Response, reading: Reading) -> Output:
        check_status(response, self._missing(response))
        reading.opening = {**reading.opening, **self.read_opening(response)}
        further = self.further_opening_request(reading.run.board, reading.opening)
        if further is not None:
            yield self.send(further, self._opened, reading)
        else:
            yield self._ask_first(reading)

    def _missing(self, response: Response) -> frozenset[int]:
        return frozenset({response.status}) if self.is_missing(response) else frozenset()

    def _listed(self, response: Response, reading: Reading, at: At) -> Output:
        other = self.other_link(response, at)
        if other is not None:
            yield self._ask(At(at.board, other, at.opening), reading)
            return
        if not self.reads_any_status(response, at):
            # What lists something is not missing, whatever a further page says.
            check_status(response, frozenset() if reading.run.listed else self._missing(response))
        page = self.read_page(response, at)
        reading.here.pages += 1
        if reading.here.pages == 1:
            reading.here.total = page.total
            reading.take_employer(page.employer)
            request = self._employer_wanted(reading, page)
            if request is not None:
                yield self.send(request, self._employed, reading, listed=(page, response, at))
                return
        yield from self._taken(page, response, reading, at)

    def _employer_wanted(self, reading: Reading, page: Page) -> scrapy.Request | None:
        if not page.rows or reading.employer.name is not None:
            return None
        return self.employer_request(reading.run.board, page.rows)

    def _employed(
        self, response: Response, reading: Reading, listed: tuple[Page, Response, At]
    ) -> Output:
        check_status(response, frozenset())
        employer = self.read_employer(response)
        if employer.name is None:
            raise BoardError(
                f"company unknown: neither the listing nor {response.url} names it;"
                f" add a company to the line of {reading.run.board.id} in the registry"
            )
        reading.take_employer(employer)
        page, listing, at = listed
        yield from self._taken(page, listing, reading, at)

    def _taken(self, page: Page, response: Response, reading: Reading, at: At) -> Output:
        """Hand the page's rows on and follow its links."""
        if page.problem is not None:
            reading.problems.append(BoardError(page.problem))
        here = reading.here
        here.moved = here.moved or page.moved
        rows = () if page.divided else page.rows
        sight = here.look([self._row_id(row) for row in rows])
        for row in rows:
            yield from self._row(row, response, reading, at)
        if not page.overlaps:
            if sight.same_page or (sight.nothing_new and page.follow):
                raise BoardError(f"{response.url} lists again what was listed before")
            here.note_again(sight, response.url)
        yield from self._followed(page, reading, at)

    def _followed(self, page: Page, reading: Reading, at: At) -> Output:
        room = self.max_pages - reading.here.pages
        for link in page.follow[: max(room, 0)]:
            yield self._ask(At(at.board, link, at.opening), reading)
        if len(page.follow) > room:
            raise BoardError(f"the listing has no end: more than {self.max_pages} pages lead on")

    def _row_id(self, row: Any) -> str | None:
        return self.row_id(row) if isinstance(row, Mapping) else None

    def _row(self, row: Any, response: Response, reading: Reading, at: At) -> Output:
        run = reading.run
        if not reading.is_new(self._row_id(row)):
            return
        run.listed += 1
        if not isinstance(row, Mapping):
            run.refuse(None, f"the row is no object but {type(row).__name__}")
        elif self.skip(row):
            run.skipped += 1
        else:
            request = self.detail_request(row, at)
            if request is None:
                yield self._posting(row, response, reading, row)
            else:
                request = request.replace(priority=_DETAIL_FIRST)
                yield self.send(request, self._detailed, reading, row=row)

    def _detailed(self, response: Response, reading: Reading, row: Row) -> Output:
        if self.is_gone(response):
            target = redirect_target(response)
            answer = f"redirects to {target}" if target else f"answers {response.status}"
            raise GonePostingError(f"listed, but {response.url} {answer}")
        check_status(response, frozenset())
        payload = self.read_detail(response, row)
        yield self._posting(payload, response, reading, row)

    def _posting(self, payload: Row, response: Response, reading: Reading, row: Row) -> ReadPosting:
        reading.run.open_posting()
        # A recorded response says itself when it was fetched.
        fetched_at = response.meta.get("fetched_at") or datetime.now(UTC)
        board, employer = reading.run.board, reading.employer
        raw = RawPosting(payload, board, employer, response.url, fetched_at)
        return ReadPosting(raw, reading.run, self.row_id(row))

    def failed(self, error: BoardError, reading: Reading, context: Context) -> Output:
        """Ask for less, where that may help. Else a row whose detail failed is named; unless its
        posting is gone, the read is not whole.
        """
        at: At | None = context.get("at")
        link = self.smaller_link(at) if at and isinstance(error, CutAnswerError) else None
        if at is not None and link is not None:
            yield self._ask(At(at.board, link, at.opening), reading)
        elif isinstance(error, NoPostingError):
            reading.run.skipped += 1
            reading.no_postings.append(error)
        else:
            if "row" in context:
                reading.run.refuse(self.row_id(context["row"]), str(error))
            if not isinstance(error, GonePostingError):
                reading.problems.append(error)

    def all_in(self, reading: Reading) -> Output:
        """End the read, or begin the one further pass over a listing that moved."""
        yield self._opening(reading) if reading.begins_again() else reading.end()
