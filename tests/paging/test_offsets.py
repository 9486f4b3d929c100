"""Oracle, UKG and Dayforce: where each wants its offset, and what must be sent along."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.fake_server import fake_server
from tests.paging.crawling import crawl
from tests.paging.rows import Rows, numbered
from tests.paging.vendors import Dayforce, Oracle, Ukg


@pytest.fixture
def server():
    with fake_server() as server:
        yield server


def _read(server, vendor):
    vendor({"acme": Rows(numbered(7))}).on(server)
    read = crawl(server, [vendor.board("acme")])["acme"]
    assert (read.outcome, sorted(read.ids)) == ("complete", numbered(7))


def test_oracle_counts_inside_its_finder_only(server):
    _read(server, Oracle)

    queries = [parse_qs(urlsplit(one.path).query) for one in server.asked()]
    finders = [query["finder"][0] for query in queries if "finder" in query]
    listings = [unquote(finder) for finder in finders if finder.startswith("findReqs")]
    assert [finder.partition(",offset=")[2].partition(",")[0] for finder in listings] == [
        "0",
        "3",
        "6",
    ]
    assert all("offset" not in query for query in queries)


def test_ukg_skips_within_the_search_that_is_posted(server):
    _read(server, Ukg)

    pages = server.asked(path="/acme/JobBoard/b0a7d/JobBoardView/LoadSearchResults")
    searches = [json.loads(page.body)["opportunitySearch"] for page in pages]
    assert [search["Skip"] for search in searches] == [0, 3, 6]
    assert all(search["OrderBy"] for search in searches), "without an order rows move by themselves"


def test_dayforce_starts_where_the_last_page_ended_with_its_token(server):
    _read(server, Dayforce)

    pages = server.asked(path="/api/geo/acme/jobposting/search")
    assert [json.loads(page.body)["paginationStart"] for page in pages] == [0, 3, 6]
    assert {(page.headers["X-CSRF-TOKEN"], page.headers["Cookie"]) for page in pages} == {
        ("t", "__Host-csrf=t")
    }
