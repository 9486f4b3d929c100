"""A listing of pages whose rows may each have a detail: the shape that all others refine.

A source says where to ask and how to read an answer; this module does the rest: it follows the
pages, counts each row once, fetches details, tells every way in which a read can end apart, and
proves completeness.
"""

import logging
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

import scrapy
from scrapy.exceptions import NotSupported
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.raw import Employer, RawPosting
from crawler.report import BoardRun
from crawler.shapes.base import BoardSpider, Output, ReadPosting, Task
from crawler.shapes.reading import Reading
from crawler.web.answers import (
    BoardError,
    GonePostingError,
    NoPostingError,
    check_status,
    leads_to,
    read_json,
    redirect_target,
)
from crawler.web.faults import in_words
from mappings.identity import Board

logger = logging.getLogger(__name__)

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
    may have been listed before (in another language, say), which otherwise means a listing without
    an end.
    """

    rows: Sequence[Any]
    follow: Sequence[Any] = ()
    total: int | None = None
    problem: str | None = None
    employer: Employer = field(default_factory=Employer)
    divided: bool = False
    overlaps: bool = False


class Listing(BoardSpider):
    """Base of the shapes. Proof of completeness: every page that a page leads to was read and,
    where a total is stated, so many different rows were listed.

    To be set by a source, besides what `BoardSpider` asks for: `page_request(at)` and
    `read_page(response, at)`.

    Hooks, each with a default that does nothing:

    - `opening_request(board)`, `read_opening(response)`: a page to read first (tokens, site ids);
      `further_opening_request(board, opening)`: and one more after that.
    - `is_missing(response)`: where more than the status says "no such board".
    - `reads_any_status(response, at)`: where an error is an answer like any other.
    - `other_link(response, at)`: where to ask instead, if the answer is not what was asked for.
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

    # The course of a read. Every request is counted out when it is made and in when it is done
    # with; the board ends when none is out.

    def first_request(self, run: BoardRun, task: Task) -> scrapy.Request:
        """Ask for the opening page, else for the first page of the listing."""
        reading = Reading(run, task.employer)
        opening = self.opening_request(task.board)
        if opening is not None:
            return self._send(opening, self._opened, reading, opening={})
        return self._ask(At(task.board), reading)

    def _ask(self, at: At, reading: Reading) -> scrapy.Request:
        return self._send(self.page_request(at), self._listed, reading, at=at)

    def _opened(self, response: Response, reading: Reading, opening: Mapping[str, Any]) -> Output:
        check_status(response, self._missing(response))
        told = {**opening, **self.read_opening(response)}
        further = self.further_opening_request(reading.run.board, told)
        if further is not None:
            yield self._send(further, self._opened, reading, opening=told)
        else:
            yield self._ask(At(reading.run.board, opening=told), reading)

    def _missing(self, response: Response) -> frozenset[int]:
        return frozenset({response.status}) if self.is_missing(response) else frozenset()

    def _listed(self, response: Response, reading: Reading, at: At) -> Output:
        other = self.other_link(response, at)
        if other is not None:
            yield self._ask(At(at.board, other, at.opening), reading)
            return
        first = reading.pages == 0
        if not self.reads_any_status(response, at):
            # What lists something is not missing, whatever a further page says.
            check_status(response, frozenset() if reading.run.listed else self._missing(response))
        page = self.read_page(response, at)
        reading.pages += 1
        if first:
            reading.total = page.total
            reading.take_employer(page.employer)
            request = self._employer_wanted(reading, page)
            if request is not None:
                yield self._send(
                    request, self._employed, reading, page=page, listing=response, at=at
                )
                return
        yield from self._taken(page, response, reading, at)

    def _employer_wanted(self, reading: Reading, page: Page) -> scrapy.Request | None:
        if not page.rows or reading.employer.name is not None:
            return None
        return self.employer_request(reading.run.board, page.rows)

    def _employed(
        self, response: Response, reading: Reading, page: Page, listing: Response, at: At
    ) -> Output:
        check_status(response, frozenset())
        employer = self.read_employer(response)
        if employer.name is None:
            raise BoardError(
                f"company unknown: neither the listing nor {response.url} names it;"
                f" add a company to the line of {reading.run.board.id} in the registry"
            )
        reading.take_employer(employer)
        yield from self._taken(page, listing, reading, at)

    def _taken(self, page: Page, response: Response, reading: Reading, at: At) -> Output:
        """Follow the page's links and hand its rows on."""
        if page.problem is not None:
            reading.problems.append(BoardError(page.problem))
        before = len(reading.seen)
        rows = () if page.divided else page.rows
        for row in rows:
            yield from self._row(row, response, reading, at)
        if page.follow and rows and not page.overlaps and len(reading.seen) == before:
            raise BoardError(f"{response.url} lists again what was listed before")
        if page.follow and reading.pages >= self.max_pages:
            raise BoardError(f"the listing has no end: {reading.pages} pages were read")
        for link in page.follow:
            yield self._ask(At(at.board, link, at.opening), reading)

    def _row(self, row: Any, response: Response, reading: Reading, at: At) -> Output:
        run = reading.run
        if not isinstance(row, Mapping):
            run.listed += 1
            run.refuse(None, f"the row is no object but {type(row).__name__}")
        elif not reading.is_new(self.row_id(row)):
            run.repeated += 1
        elif self.skip(row):
            run.listed += 1
            run.skipped += 1
        else:
            run.listed += 1
            request = self.detail_request(row, at)
            if request is None:
                yield self._posting(row, response, reading, row)
            else:
                request = request.replace(priority=_DETAIL_FIRST)
                yield self._send(request, self._detailed, reading, row=row)

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

    def _send(
        self,
        request: scrapy.Request,
        step: Callable[..., Output],
        reading: Reading,
        **context: Any,
    ) -> scrapy.Request:
        """Count a request out; what comes back, answer or failure, counts it in."""
        reading.out += 1
        reading_kwargs = {"step": step, "reading": reading, "context": context}
        return request.replace(
            callback=self._answered,
            errback=self._unanswered,
            cb_kwargs=reading_kwargs,
            # Two boards, or two details, may share an address, and each has its own end.
            dont_filter=True,
        )

    def _answered(
        self,
        response: Response,
        step: Callable[..., Output],
        reading: Reading,
        context: Mapping[str, Any],
    ) -> Output:
        try:
            yield from step(response, reading, **context)
        except BoardError as error:
            self._note(error, reading, context)
        except NotSupported:
            self._note(BoardError(f"{response.url} answers what is no text"), reading, context)
        except Exception as error:
            # A fault of ours in one board: shown with its traceback, and the others go on.
            logger.exception("Reading %s failed", response.url)
            self._note(BoardError(f"internal error at {response.url}: {error!r}"), reading, context)
        yield from self._counted_in(reading)

    def _unanswered(self, failure: Failure) -> Output:
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        assert error is not None
        if not isinstance(error, BoardError):
            error = BoardError(in_words(error, request.url))
        self._note(error, request.cb_kwargs["reading"], request.cb_kwargs["context"])
        yield from self._counted_in(request.cb_kwargs["reading"])

    def _note(self, error: BoardError, reading: Reading, context: Mapping[str, Any]) -> None:
        """A row whose detail failed is named; unless its posting is gone, the read is not whole."""
        if isinstance(error, NoPostingError):
            reading.run.skipped += 1
            reading.no_postings.append(error)
            return
        if "row" in context:
            reading.run.refuse(self.row_id(context["row"]), str(error))
        if not isinstance(error, GonePostingError):
            reading.problems.append(error)

    def _counted_in(self, reading: Reading) -> Output:
        reading.out -= 1
        if not reading.out:
            yield reading.end()
