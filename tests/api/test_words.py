"""What people type is words: no syntax reaches the index, and nothing of the index leaks."""

import time

import httpx
import pytest

from tests.api.problems import assert_problem

SYNTAX = [
    'screen 27"',
    "a/b/c",
    "who is hiring?",
    "foo\\",
    "(unclosed",
    "AND OR",
    "title:*",
    "~",
    '"',
    "-",
    '+ - = && || > < ! ( ) { } [ ] ^ " ~ * ? : \\ /',
    "NOT",
    "_exists_:salary",
    "a~99999999",
    "[* TO *]",
    "😀",
]


@pytest.mark.parametrize("words", SYNTAX)
@pytest.mark.parametrize("field", ["q", "title", "company", "city"])
def test_syntax_is_no_syntax(api: httpx.Client, field: str, words: str) -> None:
    answer = api.get("/v1/jobs", params={field: words})
    if answer.status_code != 200:
        assert_problem(answer, 400)
    for inner in ("lucene", "parse_exception", "query_shard"):
        assert inner not in answer.text.casefold()


@pytest.mark.parametrize(
    "words", ["status:closed OR company_id:*", "status:closed", "Rigger OR status:closed"]
)
def test_words_reach_no_field_and_no_filter(api: httpx.Client, words: str) -> None:
    jobs = api.get("/v1/jobs", params={"q": words}).json()["jobs"]
    assert all(job["status"] == "open" for job in jobs)


@pytest.mark.parametrize("words", ["*", "*ing", "a* b* c*", "/.*/", "x" * 5_000, "a " * 2_000])
def test_costly_words_are_answered_or_refused_in_time(api: httpx.Client, words: str) -> None:
    started = time.monotonic()
    answer = api.get("/v1/jobs", params={"q": words})
    assert time.monotonic() - started < 2
    if answer.status_code != 200:
        assert_problem(answer, 400)


def test_words_longer_than_an_address_are_refused(api: httpx.Client) -> None:
    assert_problem(api.get("/v1/jobs", params={"q": "x" * 20_000}), 414)
