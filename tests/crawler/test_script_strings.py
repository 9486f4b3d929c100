"""JSON in strings of scripts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse

from crawler.pages.script_strings import parsed_json
from crawler.web.answers import BoardError


def _page(script: str) -> HtmlResponse:
    body = f"<html><script>{script}</script></html>"
    return HtmlResponse("https://jobs.example/", body=body.encode("utf-8"), encoding="utf-8")


@pytest.mark.parametrize(
    ("script", "value"),
    [
        (r"var jobs = JSON.parse('[{\x22id\x22: \x227\x22}]');", [{"id": "7"}]),
        (r"var jobs=JSON.parse( '[\x22<br\\\/>\\u2022 it\x27s\x22]' );", ["<br/>• it's"]),
        (r'var jobs = JSON.parse("[\"a\\\"b\"]");', ['a"b']),
        (r"var oldjobs = JSON.parse('[1]'); var jobs = JSON.parse('[2]');", [2]),
    ],
)
def test_both_layers_of_escapes_are_undone(script, value):
    assert parsed_json(_page(script), "jobs") == value


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("var jobs = [];", "without JSON in jobs"),
        ("jobs = JSON.parse('[1')", "broken JSON in jobs"),
    ],
)
def test_what_is_none_says_why(script, reason):
    with pytest.raises(BoardError, match=reason):
        parsed_json(_page(script), "jobs")


def _as_literal(text: str) -> str:
    """Every character that is no letter as an escape."""
    units = (text.encode("utf-16-be")[i : i + 2] for i in range(0, 2 * len(text), 2))
    return "".join(f"\\u{unit.hex()}" for unit in units)


@given(st.lists(st.text(st.characters(codec="ascii"))))
def test_any_text_comes_back(texts):
    literal = _as_literal(json.dumps(texts))
    assert parsed_json(_page(f"var jobs = JSON.parse('{literal}')"), "jobs") == texts
