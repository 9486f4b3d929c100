"""How boards and postings are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.identity import Board, IdentityError, escape, posting_id, unescape

SAFE = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-=~:")


def test_a_board_compares_without_case_and_keeps_its_spelling():
    board = Board("lever", "EarnestPartners")

    assert board.id == "lever:earnestpartners"
    assert board.spelling == "lever:EarnestPartners"
    assert Board.parse(board.spelling) == board
    assert Board.parse("lever:earnestpartners").id == board.id


def test_a_site_is_part_of_the_board():
    board = Board.parse("workday:nvidia~NVIDIAExternalCareerSite")

    assert board == Board("workday", "nvidia", "NVIDIAExternalCareerSite")
    assert board.id == "workday:nvidia~nvidiaexternalcareersite"


def test_what_is_unsafe_in_an_address_is_escaped():
    assert Board("ashby", "Blue Heron Health").id == "ashby:blue=20heron=20health"
    assert Board("ashby", "Zoë").spelling == "ashby:Zo=C3=AB"


@pytest.mark.parametrize(
    "text", ["", "greenhouse", "greenhouse:", ":acme", "a b:c", "x:y~", "x:y z"]
)
def test_a_text_that_is_no_board_says_what_one_looks_like(text):
    with pytest.raises(IdentityError, match="source:token"):
        Board.parse(text)


@given(st.text())
def test_escaping_is_undone_exactly(text):
    assert unescape(escape(text)) == text


@given(st.text(min_size=1), st.one_of(st.none(), st.text(min_size=1)))
def test_every_board_can_be_written_and_read(token, site):
    board = Board("source", token, site)

    assert Board.parse(board.spelling) == board
    assert set(board.id) <= SAFE


def test_source_ids_compare_exactly():
    board = Board("greenhouse", "acme")

    ids = {posting_id(board, source_id) for source_id in ("AB-12", "AB12", "AB.12", "ab-12")}

    assert len(ids) == 4


def test_the_same_id_on_two_boards_and_two_sources_is_three_postings():
    boards = [Board("greenhouse", "a"), Board("greenhouse", "b"), Board("personio", "a")]

    assert len({posting_id(board, "100") for board in boards}) == 3


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_two_long_ids_become_one(one, other):
    board = Board("source", "token")
    ids = posting_id(board, "x" * 500 + one), posting_id(board, "x" * 500 + other)

    assert (ids[0] == ids[1]) == (one == other)
    assert all(len(posting) < 512 for posting in ids)  # the limit of Elasticsearch's `_id`
