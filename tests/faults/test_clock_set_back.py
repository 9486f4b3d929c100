"""The clock of the crawler's machine is set back between two crawls.

What is read stays true; what is absent is believed only when the clock is past what is stored. That
what is due is told by another clock is shown in `tests/running`; leases know no clock but the
monotonic one.
"""

from datetime import timedelta

from tests.faults.boards import (
    BEFORE,
    QUAY,
    nothing_was_closed,
    read_before,
    the_next_read_mends_the_rest,
)


def test_nothing_is_closed_by_a_clock_that_was_set_back_and_what_is_new_is_taken(life):
    read_before(life)
    before = life.now

    report = life.read(QUAY, days_later=-3)

    assert report.outcome.value == "complete"
    assert life.open(QUAY) == sorted({*BEFORE, "5"})
    nothing_was_closed(life)
    state = life.state(QUAY)
    assert state.last_attempt_at == life.now < before
    assert state.next_due_at is not None
    assert state.next_due_at <= life.now + timedelta(days=7)
    life.day += 3
    the_next_read_mends_the_rest(life)


def test_a_posting_is_never_seen_last_before_it_was_seen_first(life):
    read_before(life)

    life.read(QUAY, days_later=-3)
    life.day += 3
    life.read(QUAY)

    for posting in life.postings(QUAY).values():
        assert posting.first_seen_at <= posting.last_seen_at
        for period in posting.open_periods:
            assert period.lt is None or period.gte <= period.lt
