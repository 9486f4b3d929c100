"""What all spiders share: boards in, raw postings and one end per board out.

A source is a subclass of a shape (a module beside this one) that sets the attributes below and
maps one payload in `to_posting`. Scrapy finds it by its module; there is no registry.
"""

import logging
from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy

from crawler.addresses import Address, match_any
from crawler.raw import Employer, RawPosting
from crawler.report import BoardReport, BoardRun
from mappings.identity import Board
from mappings.posting import PostingContent
from reference.vocabularies import Outcome

logger = logging.getLogger(__name__)

_BEGIN_LAST = -10
"""Boards that were begun are read to their end first, so that few are under way at a time."""


POSTING_META = "openings_posting"
"""In a request's `meta`: it asks for one posting's detail or page."""
CONDITIONAL_META = "openings_conditional"
"""In a request's `meta`: its answer is the whole listing, "not modified" included."""


@dataclass(frozen=True, slots=True)
class Task:
    """A board to read, and what is known of its company."""

    board: Board
    employer: Employer


class Proof(StrEnum):
    """What shows that a listing was read whole.

    `total`: so many as are stated. `end_of_pages`: every page that a page leads to.
    `single_document`: one document, read to its end. `none`: nothing does; it may list the newest
    postings only, and what it does not list may be open all the same.
    """

    TOTAL = "total"
    END_OF_PAGES = "end_of_pages"
    SINGLE_DOCUMENT = "single_document"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ReadPosting:
    """Item: one listed posting, as delivered; `list_hash`: the fingerprint of its row."""

    raw: RawPosting
    run: BoardRun = field(repr=False)
    row_id: str | None
    list_hash: str | None = None


@dataclass(frozen=True, slots=True)
class BoardEnd:
    """Item: the read of a board is over. The last item of its board."""

    run: BoardRun
    outcome: Outcome
    evidence: str | None

    async def report(self) -> BoardReport:
        """The board's report, once the fate of its last posting is known."""
        await self.run.settled()
        return self.run.report(self.outcome, self.evidence)


_HOST_UNKNOWN = (
    "host unknown: it cannot be told from the board's name; give the address of its careers page,"
    " or a host in its line of the registry"
)

Item = ReadPosting | BoardEnd
Output = Iterator[Item | scrapy.Request]


class BoardSpider(scrapy.Spider):
    """Base of all shapes. Reads the boards it is given, each on its own: one never costs another.

    Set by the shape: `listing`, how boards list their postings, in words; `proof`, what shows that
    all of them were read (a source of the shape may know better).

    To be set by a source:

    - `name`: the source in ids (`greenhouse`); the file has the same name.
    - `title`, `documentation`: the vendor's product and its public documentation.
    - `addresses`: the careers URLs that lead to a board of this source; none where it reads
      any site.
    - `reserved`: path segments on those hosts that are no board.
    - `id_at`: the payload path of a posting's id.
    - `front`: whether its sites show the postings of another system, which is preferred where it is
      known too.
    - `feed`: whether it lists ads of many employers, whose own boards are preferred.
    - `off`: why boards of this source are only read when they are named one by one (its robots.txt,
      its terms, no real recording of it yet); None for a source that is on.
    - `missing_statuses`: the HTTP statuses that say "no such board".
    - `missing_redirects`, `gone_redirects`: patterns of host and path (`www.acme.com/*`) to which
      the source redirects for want of the board or of the posting; they are never followed.
    - `personal`: payload paths that hold personal data; removed before anything is stored.
    - `ignored`: payload paths that are not mapped, each with the reason.
    - `volatile`: payload paths whose change alone changes nothing (a listing's "updated at").
    """

    listing: ClassVar[str]
    proof: ClassVar[Proof]
    title: ClassVar[str]
    documentation: ClassVar[str]
    addresses: ClassVar[tuple[Address, ...]]
    reserved: ClassVar[frozenset[str]] = frozenset()
    id_at: ClassVar[str] = "id"
    front: ClassVar[bool] = False
    feed: ClassVar[bool] = False
    off: ClassVar[str | None] = None
    missing_statuses: ClassVar[frozenset[int]] = frozenset({404})
    missing_redirects: ClassVar[tuple[str, ...]] = ()
    gone_redirects: ClassVar[tuple[str, ...]] = ()
    personal: ClassVar[tuple[str, ...]] = ()
    ignored: ClassVar[Mapping[str, str]] = {}
    volatile: ClassVar[tuple[str, ...]] = ()

    def __init__(self, tasks: Iterable[Task] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tasks = tuple(tasks)
        self.runs: list[BoardRun] = []

    @abstractmethod
    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one payload. Pure: no clock, no I/O.

        Raises `RejectedError` where a required field is missing.
        """

    @abstractmethod
    def first_request(self, run: BoardRun, task: Task) -> scrapy.Request:
        """The request with which the read of a board starts."""

    async def start(self) -> AsyncIterator[Any]:
        """One first request a board."""
        for task in self.tasks:
            run = BoardRun(
                task.board,
                company=task.employer.name,
                expected=task.employer.name,
                proven=self.proof is not Proof.NONE,
            )
            self.runs.append(run)
            yield self._begin(run, task)

    def _begin(self, run: BoardRun, task: Task) -> scrapy.Request | BoardEnd:
        if self.needs_host() and task.board.host is None:
            return BoardEnd(run, Outcome.FAILED, _HOST_UNKNOWN)
        try:
            return self.first_request(run, task).replace(priority=_BEGIN_LAST)
        except Exception as error:
            # A fault of ours in one board: shown with its traceback, and the others go on.
            logger.exception("Beginning %s failed", task.board.id)
            return BoardEnd(run, Outcome.FAILED, f"internal error at the beginning: {error!r}")

    @classmethod
    def needs_host(cls) -> bool:
        """Whether a board's host cannot be told from its token."""
        told = (one.names_host and one.names_board for one in cls.addresses)
        return bool(cls.addresses) and all(told)

    @classmethod
    def hosted_page(cls, board: Board) -> str | None:
        """The address at which people find the board; None where it cannot be told."""
        pages = (address.page_of(board) for address in cls.addresses if not address.is_service)
        return next((page for page in pages if page is not None), None)

    @classmethod
    def board_at(cls, url: str) -> Board | None:
        """The board that a careers URL leads to, or None where it is none of this source's."""
        match = match_any(url, cls.addresses, cls.reserved)
        if match is None:
            return None
        address, found = match
        host = urlsplit(url if "://" in url else f"//{url}").hostname
        return Board(
            cls.name, found["token"], found.get("site"), host if address.names_host else None
        )
