"""JSON inside of web pages: found and read, or a reason why not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse

from crawler.pages.embedded import assigned_json, next_data
from crawler.web.answers import BoardError

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_characters="<")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc};{"), inner),
)


def page(script, attributes=""):
    body = f"<html><script>var other = 1;</script><script {attributes}>{script}</script></html>"
    return HtmlResponse("https://jobs.example/acme", body=body.encode())


@given(values)
def test_an_assigned_value_is_read_whatever_its_texts_hold(value):
    script = f"\n  window.pageData = {json.dumps(value)};\n  start(window.pageData);"

    assert assigned_json(page(script), "window.pageData") == value


@pytest.mark.parametrize("script", ["", "window.pageData", "window.pageData = load();"])
def test_a_page_without_the_value_says_so(script):
    with pytest.raises(BoardError, match=r"window\.pageData"):
        assigned_json(page(script), "window.pageData")


def test_the_properties_of_a_next_page_are_read():
    script = json.dumps({"props": {"pageProps": {"jobs": []}}, "page": "/[tenant]"})

    assert next_data(page(script, 'id="__NEXT_DATA__" type="application/json"')) == {"jobs": []}


@pytest.mark.parametrize("script", ["{}", "[]", '{"props": {}}', "{"])
def test_a_next_page_without_properties_says_so(script):
    with pytest.raises(BoardError, match="__NEXT_DATA__"):
        next_data(page(script, 'id="__NEXT_DATA__"'))


def test_another_page_has_no_properties():
    with pytest.raises(BoardError, match="without __NEXT_DATA__"):
        next_data(page("var x = 1;"))
