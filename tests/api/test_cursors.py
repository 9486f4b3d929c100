"""Paging: every posting once, in one frozen view; a cursor that does not fit is told so."""

from itertools import chain
from typing import Any

import httpx
import pytest
from elasticsearch import Elasticsearch

from api.cursor import Cursors, Position
from reference.vocabularies import Status
from tests.api.problems import assert_problem
from tests.api.serving import Index, served, settings_for, walk
from tests.factories import job_posting

SECRET = "a secret of these tests alone"


def _ids(pages: list[dict[str, Any]]) -> list[str]:
    return [job["id"] for page in pages for job in page["jobs"]]


def test_ties_are_paged_each_once(index: Index, own_api: httpx.Client) -> None:
    postings = [job_posting(posted_at="2026-03-01") for _ in range(30)]
    index.add(*postings)
    pages = list(walk(own_api, "/v1/jobs?limit=10"))
    assert [len(page["jobs"]) for page in pages] == [10, 10, 10]
    assert sorted(_ids(pages)) == sorted(posting.id for posting in postings)


def test_unknown_dates_are_paged_last_each_once(index: Index, own_api: httpx.Client) -> None:
    dated = [job_posting(posted_at=f"2026-03-0{day}") for day in range(1, 6)]
    undated = [job_posting() for _ in range(5)]
    index.add(*dated, *undated)
    ids = _ids(list(walk(own_api, "/v1/jobs?limit=3&sort=newest")))
    assert ids[:5] == [posting.id for posting in reversed(dated)]
    assert sorted(ids[5:]) == sorted(posting.id for posting in undated)


def test_relevance_is_paged_each_once(index: Index, own_api: httpx.Client) -> None:
    postings = [job_posting(description_text="boat " * (n % 4)) for n in range(25)]
    index.add(*postings)
    whole = _ids([own_api.get("/v1/jobs?q=boat&limit=500").json()])
    paged = _ids(list(walk(own_api, "/v1/jobs?q=boat&limit=4")))
    assert paged == whole
    assert len(set(paged)) == 25


def test_pages_show_one_moment(index: Index, own_api: httpx.Client) -> None:
    """What is written, changed or removed between two pages does not show, nor does it count."""
    before = [job_posting(posted_at="2026-03-01") for _ in range(9)]
    index.add(*before)
    pages = walk(own_api, "/v1/jobs?limit=3&facets=source")
    first = next(pages)
    changed = before[0].model_copy(update={"status": Status.CLOSED})
    index.add(changed, *(job_posting(posted_at="2026-03-01") for _ in range(7)))
    following = list(pages)
    assert sorted(_ids([first, *following])) == sorted(posting.id for posting in before)
    assert {page["total"] for page in following} == {first["total"]} == {9}
    assert {page["view_at"] for page in following} == {first["view_at"]}
    assert all(page["facets"] == first["facets"] for page in following)


def test_limit_and_what_is_shown_may_change_between_pages(api: httpx.Client) -> None:
    whole = _ids([api.get("/v1/jobs").json()])
    pages = list(walk(api, "/v1/jobs?limit=1", limit="3", fields="title", facets="source"))
    assert [len(page["jobs"]) for page in pages] == [1, 3, 1]
    assert _ids(pages) == whole
    assert "facets" in pages[1]


def test_the_next_address_keeps_every_parameter(api: httpx.Client) -> None:
    address = "/v1/jobs?city=Berlin&city=Z%C3%BCrich&employment_type=part_time,full_time&limit=1"
    pages = list(walk(api, address))
    assert len(pages) == pages[0]["total"] == 3
    following = httpx.URL(pages[0]["next"])
    assert following.params.get_list("city") == ["Berlin", "Zürich"]


@pytest.mark.parametrize(
    "other",
    ["q=boat", "country=DE", "sort=relevance&q=boat", "status=open,closed", "include_test=true"],
)
def test_a_cursor_of_another_search_is_refused(api: httpx.Client, other: str) -> None:
    cursor = api.get("/v1/jobs?limit=1").json()["next_cursor"]
    problem = assert_problem(api.get(f"/v1/jobs?{other}&cursor={cursor}"), 400)
    assert problem["type"] == "urn:openings:problem:other-query"


@pytest.mark.parametrize(
    "cursor",
    [
        "%25%25%25",
        "bm90LWpzb24%3D",
        "eyJ0cyI6Im5vcGUifQ%3D%3D",
        "null",
        "0",
        "a.b",
        ".",
        "é",
        "x" * 4000,
    ],
)
def test_what_is_no_cursor_is_refused(api: httpx.Client, cursor: str) -> None:
    problem = assert_problem(api.get(f"/v1/jobs?cursor={cursor}"), 400)
    assert problem["type"] == "urn:openings:problem:invalid-cursor"


def test_a_changed_cursor_is_refused(api: httpx.Client) -> None:
    cursor = api.get("/v1/jobs?limit=1").json()["next_cursor"]
    for place in (1, len(cursor) // 2, len(cursor) - 3):
        letter = "A" if cursor[place] != "A" else "B"
        changed = cursor[:place] + letter + cursor[place + 1 :]
        problem = assert_problem(api.get("/v1/jobs", params={"cursor": changed}), 400)
        assert problem["type"] == "urn:openings:problem:invalid-cursor"


def test_a_cursor_with_a_secret_outlives_the_process(index: Index, elasticsearch_url: str) -> None:
    index.add(*(job_posting() for _ in range(4)))
    settings = settings_for(elasticsearch_url, index, cursor_secret=SECRET)
    with served(settings) as client:
        first = client.get("/v1/jobs?limit=2").json()
    with served(settings) as client:
        answer = client.get(f"/v1/jobs?limit=2&cursor={first['next_cursor']}")
    ids = [job["id"] for job in chain(first["jobs"], answer.json()["jobs"])]
    assert len(set(ids)) == 4


def test_a_cursor_without_a_secret_ends_with_the_process(
    index: Index, elasticsearch_url: str
) -> None:
    index.add(*(job_posting() for _ in range(4)))
    with served(settings_for(elasticsearch_url, index)) as client:
        cursor = client.get("/v1/jobs?limit=2").json()["next_cursor"]
    with served(settings_for(elasticsearch_url, index)) as client:
        assert_problem(client.get(f"/v1/jobs?limit=2&cursor={cursor}"), 400)


def test_a_lost_view_expires_its_cursors_and_no_search(
    index: Index, elasticsearch_url: str, elasticsearch: Elasticsearch
) -> None:
    """As after a restart of Elasticsearch, or after the lifetime of an unused cursor."""
    index.add(*(job_posting() for _ in range(4)))
    settings = settings_for(elasticsearch_url, index, cursor_secret=SECRET)
    with served(settings) as client:
        cursor = client.get("/v1/jobs?limit=2").json()["next_cursor"]
        elasticsearch.close_point_in_time(id=Cursors(SECRET).read(cursor).view.id)
        problem = assert_problem(client.get(f"/v1/jobs?limit=2&cursor={cursor}"), 410)
        assert problem["type"] == "urn:openings:problem:expired-cursor"
        assert client.get("/v1/jobs?limit=2").json()["total"] == 4


def test_a_rebuilt_index_expires_cursors_and_no_search(
    index: Index, elasticsearch_url: str
) -> None:
    index.add(*(job_posting() for _ in range(4)))
    with served(settings_for(elasticsearch_url, index)) as client:
        cursor = client.get("/v1/jobs?limit=2").json()["next_cursor"]
        index.remove()
        index.create()
        index.add(job_posting())
        assert_problem(client.get(f"/v1/jobs?limit=2&cursor={cursor}"), 410)
        assert client.get("/v1/jobs?limit=2").json()["total"] == 1


def test_a_cursor_is_read_as_it_was_written() -> None:
    position = Position.model_validate(
        {
            "view": {
                "id": "x" * 200,
                "opened_at": "2026-03-01T08:00:00.123456Z",
                "changes": {"feed": "0" * 32, "generation": 3, "seq": 2**53},
            },
            "query": "0" * 32,
            "total": 3_000_000_000,
            "after": [1.2345678, 9223372036854775807, -(2**63), None, "lever:é:1"],
        }
    )
    assert Cursors(SECRET).read(Cursors(SECRET).write(position)) == position


def test_one_employer_does_not_fill_a_page_and_none_is_lost(
    own_api: httpx.Client, index: Index
) -> None:
    index.add(
        *(job_posting(company=_company("large"), posted_at="2026-03-02") for _ in range(430)),
        *(job_posting(company=_company(f"small{n}"), posted_at="2026-03-01") for n in range(40)),
    )
    first = own_api.get("/v1/jobs?diversify=company&limit=10").json()
    assert first["total"] == 470
    ids: list[str] = []
    address: str | None = "/v1/jobs?diversify=company&limit=37"
    pages = []
    while address:
        page = own_api.get(address).json()
        pages.append([job["company"]["name"] for job in page["jobs"]])
        ids += [job["id"] for job in page["jobs"]]
        address = page["next"]
    assert len(ids) == len(set(ids)) == 470
    # The last block holds 30 postings of the large employer and all of the small ones.
    in_last_block = [name for page in pages for name in page][400:]
    assert len(set(in_last_block[:41])) == 41


def _company(name: str) -> dict[str, str]:
    return {"id": name, "name": name}
