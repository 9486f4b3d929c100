"""Servers that lie, break and change while they are read: the same for every vendor's paging.

All boards of a vendor are read in one crawl; each has one thing wrong with it.
"""

from collections.abc import Mapping
from functools import cache

import pytest

from tests.fake_server import fake_server
from tests.paging.crawling import Read, crawl
from tests.paging.rows import (
    Rows,
    broken,
    bump_last,
    busy,
    cut,
    gone,
    insert_at_top,
    interstitial,
    numbered,
    offsets,
    refused,
    remove_first,
)
from tests.paging.vendors import VENDORS

FOR_EVER = 99
STATING = [vendor for vendor in VENDORS if vendor.states_total]
DETAILED = [vendor for vendor in VENDORS if vendor.has_details]
Vendor = type[VENDORS[0]]


def _boards(vendor: Vendor) -> dict[str, Rows]:
    """One board a way to misbehave; each lists three pages, the last one of a single row."""
    size = vendor.size
    ids = numbered(2 * size + 1)
    return {
        "honest": Rows(ids),
        "too-many": Rows(ids, stated=2 * size + 3),
        "too-few": Rows(ids, stated=size + 1),
        "same-page": Rows(ids, stated=50 * size, wraps=size),
        "cut-once": Rows(ids, {size: [cut]}),
        "cut": Rows(ids, {size: [cut] * FOR_EVER}),
        "busy": Rows(ids, {size: [busy]}),
        "broken-once": Rows(ids, {size: [broken]}),
        "broken": Rows(ids, {size: [broken] * FOR_EVER}),
        "interstitial": Rows(ids, {2 * size: [interstitial] * FOR_EVER}),
        "inserted": Rows(ids[:-1], moves={0: insert_at_top}),
        "removed": Rows(ids, moves={0: remove_first}),
        "bumped": Rows(ids, moves={0: bump_last}),
        "every-time": Rows(ids, moves={0: bump_last}, restless=True),
        "gone-detail": Rows(ids, details={"2": gone}),
        "refused-detail": Rows(ids, details={"2": refused}),
        "broken-detail": Rows(ids, details={"2": broken}),
        "html-detail": Rows(ids, details={"2": interstitial}),
    }


@cache
def _read(vendor: Vendor) -> tuple[Mapping[str, Rows], Mapping[str, Read]]:
    boards = _boards(vendor)
    with fake_server() as server:
        vendor(boards).on(server)
        return boards, crawl(server, [vendor.board(token) for token in boards])


def _played(vendor: Vendor, token: str) -> tuple[Rows, Read]:
    boards, read = _read(vendor)
    return boards[token], read[token]


def _everything(vendor: Vendor) -> list[str]:
    return sorted(numbered(2 * vendor.size + 1))


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_page_is_read_once_and_every_posting_taken(vendor):
    rows, read = _played(vendor, "honest")

    assert (read.outcome, read.evidence) == ("complete", "")
    assert sorted(read.ids) == _everything(vendor)
    assert set(rows.asked.values()) == {1}
    assert list(offsets(rows)) == [0, vendor.size, 2 * vendor.size]
    assert all(times == 1 for times in rows.detailed.values())


@pytest.mark.parametrize("vendor", STATING)
@pytest.mark.parametrize("token", ["too-many", "too-few"])
def test_a_total_that_lies_proves_nothing(vendor, token):
    rows, read = _played(vendor, token)

    assert (read.outcome, rows.asked[0]) == ("partial", 2)
    assert str(rows.stated) in read.evidence
    assert len(read.ids) == len(set(read.ids)) == read.listed
    assert all(times == 1 for times in rows.detailed.values())


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_page_that_is_repeated_for_ever_ends_with_a_reason(vendor):
    rows, read = _played(vendor, "same-page")

    assert read.outcome == "partial"
    assert "again" in read.evidence
    assert sorted(read.ids) == sorted(rows.ids[: vendor.size])


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("token", ["cut-once", "broken-once", "busy"])
def test_a_page_that_fails_once_costs_nothing(vendor, token):
    rows, read = _played(vendor, token)

    assert (read.outcome, read.evidence) == ("complete", "")
    assert sorted(read.ids) == _everything(vendor)
    assert rows.asked[vendor.size] == 2


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize(
    ("token", "reason"),
    [("cut", "broke off in the middle"), ("broken", "answers 500"), ("interstitial", "markup")],
)
def test_a_page_that_never_comes_makes_the_read_partial_and_keeps_the_rest(vendor, token, reason):
    rows, read = _played(vendor, token)

    assert read.outcome == "partial"
    assert reason in read.evidence
    assert len(read.ids) >= vendor.size
    assert rows.asked[0] == 1, "what failed is not drift"


@pytest.mark.parametrize("vendor", STATING)
@pytest.mark.parametrize("token", ["removed", "bumped"])
def test_rows_that_move_while_they_are_read_are_found_by_reading_once_more(vendor, token):
    """Details that are known are not fetched again."""
    rows, read = _played(vendor, token)

    assert (read.outcome, rows.asked[0]) == ("complete", 2)
    assert "read once more, nothing is missing" in read.evidence
    assert sorted(read.ids) == _everything(vendor)
    assert all(times == 1 for times in rows.detailed.values())


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_posting_that_is_published_meanwhile_hides_none_of_the_others(vendor):
    rows, read = _played(vendor, "inserted")

    assert read.outcome == "complete"
    assert {*read.ids, "new"} == {*numbered(2 * vendor.size), "new"}
    assert all(times == 1 for times in rows.detailed.values())


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_listing_is_read_twice_at_most(vendor):
    rows, _ = _played(vendor, "every-time")

    assert rows.asked[0] <= 2


@pytest.mark.parametrize("vendor", DETAILED)
def test_a_detail_that_is_gone_is_named_and_the_listing_stays_complete(vendor):
    _, read = _played(vendor, "gone-detail")

    assert (read.outcome, read.rejected) == ("complete", ["2"])
    assert sorted([*read.ids, "2"]) == _everything(vendor)


@pytest.mark.parametrize("vendor", DETAILED)
@pytest.mark.parametrize("token", ["refused-detail", "broken-detail", "html-detail"])
def test_a_detail_that_fails_is_named_and_nothing_may_close(vendor, token):
    _, read = _played(vendor, token)

    assert (read.outcome, read.rejected) == ("partial", ["2"])
    assert sorted([*read.ids, "2"]) == _everything(vendor)
