"""Each filter does what it says, to every posting that is served."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

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
