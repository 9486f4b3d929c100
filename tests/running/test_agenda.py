"""Which boards are due and which comes first, without any clock but the test's."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.due import Line, agenda, still_due
from mappings.identity import Board

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _board(token):
    return Board("lever", token)


def _line(token, due_in, read=-24 * HOUR):
    return Line(f"lever:{token}", NOW + read, None if due_in is None else NOW + due_in)


def _agenda(lines, *never_read):
    boards = [*map(_board, lines), *map(_board, never_read)]
    ledger = {f"lever:{token}": line for token, line in lines.items()}
    return agenda(boards, ledger, NOW, lambda board: board.token[0])


def test_what_is_overdue_comes_first_and_what_is_not_due_tells_when():
    plan = _agenda(
        {"a1": _line("a1", -HOUR), "a2": _line("a2", -5 * HOUR), "a3": _line("a3", 2 * HOUR),
         "a4": _line("a4", HOUR), "a5": _line("a5", None)},
        "a6",
    )  # fmt: skip

    assert [board.token for board in plan.due] == ["a2", "a1", "a5", "a6"]
    assert plan.next_due_at == NOW + HOUR


def test_no_host_keeps_the_others_waiting():
    plan = _agenda({}, "a1", "a2", "a3", "b1", "c1", "c2")

    assert [board.token for board in plan.due] == ["a1", "b1", "c1", "a2", "c2", "a3"]


def test_a_board_that_was_read_in_the_future_is_due():
    """The clock was set back: nobody knows when it is due."""
    assert _line("a", timedelta(days=400), read=timedelta(days=399)).is_due(NOW)
    assert not _line("a", HOUR, read=timedelta(minutes=5)).is_due(NOW), "clocks differ a little"


def test_what_another_crawl_read_meanwhile_is_not_due_any_more():
    ledger = {"lever:a": _line("a", HOUR), "lever:b": _line("b", -HOUR)}

    left = still_due([_board("a"), _board("b"), _board("c")], ledger, NOW)

    assert [board.token for board in left] == ["b", "c"]


@given(
    st.dictionaries(
        st.from_regex(r"[abc][0-9]{1,3}", fullmatch=True),
        st.none() | st.integers(-100, 100).map(lambda hours: hours * HOUR),
    )
)
def test_every_board_is_due_or_has_its_moment(dues):
    plan = _agenda({token: _line(token, due) for token, due in dues.items()})

    due = {token for token, at in dues.items() if at is None or at <= timedelta(0)}
    assert {board.token for board in plan.due} == due
    assert len(plan.due) == len(due)
    later = [NOW + at for token, at in dues.items() if at is not None and token not in due]
    assert plan.next_due_at == min(later, default=None)
