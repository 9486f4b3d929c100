"""Companies, as their postings tell of them: pure functions to and from aggregations."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from api.clauses import Query
from api.ledger_params import CompaniesParameters

_OPEN: Query = {"term": {"status": "open"}}
_MAX_BOARDS = 100
_TOP = 10
HISTORY_DAYS = 365
"""How far back the monthly history of a company goes."""

_NAMES = {"names": {"terms": {"field": "company.name", "size": 1}}}
_FACTS: Mapping[str, Any] = {
    **_NAMES,
    "domains": {"terms": {"field": "company.domain", "size": 1}},
    "boards": {"terms": {"field": "board", "size": _MAX_BOARDS}},
    "open": {"filter": _OPEN},
    "first_seen": {"min": {"field": "first_seen_at"}},
}


def companies_request(query: Query, params: CompaniesParameters) -> dict[str, Any]:
    """Write the search for a page of the companies of the postings that `query` finds."""
    by_id: dict[str, Any] = {
        "size": params.limit,
        "sources": [{"id": {"terms": {"field": "company.id"}}}],
    }
    if params.after is not None:
        by_id["after"] = {"id": params.after}
    return {
        "query": query,
        "size": 0,
        "track_total_hits": False,
        "aggregations": {
            "companies": {"composite": by_id, "aggs": dict(_FACTS)},
            "number": {"cardinality": {"field": "company.id", "precision_threshold": 40_000}},
        },
    }


def companies(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Read the companies of a page."""
    buckets = answer["aggregations"]["companies"]["buckets"]
    return [_facts(bucket["key"]["id"], bucket) for bucket in buckets]


def company_request(company_id: str, today: date) -> dict[str, Any]:
    """Write the search for all that is told of one company."""
    since = (today - timedelta(days=HISTORY_DAYS)).replace(day=1).isoformat()
    # Of this year at most: a posting that is open fills all buckets, without an end.
    bounds = {"min": since, "max": today.isoformat()}

    def monthly(field: str, **options: Any) -> dict[str, Any]:
        by_month = {"field": field, "calendar_interval": "month", "format": "yyyy-MM-dd"}
        return {"date_histogram": {**by_month, "extended_bounds": bounds, **options}}

    def recent(field: str) -> dict[str, Any]:
        span = {"range": {field: {"gte": since}}}
        return {"filter": span, "aggs": {"months": monthly(field)}}

    return {
        "query": {"term": {"company.id": company_id}},
        "size": 0,
        "track_total_hits": True,
        "aggregations": {
            **_FACTS,
            "open": {"filter": _OPEN, "aggs": {name: _top(field) for name, field in _BY.items()}},
            "days_open": {"percentiles": {"field": "days_open", "percents": [50]}},
            "stock": monthly("open_periods", hard_bounds=bounds),
            "first_seen_monthly": recent("first_seen_at"),
            "closed_monthly": recent("closed_at"),
        },
    }


_BY = {"countries": "locations.country", "categories": "category"}


def company(company_id: str, answer: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read what is told of one company; null where no posting is of it."""
    found = answer["aggregations"]
    count = answer["hits"]["total"]["value"]
    if not count:
        return None
    median = found["days_open"]["values"]["50.0"]
    months = {
        "stock": _monthly(found["stock"]),
        "first_seen": _monthly(found["first_seen_monthly"]["months"]),
        "closed": _monthly(found["closed_monthly"]["months"]),
    }
    return {
        **_facts(company_id, {**found, "doc_count": count}),
        **{name: _counts(found["open"][name]) for name in _BY},
        "days_open_median": None if median is None else round(median, 2),
        "history": [
            {"month": month, **{name: counts.get(month, 0) for name, counts in months.items()}}
            for month in months["stock"]
        ],
    }


def _facts(company_id: str, found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": company_id,
        "name": _only(found["names"]),
        "domain": _only(found["domains"]),
        "boards": [bucket["key"] for bucket in found["boards"]["buckets"]],
        "open_postings": found["open"]["doc_count"],
        "postings": found["doc_count"],
        "first_seen_at": found["first_seen"]["value_as_string"],
    }


def _top(field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": _TOP}}


def _counts(found: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}


def _monthly(found: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key_as_string"]: bucket["doc_count"] for bucket in found["buckets"]}


def _only(found: Mapping[str, Any]) -> str | None:
    return next((bucket["key"] for bucket in found["buckets"]), None)
