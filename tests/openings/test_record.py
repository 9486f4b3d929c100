"""`openings record`: what it writes is a case, and reads the same."""

import json

import pytest

from crawler.web.recording import expected
from tests.command import CASES, openings
from tests.crawling import crawl_recorded


@pytest.mark.parametrize("source", ["greenhouse", "lever", "ashby"])
def test_a_recorded_board_reads_as_the_board_itself(source, tmp_path):
    original = CASES / source / "normal"
    board = json.loads((original / "meta.json").read_text())["board"]

    result = openings("record", board, "--into", tmp_path, OPENINGS_WEB=str(original))

    assert result.status == 0
    (folder,) = (tmp_path / source).iterdir()
    meta = json.loads((folder / "meta.json").read_text())
    assert (meta["board"], meta["real"]) == (board, True)
    again = crawl_recorded(folder)
    reviewed = json.loads((original / "expected.json").read_text())
    assert json.loads((folder / "expected.json").read_text()) == reviewed
    assert expected(again.report, again.postings) == reviewed


def test_what_is_there_is_never_overwritten(tmp_path):
    case = CASES / "lever" / "normal"
    board = json.loads((case / "meta.json").read_text())["board"]
    arguments = ("record", board, "--into", tmp_path)
    openings(*arguments, OPENINGS_WEB=str(case))

    assert "is there already" in openings(*arguments, OPENINGS_WEB=str(case)).sentence


def test_a_board_that_fails_is_recorded_too_and_says_so(tmp_path):
    case = CASES / "ashby" / "missing_board"
    board = json.loads((case / "meta.json").read_text())["board"]

    result = openings("record", board, "--into", tmp_path, OPENINGS_WEB=str(case))

    assert result.status == 1
    (folder,) = (tmp_path / "ashby").iterdir()
    assert json.loads((folder / "expected.json").read_text())["outcome"] == "missing"
