"""What all spiders share: boards in, raw postings and one end per board out.

A source is a subclass of a shape (a module beside this one) that sets the attributes below and
maps one payload in `to_posting`. Scrapy finds it by its module; there is no registry.
"""

from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.addresses import Address, match_any
from crawler.answers import BoardError
from crawler.raw import Employer, RawPosting
from crawler.report import BoardReport, BoardRun
from mappings.identity import Board
from mappings.posting import PostingContent
from reference.vocabularies import Outcome


@dataclass(frozen=True, slots=True)
class Task:
    """A board to read, and what is known of its company."""

    board: Board
    employer: Employer


@dataclass(frozen=True, slots=True)
class ReadPosting:
    """Item: one listed posting, as delivered."""

    raw: RawPosting
    run: BoardRun = field(repr=False)


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


Item = ReadPosting | BoardEnd
Output = Iterator[Item | scrapy.Request]


class BoardSpider(scrapy.Spider):
    """Base of all shapes. Reads the boards it is given, each on its own: one never costs another.

    Set by the shape: `listing`, how boards list their postings, in words.

    To be set by a source:

    - `name`: the source in ids (`greenhouse`); the file has the same name.
    - `title`, `documentation`: the vendor's product and its public documentation.
    - `addresses`: the careers URLs that lead to a board of this source.
    - `reserved`: path segments on those hosts that are no board.
    - `id_at`: the payload path of a posting's id.
    - `missing_statuses`: the HTTP statuses that say "no such board".
    - `personal`: payload paths that hold personal data; removed before anything is stored.
    - `ignored`: payload paths that are not mapped, each with the reason.
    - `volatile`: payload paths whose change alone changes nothing (a listing's "updated at").
    """

    listing: ClassVar[str]
    title: ClassVar[str]
    documentation: ClassVar[str]
    addresses: ClassVar[tuple[Address, ...]]
    reserved: ClassVar[frozenset[str]] = frozenset()
    id_at: ClassVar[str] = "id"
    missing_statuses: ClassVar[frozenset[int]] = frozenset({404})
    personal: ClassVar[tuple[str, ...]] = ()
    ignored: ClassVar[Mapping[str, str]] = {}
    volatile: ClassVar[tuple[str, ...]] = ()

    def __init__(self, tasks: Iterable[Task] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tasks = tuple(tasks)
        self.runs: list[BoardRun] = []

    # What a source or shape defines

    @abstractmethod
    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one payload. Pure: no clock, no I/O.

        Raises `Rejected` or pydantic's `ValidationError` where a required field is missing.
        """

    @abstractmethod
    def first_request(self, run: BoardRun, task: Task) -> scrapy.Request:
        """The request with which the read of a board starts."""

    # What shapes build on

    async def start(self) -> AsyncIterator[Any]:
        """One first request a board."""
        for task in self.tasks:
            run = BoardRun(task.board, company=task.employer.name)
            self.runs.append(run)
            yield self.first_request(run, task)

    def request(self, url: str, callback: Any, run: BoardRun, **context: Any) -> scrapy.Request:
        """A GET whose callback gets `run` and `context`; any failure ends the board with a reason.

        Not filtered as a duplicate: two boards may share an address, and each must end.
        """
        return scrapy.Request(
            url,
            callback=callback,
            errback=self._not_answered,
            cb_kwargs={"run": run, **context},
            headers={"Accept": "application/json, text/html;q=0.9, */*;q=0.8"},
            dont_filter=True,
        )

    def guarded(self, output: Output, run: BoardRun) -> Output:
        """Pass items on; a `BoardError` becomes the board's end."""
        try:
            yield from output
        except BoardError as error:
            yield BoardEnd(run, error.outcome, str(error))

    def read(
        self, payload: Mapping[str, Any], run: BoardRun, employer: Employer, response: Response
    ) -> ReadPosting:
        """Hand one listed payload on."""
        run.open_posting()
        # A recorded response says itself when it was fetched.
        fetched_at = response.meta.get("fetched_at") or datetime.now(UTC)
        return ReadPosting(RawPosting(payload, run.board, employer, response.url, fetched_at), run)

    def _not_answered(self, failure: Failure) -> Iterator[Item]:
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        yield BoardEnd(request.cb_kwargs["run"], Outcome.FAILED, why_not_answered(failure, request))

    # From a careers URL to a board

    @classmethod
    def board_at(cls, url: str) -> Board | None:
        """The board that a careers URL leads to, or None where it is none of this source's."""
        found = match_any(url, cls.addresses, cls.reserved)
        return Board(cls.name, found["token"], found.get("site")) if found else None


def why_not_answered(failure: Failure, request: scrapy.Request) -> str:
    """Say in a sentence why a request had no response."""
    reason = str(failure.value).strip() or type(failure.value).__name__
    return f"{request.url} gave no answer: {reason}"
