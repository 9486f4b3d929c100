"""Numbers over time and by what postings are: each row is what a search of its values finds."""

from typing import Any

import httpx
import pytest

from tests.api.problems import errors_of
from tests.api.serving import Index
from tests.factories import job_posting

Row = dict[str, Any]


def _rows(client: httpx.Client, query: str) -> list[Row]:
    rows: list[Row] = client.get(f"/v1/stats?{query}").raise_for_status().json()["rows"]
    return rows


@pytest.fixture
def history(own_api: httpx.Client, index: Index) -> httpx.Client:
    """One posting open in January, one from January on, one reopened, one only in March."""

    def add(name: str, *periods: tuple[str, str | None], **fields: Any) -> None:
        open_periods = [
            {"gte": f"{start}T12:00:00Z", **({"lt": f"{end}T12:00:00Z"} if end else {})}
            for start, end in periods
        ]
        last = periods[-1][1]
        closed = {"status": "closed", "closed_at": f"{last}T12:00:00Z"} if last else {}
        first = {"first_seen_at": f"{periods[0][0]}T12:00:00Z", "open_periods": open_periods}
        index.add(job_posting(source_id=name, **first, **closed, **fields))

    pay = {"currency": "USD", "period": "year"}
    add("short", ("2026-01-05", "2026-01-15"), category="sales", language="de")
    add(
        "long",
        ("2026-01-10", None),
        category="sales",
        salary={**pay, "max": 90_000, "reference_max": 90_000},
    )
    add(
        "again",
        ("2026-01-20", "2026-02-03"),
        ("2026-03-10", None),
        category="data",
        salary={**pay, "max": 50_000, "reference_max": 50_000},
    )
    add("march", ("2026-03-02", "2026-03-06"))
    return own_api


def test_stock_counts_what_was_open_in_each_month(history: httpx.Client) -> None:
    rows = _rows(history, "of=stock&since=2026-01-01&until=2026-04-01")
    assert rows == [
        {"time": "2026-01-01", "count": 3},
        {"time": "2026-02-01", "count": 2},
        {"time": "2026-03-01", "count": 3},
    ]


def test_the_stock_of_a_day_is_what_the_search_finds_open_on_it(history: httpx.Client) -> None:
    rows = _rows(history, "of=stock&interval=day&since=2026-01-01&until=2026-03-20")
    assert len(rows) == 78
    for row in rows:
        found = history.get(f"/v1/jobs?stock_at={row['time']}").json()["total"]
        assert row["count"] == found, row


@pytest.mark.parametrize(
    ("of", "counts"), [("first_seen", [3, 0, 1]), ("closed", [1, 0, 1]), ("posted", [0, 0, 0])]
)
def test_a_posting_counts_once_when_something_happened(
    history: httpx.Client, of: str, counts: list[int]
) -> None:
    rows = _rows(history, f"of={of}&since=2026-01-01&until=2026-04-01")
    assert [row["count"] for row in rows] == counts


def test_two_dimensions_and_those_that_do_not_say(history: httpx.Client) -> None:
    rows = _rows(history, "by=category,language")
    assert {(row["category"], row["language"]): row["count"] for row in rows} == {
        ("sales", "de"): 1,
        ("sales", None): 1,
        ("data", None): 1,
        (None, None): 1,
    }


def test_medians_come_with_the_number_behind_them(history: httpx.Client) -> None:
    rows = {row["category"]: row for row in _rows(history, "by=category&measures=salary,days_open")}
    assert (rows["sales"]["salary_median"], rows["sales"]["salary_count"]) == (90_000, 1)
    assert (rows["sales"]["days_open_median"], rows["sales"]["days_open_count"]) == (10, 1)
    assert (rows[None]["salary_median"], rows[None]["salary_count"]) == (None, 0)
    (everything,) = _rows(history, "measures=salary")
    assert everything == {"count": 4, "salary_median": 70_000, "salary_count": 2}


def test_filters_hold_for_numbers_too(history: httpx.Client) -> None:
    assert _rows(history, "category=sales&status=open") == [{"count": 1}]
    answer = history.get("/v1/stats?category=sales").json()
    assert answer["total"] == 2
    assert answer["applied_defaults"]["status"] == ["open", "closed"]


def test_what_has_no_row_is_said(history: httpx.Client) -> None:
    assert history.get("/v1/stats?by=category&top=1").json()["left_out"] is True
    assert history.get("/v1/stats?by=category&top=10").json()["left_out"] is False


@pytest.mark.parametrize(
    ("query", "parameter", "word"),
    [
        ("of=stock", "of", "since"),
        ("since=2026-01-01", "of", "give of"),
        ("interval=day", "interval", "give of"),
        ("of=stock&since=2026-02-01&until=2026-02-01", "of", "no day"),
        ("by=country,city,source", "by", "two dimensions"),
        ("top=5", "top", "give by"),
        ("of=stock&interval=day&since=2000-01-01&by=city,skills&top=100", "of", "10,000"),
        ("by=shoe_size", "by", "category"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_what_to_do(
    api: httpx.Client, query: str, parameter: str, word: str
) -> None:
    error = errors_of(api.get(f"/v1/stats?{query}"))[parameter]
    assert word in f"{error['message']} {error['allowed']}"
