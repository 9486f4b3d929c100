"""Which boards a crawl reads."""

from itertools import combinations

import pytest

from crawler.boards import Retired, registry, starter
from crawler.discovery import sources
from crawler.politeness import turn_of
from crawler.selection import Selection, SelectionError, Shard, host_of, select
from mappings.identity import Board

OFF = next(name for name, source in sources().items() if source.off and registry(name))


def _ids(selection):
    return [board.id for board in select(selection).boards]


def test_all_boards_of_a_source():
    assert _ids(Selection(only=("gem",))) == list(registry("gem"))
    assert _ids(Selection(only=("gem", "lever"))) == [*registry("gem"), *registry("lever")]


def test_an_unknown_source_is_refused():
    with pytest.raises(SelectionError, match="greenhouse"):
        select(Selection(only=("nope",)))


def test_a_source_that_is_off_is_left_out_with_a_line_that_says_why():
    selected = select(Selection(only=(OFF, "gem")))

    assert {board.source for board in selected.boards} == {"gem"}
    assert any(OFF in note and str(sources()[OFF].off) in note for note in selected.notes)


def test_the_starter_boards_are_some_fifty_over_the_main_systems():
    boards = select(Selection(starter=True)).boards

    assert 40 <= len(boards) <= 60
    assert len({board.source for board in boards}) >= 15
    assert {board.id for board in boards} == set(starter())
    greenhouse = select(Selection(only=("greenhouse",), starter=True)).boards
    assert {board.source for board in greenhouse} == {"greenhouse"}


def test_retired_boards_are_left_out(monkeypatch):
    first, second, *rest = registry("gem")
    gone = {first: Retired("2026-01-01", "x"), second: Retired("2026-01-01", "y")}
    monkeypatch.setattr("crawler.selection.retired", lambda: gone)

    selected = select(Selection(only=("gem",)))

    assert [board.id for board in selected.boards] == rest
    assert selected.notes == ["2 retired boards are left out"]


def test_shards_are_disjoint_complete_and_keep_what_takes_turns_together():
    only = ("workday", "gem", "teamtailor")
    shards = [select(Selection(only, shard=Shard(n, 3))).boards for n in (1, 2, 3)]

    assert sorted(b.id for shard in shards for b in shard) == sorted(_ids(Selection(only)))
    turns = [{turn_of(host_of(board)) for board in shard} for shard in shards]
    assert all(not one & other for one, other in combinations(turns, 2))
    assert all(shards)


@pytest.mark.parametrize("text", ["", "1", "0/4", "5/4", "a/b", "1/0", "-1/2", "1/2/3", "²/3"])
def test_what_is_no_shard_is_refused(text):
    with pytest.raises(SelectionError, match="2/8"):
        Shard.parse(text)


def test_a_sample_is_even_and_the_same_each_time():
    only = ("greenhouse", "gem")
    sample = _ids(Selection(only, sample=90))

    assert sample == _ids(Selection(only, sample=90))
    assert len(sample) == len(set(sample)) == 90
    share = 90 * len(registry("gem")) / len(_ids(Selection(only)))
    assert abs(sum(board.startswith("gem:") for board in sample) - share) <= 1
    assert len(_ids(Selection(("gem",), sample=10_000))) == len(registry("gem"))
    with pytest.raises(SelectionError, match="from 1 up"):
        select(Selection(only, sample=0))


@pytest.mark.parametrize(
    ("board", "host"),
    [
        (Board("greenhouse", "acme"), "boards-api.greenhouse.io"),
        (Board("lever", "eu.acme"), "api.eu.lever.co"),
        (Board("bamboohr", "acme"), "acme.bamboohr.com"),
        (Board("workday", "a", "b", "a.wd1.myworkdayjobs.com"), "a.wd1.myworkdayjobs.com"),
        (Board("workday", "a", "b"), ""),
    ],
)
def test_the_host_that_a_board_is_asked_at(board, host):
    assert host_of(board) == host
