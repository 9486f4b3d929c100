"""A listing of pages whose rows may each have a detail: the shape that all others refine.

A source says where to ask and how to read an answer; this module does the rest: it follows the
pages, counts each row once, fetches details, tells every way in which a read can end apart, and
proves completeness.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response

from crawler.fingerprint import fingerprint
from crawler.pages.closing_words import board_gone_words, closing_words
from crawler.raw import Employer, RawPosting
from crawler.report import BoardRun
from crawler.shapes.base import (
    CONDITIONAL_META,
    POSTING_META,
    Output,
    Proof,
    ReadPosting,
    Task,
)
from crawler.shapes.counted import Context
from crawler.shapes.doubts import NOT_MODIFIED, Doubts, unless_said, validators_of
from crawler.shapes.page import At, Page, Row
from crawler.shapes.reading import Reading
from crawler.web.answers import (
    BoardError,
    CutAnswerError,
    GonePostingError,
    MissingBoardError,
    NoPostingError,
    UnprovenError,
    check_status,
    is_web_page,
    leads_back,
    leads_to,
    read_json,
    redirect_target,
)
from mappings.identity import Board

__all__ = ["At", "Listing", "Page", "Row"]

_DETAIL_FIRST = 10
"""Details go before further pages, so that what waits stays bounded."""


class Listing(Doubts):
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

    proof: ClassVar[Proof] = Proof.END_OF_PAGES
    conditional: ClassVar[bool] = False
    """Whether the first page is the whole listing, so that "not modified" speaks for all of it."""
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
        led_away = target is not None and (
            leads_to(target, self.gone_redirects) or leads_back(response.url, target)
        )
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
        request = self.page_request(at)
        if self.conditional and at.link is None:
            request.meta[CONDITIONAL_META] = True
        return self.send(request, self._listed, reading, at=at)

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
        if response.status == NOT_MODIFIED and reading.run.known.validators is not None:
            self._not_modified(reading)
            return
        if not self.reads_any_status(response, at):
            # What lists something is not missing, whatever a further page says.
            check_status(response, frozenset() if reading.run.listed else self._missing(response))
        page = self._page(response, at)
        reading.here.pages += 1
        if reading.here.pages == 1:
            reading.here.total = page.total
            reading.run.stated_empty = page.total == 0
            reading.run.validators = None if page.follow else validators_of(response)
            reading.take_employer(page.employer)
            request = self._employer_wanted(reading, page)
            if request is not None:
                yield self.send(request, self._employed, reading, listed=(page, response, at))
                return
        yield from self._taken(page, response, reading, at)

    def _page(self, response: Response, at: At) -> Page:
        """The page; unless the answer says in words that there is no such board any more."""

        def read() -> Page:
            page = self.read_page(response, at)
            lists = page.rows or page.follow or at.link is not None
            words = None if lists or not is_web_page(response) else board_gone_words(response)
            if words is not None:
                raise MissingBoardError(f"{response.url} says: {words}")
            return page

        return unless_said(read, response, board_gone_words, MissingBoardError)

    def _not_modified(self, reading: Reading) -> None:
        run = reading.run
        run.validators = run.known.validators
        run.keep_all()

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
            kind = BoardError if page.proves else UnprovenError
            reading.problems.append(kind(page.problem))
        reading.run.proven &= page.proves
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
            run.see(self.row_id(row))
            yield from self._shown(row, response, reading, at)

    def _shown(self, row: Row, response: Response, reading: Reading, at: At) -> Output:
        """Take a row, with its detail where it has one; one that is known to be the same is not."""
        run = reading.run
        request = self.detail_request(row, at)
        if request is not None:
            # That the listing is as it was says nothing of what is due to be read again.
            run.validators = None
        known = run.known.unchanged(
            self.row_id(row), fingerprint(row, self.volatile, reading.employer)
        )
        if known is not None and not self._is_due(known, reading, detailed=request is not None):
            run.keep(known)
        elif request is None:
            yield self._posting(row, response, reading, row)
        else:
            request = request.replace(priority=_DETAIL_FIRST)
            request.meta[POSTING_META] = True
            yield self.send(request, self._detailed, reading, row=row)

    def _is_due(self, name: str, reading: Reading, *, detailed: bool) -> bool:
        run = reading.run
        if detailed:
            return run.known.wants_detail(name, run.started_at.date())
        return run.known.postings[name].outdated

    def _detailed(self, response: Response, reading: Reading, row: Row) -> Output:
        if self.is_gone(response):
            target = redirect_target(response)
            answer = f"redirects to {target}" if target else f"answers {response.status}"
            raise GonePostingError(f"listed, but {response.url} {answer}")
        check_status(response, frozenset())
        payload = unless_said(
            lambda: self.read_detail(response, row), response, closing_words, GonePostingError
        )
        yield self._posting(payload, response, reading, row)

    def _posting(self, payload: Row, response: Response, reading: Reading, row: Row) -> ReadPosting:
        reading.run.open_posting()
        # A recorded response says itself when it was fetched.
        fetched_at = response.meta.get("fetched_at") or datetime.now(UTC)
        board, employer = reading.run.board, reading.employer
        raw = RawPosting(payload, board, employer, response.url, fetched_at)
        list_hash = fingerprint(row, self.volatile, reading.employer)
        return ReadPosting(raw, reading.run, self.row_id(row), list_hash)

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
                self._refused(context["row"], error, reading)
            if not isinstance(error, GonePostingError):
                reading.problems.append(error)

    def _refused(self, row: Row, error: BoardError, reading: Reading) -> None:
        row_id = self.row_id(row)
        reading.run.refuse(row_id, str(error))
        if row_id is not None and isinstance(error, GonePostingError):
            reading.run.gone_rows[row_id] = str(error)

    def all_in(self, reading: Reading) -> Output:
        """End the read, or begin the one further pass over a listing that moved; or ask once more
        where nothing but an end is left to be believed.
        """
        if reading.begins_again():
            yield self._opening(reading)
            return
        yield from self.last_questions(reading)
        if not reading.out:
            yield reading.end()
