"""Boards, companies, fields and histories, as the API tells of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jsonschema
import pytest

from mappings.posting import JobPosting
from tests.api.catalogue import READ_AT, board_state
from tests.api.problems import assert_problem, errors_of
from tests.api.serving import Index
from tests.factories import job_posting


def _ids(client: httpx.Client, query: str) -> list[str]:
    boards = client.get(f"/v1/boards?{query}").raise_for_status().json()["boards"]
    return [board["id"] for board in boards]


@pytest.fixture
def ledger(own_api: httpx.Client, index: Index) -> httpx.Client:
    now = datetime.now(UTC)
    index.add_states(
        board_state("ashby:one", last_complete_at=now - timedelta(hours=3), company="Café One"),
        board_state("lever:two", last_complete_at=now - timedelta(hours=90), outcome="failed"),
        board_state("lever:three", last_complete_at=None, outcome="blocked"),
        board_state("lever:four", suspect="no places any more"),
    )
    return own_api


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["ashby:one", "lever:four", "lever:three", "lever:two"]),
        ("source=lever&outcome=failed,blocked", ["lever:three", "lever:two"]),
        ("company=cafe one", ["ashby:one"]),
        ("suspect=true", ["lever:four"]),
        ("suspect=false&source=lever", ["lever:three", "lever:two"]),
        ("unread_for=48&suspect=false", ["lever:three", "lever:two"]),
    ],
)
def test_boards_are_found_by_how_their_reads_went(
    ledger: httpx.Client, query: str, expected: list[str]
) -> None:
    assert _ids(ledger, query) == expected


def test_boards_are_paged(ledger: httpx.Client) -> None:
    first = ledger.get("/v1/boards?limit=3").json()
    assert first["total"] == 4
    second = ledger.get(first["next"]).json()
    assert [board["id"] for board in second["boards"]] == ["lever:two"]
    assert second["next"] is None


def test_one_board_in_any_case(api: httpx.Client) -> None:
    board = api.get("/v1/boards/greenhouse:TideWater").raise_for_status().json()
    assert board["outcome"] == "complete"
    assert datetime.fromisoformat(board["last_complete_at"]) == READ_AT
    assert_problem(api.get("/v1/boards/lever:nobody"), 404)
    assert_problem(api.get("/v1/boards/nonsense"), 404)


def test_an_unknown_outcome_is_refused(api: httpx.Client) -> None:
    assert "complete" in errors_of(api.get("/v1/boards?outcome=fine"))["outcome"]["allowed"]


def test_companies_of_a_search(api: httpx.Client) -> None:
    answer = api.get("/v1/companies?workplace_type=onsite").raise_for_status().json()
    assert answer["about"] == 2
    assert [(one["name"], one["open_postings"]) for one in answer["companies"]] == [
        ("Café Lantern", 1),
        ("Tidewater Boats", 1),
    ]


def test_every_company_comes_once(own_api: httpx.Client, index: Index) -> None:
    names = [f"c{n:03}.example" for n in range(23)]
    index.add(*(job_posting(company={"id": name, "name": name}) for name in names * 2))
    address: str | None = "/v1/companies?limit=10"
    seen: list[str] = []
    while address:
        page = own_api.get(address).raise_for_status().json()
        seen += [one["id"] for one in page["companies"]]
        assert all(one["postings"] == 2 for one in page["companies"])
        address = page["next"]
    assert seen == names


def test_a_company_and_its_history(own_api: httpx.Client, index: Index) -> None:
    now = datetime.now(UTC)
    company = {"id": "tide.example", "name": "Tide", "domain": "tide.example"}

    def add(days_ago: int, closed_after: int | None = None, **fields: Any) -> None:
        seen = now - timedelta(days=days_ago)
        end = seen + timedelta(days=closed_after) if closed_after else None
        life = {
            "first_seen_at": seen,
            "open_periods": [{"gte": seen, **({"lt": end} if end else {})}],
            **({"status": "closed", "closed_at": end} if end else {}),
        }
        index.add(job_posting(company=company, **life, **fields))

    add(100, 20)
    add(100, 40)
    add(1, category="sales", locations=[{"country": "DE"}])
    add(3_000, 10)
    found = own_api.get("/v1/companies/tide.example").raise_for_status().json()
    assert (found["name"], found["postings"], found["open_postings"]) == ("Tide", 4, 1)
    assert found["countries"] == {"DE": 1}
    assert found["categories"] == {"sales": 1}
    assert found["days_open_median"] == 20
    months = {month["month"]: month for month in found["history"]}
    assert 12 <= len(months) <= 14
    assert sum(month["first_seen"] for month in months.values()) == 3
    assert sum(month["closed"] for month in months.values()) == 2
    assert months[max(months)]["stock"] >= 1
    assert_problem(own_api.get("/v1/companies/nobody.example"), 404)


def test_the_schema_is_the_one_that_postings_obey(api: httpx.Client) -> None:
    schema = api.get("/v1/schema").raise_for_status().json()
    for job in api.get("/v1/jobs?status=open,closed").json()["jobs"]:
        jsonschema.validate(job, schema["json_schema"])
    fields = {field["name"]: field for field in schema["fields"]}
    assert set(JobPosting.model_fields) <= fields.keys()
    assert fields["workplace_type"]["values"] == ["onsite", "hybrid", "remote"]
    assert fields["locations.country"]["type"] == "text"
    assert fields["employment_types"]["several"] is True
    assert fields["title"]["required"] is True


def test_fill_rates_are_those_of_the_open_postings(own_api: httpx.Client, index: Index) -> None:
    index.add(
        job_posting(skills=["Sewing"]),
        job_posting(board="lever:x", skills=[]),
        job_posting(board="lever:x", status="closed", skills=["Sewing"]),
    )

    def rate(query: str) -> float | None:
        fields = own_api.get(f"/v1/schema{query}").json()["fields"]
        found: float | None = next(f["fill_rate"] for f in fields if f["name"] == "skills")
        return found

    assert rate("") == 0.5
    assert rate("?source=greenhouse") == 1
    assert rate("?source=lever") == 0
    assert rate("?source=ashby") is None


def test_a_posting_without_kept_changes_has_an_empty_history(api: httpx.Client) -> None:
    history = api.get("/v1/jobs/lever:lantern:plain/history").raise_for_status().json()
    assert history == {"versions": [], "complete": True, "next": None}
    assert_problem(api.get("/v1/jobs/lever:lantern:nothing/history"), 404)
