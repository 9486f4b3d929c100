"""Where nothing is found, a spelling that finds something is suggested, and never searched for."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.spelling import Option, candidates
from api.text import parse


def _page(api: httpx.Client, **params: Any) -> dict[str, Any]:
    page: dict[str, Any] = api.get("/v1/jobs", params=params).raise_for_status().json()
    return page


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("bilder", "builder"),
        ("baot buidler", "boat builder"),
        ("Enginer Python", "engineer Python"),
        ("title:barsita", "title:barista"),
        ('"data enginer" -senior', '"data engineer" -senior'),
        ("company:tidewatr boat", "company:tidewater boat"),
        ("berlim", "berlin"),
    ],
)
def test_a_spelling_that_finds_something_is_suggested(
    api: httpx.Client, typed: str, suggested: str
) -> None:
    page = _page(api, q=typed)
    assert (page["total"], page["jobs"], page["suggestion"]) == (0, [], suggested)
    assert _page(api, q=page["suggestion"])["total"] > 0


def test_it_finds_something_under_the_same_filters(api: httpx.Client) -> None:
    assert _page(api, q="bilder", country="DE")["suggestion"] == "builder"
    assert _page(api, q="barsita", country="DE")["suggestion"] is None


@pytest.mark.parametrize("typed", ["xylophonist", "qqq", "barista -barista", "工程师"])
def test_where_none_is_known_none_is_made_up(api: httpx.Client, typed: str) -> None:
    assert _page(api, q=typed)["suggestion"] is None


def test_where_something_is_found_or_no_words_were_sent_there_is_none(api: httpx.Client) -> None:
    assert "suggestion" not in _page(api, q="boat")
    assert "suggestion" not in _page(api, country="FR")


LETTERS = st.text("abcxyz", min_size=4, max_size=6)
OPTIONS = st.builds(Option, LETTERS, st.floats(0.1, 1), st.integers(1, 9))


@given(st.lists(LETTERS, min_size=1, max_size=3), st.data())
def test_candidates_differ_in_words_only(words: list[str], data: st.DataObject) -> None:
    options = {word: data.draw(st.lists(OPTIONS, min_size=1, max_size=3)) for word in words}
    found = list(candidates(" -".join(words), options))
    assert found
    assert len(found) <= 12
    for text in found:
        assert len(text.split(" -")) == len(words)
        assert parse(text)
