"""Crawls that follow one another: real spiders over HTTP, every host on loopback, a real index.

Scrapy runs in this process, without Twisted's reactor, so that a test may crawl many times.
"""

import asyncio
import http.client
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from elasticsearch import Elasticsearch
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.raw import Employer
from crawler.report import BoardReport
from crawler.run import Crawl
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.shapes.base import Task
from mappings.board import BoardState
from mappings.change import ChangeRecord
from mappings.document import from_document
from mappings.identity import Board
from mappings.names import alias
from mappings.posting import JobPosting
from tests.fake_server import Answer, FakeServer

BEGIN = datetime.now(UTC).replace(microsecond=0)
COMPANY = Employer("Paging & Co", "paging.example")


class Loopback(BaseDownloadHandler):
    """Asks the fake server, under the name of the host that is meant."""

    async def download_request(self, request: Request) -> Response:
        status, headers, body = await asyncio.to_thread(self._ask, request)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(request.url, status=status, headers=headers, body=body, request=request)

    def _ask(self, request: Request) -> tuple[int, Headers, bytes]:
        host, _, path = request.url.partition("://")[2].partition("/")
        connection = http.client.HTTPConnection("127.0.0.1", self.crawler.settings["FAKE_PORT"])
        headers = {name.decode(): value[0].decode() for name, value in request.headers.items()}
        headers.pop("Accept-Encoding", None)
        connection.request(request.method, f"/{path}", request.body, headers | {"Host": host})
        answer = connection.getresponse()
        try:
            return answer.status, Headers(answer.getheaders()), answer.read()
        finally:
            connection.close()


@dataclass
class Life:
    """A web and an index, and the crawls between them. `day` counts from the first one."""

    server: FakeServer
    url: str
    prefix: str
    client: Elasticsearch
    day: float = 0
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return BEGIN + timedelta(days=self.day)

    def crawl(
        self, *boards: Board, employer: Employer = COMPANY, days_later: float = 1, **scrapy: Any
    ) -> dict[str, BoardReport]:
        """Read boards; how each went, by its id."""
        self.day += days_later
        settings = CrawlSettings(
            elasticsearch_url=self.url, index_prefix=self.prefix, delay=0,
            **{"patience": 10} | self.settings,
        )  # fmt: skip
        told = scrapy_settings(settings) | {
            "DOWNLOAD_HANDLERS": {"http": Loopback, "https": Loopback},
            "FAKE_PORT": self.server.port,
            "OPENINGS_CLOCK": lambda: self.now,
            "EXTENSIONS": {},
            **scrapy,
        }
        run = Crawl([Task(board, employer) for board in boards], told)
        asyncio.run(run.run())
        return {report.board: report for report in run.reports}

    def read(self, board: Board, **how: Any) -> BoardReport:
        """Read one board."""
        return self.crawl(board, **how)[board.id]

    def postings(self, board: Board) -> dict[str, JobPosting]:
        """The postings of a board by the source's ids."""
        hits = self._all("jobs", board.id)
        found = (from_document(hit["_source"]) for hit in hits)
        return {posting.source_id: posting for posting in found}

    def open(self, board: Board) -> list[str]:
        """The ids of those that are open."""
        return sorted(name for name, one in self.postings(board).items() if one.status == "open")

    def changes(self, board: Board) -> list[ChangeRecord]:
        """All changes of a board, in their order."""
        hits = self._all("changes", board.id, sort=[{"_seq_no": "asc"}])
        return [ChangeRecord.model_validate(hit["_source"]) for hit in hits]

    def state(self, board: Board) -> BoardState:
        """The ledger's line."""
        name = alias("boards", self.prefix)
        return BoardState.model_validate(self.client.get(index=name, id=board.id)["_source"])

    def _all(self, kind: str, board: str, **how: Any) -> Sequence[Any]:
        name = alias(kind, self.prefix)
        self.client.indices.refresh(index=name)
        found = self.client.search(index=name, query={"term": {"board": board}}, size=10_000, **how)
        hits: list[Any] = found["hits"]["hits"]
        return hits


GREENHOUSE = "boards-api.greenhouse.io"


def greenhouse(*ids: str, **fields: Any) -> Answer:
    """The whole listing of a Greenhouse board: invented jobs of these ids."""
    jobs = [greenhouse_job(one, **fields) for one in ids]
    return Answer({"jobs": jobs, "meta": {"total": len(jobs)}})


def greenhouse_job(job_id: str, **fields: Any) -> dict[str, Any]:
    """One job of a Greenhouse listing."""
    return {
        "id": int(job_id),
        "title": f"Boat Builder {job_id}",
        "absolute_url": f"https://boards.greenhouse.io/quay/jobs/{job_id}",
        "company_name": "Paging & Co",
        "location": {"name": "Kiel, Germany"},
        "content": "&lt;p&gt;You build boats of wood and glass for our yard.&lt;/p&gt;",
        "updated_at": "2026-11-01T10:00:00-04:00",
        "first_published": "2026-10-01T10:00:00-04:00",
    } | fields


LEVER = "api.lever.co"


def lever(*ids: str, **fields: Any) -> Answer:
    """The whole listing of a Lever board, which states no total."""
    return Answer([lever_job(one, **fields) for one in ids])


def lever_job(job_id: str, **fields: Any) -> dict[str, Any]:
    """One posting of a Lever listing."""
    return {
        "id": job_id,
        "text": f"Sail Maker {job_id}",
        "hostedUrl": f"https://jobs.lever.co/quay/{job_id}",
        "applyUrl": f"https://jobs.lever.co/quay/{job_id}/apply",
        "categories": {"location": "Kiel", "commitment": "Full-time", "team": "Loft"},
        "description": "<p>You sew sails of cloth and laminate for our yard.</p>",
        "createdAt": 1_760_000_000_000,
    } | fields


def lever_path(token: str) -> str:
    """Where the listing is asked for."""
    return f"/v0/postings/{token}?mode=json"


def greenhouse_path(token: str) -> str:
    """Where the listing is asked for."""
    return f"/v1/boards/{token}/jobs?content=true&pay_transparency=true"


QUAY = Board("greenhouse", "quay")
LOFT = Board("lever", "loft")


def lists(life: Life, *answers: Answer, board: Board = QUAY) -> None:
    """What a board of Greenhouse or Lever answers, one crawl after the other."""
    if board.source == "lever":
        life.server.on(LEVER, lever_path(board.token), *answers)
    else:
        life.server.on(GREENHOUSE, greenhouse_path(board.token), *answers)
