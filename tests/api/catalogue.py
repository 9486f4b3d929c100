"""A small catalogue in which every filter finds something and leaves something out."""

from datetime import UTC, datetime
from typing import Any

from mappings.board import BoardState
from mappings.posting import JobPosting
from tests.factories import job_posting

READ_AT = datetime(2026, 3, 20, 6, tzinfo=UTC)
BERLIN = {"text": "Berlin", "city": "Berlin", "country": "DE", "lat": 52.52, "lon": 13.41}
ZURICH = {"text": "Zürich, Schweiz", "city": "Zürich", "country": "CH"}
AUSTIN = {
    "text": "Austin, TX",
    "city": "Austin",
    "region": "Texas",
    "region_code": "US-TX",
    "country": "US",
}
TIDEWATER = {"id": "tidewater.example.com", "name": "Tidewater Boats"}
LANTERN = {"id": "lever:lantern", "name": "Café Lantern"}


def _tidewater(**fields: Any) -> JobPosting:
    return job_posting(board="greenhouse:tidewater", company=TIDEWATER, **fields)


def _lantern(**fields: Any) -> JobPosting:
    return job_posting(board="lever:lantern", company=LANTERN, **fields)


PLAIN = _lantern(title="Plain Posting", source_id="plain")
"""Says nothing that need not be said."""

CLOSED = _tidewater(
    title="Rigger",
    source_id="rigger",
    status="closed",
    closed_reason="unlisted",
    closed_at="2026-02-01T00:00:00Z",
    first_seen_at="2026-01-10T00:00:00Z",
    changed_at="2026-02-01T00:00:00Z",
    open_periods=[{"gte": "2026-01-10T00:00:00Z", "lt": "2026-02-01T00:00:00Z"}],
)

POSTINGS = (
    PLAIN,
    CLOSED,
    _tidewater(
        title="Boat Builder",
        source_id="builder",
        description_text="Build wooden boats with a plane, a saw and patience.",
        locations=[BERLIN],
        workplace_type="onsite",
        employment_types=["full_time"],
        posted_at="2026-03-01",
        salary={
            "min": 40_000,
            "max": 50_000,
            "currency": "EUR",
            "period": "year",
            "annual_min": 40_000,
            "annual_max": 50_000,
        },
        provenance={"salary": "stated"},
        category="trades",
        seniority="mid",
        experience_years_min=3,
        education="vocational",
        language="en",
        benefits=["equity"],
        visa_sponsorship=False,
        first_seen_at="2026-03-01T10:00:00Z",
        changed_at="2026-03-15T10:00:00Z",
    ),
    _tidewater(
        title="Sail Maker Internship",
        source_id="sails",
        description_text="Learn to cut and sew sails, next to a builder of boats.",
        locations=[BERLIN, ZURICH],
        workplace_type="hybrid",
        employment_types=["internship", "part_time"],
        posted_at="2026-03-10T08:00:00Z",
    ),
    _lantern(
        title="Barista",
        source_id="barista",
        group_id="barista",
        group_face=True,
        description_text="Coffee for people who build boats.",
        locations=[ZURICH],
        workplace_type="onsite",
        employment_types=["part_time"],
        posted_at="2026-02-11",
    ),
    _lantern(
        title="Data Engineer",
        source_id="data",
        description_text="Pipelines in Python & SQL, <b>no</b> boats.",
        locations=[AUSTIN],
        workplace_type="remote",
        employment_types=["contract"],
        posted_at="2026-01-05",
        salary={
            "min": 60,
            "currency": "USD",
            "period": "hour",
            "annual_min": 124_800,
            "annual_basis_hours": 2_080,
        },
        provenance={"salary": "parsed"},
        category="data",
        seniority="senior",
        skills=["Python", "SQL"],
        experience_years_min=5,
        education="bachelor",
        language="en",
        visa_sponsorship=True,
        agency=True,
        remote_from={"countries": ["US"], "text": "Remote (US)"},
    ),
    _lantern(
        title="Barista",
        source_id="twin",
        duplicate_of="lever:lantern:barista",
        group_id="barista",
        group_face=False,
    ),
    _lantern(title="Test Posting", source_id="test", test_posting=True),
    _lantern(title="Talent Pool", source_id="pool", evergreen=True),
)


def board_state(board: str, **fields: Any) -> BoardState:
    source, _, token = board.partition(":")
    return BoardState.model_validate(
        {
            "id": board,
            "source": source,
            "spelling": board,
            "token": token,
            "last_attempt_at": READ_AT,
            "last_complete_at": READ_AT,
            "outcome": "complete",
            **fields,
        }
    )


BOARDS = (
    board_state("greenhouse:tidewater"),
    board_state("lever:lantern", last_complete_at=None, outcome="failed"),
    board_state("ashby:quiet", outcome="empty"),
)
