"""`collapse=group`: openings instead of ads, found by any of their ads, counted and paged."""

import secrets

import httpx
import pytest
from elasticsearch import Elasticsearch

from tests.api.serving import Index, served, settings_for, walk
from tests.groups.grouped import Catalogue
from tests.indices import own_indices

CITIES = ("Lima, PE", "Bogotá, CO", "Quito, EC")
POINTS = {"Lima, PE": (-12.04, -77.03), "Bogotá, CO": (4.61, -74.08), "Quito, EC": (-0.23, -78.52)}


@pytest.fixture(scope="module")
def catalogue(elasticsearch_url):
    """One opening in three cities and thirty elsewhere, one on two boards, a copy, two alone."""
    with own_indices(elasticsearch_url) as prefix:
        acme = Catalogue(elasticsearch_url, prefix, f"acme{secrets.token_hex(4)}")
        acme.crawl(*(acme.ad("lever", str(n), city) for n, city in enumerate(CITIES)))
        for source in ("ashby", "workable"):
            acme.crawl(acme.ad(source, "cook", "Kiel, DE", title="Cook", company=_named("Mensa")))
        acme.crawl(acme.ad("jobtech", "c", "Kiel, DE", title="Cook", company=_named("Mensa AB")))
        acme.crawl(*(acme.ad("breezy", f"{n}", f"Town {n}, US", title="Driver") for n in range(30)))
        acme.crawl(acme.ad("lever", "single", "Oslo, NO", title="Planner"))
        acme.crawl(acme.ad("lever", "gone", "Oslo, NO", title="Clerk"))
        acme.close(acme.board("lever") + ":gone")
        acme.group()
        yield acme


@pytest.fixture(scope="module")
def api(catalogue):
    with Elasticsearch(catalogue.url) as client:
        settings = settings_for(catalogue.url, Index(client, catalogue.prefix))
        with served(settings) as served_api:
            yield served_api


def found(api: httpx.Client, **parameters: str) -> list[str]:
    """The titles of what a search finds."""
    answer = api.get("/v1/jobs", params=parameters).raise_for_status().json()
    assert answer["total"] == len(answer["jobs"])
    return sorted(one["title"] for one in answer["jobs"])


def test_each_opening_is_found_once(api):
    assert found(api, collapse="group") == ["Cook", "Driver", "Fitter", "Planner"]


def test_without_it_every_ad_is_found_but_copies(api):
    assert api.get("/v1/jobs?limit=1").json()["total"] == 3 + 2 + 30 + 1


@pytest.mark.parametrize("city", ["Lima", "Bogotá", "Quito"])
def test_an_opening_is_found_by_each_of_its_cities(api, city):
    """DUP-07"""
    (one,) = api.get("/v1/jobs", params={"city": city, "collapse": "group"}).json()["jobs"]
    assert one["title"] == "Fitter"
    assert one["group"]["size"] == 3
    assert [place["city"] for place in one["group"]["locations"]] == ["Lima", "Bogotá", "Quito"]


@pytest.mark.parametrize(
    "given",
    [
        {"q": "fitter quito"},
        {"country": "EC"},
        {"country": "EC", "city": "Quito"},
        {"url": "https://lever.example/{employer}/2"},
    ],
)
def test_an_opening_is_found_by_whatever_finds_one_of_its_ads(api, catalogue, given):
    given = {name: value.format(employer=catalogue.employer) for name, value in given.items()}
    assert found(api, **given, collapse="group") == ["Fitter"]


def test_a_board_or_source_finds_the_openings_that_it_advertises(api, catalogue):
    for given in ({"source": "workable"}, {"board": catalogue.board("workable")}):
        (one,) = api.get("/v1/jobs", params=given | {"collapse": "group"}).json()["jobs"]
        assert one["title"] == "Cook"
        assert one["group"]["size"] == 3


def test_places_of_two_ads_are_not_mixed_up(api):
    assert found(api, city="Quito", country="PE", collapse="group") == []


def test_an_exclusion_leaves_out_what_its_filter_finds(api):
    assert found(api, exclude_country="EC", collapse="group") == ["Cook", "Driver", "Planner"]


def test_facets_count_openings_by_all_their_places(api):
    answer = api.get("/v1/jobs?collapse=group&facets=country,source").json()
    country, source = answer["facets"]["country"], answer["facets"]["source"]
    assert country["base"] == source["base"] == 4
    counts = {one["value"]: one["count"] for one in country["buckets"]}
    assert counts == {"PE": 1, "CO": 1, "EC": 1, "DE": 1, "US": 1, "NO": 1}
    for bucket in source["buckets"]:
        given = {"collapse": "group", "source": bucket["value"]}
        assert len(found(api, **given)) == bucket["count"]


def test_numbers_by_place_count_openings_by_all_their_places(api):
    rows = api.get("/v1/stats?collapse=group&by=country&status=open").json()["rows"]
    counts = {one["country"]: one["count"] for one in rows}
    assert counts == {"PE": 1, "CO": 1, "EC": 1, "DE": 1, "US": 1, "NO": 1}


def test_words_that_another_ad_of_the_opening_has_are_explained(api):
    given = {"q": "fitter quito", "collapse": "group", "explain": "matches"}
    (one,) = api.get("/v1/jobs", params=given).json()["jobs"]
    found_in = {(match["word"], match["field"]) for match in one["matches"]}
    assert {("fitter", "title"), ("quito", "place")} <= found_in


def test_pages_hold_each_opening_once(api):
    pages = list(walk(api, "/v1/jobs?collapse=group&limit=1"))
    assert [page["total"] for page in pages] == [4] * 4
    assert len({page["jobs"][0]["id"] for page in pages}) == 4


def test_thirty_ads_of_one_opening_are_one_item_of_a_stream(api):
    """ALR-04: whatever reads a search reads openings, if they are asked for."""
    lines = api.get("/v1/jobs.ndjson?collapse=group&q=driver").raise_for_status().text.splitlines()
    assert len(lines) == 1
    assert lines[0].count('"city"') > 30


def test_copies_are_hidden_and_can_be_seen(api):
    every = api.get("/v1/jobs?title=cook&include_duplicates=true").json()
    assert every["total"] == 3
    (copy,) = [one for one in every["jobs"] if one["duplicate_of"]]
    assert copy["source"] == "jobtech"
    assert copy["duplicate_of"] in {one["id"] for one in every["jobs"]}


def test_a_closed_ad_without_a_group_is_found_among_closed_ones(api):
    assert found(api, status="closed", collapse="group") == ["Clerk"]


def test_another_value_is_refused(api):
    answer = api.get("/v1/jobs?collapse=company")
    assert answer.status_code == 400
    assert "group" in answer.text


def _named(name: str) -> dict[str, str]:
    return {"id": "x", "name": name}
