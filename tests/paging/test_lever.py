"""Lever: the whole site in one answer, and in pages where that answer never comes whole."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.fake_server import Answer, fake_server
from tests.paging.crawling import crawl
from tests.paging.rows import Rows, cut, numbered, offsets
from tests.paging.vendors import Vendor


def _half(answer: Answer) -> Answer:
    return replace(answer, body=answer.octets[: len(answer.octets) // 2])


def _late(answer: Answer) -> Answer:
    return replace(answer, latency=3.0)


class Lever(Vendor):
    """A bare list, all of it or a page."""

    source, host = "lever", "api.lever.co"

    def token_in(self, host: str, path: str) -> str:
        """The last segment."""
        return path.rpartition("/")[2]

    def answer(self, rows: Rows, path: str, asked: Mapping[str, Any]) -> Answer:
        """Without a limit, offset -1 of `rows` counts it."""
        if "limit" not in asked:
            return rows.page(-1, 0, lambda _: [_row(one) for one in rows.ids])
        offset, size = int(asked["skip"]), int(asked["limit"])
        return rows.page(offset, size, lambda ids: [_row(one) for one in ids])


def _row(row_id: str) -> dict[str, Any]:
    return {"id": row_id, "text": f"Job {row_id}", "hostedUrl": f"https://jobs.lever.co/p/{row_id}"}


@pytest.mark.parametrize("fault", [cut, _half, _late])
def test_a_site_whose_answer_never_comes_whole_is_read_in_pages(fault):
    rows = Rows(numbered(230), {-1: [fault] * 9})
    with fake_server() as server:
        Lever({"marlow": rows}).on(server)

        read = crawl(server, [Lever.board("marlow")], DOWNLOAD_TIMEOUT=1)["marlow"]

    assert (read.outcome, read.evidence) == ("complete", "")
    assert (read.listed, sorted(read.ids)) == (230, sorted(numbered(230)))
    assert list(offsets(rows)) == [-1, 0, 100, 200]


def test_a_last_page_that_is_full_is_followed_by_an_empty_one():
    rows = Rows(numbered(200), {-1: [_half] * 9})
    with fake_server() as server:
        Lever({"marlow": rows}).on(server)

        read = crawl(server, [Lever.board("marlow")])["marlow"]

    assert (read.outcome, read.listed) == ("complete", 200)
    assert list(offsets(rows)) == [-1, 0, 100, 200]


def test_a_page_that_never_comes_leaves_the_site_partial():
    rows = Rows(numbered(230), {-1: [_half] * 9, 100: [_half] * 9})
    with fake_server() as server:
        Lever({"marlow": rows}).on(server)

        read = crawl(server, [Lever.board("marlow")])["marlow"]

    assert (read.outcome, read.listed) == ("partial", 100)
    assert "broken JSON" in read.evidence


def test_a_site_that_comes_whole_is_asked_for_once():
    rows = Rows(numbered(230))
    with fake_server() as server:
        Lever({"marlow": rows}).on(server)

        read = crawl(server, [Lever.board("marlow")])["marlow"]

    assert (read.outcome, read.listed) == ("complete", 230)
    assert rows.asked == {-1: 1}
