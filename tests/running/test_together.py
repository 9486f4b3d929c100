"""Crawls side by side: no board is read by two at once, and no host is asked faster for it.

What is asserted is what the hosts saw: the times at which requests arrived.
"""

import signal
from collections import Counter

from tests.running.crawlers import (
    GREENHOUSE,
    LEVER,
    PAUSE,
    boards_asked,
    least_gap,
    play,
    token_of,
    until,
)

NEARLY = 0.75
"""Of a pause: what left in time may arrive a little early after what arrived late."""
G = [f"g{number}" for number in range(1, 11)]
L = [f"l{number}" for number in range(1, 11)]


def _both(running, latency=0.0):
    running.boards("greenhouse", *G)
    running.boards("lever", *L)
    play(running.server, latency)


def _gaps_are_kept(running):
    assert least_gap(running.server, GREENHOUSE) >= PAUSE * NEARLY
    assert least_gap(running.server, LEVER) >= PAUSE * NEARLY


def test_two_loops_over_the_same_boards_read_each_once(running):
    _both(running)
    loops = [
        running.start(name, "--due", "--loop", OPENINGS_ROUND_BOARDS="6") for name in ("one", "two")
    ]

    until(lambda: len(running.ledger()) == len(G + L), 60)

    for loop in loops:
        loop.signal(signal.SIGTERM)
        assert loop.end()[0] == 0
    assert Counter(boards_asked(running.server)) == Counter(G + L)
    assert {line["outcome"] for line in running.ledger().values()} == {"complete"}
    assert set(running.leases().values()) == {None}
    _gaps_are_kept(running)


def test_a_board_that_is_named_waits_for_its_host(running):
    _both(running)
    loop = running.start("loop", "--due", "--loop")
    until(lambda: running.asked_by(loop, LEVER))

    named = running.start("named", "lever:l1", "--json")

    status, out, _ = named.end(60)
    assert status == 0, out
    assert running.asked_by(named, LEVER)[0].at > running.asked_by(loop, LEVER)[-1].at
    _gaps_are_kept(running)


def test_shards_share_the_hosts(running):
    _both(running)

    one, two = (running.start(f"s{n}", "--due", "--shard", f"{n}/2") for n in (1, 2))

    assert {one.end(60)[0], two.end(60)[0]} <= {0, 1}
    hosts = [{arrival.host for arrival in running.asked_by(shard)} for shard in (one, two)]
    assert not hosts[0] & hosts[1]
    assert Counter(boards_asked(running.server)) == Counter(G + L)


def test_a_crawl_that_was_killed_is_followed_by_another_after_the_term(running):
    running.boards("lever", *L)
    play(running.server)
    first = running.start("first", "--due", "--loop")
    until(lambda: len(running.asked_by(first, LEVER)) >= 3)
    second = running.start("second", "--due", "--loop")
    until(lambda: len(running.asked_by(first, LEVER)) >= 5)

    first.signal_all(signal.SIGKILL)

    recorded = {name.removeprefix("lever:") for name in running.ledger()}
    until(lambda: len(running.ledger()) == len(L), 60)
    gap = running.asked_by(second)[0].at - running.asked_by(first)[-1].at
    assert gap > 2, "not before the term is over"
    assert set(running.statuses().values()) == {"open"}
    assert len(running.statuses()) == len(L)
    again = {token_of(arrival) for arrival in running.asked_by(second)}
    assert not again & recorded
    assert again | recorded == set(L)


def test_a_crawl_that_hung_asks_nothing_of_a_host_that_another_took(running):
    running.boards("lever", *L)
    play(running.server)
    first = running.start("first", "--due", "--loop")
    until(lambda: len(running.asked_by(first, LEVER)) >= 3)
    second = running.start("second", "--due", "--loop")
    first.signal_all(signal.SIGSTOP)
    until(lambda: running.asked_by(second, LEVER), 60)

    first.signal_all(signal.SIGCONT)

    until(lambda: len(running.ledger()) == len(L), 60)
    assert least_gap(running.server, LEVER) >= PAUSE * NEARLY
    assert {line["outcome"] for line in running.ledger().values()} <= {"complete"}
