"""Workable: the widget repeats a posting for each of its countries, the list does not."""

import json
from collections.abc import Mapping
from typing import Any

from tests.fake_server import Answer, fake_server
from tests.paging.crawling import crawl
from tests.paging.rows import Rows, numbered
from tests.paging.vendors import Workable

COUNTRIES = ("Germany", "Spain", "Greece")


class ManyCountries(Workable):
    """Every posting is in three countries."""

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        """A copy for each country, under one shortcode."""
        answer = super().answer(rows, path, asked)
        if "/widget/" not in path:
            return answer
        jobs = [{**job, "country": country} for job in answer.body["jobs"] for country in COUNTRIES]
        return Answer({**answer.body, "jobs": jobs})


def test_a_shortcode_is_one_posting_however_many_its_countries():
    with fake_server() as server:
        ManyCountries({"uhrwerk": Rows(numbered(7))}).on(server)

        read = crawl(server, [ManyCountries.board("uhrwerk")])["uhrwerk"]

    assert (read.outcome, read.evidence) == ("complete", "")
    assert (read.listed, sorted(read.ids)) == (7, numbered(7))


def test_the_token_of_a_page_is_posted_for_the_next_one():
    with fake_server() as server:
        Workable({"uhrwerk": Rows(numbered(7))}).on(server)

        crawl(server, [Workable.board("uhrwerk")])

        pages = server.asked(path="/api/v3/accounts/uhrwerk/jobs")
    assert [json.loads(page.body).get("token") for page in pages] == [None, "3", "6"]
