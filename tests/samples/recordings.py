"""Real recordings as cases of ours, so that they go through the real spiders.

`OPENINGS_SAMPLES` names a folder `<source>/NAME.json` or `NAME.html` with `NAME.meta.json` beside
it (url, method, status, real). They are not ours to ship.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.report import BoardReport
from mappings.identity import Board
from mappings.posting import PostingContent
from tests.crawling import Crawled, crawl_recorded

ROOT = Path(os.environ["OPENINGS_SAMPLES"])
FETCHED_AT = "2026-11-20T00:00:00Z"
COMPANY = "Company of the Recording"


@dataclass(frozen=True)
class Sample:
    """A recorded answer."""

    source: str
    name: str

    @property
    def path(self) -> Path:
        """The body."""
        (path,) = [
            one
            for one in (ROOT / self.source).glob(f"{self.name}.*")
            if not one.name.endswith(".meta.json")
        ]
        return path

    @property
    def about(self) -> dict[str, Any]:
        """url, method, status, real."""
        about: dict[str, Any] = json.loads(
            (ROOT / self.source / f"{self.name}.meta.json").read_text()
        )
        return about

    def json(self) -> Any:
        """The body of a JSON answer."""
        return json.loads(self.path.read_text())


@dataclass(frozen=True)
class Answer:
    """What a URL answers in a case: a JSON value, or text; `posted` only where it matters,
    `location` where it redirects."""

    url: str
    body: Any
    method: str = "GET"
    status: int = 200
    kind: str = "application/json"
    posted: str | None = None
    location: str | None = None


def crawl(
    folder: Path, board: Board, answers: Iterable[Answer], company: str | None = COMPANY
) -> Crawled:
    """Read a board whose web is these answers; the folder is empty and becomes their case."""
    responses = []
    for number, answer in enumerate(answers):
        name = f"{number}.body"
        text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        (folder / name).write_text(text, encoding="utf-8")
        responses.append(
            {
                "url": answer.url,
                "method": answer.method,
                "posted": answer.posted,
                "status": answer.status,
                "headers": {"content-type": answer.kind}
                | ({"location": answer.location} if answer.location else {}),
                "file": name,
            }
        )
    meta = {
        "board": board.spelling,
        "host": board.host,
        "note": "",
        "real": True,
        "fetched_at": FETCHED_AT,
        "company": company,
        "responses": responses,
    }
    (folder / "meta.json").write_text(json.dumps(meta))
    return crawl_recorded(folder)


def assert_well_read(report: BoardReport, postings: list[PostingContent]) -> None:
    """Everything listed was taken, every field read, and nothing looks like a template's slip."""
    assert report.outcome in ("complete", "empty"), report.evidence
    assert report.rejected == ()
    assert (report.unmapped, report.odd) == ({}, {})
    assert len(postings) == report.listed - report.skipped
    for posting in postings:
        _assert_clean(posting)


def _assert_clean(posting: PostingContent) -> None:
    assert posting.title
    assert posting.url.startswith("https://")
    assert posting.company.name
    short = posting.model_dump_json(exclude={"description_html", "description_text"})
    assert not {'"None"', '"null"', '"undefined"', '"N/A"', '"UNAVAILABLE"'} & set(short.split(","))
    text, html = posting.description_text or "", posting.description_html or ""
    assert not [mark for mark in ("&lt;", "&amp;", "&#", "<p>", "<br") if mark in text]
    assert not [mark for mark in ("style=", "<script", "class=") if mark in html]
