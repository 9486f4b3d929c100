"""`explain=matches` says which words were found where."""

from typing import Any

import httpx
import pytest

from tests.api.problems import errors_of
from tests.api.serving import Index
from tests.factories import job_posting

ENGINEER = {
    "title": "JS Engineer",
    "company": {"id": "engine.example", "name": "Engine Works"},
    "skills": ["JavaScript"],
    "departments": ["Quayside"],
    "locations": [{"text": "Kiel", "city": "Kiel"}],
    "description_text": "Engineers who write JavaScript for quays.",
}


def _matches(api: httpx.Client, **params: Any) -> set[tuple[str, str, bool]]:
    answer = api.get("/v1/jobs", params={**params, "explain": "matches"}).raise_for_status()
    (job,) = answer.json()["jobs"]
    return {(one["word"], one["field"], one["synonym"]) for one in job["matches"]}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        (
            {"q": "js engineer"},
            {
                ("js", "title", False),
                ("js", "skills", True),
                ("js", "description", True),
                ("engineer", "title", False),
                ("engineer", "description", False),
            },
        ),
        (
            {"q": "kiel engin* -welder"},
            {
                ("kiel", "place", False),
                ("engin*", "title", False),
                ("engin*", "company", False),
                ("engin*", "description", False),
            },
        ),
        (
            {"q": '"js engineer" quayside'},
            {("js engineer", "title", False)} | {("quayside", "department", False)},
        ),
        (
            {"q": "title:js OR company:engine"},
            {("js", "title", False), ("engine", "company", False)},
        ),
        ({"title": "javascript"}, {("javascript", "title", True)}),
    ],
)
def test_each_word_is_named_with_its_fields(
    own_api: httpx.Client,
    index: Index,
    params: dict[str, str],
    expected: set[tuple[str, str, bool]],
) -> None:
    index.add(job_posting(**ENGINEER))
    assert _matches(own_api, **params) == expected


def test_words_that_only_together_mean_the_same(own_api: httpx.Client, index: Index) -> None:
    index.add(job_posting(title="SWE"))
    assert _matches(own_api, q="software engineer") == {("software engineer", "title", True)}


def test_it_is_said_on_every_page_in_any_order(api: httpx.Client) -> None:
    for more in ({}, {"diversify": "company"}, {"sort": "newest"}, {"fields": "title"}):
        params = {"q": "boats", "explain": "matches", "limit": "1", **more}
        page = api.get("/v1/jobs", params=params).json()
        following = api.get(page["next"]).json()
        assert page["jobs"][0]["matches"]
        assert following["jobs"][0]["matches"]


def test_it_is_said_only_where_it_was_asked(api: httpx.Client) -> None:
    (job, *_) = api.get("/v1/jobs?q=boat").json()["jobs"]
    assert "matches" not in job


def test_without_words_there_is_nothing_to_explain(api: httpx.Client) -> None:
    message = errors_of(api.get("/v1/jobs?explain=matches"))["explain"]["message"]
    assert "without q or title" in message
