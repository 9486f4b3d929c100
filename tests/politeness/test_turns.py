"""Who may be asked when, with a clock that the test moves."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.politeness import MANNERS, manners_of, turn_of
from crawler.politeness.turns import SLOWEST, Turns

HOST = "acme.example"


def _turns(scale=1.0):
    return Turns(scale, jitter=lambda: 1.0)


def _drain(turns, until, step=0.125, took=0.0):
    """Everything that is handed out, with its moment; each request takes `took` seconds."""
    now, out, under_way = 0.0, [], []
    while now <= until:
        under_way = [(end, host) for end, host in under_way if end > now]
        while (item := turns.take(now, Counter(host for _, host in under_way))) is not None:
            out.append((now, item))
            under_way.append((now + took, item[0]))
        now += step
    return out


def test_a_host_is_asked_once_a_second():
    turns = _turns()
    for number in range(3):
        turns.put(HOST, (HOST, number))

    assert [moment for moment, _ in _drain(turns, 9)] == [0.0, 1.0, 2.0]


def test_a_host_is_asked_one_request_at_a_time():
    turns = _turns()
    for number in range(3):
        turns.put(HOST, (HOST, number))

    assert [moment for moment, _ in _drain(turns, 9, took=2.5)] == [0.0, 2.5, 5.0]


def test_hosts_do_not_wait_for_one_another():
    turns = _turns()
    for host in ("a.example", "b.example"):
        turns.put(host, (host, 1))
        turns.put(host, (host, 2))

    turns.hold("a.example", 7.0)

    moments = {item: moment for moment, item in _drain(turns, 9)}
    assert moments["b.example", 1] == 0.0
    assert moments["b.example", 2] == 1.0
    assert moments["a.example", 1] == 7.0


def test_what_was_begun_goes_before_what_was_not():
    turns = _turns()
    turns.put("new.example", ("new.example", 1), priority=-10)
    turns.put("begun.example", ("begun.example", 1), priority=0)
    turns.put("begun.example", ("begun.example", 2), priority=10)

    assert [item for _, item in _drain(turns, 2)][:2] == [
        ("begun.example", 2),
        ("new.example", 1),
    ]


def _pause_after(errors, answers=0):
    turns = _turns()
    for _ in range(errors):
        turns.failed(HOST, 0.0)
    for _ in range(answers):
        turns.succeeded(HOST)
    turns.put(HOST, (HOST, 1))
    turns.put(HOST, (HOST, 2))
    (first, _), (second, _) = _drain(turns, 2 * SLOWEST + 1)
    return second - first


def test_errors_make_the_pause_grow_up_to_a_limit():
    pauses = [_pause_after(errors) for errors in range(9)]

    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert pauses == sorted(pauses)
    assert pauses[-1] == SLOWEST


def test_answers_take_the_slowing_down_back_step_by_step():
    assert _pause_after(3, answers=1) == 4.0
    assert _pause_after(3, answers=3) == 1.0
    assert _pause_after(500, answers=8) == 1.0


def test_an_error_holds_the_host_for_the_grown_pause_with_jitter():
    turns = Turns(jitter=lambda: 1.5)
    turns.put(HOST, (HOST, 1))
    turns.failed(HOST, 10.0)

    assert turns.take(12.9, {}) is None
    assert turns.take(13.0, {}) == (HOST, 1)


def test_a_resting_host_hands_its_requests_out_at_once_to_be_given_up():
    turns = _turns()
    for number in range(5):
        turns.put(HOST, (HOST, number))
    turns.hold(HOST, 60)
    turns.rest(HOST, 500, "wants rest")

    assert len(_drain(turns, 1, took=1000)) == 5
    assert turns.rests_until(HOST, 499) == (500, "wants rest")
    assert turns.rests_until(HOST, 500) is None
    assert turns.rests_until("other.example", 0) is None


def test_a_crawl_delay_lengthens_the_pause_and_never_shortens_it():
    turns = _turns()
    turns.keep_apart(HOST, 3.0)
    turns.keep_apart(HOST, 0.1)
    for number in range(2):
        turns.put(HOST, (HOST, number))

    assert [moment for moment, _ in _drain(turns, 9)] == [0.0, 3.0]


def test_a_recorded_web_is_never_waited_for():
    turns = _turns(scale=0.0)
    for number in range(3):
        turns.put(HOST, (HOST, number))
    turns.hold(HOST, 60)
    turns.keep_apart(HOST, 60)
    turns.failed(HOST, 0.0)

    assert len(_drain(turns, 1.0)) == 3


_HOSTS = ("a.example", "api.rippling.com", turn_of("acme.bamboohr.com"))


@given(
    st.lists(st.tuples(st.sampled_from(_HOSTS), st.integers(-10, 10)), max_size=30),
    st.lists(st.tuples(st.sampled_from(_HOSTS), st.floats(0, 5)), max_size=4),
    st.floats(0, 3),
)
def test_nothing_is_lost_and_manners_hold_whatever_is_asked(requests, holds, took):
    turns = _turns()
    for number, (host, priority) in enumerate(requests):
        turns.put(host, (host, number), priority)
    for host, until in holds:
        turns.hold(host, until)

    out = _drain(turns, 150, took=took)

    assert len(turns) == 0
    assert sorted(item for _, item in out) == sorted(
        (host, number) for number, (host, _) in enumerate(requests)
    )
    for host in _HOSTS:
        moments = [moment for moment, item in out if item[0] == host]
        manners = manners_of(host)
        assert all(moment >= until for moment in moments for held, until in holds if held == host)
        assert all(b - a >= manners.pause for a, b in pairwise(moments))
        for moment in moments:
            under_way = [start for start in moments if start <= moment < start + took]
            assert len(under_way) <= max(manners.at_once, 1)


@pytest.mark.parametrize(
    ("host", "turn", "pause"),
    [
        ("careers.acme.example", "careers.acme.example", 1.0),
        ("apply.workable.com", "apply.workable.com", 2.0),
        ("acme.wd5.myworkdayjobs.com", "acme.wd5.myworkdayjobs.com", 0.5),
        ("myworkdayjobs.com", "myworkdayjobs.com", 1.0),
        ("notmyworkdayjobs.com", "notmyworkdayjobs.com", 1.0),
        ("acme.jobs.personio.de", "*.jobs.personio.de", 5.0),
        ("other.jobs.personio.de", "*.jobs.personio.de", 5.0),
    ],
)
def test_the_table_knows_hosts_and_what_they_end_with(host, turn, pause):
    assert turn_of(host) == turn
    assert manners_of(host).pause == manners_of(turn).pause == pause


def test_the_table_makes_sense():
    for host, manners in MANNERS.items():
        assert 0.1 <= manners.pause <= 10, host
        assert 1 <= manners.at_once <= 4, host
        assert not manners.together or host.startswith("*."), host


def test_nothing_starts_at_a_host_that_is_shut_until_it_is_opened():
    turns = _turns()
    turns.put(HOST, (HOST, 1))
    turns.put("b.example", ("b.example", 1))
    turns.shut(HOST)
    turns.put(HOST, (HOST, 2))

    assert [item for _, item in _drain(turns, 5)] == [("b.example", 1)]
    assert set(turns.queued()) == {HOST}
    turns.open(HOST, 5.0, 2.0)
    assert dict(turns.pauses(5.0)) == {HOST: 2.0}
    assert turns.take(6.9, {}) is None
    assert turns.take(7.0, {}) == (HOST, 1)
    assert turns.take(8.0, {}) == (HOST, 2)
    assert len(turns) == 0


def test_a_host_that_is_shut_and_opened_at_once_loses_nothing():
    turns = _turns()
    turns.put(HOST, (HOST, 1))
    turns.shut(HOST)
    turns.open(HOST, 0.0, 0.0)

    assert [item for _, item in _drain(turns, 3)] == [(HOST, 1)]


def test_the_pause_is_counted_from_when_a_request_leaves():
    turns = _turns()
    for number in range(2):
        turns.put(HOST, (HOST, number))
    assert turns.take(0.0, {}) == (HOST, 0)
    turns.left(HOST, 0.75)

    assert turns.take(1.5, {}) is None
    assert turns.take(1.75, {}) == (HOST, 1)
