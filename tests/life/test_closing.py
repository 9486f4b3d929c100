"""What closes a posting, what reopens it, and what does neither."""

from datetime import timedelta

import pytest

from mappings.identity import Board
from tests.fake_server import Answer
from tests.life.crawling import LOFT, QUAY, greenhouse, lever, lists
from tests.paging.rows import Rows, broken, numbered
from tests.paging.vendors import Workday

NOT_FOUND = Answer({"status": 404, "error": "Job not found"}, status=404)


def test_what_a_complete_read_does_not_list_is_closed_and_reopens_when_it_is_seen(life):
    lists(life, greenhouse("1", "2", "3"), greenhouse("1", "3"), greenhouse("1", "2", "3"))

    life.read(QUAY)
    first = life.postings(QUAY)["2"]
    report = life.read(QUAY)
    closed, closed_at = life.postings(QUAY)["2"], life.now
    life.read(QUAY)
    again = life.postings(QUAY)["2"]

    assert (report.outcome, report.closed, report.unchanged) == ("complete", 1, 2)
    assert (closed.status, closed.closed_reason) == ("closed", "unlisted")
    assert closed.closed_at == closed_at
    assert closed.last_seen_at == first.first_seen_at
    assert (again.status, again.closed_at, again.closed_reason) == ("open", None, None)
    assert again.first_seen_at == first.first_seen_at
    spans = [(span.gte, span.lt) for span in again.open_periods]
    assert spans == [(first.first_seen_at, closed_at), (life.now, None)]
    kinds = [change.kind for change in life.changes(QUAY) if change.posting == first.id]
    assert kinds == ["created", "closed", "reopened"]


def test_a_board_that_was_not_read_closes_nothing(life):
    """One of three boards is read to its end; the others time out or break off."""
    boards = {token: Workday.board(token) for token in ("anchor", "buoy", "chain")}
    rows = {token: Rows(numbered(25)) for token in boards}
    Workday(rows).on(life.server)
    life.crawl(*boards.values())
    del rows["anchor"].ids[3]
    for token in ("buoy", "chain"):
        del rows[token].ids[3]
        rows[token].asked.clear()
        rows[token].faults = {20: [broken] * 9} if token == "buoy" else {0: [broken] * 9}

    reports = life.crawl(*boards.values())

    outcomes = {token: reports[board.id].outcome for token, board in boards.items()}
    assert outcomes == {"anchor": "complete", "buoy": "partial", "chain": "failed"}
    assert {token: len(life.open(board)) for token, board in boards.items()} == {
        "anchor": 24, "buoy": 25, "chain": 25,
    }  # fmt: skip


def test_a_listing_short_of_its_stated_total_closes_nothing(life):
    board = Workday.board("dock")
    rows = Rows(numbered(30))
    Workday({"dock": rows}).on(life.server)
    life.read(board)
    del rows.ids[20:]
    rows.stated = 30

    report = life.read(board)

    assert (report.outcome, report.closed) == ("partial", 0)
    assert len(life.open(board)) == 30


def test_the_last_posting_of_a_board_closes_once_its_absence_is_confirmed(life):
    lists(life, lever("1"), lever(), board=LOFT)
    life.read(LOFT)

    first = life.read(LOFT)
    missing = life.postings(LOFT)["1"]
    missing_on = life.now
    second = life.read(LOFT)

    assert (first.outcome, first.closed, first.missing) == ("empty", 0, 1)
    assert (missing.status, missing.missing_since) == ("open", missing_on)
    assert (second.closed, second.missing) == (1, 0)
    closed = life.postings(LOFT)["1"]
    assert (closed.status, closed.closed_at) == ("closed", life.now)
    assert closed.missing_since == missing_on
    assert life.state(LOFT).outcome == "empty"


def test_the_last_posting_closes_at_once_where_the_source_states_that_there_is_none(life):
    lists(life, greenhouse("1", "2"), greenhouse())
    life.read(QUAY)

    assert life.read(QUAY).closed == 2


def test_an_empty_answer_that_was_a_fault_closes_nothing_and_leaves_no_trace(life):
    ids = numbered(12)
    lists(life, greenhouse(*ids), greenhouse(), greenhouse(*ids))
    life.read(QUAY)

    assert life.read(QUAY).missing == 12
    assert life.state(QUAY).next_due_at - life.now == timedelta(hours=1)
    life.read(QUAY)

    assert len(life.open(QUAY)) == 12
    assert {one.missing_since for one in life.postings(QUAY).values()} == {None}


@pytest.mark.parametrize(("left", "closed"), [(9, 11), (10, 10)])
def test_more_than_half_of_many_is_not_believed_at_once(life, left, closed):
    ids = numbered(20)
    lists(life, greenhouse(*ids), greenhouse(*ids[:left]))
    life.read(QUAY)

    first = life.read(QUAY)
    assert (first.closed, first.missing) == ((0, 11) if left == 9 else (10, 0))
    life.read(QUAY)

    assert len(life.open(QUAY)) == 20 - closed


def test_one_denial_retires_no_board(life):
    lists(life, greenhouse("1", "2"), NOT_FOUND, greenhouse("1", "2"))
    life.read(QUAY)

    denied = life.read(QUAY)
    state = life.state(QUAY)
    life.read(QUAY)

    assert (denied.outcome, denied.closed) == ("missing", 0)
    assert state.missing_on == (state.last_attempt_at.date(),)
    assert len(life.open(QUAY)) == 2
    assert (life.state(QUAY).outcome, life.state(QUAY).missing_on) == ("complete", ())


def test_a_board_denied_on_five_days_and_by_its_page_is_gone_and_may_come_back(life):
    ids = numbered(12)
    lists(life, greenhouse(*ids), *[NOT_FOUND] * 7, greenhouse(*ids))
    life.read(QUAY)

    # Several denials a day are one.
    outcomes = [life.read(QUAY, days_later=later).outcome for later in (1, 0, 0, 1, 1, 1, 1)]
    gone = life.postings(QUAY)
    due = life.state(QUAY).next_due_at - life.now
    asked = [one.path for one in life.server.arrivals if one.host == "boards.greenhouse.io"]
    life.read(QUAY)

    assert outcomes == [*["missing"] * 6, "gone"]
    assert {(one.status, one.closed_reason) for one in gone.values()} == {("closed", "board_gone")}
    assert due.days == 30
    assert "/quay" in asked
    assert len(life.open(QUAY)) == 12
    assert {one.closed_reason for one in life.postings(QUAY).values()} == {None}


def test_a_board_whose_page_is_there_is_not_gone(life):
    lists(life, greenhouse("1", "2"), NOT_FOUND)
    life.server.on("boards.greenhouse.io", "/quay", Answer(b"<html>Jobs at Quay</html>"))
    life.read(QUAY)

    outcomes = [life.read(QUAY).outcome for _ in range(6)]

    assert set(outcomes) == {"missing"}
    assert len(life.open(QUAY)) == 2


def test_a_board_that_says_in_words_that_it_is_switched_off_is_missing_and_then_gone(life):
    switched_off = Answer(b"The careers portal you asked for is switched off.")
    lists(life, greenhouse("1", "2"), switched_off)
    life.read(QUAY)

    outcomes = [life.read(QUAY).outcome for _ in range(5)]

    assert outcomes == [*["missing"] * 4, "gone"]
    assert "is switched off" in life.state(QUAY).evidence
    assert life.open(QUAY) == []


def test_boards_compare_without_case(life):
    lists(life, greenhouse("1", "2"), board=Board("greenhouse", "SGS"))
    lists(life, greenhouse("1", "2"), board=Board("greenhouse", "sgs"))

    life.read(Board("greenhouse", "SGS"))
    report = life.read(Board("greenhouse", "sgs"))

    assert (report.new, report.unchanged, report.closed) == (0, 2, 0)
    assert len(life.open(QUAY)) == 0
    assert len(life.open(Board("greenhouse", "sgs"))) == 2


def test_a_company_that_moved_to_another_system_leaves_no_open_postings_behind(life):
    """It is on both for a while; the old board, emptied, closes by itself."""
    new = Workday.board("quay")
    Workday({"quay": Rows(numbered(5))}).on(life.server)
    lists(life, greenhouse("1", "2", "3", "4"), greenhouse("1", "2", "3", "4"), greenhouse())

    for _ in range(4):
        life.crawl(QUAY, new)

    assert life.open(QUAY) == []
    assert len(life.open(new)) == 5
    assert {one.closed_reason for one in life.postings(QUAY).values()} == {"unlisted"}


def test_a_deadline_does_not_close_what_is_listed(life):
    """Many are generated, and roll on with every answer."""
    past = greenhouse("1", "2", application_deadline="2019-01-01")
    later = greenhouse("1", "2", application_deadline="2019-02-01")
    lists(life, past, later)
    life.read(QUAY)

    report = life.read(QUAY)

    assert (report.changed, report.closed) == (2, 0)
    posting = life.postings(QUAY)["1"]
    assert (posting.status, str(posting.valid_through)) == ("open", "2019-02-01")
