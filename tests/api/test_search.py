"""What a search answers: exact totals, whole postings, facets of the same moment."""

from datetime import datetime

import httpx
import pytest
from elasticsearch import Elasticsearch, helpers

from api.responses import JobsPage
from mappings.names import alias
from mappings.posting import JobPosting
from reference.sources import sources as known_sources
from tests.api.catalogue import READ_AT, board_state
from tests.api.serving import Index
from tests.factories import SEEN_AT, document, job_posting


def test_without_parameters_all_open_postings_come_newest_first(api: httpx.Client) -> None:
    page = api.get("/v1/jobs").json()
    posted = [job["posted_at"] for job in page["jobs"]]
    known = [moment for moment in posted if moment is not None]
    assert page["total"] == 5
    assert page["sort"] == "newest"
    assert known == sorted(known, reverse=True)
    assert posted == known + [None] * (len(posted) - len(known))
    assert page["next"] is None
    assert page["next_cursor"] is None


def test_the_answer_has_the_declared_shape(api: httpx.Client) -> None:
    content = api.get("/v1/jobs?q=boat&highlight=true&facets=country&limit=2").text
    page = JobsPage.model_validate_json(content)
    assert page.total == 4
    assert page.view_at.tzinfo is not None


def test_a_posting_has_every_field_in_the_order_of_the_schema(api: httpx.Client) -> None:
    for job in api.get("/v1/jobs").json()["jobs"]:
        assert list(job) == list(JobPosting.model_fields)


def test_words_are_sorted_by_relevance_unless_asked_otherwise(api: httpx.Client) -> None:
    by_relevance = api.get("/v1/jobs?q=boat").json()
    by_date = api.get("/v1/jobs?q=boat&sort=newest").json()
    assert by_relevance["sort"] == "relevance"
    assert by_relevance["jobs"][0]["title"] == "Boat Builder"
    assert by_date["jobs"][0]["title"] == "Sail Maker Internship"
    assert by_relevance["total"] == by_date["total"]


def test_defaults_are_told_unless_they_were_chosen(api: httpx.Client) -> None:
    assert api.get("/v1/jobs").json()["applied_defaults"] == {
        "status": ["open"],
        "sort": "newest",
        "include_duplicates": False,
        "include_test": False,
        "include_evergreen": False,
    }
    chosen = api.get("/v1/jobs?status=open&sort=newest").json()["applied_defaults"]
    assert chosen.keys() == {"include_duplicates", "include_test", "include_evergreen"}


def test_fields_narrow_the_postings(api: httpx.Client) -> None:
    jobs = api.get("/v1/jobs?fields=title,locations.city&country=DE").json()["jobs"]
    assert all(job.keys() == {"id", "title", "locations"} for job in jobs)
    assert {"city": "Berlin"} in jobs[0]["locations"]


def test_highlights_show_the_words_in_safe_html(api: httpx.Client) -> None:
    (job,) = api.get("/v1/jobs?q=pipelines&highlight=true").json()["jobs"]
    (passage,) = job["highlights"]["description_text"]
    assert "<em>Pipelines</em>" in passage
    assert "&lt;b&gt;" in passage
    assert "<b>" not in passage


@pytest.mark.parametrize("limit", [1, 2, 500])
def test_limit_is_the_length_of_a_page(api: httpx.Client, limit: int) -> None:
    page = api.get(f"/v1/jobs?limit={limit}").json()
    assert len(page["jobs"]) == min(limit, page["total"])


def test_facets_count_what_the_total_counts(api: httpx.Client) -> None:
    page = api.get("/v1/jobs?facets=workplace_type,source").json()
    assert page["facets"].keys() == {"workplace_type", "source"}
    facet = page["facets"]["workplace_type"]
    counted = sum(bucket["count"] for bucket in facet["buckets"])
    assert counted + facet["other"] + facet["unknown"] == facet["base"] == page["total"]


@pytest.mark.parametrize(
    "search",
    [
        "",
        "q=boat",
        "country=DE",
        "sort=first_seen&country=DE&country=US",
        "country=FR",
        "q=nowhere",
    ],
)
@pytest.mark.parametrize(
    "also",
    [
        "facets=country",
        "facets=country&facet_filters=others",
        "facets=source,city&diversify=company",
        "facets=country&limit=1",
    ],
)
def test_the_total_is_the_same_whatever_is_counted_beside(
    api: httpx.Client, search: str, also: str
) -> None:
    plain = api.get(f"/v1/jobs?{search}").json()["total"]
    counted = api.get(f"/v1/jobs?{search}&{also}").json()
    assert counted["total"] == plain
    if counted["next"]:
        assert api.get(counted["next"]).json()["total"] == plain


def test_no_facets_unless_asked(api: httpx.Client) -> None:
    assert "facets" not in api.get("/v1/jobs").json()


def test_an_unchanged_posting_was_last_seen_when_its_board_was_read(api: httpx.Client) -> None:
    jobs = {job["id"]: job for job in api.get("/v1/jobs?status=open,closed").json()["jobs"]}

    def seen(job_id: str) -> datetime:
        return datetime.fromisoformat(jobs[job_id]["last_seen_at"])

    assert seen("greenhouse:tidewater:builder") == READ_AT
    assert seen("greenhouse:tidewater:rigger") == SEEN_AT  # closed
    assert seen("lever:lantern:barista") == SEEN_AT  # its board was never read whole
    one = api.get("/v1/jobs/greenhouse:tidewater:builder").json()
    assert datetime.fromisoformat(one["last_seen_at"]) == READ_AT
    narrowed = api.get("/v1/jobs?fields=last_seen_at&source=greenhouse").json()["jobs"]
    assert {datetime.fromisoformat(job["last_seen_at"]) for job in narrowed} == {READ_AT}


def test_a_missing_posting_was_not_seen_in_the_last_read(
    index: Index, own_api: httpx.Client
) -> None:
    posting = job_posting(missing_since="2026-03-10T00:00:00Z")
    index.add(posting)
    index.add_states(board_state(posting.board))
    (job,) = own_api.get("/v1/jobs").json()["jobs"]
    assert datetime.fromisoformat(job["last_seen_at"]) == SEEN_AT


def test_a_posting_is_read_by_its_id(api: httpx.Client) -> None:
    found = api.get("/v1/jobs?title=barista").json()["jobs"][0]
    assert api.get(f"/v1/jobs/{found['id']}").json() == found


@pytest.mark.parametrize("job_id", ["greenhouse:tidewater:rigger", "lever:lantern:test"])
def test_a_posting_is_read_whatever_a_search_leaves_out(api: httpx.Client, job_id: str) -> None:
    assert api.get(f"/v1/jobs/{job_id}").json()["id"] == job_id


def test_sources_are_summed_up(api: httpx.Client) -> None:
    sources = {source["source"]: source for source in api.get("/v1/sources").json()["sources"]}
    assert list(sources) == sorted({"ashby", "greenhouse", "lever"} | set(known_sources()))
    assert "robots.txt" in sources["ukg"]["off"]
    assert (sources["ukg"]["boards"], sources["ukg"]["open_postings"]) == (0, 0)
    assert sources["greenhouse"]["off"] is None
    assert sources["greenhouse"]["documentation"].startswith("https://")
    assert sources["greenhouse"]["open_postings"] == 2
    assert sources["greenhouse"]["boards_by_outcome"] == {"complete": 1}
    assert datetime.fromisoformat(sources["greenhouse"]["last_complete_at"]) == READ_AT
    assert sources["lever"]["boards_by_outcome"] == {"failed": 1}
    assert sources["lever"]["last_complete_at"] is None
    assert sources["ashby"]["open_postings"] == 0


def test_a_source_that_was_read_without_postings_can_be_searched(api: httpx.Client) -> None:
    assert api.get("/v1/jobs?source=ashby").json()["total"] == 0


def test_vocabularies_list_every_value(api: httpx.Client) -> None:
    vocabularies = api.get("/v1/vocabularies").json()["vocabularies"]
    assert vocabularies["workplace_type"] == ["onsite", "hybrid", "remote"]
    for kept_by_facets in ("employment_type", "status", "category", "seniority", "salary_period"):
        assert vocabularies[kept_by_facets]


def test_totals_and_facets_are_exact_beyond_ten_thousand(
    index: Index, own_api: httpx.Client, elasticsearch: Elasticsearch
) -> None:
    """The default count of Elasticsearch stops at 10,000."""
    body = document(job_posting(locations=[{"country": "DE"}], workplace_type="remote"))
    name = alias("jobs", index.prefix)
    actions = (
        {"_index": name, "_id": f"t:t:{n}", "_source": {**body, "id": f"t:t:{n}"}}
        for n in range(12_500)
    )
    helpers.bulk(elasticsearch, actions, chunk_size=2_500, refresh=True)
    page = own_api.get("/v1/jobs?limit=1&facets=workplace_type,country").json()
    assert page["total"] == 12_500
    for name in ("workplace_type", "country"):
        (bucket,) = page["facets"][name]["buckets"]
        assert bucket["count"] == page["facets"][name]["base"] == 12_500
    assert own_api.get("/v1/jobs?limit=1&q=boat").json()["total"] == 12_500


def test_the_nearest_come_first_with_their_distance(api: httpx.Client) -> None:
    query = "sort=distance&near=Potsdam&radius=100&include_unknown=near"
    jobs = api.get(f"/v1/jobs?{query}").json()["jobs"]
    distances = [job["distance_km"] for job in jobs]
    assert 20 < distances[0] < 35
    assert distances == sorted(distances, key=lambda km: (km is None, km))
    assert distances[-1] is None
