"""Bodies of answers: what they hold, and why they hold nothing."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import TextResponse

from crawler.web.answers import BlockedBoardError, BoardError, read_xml

URL = "https://feed.vendor.example/acme"


def _answer(body: str) -> TextResponse:
    return TextResponse(URL, body=body.encode())


def test_xml_reads_as_objects_lists_and_strings():
    body = """<?xml version="1.0" encoding="utf-8"?>
        <feed xmlns:job="https://vendor.example/job/">
          <entry><title type="text">Baker &amp; Cook</title><link href="https://a.example/1"/>
            <description><![CDATA[<p>Bread</p>]]></description><job:team></job:team></entry>
        </feed>"""

    assert read_xml(_answer(body), lists=["entry"])["feed"]["entry"] == [
        {
            "title": "Baker & Cook",
            "link": {"@href": "https://a.example/1"},
            "description": "<p>Bread</p>",
            "job:team": None,
        }
    ]


@pytest.mark.parametrize(
    ("body", "error", "reason"),
    [
        ("", BoardError, "answers an empty body"),
        ("<feed><entry>", BoardError, "answers broken XML"),
        ("Oops! It is gone.", BoardError, "answers broken XML"),
        (
            "<!DOCTYPE html><html><title>Just a moment...</title><br></html>",
            BlockedBoardError,
            "answers a challenge page",
        ),
    ],
)
def test_what_is_no_xml_says_why(body, error, reason):
    with pytest.raises(error, match=reason):
        read_xml(_answer(body))


def test_an_entity_bomb_is_no_xml():
    bomb = '<!DOCTYPE f [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><f>&b;</f>'

    with pytest.raises(BoardError):
        read_xml(_answer(bomb))


@given(st.binary() | st.text(alphabet='<>/ab &;![]?x="\n').map(str.encode))
def test_any_body_reads_as_xml_or_says_why_not(body):
    with suppress(BoardError):
        assert len(read_xml(TextResponse(URL, body=body))) == 1
