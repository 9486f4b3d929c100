"""`openings crawl --due`: what is due, and nothing else; once, or for ever."""

import json
import signal
from datetime import UTC, datetime, timedelta

import pytest

from mappings.names import alias
from tests.running.crawlers import boards_asked, play, until

BOARDS = ["l1", "l2", "l3"]


@pytest.fixture
def lever(running):
    running.boards("lever", *BOARDS)
    play(running.server)
    return running


def _boards(out):
    return sorted(report["board"] for report in json.loads(out))


def _set(running, token, **values):
    running.client.update(
        index=alias("boards", running.prefix), id=f"lever:{token}", doc=values, refresh=True
    )


def test_what_was_never_read_is_due_and_what_was_read_is_not(lever):
    status, out, _ = lever.run("--due", "--json")
    again, nothing, _ = lever.run("--due", "--json")

    assert (status, again) == (0, 0)
    assert _boards(out) == [f"lever:{one}" for one in BOARDS]
    assert json.loads(nothing) == []
    assert sorted(boards_asked(lever.server)) == BOARDS


def test_a_board_is_due_when_its_time_has_come_or_was_told_by_a_clock_that_was_set_back(lever):
    lever.run("--due")
    now = datetime.now(UTC)
    _set(lever, "l1", next_due_at=now - timedelta(minutes=1))
    _set(lever, "l2", last_attempt_at=now + timedelta(days=3), next_due_at=now + timedelta(days=4))

    _, out, _ = lever.run("--due", "--json")

    assert _boards(out) == ["lever:l1", "lever:l2"]
    state = lever.ledger()["lever:l2"]
    assert datetime.fromisoformat(state["last_attempt_at"]) < now + timedelta(hours=1)


def test_a_loop_sees_what_is_new_in_the_registry_and_ends_on_a_signal(lever):
    loop = lever.start("loop", "--due", "--loop")
    until(lambda: len(lever.ledger()) == len(BOARDS))

    lever.boards("lever", *BOARDS, "l4")

    until(lambda: "lever:l4" in lever.ledger())
    loop.signal(signal.SIGINT)
    status, _, err = loop.end()
    assert status == 0, err
    first, *_, last = [line for line in err.splitlines() if "boards in" in line]
    assert first.startswith("3 boards in")
    assert "(3 complete); postings: 3 listed, 3 new, 0 changed, 0 closed" in first
    assert last.startswith("1 boards in")


def test_a_signal_gives_back_what_is_not_at_its_end(running):
    boards = [f"l{number}" for number in range(40)]
    running.boards("lever", *boards)
    play(running.server)
    loop = running.start("loop", "--due", "--loop")
    until(lambda: len(boards_asked(running.server)) >= 4)

    loop.signal(signal.SIGTERM)

    status, _, err = loop.end()
    assert status == 0, err
    recorded = running.ledger()
    assert 0 < len(recorded) < len(boards)
    assert {line["outcome"] for line in recorded.values()} == {"complete"}
    assert set(running.leases().values()) == {None}


def test_a_round_ends_with_the_process_that_ordered_it(running):
    running.boards("lever", *[f"l{number}" for number in range(40)])
    play(running.server)
    loop = running.start("loop", "--due", "--loop")
    until(lambda: len(boards_asked(running.server)) >= 3)

    loop.signal(signal.SIGKILL)

    until(lambda: set(running.leases().values()) == {None})
    assert len(running.ledger()) < 40


def test_a_loop_without_due_is_refused(running):
    status, _, err = running.run("--loop")

    assert status == 1
    assert "--due" in err
