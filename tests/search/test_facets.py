"""Facets: the counts add up to the postings that were found."""

import pytest
from elasticsearch import helpers

from api.facets import FACETS, MAX_BUCKETS
from api.filters import Facts
from api.params import JobsParameters
from api.query import matching
from tests.factories import document, job_posting
from tests.search.searching import NOW, SearchedIndex

POSTINGS = [
    {
        "title": "Cook",
        "company": {"id": "lantern.example", "name": "Café Lantern"},
        "locations": [
            {"city": "Kiel", "country": "DE"},
            {"city": "Köln", "country": "DE"},
            {"city": "Wien", "country": "AT"},
        ],
        "workplace_type": "onsite",
        "employment_types": ["full_time", "part_time"],
        "salary": {"min": 2_000, "currency": "EUR", "period": "month", "reference_min": 26_400},
        "posted_at": "2026-02-03",
        "education": "secondary",
        "benefits": ["meals"],
        "visa_sponsorship": False,
        "agency": True,
        "remote_from": {"countries": ["DE"]},
        "language": "de",
        "seniority": "entry",
        "category": "hospitality",
        "skills": ["grill"],
    },
    {"title": "Cook", "locations": [{"city": "Kiel", "country": "DE"}, {"text": "Anywhere"}]},
    {"title": "Waiter", "workplace_type": "onsite", "employment_types": ["full_time"]},
    {"title": "Closed Cook", "status": "closed", "workplace_type": "remote"},
]
SINGLE = [
    *("source", "board", "company", "workplace_type", "has_salary", "language", "status"),
    *("seniority", "category", "salary.currency", "education", "visa_sponsorship", "agency"),
    *("salary", "posted"),
]
SEVERAL = ["country", "region", "city", "employment_type", "skills", "benefits", "remote_from"]


FIELDS_OF_SEVERAL = {
    **{name: f"locations.{name}" for name in ("country", "region", "city")},
    **{name: name for name in ("skills", "benefits")},
    "employment_type": "employment_types",
    "remote_from": "remote_from.countries",
}


@pytest.fixture
def counted(index: SearchedIndex) -> SearchedIndex:
    index.add(POSTINGS)
    return index


def test_each_facet_is_of_one_sort() -> None:
    assert sorted([*SINGLE, *SEVERAL]) == sorted(FACETS)


@pytest.mark.parametrize("facet", SINGLE)
def test_a_single_value_adds_up(counted: SearchedIndex, facet: str) -> None:
    found = counted.facets(facet)[facet]
    listed = sum(bucket["count"] for bucket in found["buckets"])
    assert listed + found["other"] + found["unknown"] == found["base"] == 3


@pytest.mark.parametrize("facet", SEVERAL)
def test_unknown_and_any_value_add_up(counted: SearchedIndex, facet: str) -> None:
    field = FIELDS_OF_SEVERAL[facet]
    everything = matching(JobsParameters(), Facts(NOW))
    with_value = {"bool": {"filter": [everything, {"exists": {"field": field}}]}}
    known = counted.client.count(index=counted.name, query=with_value)["count"]
    found = counted.facets(facet)[facet]
    assert known + found["unknown"] == found["base"] == 3
    assert found["other"] == 0


def test_a_posting_counts_once_however_many_places_share_the_value(counted: SearchedIndex) -> None:
    country = counted.facets("country")["country"]
    assert country["buckets"] == [{"value": "DE", "count": 2}, {"value": "AT", "count": 1}]
    assert country["unknown"] == 1


def test_names_are_shown_as_they_are_spelt(counted: SearchedIndex) -> None:
    facets = counted.facets("city", "company")
    assert {"value": "Köln", "count": 1} in facets["city"]["buckets"]
    assert {"value": "Café Lantern", "count": 1} in facets["company"]["buckets"]


def test_pay_is_stated_or_not(counted: SearchedIndex) -> None:
    assert counted.facets("has_salary")["has_salary"] == {
        "buckets": [{"value": True, "count": 1}, {"value": False, "count": 2}],
        "other": 0,
        "unknown": 0,
        "base": 3,
    }


def test_facets_count_under_the_words_and_filters(counted: SearchedIndex) -> None:
    facets = counted.facets("workplace_type", "status", q="cook", status=["open", "closed"])
    assert facets["status"]["buckets"] == [
        {"value": "open", "count": 2},
        {"value": "closed", "count": 1},
    ]
    assert facets["workplace_type"]["base"] == 3
    assert facets["workplace_type"]["unknown"] == 1


def test_what_is_in_no_bucket_is_counted_or_said_to_be_unclear(index: SearchedIndex) -> None:
    names = [f"Company {number}" for number in range(MAX_BUCKETS + 2)]
    index.add(
        [
            {
                "title": "Cook",
                "company": {"id": name, "name": name},
                "locations": [{"city": name}, {"city": "Kiel"}],
            }
            for name in names
        ]
    )
    facets = index.facets("company", "city")
    assert facets["company"]["other"] == 2
    assert facets["city"]["other"] is None
    assert len(facets["company"]["buckets"]) == len(facets["city"]["buckets"]) == MAX_BUCKETS
    assert facets["city"]["buckets"][0] == {"value": "Kiel", "count": len(names)}


def test_counts_are_exact_beyond_ten_thousand(index: SearchedIndex) -> None:
    body = document(job_posting(workplace_type="remote"))
    actions = ({"_index": index.name, "_source": body} for _ in range(12_500))
    helpers.bulk(index.client, actions, chunk_size=2_500, refresh=True)
    found = index.facets("workplace_type")["workplace_type"]
    assert found["buckets"] == [{"value": "remote", "count": 12_500}]
    assert found["base"] == index.count() == 12_500


def test_pay_is_counted_in_steps_of_us_dollars_a_year(counted: SearchedIndex) -> None:
    found = counted.facets("salary")["salary"]
    assert found == {
        "buckets": [{"value": 20_000, "count": 1}],
        "other": 0,
        "unknown": 2,
        "base": 3,
    }


def test_dates_are_counted_by_month_and_truths_as_such(counted: SearchedIndex) -> None:
    found = counted.facets("posted", "agency")
    assert found["posted"]["buckets"] == [{"value": "2026-02", "count": 1}]
    assert found["agency"]["buckets"] == [{"value": True, "count": 1}]


def test_a_facet_counts_what_might_be_chosen_instead(counted: SearchedIndex) -> None:
    chosen = {"country": ("AT",), "workplace_type": ("onsite",), "facet_filters": "others"}
    found = counted.facets("country", "workplace_type", "language", **chosen)
    assert found["country"]["base"] == 2
    assert found["country"]["buckets"] == [{"value": "AT", "count": 1}, {"value": "DE", "count": 1}]
    assert found["workplace_type"]["base"] == found["language"]["base"] == 1


def test_country_and_city_hold_for_one_place_whatever_a_facet_leaves_out(
    index: SearchedIndex,
) -> None:
    index.add(
        [
            {"locations": [{"city": "Wien", "country": "AT"}, {"city": "Kiel", "country": "DE"}]},
            {"locations": [{"city": "Kiel", "country": "AT"}], "language": "de"},
        ]
    )
    chosen = {"country": ("AT",), "city": ("Kiel",), "facet_filters": "others"}
    found = index.facets("city", "language", **chosen)
    assert {one["value"]: one["count"] for one in found["city"]["buckets"]} == {
        "Wien": 1,
        "Kiel": 2,
    }
    assert found["language"]["base"] == 1
