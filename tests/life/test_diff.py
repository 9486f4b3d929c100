"""What did not change is neither asked for nor written again."""

from dataclasses import replace
from itertools import pairwise

import pytest

from crawler.known import is_due
from mappings.names import alias
from tests.fake_server import Answer
from tests.life.crawling import BEGIN, LEVER, LOFT, QUAY, greenhouse, lever, lever_path, lists
from tests.life.test_listed import DOCK, Described
from tests.paging.rows import Rows, numbered


@pytest.fixture
def rows(life):
    """A board of forty with a detail each, read once."""
    rows = Rows(numbered(40))
    Described({"dock": rows}).on(life.server)
    life.read(DOCK)
    rows.detailed.clear()
    return rows


def _writes(life):
    """How many times each index was written to."""
    names = [alias(kind, life.prefix) for kind in ("jobs", "changes", "raw")]
    life.client.indices.refresh(index=names)
    stats = life.client.indices.stats(index=names, metric="indexing")["indices"]
    return {
        name.rpartition("-v")[0]: one["total"]["indexing"]["index_total"]
        for name, one in stats.items()
    }


def test_details_are_fetched_for_new_and_changed_rows_only(life, rows):
    rows.ids.insert(0, "new")
    rows.ids.remove("7")

    report = life.read(DOCK, days_later=0)

    assert (report.listed, report.new, report.unchanged, report.closed) == (40, 1, 39, 1)
    assert dict(rows.detailed) == {"new": 1}


@pytest.mark.usefixtures("rows")
def test_an_unchanged_board_costs_no_write(life):
    lists(life, greenhouse(*numbered(20)))
    life.read(QUAY)
    before = _writes(life)

    reports = life.crawl(DOCK, QUAY)

    assert [reports[board.id].unchanged for board in (DOCK, QUAY)] == [40, 20]
    assert _writes(life) == before
    assert {one.version for one in life.postings(DOCK).values()} == {1}


def test_every_detail_is_read_again_within_the_days_that_are_set(life, rows):
    life.settings["reread_days"] = 5
    before = _writes(life)

    shares = []
    for _ in range(5):
        rows.detailed.clear()
        life.read(DOCK)
        shares.append(set(rows.detailed))

    assert set().union(*shares) == set(numbered(40))
    assert sum(map(len, shares)) == 40
    assert max(map(len, shares)) < 20
    assert _writes(life) == before


@pytest.mark.parametrize("complete_first", [False, True])
def test_a_board_that_is_never_read_whole_is_asked_for_no_more_details(life, complete_first):
    life.settings["reread_days"] = 5
    rows = Rows(numbered(40))
    Described({"dock": rows}).on(life.server)
    if complete_first:
        life.read(DOCK)
    rows.stated = 50
    assert life.read(DOCK, days_later=30).outcome == "partial"
    rows.detailed.clear()

    assert life.read(DOCK, days_later=0).unchanged == 40
    assert not rows.detailed
    for _ in range(5):
        assert life.read(DOCK).outcome == "partial"
    assert dict(rows.detailed) == dict.fromkeys(numbered(40), 1)


def test_a_detail_that_changed_without_its_row_is_found_in_time(life, rows):
    life.settings["reread_days"] = 2
    rows.details = {"5": lambda answer: replace(answer, body=_with_title(answer.body, "Cooper"))}

    changed = sum(life.read(DOCK).changed for _ in range(2))

    assert changed == 1
    assert life.postings(DOCK)["5"].title == "Cooper"


def _with_title(body, title):
    return {"jobPostingInfo": body["jobPostingInfo"] | {"title": title}}


def test_a_source_that_only_touches_a_volatile_field_is_not_taken_anew(life):
    lists(life, greenhouse("1", "2"), greenhouse("1", "2", updated_at="2026-11-20T10:00:00-04:00"))
    life.read(QUAY)
    before = _writes(life)

    assert life.read(QUAY).unchanged == 2
    assert _writes(life) == before


def test_a_listing_that_is_not_modified_is_read_completely(life):
    tags = {"ETag": '"v1"', "Last-Modified": "Mon, 02 Nov 2026 08:00:00"}
    first = replace(greenhouse("1", "2"), headers=tags)
    lists(life, first, _not_modified, _not_modified, greenhouse("1"))
    life.read(QUAY)

    report = life.read(QUAY)
    again = life.read(QUAY)
    changed = life.read(QUAY)

    assert (report.outcome, report.listed, report.unchanged) == ("complete", 2, 2)
    assert again.outcome == "complete"
    assert changed.closed == 1
    assert life.state(QUAY).validators is None


def _not_modified(arrival):
    """Answer as a server does that was asked on condition."""
    assert arrival.headers["If-None-Match"] == '"v1"'
    assert arrival.headers["If-Modified-Since"] == "Mon, 02 Nov 2026 08:00:00"
    return Answer(status=304)


def test_no_condition_is_made_while_a_posting_is_missing(life):
    """Else it would be listed and missing for ever."""
    tagged = {"ETag": '"v1"'}
    life.server.on(
        LEVER, lever_path("loft"),
        replace(lever("1"), headers=tagged), replace(lever(), headers=tagged), lever(),
    )  # fmt: skip
    life.read(LOFT)
    life.read(LOFT)

    assert life.read(LOFT).closed == 1
    assert "If-None-Match" not in life.server.asked(LEVER)[-1].headers


def test_boards_are_read_again_sooner_where_much_changes_and_later_where_nothing_does(life):
    lists(
        life, greenhouse("1", "2"), greenhouse("1", "2"), greenhouse("1", "3"), Answer(status=500)
    )
    hours = []
    for _ in range(5):
        life.read(QUAY)
        hours.append((life.state(QUAY).next_due_at - life.now).total_seconds() / 3600)

    assert hours == [24, 36, 18, 1, 2]


def test_each_posting_has_one_day_of_every_span():
    start = BEGIN.date()
    for name in map(str, range(50)):
        days = [
            day
            for day in range(1, 31)
            if is_due(name, start.fromordinal(start.toordinal() + day - 1),
                      start.fromordinal(start.toordinal() + day), 10)
        ]  # fmt: skip
        assert len(days) == 3
        assert {later - earlier for earlier, later in pairwise(days)} == {10}
    assert is_due("a", None, start, 10)
    assert is_due("a", start, start.fromordinal(start.toordinal() + 10), 10)
