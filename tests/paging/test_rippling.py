"""Rippling: a row for each place of a job, in either version of the list."""

from collections.abc import Mapping
from typing import Any

from tests.fake_server import Answer, fake_server
from tests.paging.crawling import crawl
from tests.paging.rows import Rows
from tests.paging.vendors import Rippling


class FirstVersion(Rippling):
    """Knows no second version: one bare list."""

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        """The place makes the rows of a job differ."""
        if "/v2/" in path:
            return Answer({}, status=404)
        if not path.endswith("/jobs"):
            return super().answer(rows, path, asked)
        listed = enumerate(rows.ids)
        return Answer([{"uuid": one, "workLocation": {"label": f"P{n}"}} for n, one in listed])


def test_the_rows_of_a_job_are_one_posting_with_one_detail():
    rows = Rows(["a", "b", "b", "b", "c", "a"])
    with fake_server() as server:
        FirstVersion({"claytiles": rows}).on(server)

        read = crawl(server, [FirstVersion.board("claytiles")])["claytiles"]

    assert (read.outcome, read.evidence) == ("complete", "")
    assert (read.listed, read.repeated, sorted(read.ids)) == (3, 3, ["a", "b", "c"])
    assert rows.detailed == {"a": 1, "b": 1, "c": 1}


def test_rows_of_a_job_on_two_pages_are_one_posting_and_no_drift_once_read_twice():
    rows = Rows(["a", "b", "c", "c", "d", "e"])
    with fake_server() as server:
        Rippling({"claytiles": rows}).on(server)

        read = crawl(server, [Rippling.board("claytiles")])["claytiles"]

    assert (read.outcome, sorted(read.ids)) == ("complete", ["a", "b", "c", "d", "e"])
    assert "read once more, nothing is missing" in read.evidence
    assert rows.asked == {0: 2, 3: 2}
    assert set(rows.detailed.values()) == {1}
