"""Workday: 20 rows a page, a total on the first page only, and no more than 2,000 rows in a row."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.fake_server import Answer, fake_server
from tests.paging.crawling import crawl
from tests.paging.rows import Rows, numbered
from tests.paging.vendors import Workday, workday_row

SERVICE = "/wday/cxs/{}/Careers/jobs"


@pytest.fixture
def server():
    with fake_server() as server:
        yield server


def test_pages_are_posted_for_by_twenty_and_none_is_dropped_as_a_duplicate(server):
    """All go to one address; zero as the total of a later page means nothing."""
    Workday({"nordlicht": Rows(numbered(45))}).on(server)

    read = crawl(server, [Workday.board("nordlicht")])["nordlicht"]

    asked = [json.loads(page.body) for page in server.asked(path=SERVICE.format("nordlicht"))]
    assert [page["offset"] for page in asked] == [0, 20, 40]
    assert {page["limit"] for page in asked} == {20}
    assert (read.outcome, read.listed) == ("complete", 45)


def test_a_row_that_stands_on_two_pages_counts_once(server):
    ids = numbered(30)
    ids.insert(25, "3")
    Workday({"nordlicht": Rows(ids, stated=30)}).on(server)

    read = crawl(server, [Workday.board("nordlicht")])["nordlicht"]

    assert (read.outcome, read.evidence) == ("complete", "")
    assert (read.listed, read.repeated, len(read.ids)) == (30, 1, 30)


class Capped(Workday):
    """States 2,000 at most, and starts anew there; by family it lists what it has."""

    families: Mapping[str, range] = {"grid": range(1_990), "office": range(1_990, 2_015)}

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        """Both facets tell how many postings there are."""
        if not path.endswith("/jobs") or asked["appliedFacets"]:
            return super().answer(self._of_family(rows, asked), path, asked)
        start = asked["offset"] % 2_000
        page = [workday_row(one) for one in rows.ids[start : start + 20]]
        families = [{"id": name, "count": len(span)} for name, span in self.families.items()]
        hours = [{"id": "full", "count": 2_000}, {"id": "part", "count": 15}]
        facets = [("jobFamilyGroup", families), ("timeType", hours)]
        told = [{"facetParameter": name, "values": values} for name, values in facets]
        return Answer({"total": 2_000, "jobPostings": page, "facets": told})

    def _of_family(self, rows: Rows, asked: Mapping[str, Any]) -> Rows:
        applied = asked.get("appliedFacets") or {}
        span = self.families[applied["jobFamilyGroup"][0]] if applied else range(len(rows.ids))
        return Rows(rows.ids[span.start : span.stop])


def test_a_board_that_wraps_at_2000_is_read_whole_by_its_facets(server):
    """A detail each, so this is the one large crawl of these tests."""
    Capped({"nordlicht": Rows(numbered(2_015))}).on(server)

    read = crawl(server, [Capped.board("nordlicht")])["nordlicht"]

    assert (read.outcome, read.evidence) == ("complete", "")
    assert (read.listed, read.repeated) == (2_015, 0)
    assert sorted(read.ids) == sorted(numbered(2_015))
    offsets = [
        json.loads(one.body)["offset"] for one in server.asked(path=SERVICE.format("nordlicht"))
    ]
    assert max(offsets) < 2_000
