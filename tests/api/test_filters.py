"""Each filter does what it says, to every posting that is served."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.filters import Unknowable
from tests.api.catalogue import board_state
from tests.api.problems import errors_of
from tests.api.serving import Index
from tests.factories import job_posting

Job = dict[str, Any]


def _places(job: Job, key: str) -> set[str]:
    return {place[key] for place in job["locations"]}


def _posted(job: Job) -> date:
    return datetime.fromisoformat(job["posted_at"]).date()


OBEYS: list[tuple[str, Callable[[Job], bool]]] = [
    ("source=lever", lambda job: job["source"] == "lever"),
    ("board=greenhouse:tidewater", lambda job: job["board"] == "greenhouse:tidewater"),
    (
        "board=greenhouse:TideWater",
        lambda job: job["board"] == "greenhouse:tidewater",
    ),
    ("company=tidewater boats", lambda job: job["company"]["name"] == "Tidewater Boats"),
    ("company=cafe lantern", lambda job: job["company"]["name"] == "Café Lantern"),
    ("country=DE", lambda job: "DE" in _places(job, "country")),
    ("country=DE,US", lambda job: bool({"DE", "US"} & _places(job, "country"))),
    ("city=zurich", lambda job: "Zürich" in _places(job, "city")),
    ("workplace_type=remote", lambda job: job["workplace_type"] == "remote"),
    ("employment_type=internship", lambda job: "internship" in job["employment_types"]),
    (
        "employment_type=part_time,contract",
        lambda job: bool({"part_time", "contract"} & set(job["employment_types"])),
    ),
    ("has_salary=true", lambda job: job["salary"] is not None),
    ("has_salary=false", lambda job: job["salary"] is None),
    ("posted_after=2026-03-01", lambda job: _posted(job) >= date(2026, 3, 1)),
    ("posted_before=2026-03-01", lambda job: _posted(job) < date(2026, 3, 1)),
    (
        "posted_after=2026-03-10T09:00:00%2B01:00",
        lambda job: (
            datetime.fromisoformat(job["posted_at"]).replace(tzinfo=UTC)
            >= datetime(2026, 3, 10, 8, tzinfo=UTC)
        ),
    ),
    ("status=closed", lambda job: job["status"] == "closed"),
    ("title=boat", lambda job: "boat" in job["title"].casefold()),
    ("id=lever:lantern:barista", lambda job: job["source_id"] == "barista"),
    (
        "url=http://www.jobs.example.com/lantern/barista/?utm_source=mail",
        lambda job: job["source_id"] == "barista",
    ),
    ("agency=true", lambda job: job["agency"] is True),
    ("region=texas", lambda job: "Texas" in _places(job, "region")),
    ("region=us-tx", lambda job: "US-TX" in _places(job, "region_code")),
    ("near=Potsdam", lambda job: "Berlin" in _places(job, "city")),
    ("near=52.4,13.1&radius=30", lambda job: "Berlin" in _places(job, "city")),
    ("remote_from=US", lambda job: "US" in job["remote_from"]["countries"]),
    ("category=data,sales", lambda job: job["category"] == "data"),
    ("seniority=mid,senior", lambda job: job["seniority"] in ("mid", "senior")),
    ("skills=python,cobol", lambda job: "Python" in job["skills"]),
    ("skills_all=python,sql", lambda job: {"Python", "SQL"} <= set(job["skills"])),
    ("education=bachelor", lambda job: job["education"] == "bachelor"),
    ("experience_min=4", lambda job: job["experience_years_min"] >= 4),
    ("experience_max=4", lambda job: job["experience_years_min"] <= 4),
    ("language=en", lambda job: job["language"] == "en"),
    ("benefits=equity", lambda job: "equity" in job["benefits"]),
    ("visa_sponsorship=true", lambda job: job["visa_sponsorship"] is True),
    ("visa_sponsorship=false", lambda job: job["visa_sponsorship"] is False),
    ("salary_min=50001", lambda job: job["salary"]["max"] is None),
    ("salary_max=50000", lambda job: job["salary"]["annual_min"] <= 50_000),
    ("salary_min=50&salary_period=hour", lambda job: job["salary"]["max"] is None),
    ("salary_min=65000&salary_currency=USD", lambda job: job["salary"]["max"] is None),
    ("paid_in=EUR,JPY", lambda job: job["salary"]["currency"] == "EUR"),
    ("salary_provenance=parsed", lambda job: job["provenance"].get("salary") == "parsed"),
    ("first_seen_before=2026-03-02", lambda job: job["first_seen_at"] < "2026-03-02"),
    ("first_seen_after=2026-03-02", lambda job: job["first_seen_at"] >= "2026-03-02"),
    ("changed_after=2026-03-10", lambda job: job["changed_at"] >= "2026-03-10"),
    ("changed_before=2026-03-01", lambda job: job["changed_at"] < "2026-03-01"),
    ("closed_after=2026-01-15", lambda job: job["closed_at"] >= "2026-01-15"),
    ("closed_before=2026-03-01", lambda job: job["closed_at"] < "2026-03-01"),
    ("stock_at=2026-01-20", lambda job: job["source_id"] == "rigger"),
    ("exclude_source=lever", lambda job: job["source"] != "lever"),
    ("exclude_board=lever:lantern", lambda job: job["board"] != "lever:lantern"),
    ("exclude_company=cafe lantern", lambda job: job["company"]["name"] != "Café Lantern"),
    ("exclude_country=DE,US", lambda job: not {"DE", "US"} & _places(job, "country")),
    ("exclude_city=berlin", lambda job: "Berlin" not in _places(job, "city")),
    ("exclude_region=Texas", lambda job: "Texas" not in _places(job, "region")),
    ("exclude_workplace_type=onsite", lambda job: job["workplace_type"] != "onsite"),
    ("exclude_employment_type=contract", lambda job: "contract" not in job["employment_types"]),
    ("exclude_category=data", lambda job: job["category"] != "data"),
    ("exclude_seniority=mid", lambda job: job["seniority"] != "mid"),
    ("exclude_skills=PYTHON", lambda job: "Python" not in job["skills"]),
    ("exclude_remote_from=EMEA,US", lambda job: job["remote_from"] is None),
    ("q=coffee", lambda job: "coffee" in (job["description_text"] or "").casefold()),
]


@pytest.mark.parametrize(("query", "obeys"), OBEYS, ids=[query for query, _ in OBEYS])
def test_every_posting_obeys_the_filter_and_none_is_missing(
    api: httpx.Client, query: str, obeys: Callable[[Job], bool]
) -> None:
    everything = api.get("/v1/jobs?status=open,closed").json()["jobs"]
    found = api.get(
        f"/v1/jobs?status=open,closed&{query}" if "status" not in query else f"/v1/jobs?{query}"
    )
    ids = {job["id"] for job in found.json()["jobs"]}
    expected = {job["id"] for job in everything if _holds(obeys, job)}
    assert ids == expected
    assert len(ids) < len(everything)


def _holds(obeys: Callable[[Job], bool], job: Job) -> bool:
    """A posting that does not say never obeys."""
    try:
        return obeys(job)
    except TypeError:
        return False


def test_a_city_and_a_country_are_of_one_place(api: httpx.Client) -> None:
    """The posting in Berlin and Zürich is neither in Berlin CH nor in Zürich DE."""
    assert api.get("/v1/jobs?country=CH&city=Berlin").json()["total"] == 0
    assert api.get("/v1/jobs?country=DE&city=Berlin").json()["total"] == 2


@pytest.mark.parametrize(
    ("query", "also"),
    [
        ("workplace_type=remote", "workplace_type"),
        ("country=DE", "country"),
        ("city=Berlin", "city"),
        ("employment_type=contract", "employment_type"),
        ("region=Texas", "region"),
        ("near=Berlin", "near"),
        ("remote_from=US", "remote_from"),
        ("visa_sponsorship=true", "visa_sponsorship"),
        ("agency=true", "agency"),
        ("category=data", "category"),
        ("seniority=senior", "seniority"),
        ("skills=python", "skills"),
        ("education=bachelor", "education"),
        ("experience_min=4", "experience_min"),
        ("experience_max=4", "experience_max"),
        ("language=en", "language"),
        ("benefits=equity", "benefits"),
        ("salary_min=1", "salary_min"),
        ("salary_max=1", "salary_max"),
        ("posted_after=2026-01-01", "posted_after"),
        ("posted_before=2026-01-01", "posted_before"),
        ("posted_within=1h", "posted_within"),
    ],
)
def test_unknowns_are_left_out_unless_they_are_included(
    api: httpx.Client, query: str, also: str
) -> None:
    plain = "lever:lantern:plain"
    without = api.get(f"/v1/jobs?{query}").json()["jobs"]
    including = api.get(f"/v1/jobs?{query}&include_unknown={also}").json()["jobs"]
    assert plain not in {job["id"] for job in without}
    assert plain in {job["id"] for job in including}


@pytest.mark.parametrize(
    ("switch", "title"),
    [
        ("include_duplicates", "Barista"),
        ("include_test", "Test Posting"),
        ("include_evergreen", "Talent Pool"),
    ],
)
def test_what_is_left_out_by_default_has_a_switch(
    api: httpx.Client, switch: str, title: str
) -> None:
    default = api.get("/v1/jobs").json()
    included = api.get(f"/v1/jobs?{switch}=true").json()
    assert included["total"] == default["total"] + 1
    assert default["applied_defaults"][switch] is False
    assert switch not in included["applied_defaults"]
    titles = [job["title"] for job in included["jobs"]]
    assert titles.count(title) == 1 + (switch == "include_duplicates")


def test_every_filter_that_may_keep_unknowns_is_shown_to() -> None:
    shown = {
        also
        for mark in test_unknowns_are_left_out_unless_they_are_included.pytestmark  # type: ignore[attr-defined]
        for _, also in mark.args[1]
    }
    assert shown == set(Unknowable)


@pytest.mark.parametrize("days", [0, 1, 3])
def test_posted_within_counts_from_now(own_api: httpx.Client, index: Index, days: int) -> None:
    now = datetime.now(UTC)
    posted = (now - timedelta(days=n, hours=1) for n in range(10))
    index.add(*(job_posting(posted_at=moment, posted_precision="instant") for moment in posted))
    assert own_api.get(f"/v1/jobs?posted_within={days * 24 + 2}h").json()["total"] == days + 1


def test_confirmed_within_leaves_out_what_no_complete_read_confirmed(
    own_api: httpx.Client, index: Index
) -> None:
    now = datetime.now(UTC)
    old, recent = now - timedelta(hours=80), now - timedelta(hours=3)
    index.add_states(
        board_state("lever:fresh", last_complete_at=recent),
        board_state("lever:stale", last_complete_at=old),
        board_state("lever:never", last_complete_at=None, outcome="partial"),
    )
    fields = {"first_seen_at": old, "last_seen_at": old}
    index.add(
        job_posting(board="lever:fresh", source_id="listed", **fields),
        job_posting(board="lever:fresh", source_id="missing", missing_since=recent, **fields),
        job_posting(board="lever:stale", source_id="unread", **fields),
        job_posting(board="lever:never", source_id="half-read", **fields),
        job_posting(
            board="lever:never", source_id="new", first_seen_at=recent, last_seen_at=recent
        ),
    )
    found = own_api.get("/v1/jobs?confirmed_within=48").json()["jobs"]
    assert {job["source_id"] for job in found} == {"listed", "new"}
    assert own_api.get("/v1/jobs?confirmed_within=100").json()["total"] == 5


@pytest.mark.parametrize(
    ("query", "parameter", "word"),
    [
        ("near=Springfield", "near", "Springfield, Illinois, US"),
        ("near=Atlantis%20City%20Below", "near", "latitude,longitude"),
        ("near=91,0", "near", "between -90 and 90"),
        ("radius=5", "radius", "no near"),
        ("near=Berlin&radius=0", "radius", "greater than 0"),
        ("salary_min=9&salary_max=8", "salary_max", "more than"),
        ("salary_currency=EUR", "salary_currency", "salary_min or salary_max"),
        ("salary_min=1e400", "salary_min", "number"),
        ("salary_min=5&salary_currency=EURO", "salary_currency", "ISO 4217"),
        ("posted_within=7", "posted_within", "7d"),
        ("stock_at=2026-01-20T00:00:00Z", "stock_at", "give a day"),
        ("language=klingon", "language", "ISO 639-1"),
        ("language=German", "language", "de"),
        ("remote_from=Narnia", "remote_from", "country code"),
        ("url=acme", "url", "https://"),
        ("sort=distance", "sort", "near"),
        ("facet_filters=others", "facet_filters", "no facets"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_do(
    api: httpx.Client, query: str, parameter: str, word: str
) -> None:
    error = errors_of(api.get(f"/v1/jobs?{query}"))[parameter]
    assert word in f"{error['message']} {error['closest']} {error['allowed']}"


def test_the_answer_says_what_was_compared_with(api: httpx.Client) -> None:
    query = "near=Potsdam&salary_min=10&salary_period=hour&salary_currency=USD&include_unknown=near"
    page = api.get(f"/v1/jobs?{query}").json()
    assert page["near"]["name"] == "Potsdam, Brandenburg, DE"
    assert page["salary_basis"]["annual"] == {"salary_min": 20_800}
    assert page["salary_basis"]["rates_of"]
