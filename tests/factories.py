"""One factory for the documents that tests index and compare."""

import itertools
from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json

from mappings.document import to_document
from mappings.identity import Board, posting_id
from mappings.posting import JobPosting

SEEN_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_source_ids = itertools.count(1)


def job_posting(**changes: Any) -> JobPosting:
    """Build an open posting of an invented company; `changes` replace fields by name.

    Only what a posting must have is filled in, so that a test states all that it relies on. Each
    call gets its own `source_id`, and `id` follows `board` and `source_id` unless it is given.
    """
    board = Board.parse(changes.get("board", "greenhouse:tidewater"))
    source_id = changes.get("source_id", str(next(_source_ids)))
    required = {
        "id": posting_id(board, source_id),
        "source": board.source,
        "board": board.id,
        "source_id": source_id,
        "title": "Boat Builder",
        "company": {"id": board.id, "name": "Tidewater Boats"},
        "url": f"https://jobs.example.com/{board.token}/{source_id}",
        "status": "open",
        "first_seen_at": SEEN_AT,
        "last_seen_at": SEEN_AT,
        "changed_at": SEEN_AT,
        "content_changed_at": SEEN_AT,
        "version": 1,
        "content_hash": "0" * 64,
        "normalizer_version": 1,
    }
    # Through JSON, where a bare day stays a day.
    return JobPosting.model_validate_json(to_json(required | changes))


def document(posting: JobPosting) -> dict[str, Any]:
    """Write a posting as the JSON object that is indexed."""
    return to_document(posting)
