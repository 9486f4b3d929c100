"""The web out of a folder: with `OPENINGS_WEB=<folder>` recorded cases answer, and nothing else.

A case is a folder with `meta.json` and the response files it names:

    {"board": "greenhouse:acme", "note": "...", "real": false, "company": null,
     "host": null, "fetched_at": "2026-11-20T08:00:00Z",
     "responses": [{"url": "https://...", "method": "GET", "status": 200,
                    "headers": {"content-type": "application/json"}, "file": "jobs.json"}]}

Where several requests are posted to one URL, `"posted": "{...}"` tells by its body which one a
response answers; JSON compares as JSON.

The spiders, the scheduler and every middleware run unchanged; only the download is replaced.
What a case answers counts as fetched at its `fetched_at`.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import safe_url_string

from mappings.identity import Board

WEB_SETTING = "OPENINGS_WEB"


class NotRecordedError(Exception):
    """A URL is asked for that no case in the folder answers."""


class RecordedResponse(BaseModel):
    """One answer of the recorded web; `file` stands beside `meta.json`, null for no body.

    `posted` is the body of the request; null where it does not matter.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str
    method: str = "GET"
    posted: str | None = None
    status: int = 200
    headers: dict[str, str] = {}
    file: str | None = None


class Case(BaseModel):
    """The contents of a `meta.json`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    board: str
    host: str | None = None
    note: str
    real: bool
    fetched_at: AwareDatetime
    company: str | None = None
    responses: tuple[RecordedResponse, ...]

    @property
    def recorded_board(self) -> Board:
        """The board, with its host where it has one of its own."""
        return replace(Board.parse(self.board), host=self.host)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a case's `meta.json`."""
        return cls.model_validate_json((folder / "meta.json").read_bytes())


def case_folders(root: Path) -> list[Path]:
    """Every case at or below a folder, in the order of its path."""
    return sorted(meta.parent for meta in root.rglob("meta.json"))


def recorded_boards(root: Path) -> list[Board]:
    """The boards of the cases below a folder, each once."""
    boards = (Case.load(folder).recorded_board for folder in case_folders(root))
    return list(dict.fromkeys(boards))


_Asked = tuple[str, str, str | None]
_Answer = tuple[Path, RecordedResponse, datetime]


class RecordedWeb(BaseDownloadHandler):
    """Download handler for http and https that answers from the folder in `OPENINGS_WEB`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._root = Path(crawler.settings[WEB_SETTING])
        self._answers = dict(_answers(self._root))

    async def download_request(self, request: Request) -> Response:
        """Answer from the folder. A `robots.txt` that was not recorded is 404: no restriction."""
        recorded = self._recorded(request)
        if recorded is None:
            if request.url.endswith("/robots.txt"):
                return Response(request.url, status=404, request=request)
            raise NotRecordedError(f"no case below {self._root} answers {request.method} it")
        folder, answer, fetched_at = recorded
        request.meta["fetched_at"] = fetched_at
        body = (folder / answer.file).read_bytes() if answer.file else b""
        headers = Headers(answer.headers)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(request.url, status=answer.status, headers=headers, body=body, request=request)

    def _recorded(self, request: Request) -> _Answer | None:
        posted = _canonical(request.body.decode("utf-8", "replace")) if request.body else None
        of_any_body = self._answers.get((request.method, request.url, None))
        return self._answers.get((request.method, request.url, posted), of_any_body)


def _answers(root: Path) -> Iterator[tuple[_Asked, _Answer]]:
    for folder in case_folders(root):
        case = Case.load(folder)
        for answer in case.responses:
            posted = _canonical(answer.posted) if answer.posted else None
            key = (answer.method, safe_url_string(answer.url), posted)
            yield key, (folder, answer, case.fetched_at)


def _canonical(body: str) -> str:
    """A body in a form that is equal for equal JSON; other bodies as they are."""
    try:
        return json.dumps(json.loads(body), sort_keys=True)
    except json.JSONDecodeError:
        return body
