"""The postings that queries are judged over: invented ones, and those of real recordings."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from crawler.discovery import sources
from crawler.raw import Employer, RawPosting
from mappings.identity import Board, posting_id
from mappings.posting import JobPosting, PostingContent

_SEEN = datetime(2026, 11, 20, tzinfo=UTC)
_LIFE: Mapping[str, Any] = {
    "first_seen_at": _SEEN,
    "last_seen_at": _SEEN,
    "changed_at": _SEEN,
    "content_changed_at": _SEEN,
    "status": "open",
    "version": 1,
    "content_hash": "0" * 16,
    "normalizer_version": 1,
}
_LISTS: Mapping[str, str | None] = {
    "ashby": "jobs",
    "breezy": None,
    "greenhouse": "jobs",
    "lever": None,
    "recruitee": "offers",
}
"""The sources whose recorded lists hold whole postings, and under which key."""


def invented() -> Iterator[JobPosting]:
    """Read the invented postings; the ids of the judgements are their `source_id`."""
    text = files("benchmarks.relevance").joinpath("postings.json").read_text("utf-8")
    for one in json.loads(text):
        board = Board("greenhouse", one["company"].lower().replace(" ", "-"))
        place = {"city": one["city"], "country": one["country"], "text": one["city"]}
        yield JobPosting.model_validate(
            {
                **_LIFE,
                "id": posting_id(board, one["id"]),
                "source": board.source,
                "board": board.id,
                "source_id": one["id"],
                "title": one["title"],
                "company": {"id": board.id, "name": one["company"]},
                "url": f"https://jobs.example.com/{one['id']}",
                "description_text": one["description"],
                "skills": one["skills"],
                "departments": one.get("departments", ()),
                "locations": [place],
            }
        )


def recorded(folder: Path) -> Iterator[JobPosting]:
    """Read the postings of recordings, `<source>/NAME.json` with `NAME.meta.json` beside it.

    The ids of the judgements are their `id`. Raises `OSError` where the folder cannot be read.
    """
    for source, key in _LISTS.items():
        for meta in sorted((folder / source).glob("*.meta.json")):
            body = meta.with_suffix("").with_suffix(".json")
            if body.exists():
                url = json.loads(meta.read_text("utf-8"))["url"]
                yield from _of_list(source, url, _rows(json.loads(body.read_text("utf-8")), key))


def _rows(body: Any, key: str | None) -> list[dict[str, Any]]:
    if isinstance(body, list):
        return body
    if "absolute_url" in body:  # a single posting of Greenhouse
        return [body]
    rows: list[dict[str, Any]] = body.get(key, []) if key else []
    return rows


def _of_list(source: str, url: str, rows: list[dict[str, Any]]) -> Iterator[JobPosting]:
    reader = sources()[source]()
    board = reader.board_at(url)
    if board is None:
        return
    for row in rows:
        raw = RawPosting(row, board, Employer(board.token.title()), url, _SEEN)
        yield _alive(reader.to_posting(raw))


def _alive(content: PostingContent) -> JobPosting:
    return JobPosting.model_validate({**content.model_dump(), **_LIFE})
