"""When a lease of another process may be taken, by the observer's own clock."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.index.lease_index import Written
from crawler.index.lease_watch import Watch
from mappings.lease import Lease

TERM = 10.0
US = "us"


def _there(seq_no=1, holder="them", primary_term=1):
    return Written(Lease(host="a.example", holder=holder), seq_no, primary_term)


def test_what_was_never_held_was_given_back_or_is_ours_is_free():
    watch = Watch(TERM)

    assert watch.is_free(None, US, 0)
    assert watch.is_free(_there(holder=None), US, 0)
    assert watch.is_free(_there(holder=US), US, 0)


def test_a_lease_that_nobody_writes_any_more_is_free_after_its_term():
    watch = Watch(TERM)

    assert not watch.is_free(_there(), US, 100), "seen for the first time, however old it is"
    assert not watch.is_free(_there(), US, 100 + TERM), "its holder may have asked a moment ago"
    assert watch.is_free(_there(), US, 100 + 2 * TERM)


def test_a_lease_of_another_primary_is_another_writing():
    watch = Watch(TERM)
    watch.is_free(_there(), US, 0)

    assert not watch.is_free(_there(primary_term=2), US, 2 * TERM)


@given(st.lists(st.floats(0, TERM / 3), max_size=60))
def test_a_lease_that_is_renewed_in_time_is_never_taken(pauses):
    watch, now = Watch(TERM), 0.0

    for seq_no, pause in enumerate(pauses):
        now += pause
        assert not watch.is_free(_there(seq_no), US, now)
