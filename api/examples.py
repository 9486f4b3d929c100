"""Examples of the answers, for the OpenAPI document. The company is invented."""

from typing import Any

from mappings.posting import JobPosting

_SEEN = "2026-03-02T09:30:00Z"

JOB: dict[str, Any] = JobPosting.model_validate(
    {
        "id": "greenhouse:tidewater:4012",
        "source": "greenhouse",
        "board": "greenhouse:tidewater",
        "source_id": "4012",
        "title": "Boat Builder",
        "company": {
            "id": "tidewater.example",
            "name": "Tidewater Boats",
            "domain": "tidewater.example",
        },
        "url": "https://jobs.tidewater.example/4012",
        "description_text": "Build wooden boats with a plane, a saw and patience.",
        "language": "en",
        "locations": [{"text": "Kiel, Germany", "city": "Kiel", "country": "DE"}],
        "workplace_type": "onsite",
        "employment_types": ["full_time"],
        "posted_at": "2026-03-01T08:00:00Z",
        "posted_precision": "instant",
        "provenance": {"workplace_type": "stated", "employment_types": "stated"},
        "status": "open",
        "first_seen_at": _SEEN,
        "last_seen_at": _SEEN,
        "changed_at": _SEEN,
        "content_changed_at": _SEEN,
        "open_periods": [{"gte": _SEEN}],
        "version": 1,
        "content_hash": "6fbe62f9a5c1a3e8",
        "normalizer_version": 1,
    }
).model_dump(mode="json")

JOBS_PAGE: dict[str, Any] = {
    "total": 1,
    "jobs": [JOB],
    "next_cursor": None,
    "next": None,
    "changes_cursor": "eyJmZWVkIjoi.kW3",
    "facets": {
        "country": {
            "buckets": [{"value": "DE", "count": 1}],
            "other": 0,
            "unknown": 0,
            "base": 1,
        }
    },
    "sort": "newest",
    "applied_defaults": {
        "status": ["open"],
        "sort": "newest",
        "include_duplicates": False,
        "include_test": False,
        "include_evergreen": False,
    },
    "view_at": "2026-03-02T10:00:00Z",
    "took_ms": 4,
}

CHANGES_PAGE: dict[str, Any] = {
    "items": [
        {
            "posting": "greenhouse:tidewater:4012",
            "version": 2,
            "kind": "updated",
            "cause": "crawl",
            "run": "5b0f9d2a4c1e47d3a6c8e1f20b7d9a34",
            "baseline": False,
            "time": "2026-03-03T09:30:02Z",
            "source": "greenhouse",
            "board": "greenhouse:tidewater",
            "company": JOB["company"],
            "company_before": JOB["company"],
            "document": None,
            "changes": {
                "title": {"before": "Boat Builder", "after": "Senior Boat Builder"},
                "changed_at": {"before": _SEEN, "after": "2026-03-03T09:30:00Z"},
            },
            "left": False,
        }
    ],
    "next_cursor": "eyJmZWVkIjoi.kW3",
    "up_to_date": True,
}

_CHANGE: dict[str, Any] = CHANGES_PAGE["items"][0]
HISTORY: dict[str, Any] = {
    "versions": [{name: value for name, value in _CHANGE.items() if name != "left"}],
    "complete": False,
    "next": None,
}

SUGGESTIONS: dict[str, Any] = {
    "suggestions": [
        {
            "kind": "title",
            "text": "Boat Builder",
            "count": 12,
            "search": {"title": '"Boat Builder"'},
        }
    ],
    "took_ms": 4,
}

SIMILAR_JOBS: dict[str, Any] = {"jobs": [JOB]}

STATS: dict[str, Any] = {
    "total": 812,
    "rows": [
        {"time": "2026-02-01", "country": "DE", "count": 498},
        {"time": "2026-02-01", "country": None, "count": 12},
        {"time": "2026-03-01", "country": "DE", "count": 310},
    ],
    "left_out": False,
    "applied_defaults": {"status": ["open", "closed"], "include_duplicates": False},
    "changes_cursor": "eyJmZWVkIjoi.kW3",
    "view_at": "2026-03-31T10:00:00Z",
    "took_ms": 9,
}

BOARD: dict[str, Any] = {
    "id": "greenhouse:tidewater",
    "source": "greenhouse",
    "spelling": "greenhouse:Tidewater",
    "token": "tidewater",
    "company": "Tidewater Boats",
    "last_attempt_at": "2026-03-02T09:30:00Z",
    "last_complete_at": "2026-03-02T09:30:00Z",
    "outcome": "complete",
    "evidence": "one document lists all",
    "listed": 12,
    "unchanged": 12,
}
BOARDS: dict[str, Any] = {"total": 1, "boards": [BOARD], "next": None}

_COMPANY: dict[str, Any] = {
    "id": "tidewater.example",
    "name": "Tidewater Boats",
    "domain": "tidewater.example",
    "boards": ["greenhouse:tidewater"],
    "open_postings": 12,
    "postings": 12,
    "first_seen_at": "2026-01-12T09:30:00Z",
}
COMPANIES: dict[str, Any] = {
    "about": 1,
    "companies": [_COMPANY],
    "next": None,
    "applied_defaults": {"status": ["open"]},
}
COMPANY: dict[str, Any] = {
    **_COMPANY,
    "postings": 40,
    "countries": {"DE": 12},
    "categories": {"trades": 9},
    "days_open_median": 31.5,
    "history": [{"month": "2026-03-01", "stock": 14, "first_seen": 3, "closed": 2}],
}

SCHEMA: dict[str, Any] = {
    "json_schema": {"title": "JobPosting", "type": "object"},
    "fields": [
        {
            "name": "workplace_type",
            "type": "vocabulary",
            "several": False,
            "required": False,
            "description": "Where the work is done.",
            "values": ["onsite", "hybrid", "remote"],
            "fill_rate": 0.41,
        }
    ],
}

SOURCES: dict[str, Any] = {
    "sources": [
        {
            "source": "greenhouse",
            "title": "Greenhouse",
            "documentation": "https://developers.greenhouse.io/job-board.html",
            "listing": "whole board in one document",
            "off": None,
            "boards": 120,
            "boards_by_outcome": {"complete": 118, "failed": 2},
            "open_postings": 4210,
            "last_complete_at": _SEEN,
        }
    ]
}

VOCABULARIES: dict[str, Any] = {
    "vocabularies": {"workplace_type": ["onsite", "hybrid", "remote"]},
}

HEALTH: dict[str, Any] = {"status": "ok"}

ENTRANCE: dict[str, Any] = {"name": "Openings", "jobs": "/v1/jobs", "documentation": "/docs"}


def shown(example: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """Declare the example of a route's successful answer."""
    return {200: {"content": {"application/json": {"example": example}}}}
