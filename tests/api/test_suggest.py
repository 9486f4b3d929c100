"""`/v1/suggest` completes what is typed by what open postings have."""

from typing import Any

import httpx
import pytest

from tests.api.problems import errors_of
from tests.api.serving import Index
from tests.factories import job_posting

KIEL = {"text": "Kiel", "city": "Kiel", "country": "DE", "region_code": "DE-SH"}


def _suggested(api: httpx.Client, **params: Any) -> list[tuple[str, str, int]]:
    answer = api.get("/v1/suggest", params=params).raise_for_status().json()
    assert answer["took_ms"] >= 0
    return [(one["kind"], one["text"], one["count"]) for one in answer["suggestions"]]


@pytest.fixture
def harbour(own_api: httpx.Client, index: Index) -> httpx.Client:
    """The API over what a harbour offers."""
    quay = {"id": "quay.example", "name": "Söhne Quay"}
    index.add(
        *(job_posting(title="Boat Builder", locations=[KIEL]) for _ in range(3)),
        job_posting(title="boat builder", company=quay),
        job_posting(title="Senior Boat Builder", company=quay, skills=["Python"]),
        job_posting(title="Boat Painter", status="closed"),
        job_posting(title="Boat Cook", test_posting=True),
        job_posting(title="Builder of Organs", skills=["Python", "SQL"]),
    )
    return own_api


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("boat", [("Boat Builder", 4), ("Senior Boat Builder", 1)]),
        ("BUI", [("Boat Builder", 4), ("Builder of Organs", 1), ("Senior Boat Builder", 1)]),
        ("boat b", [("Boat Builder", 4), ("Senior Boat Builder", 1)]),
        ("builder boat", [("Boat Builder", 4), ("Senior Boat Builder", 1)]),
        ("sen", [("Senior Boat Builder", 1)]),
        ("uilder", []),
        ("paint", []),
    ],
)
def test_titles(harbour: httpx.Client, typed: str, expected: list[tuple[str, int]]) -> None:
    found = _suggested(harbour, q=typed, kind="title")
    assert found == [("title", text, count) for text, count in expected]


@pytest.mark.parametrize("typed", ["soh", "Söh", "SOEHNE", "qua"])
def test_companies_by_any_word_in_any_letters(harbour: httpx.Client, typed: str) -> None:
    assert _suggested(harbour, q=typed, kind="company") == [("company", "Söhne Quay", 2)]


def test_skills_and_places_by_any_of_their_names(harbour: httpx.Client) -> None:
    assert _suggested(harbour, q="pyt", kind="skill") == [("skill", "Python", 2)]
    assert _suggested(harbour, q="kie", kind="place") == [
        ("place", "Kiel, Schleswig-Holstein, DE", 3)
    ]


def test_each_suggestion_finds_its_postings(harbour: httpx.Client) -> None:
    for typed in ("boat", "qua", "pyt", "kie"):
        for one in harbour.get("/v1/suggest", params={"q": typed}).json()["suggestions"]:
            total = harbour.get("/v1/jobs", params=one["search"]).json()["total"]
            assert total >= one["count"], one


def test_kinds_and_their_number_are_chosen(harbour: httpx.Client) -> None:
    both = _suggested(harbour, q="s", kind="company,title", limit=1)
    assert [kind for kind, _, _ in both] == ["title", "company"]
    assert len(_suggested(harbour, q="b", kind="title", limit=1)) == 1
    assert len(_suggested(harbour, q="b", kind="title")) == 3


def test_a_sample_names_the_frequent_ones_and_counts_are_exact(
    own_api: httpx.Client, index: Index
) -> None:
    frequent = [job_posting(title="Data Engineer") for _ in range(4_100)]
    index.add(*frequent, *(job_posting(title=f"Data Engineer {n}") for n in range(400)))
    (first, *_) = _suggested(own_api, q="data", kind="title")
    assert first == ("title", "Data Engineer", 4_100)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=-", "q"),
        (f"q={'x' * 101}", "q"),
        ("q=a&kind=titel", "kind"),
        ("q=a&limit=21", "limit"),
        ("q=a&limit=0", "limit"),
        ("q=a&prefix=b", "prefix"),
    ],
)
def test_what_is_wrong_is_refused(api: httpx.Client, query: str, parameter: str) -> None:
    assert parameter in errors_of(api.get(f"/v1/suggest?{query}"))


@pytest.mark.parametrize("typed", ["*", "a*", "/.*/", "c++", "title:", '"', "😀a", "工", "½"])
def test_any_text_is_completed_or_refused(api: httpx.Client, typed: str) -> None:
    answer = api.get("/v1/suggest", params={"q": typed})
    assert answer.status_code == 200 or errors_of(answer)
