"""`openings boards`: the registry, looked at and changed."""

import shutil

import pytest

from crawler.boards import folder
from tests.command import openings


@pytest.fixture
def own(tmp_path):
    """A registry of one's own, of which a test may change the lines."""
    for name in ("gem", "lever", "retired"):
        shutil.copy(folder() / f"{name}.csv", tmp_path)
    return tmp_path


def _boards(*arguments, own):
    return openings("boards", *arguments, OPENINGS_BOARDS=str(own))


def test_the_boards_of_a_source_are_listed():
    result = openings("boards", "list", "--source", "gem", "--json")

    assert len(result.json) > 400
    assert {entry["board"].partition(":")[0] for entry in result.json} == {"gem"}


def test_boards_are_found_by_company_domain_or_token_over_all_sources():
    result = openings("boards", "find", "Stripe", "--json")

    assert {"greenhouse:stripe"} <= {entry["board"] for entry in result.json}
    assert all("stripe" in str(entry).lower() for entry in result.json)
    assert len({entry["board"].partition(":")[0] for entry in result.json}) > 1


def test_a_table_for_people_has_a_line_a_board():
    header, *rows = openings("boards", "find", "spotify").out.splitlines()

    assert header.split() == ["board", "company", "domain", "retired"]
    assert any(row.startswith("lever:spotify") for row in rows)


def test_what_is_not_found_is_said():
    assert "openings boards add" in openings("boards", "find", "no such company").sentence


def test_an_unknown_source_names_those_that_there_are():
    assert "greenhouse" in openings("boards", "list", "--source", "nope").sentence


def test_a_board_is_added_at_its_place_by_its_address(own):
    before = (own / "lever.csv").read_text()
    added = _boards(
        "add", "https://jobs.eu.lever.co/MadeUpCo/1", "--company", "Made-Up, Inc.",
        "--domain", "https://www.madeup.example/x", own=own,
    )  # fmt: skip

    assert added.status == 0, added.err
    line = 'eu.MadeUpCo,,,"Made-Up, Inc.",madeup.example\n'
    assert (own / "lever.csv").read_text().replace(line, "") == before
    assert _boards("check", own=own).status == 0
    again = _boards("add", "lever:eu.madeupco", own=own)
    assert "already" in again.sentence


@pytest.mark.parametrize(
    ("board", "options", "reason"),
    [
        ("lever:acme", ["--domain", "not a domain"], "no domain"),
        ("workday:acme~Careers", [], "give the address"),
        ("https://acme.example/jobs", [], "no board is recognised"),
    ],
)
def test_what_cannot_be_added_is_refused(own, board, options, reason):
    assert reason in _boards("add", board, *options, own=own).sentence


def test_a_retired_board_is_kept_with_its_reason_until_it_is_added_again(own):
    retired = _boards("retire", "lever:spotify", "--reason", "moved away", own=own)
    (entry,) = [
        entry
        for entry in _boards("find", "spotify", "--json", own=own).json
        if entry["board"] == "lever:spotify"
    ]

    assert retired.status == 0
    assert entry["retired"] == "moved away"
    unknown = _boards("retire", "lever:no-such-board", "--reason", "x", own=own)
    assert "not in the registry" in unknown.sentence

    _boards("add", "lever:spotify", own=own)

    found = _boards("find", "spotify", "--json", own=own).json
    assert {entry["retired"] for entry in found} == {None}
    assert {entry["domain"] for entry in found if entry["board"] == "lever:spotify"} == {
        "spotify.com"
    }


def test_the_registry_is_without_fault():
    result = openings("boards", "check")

    assert result.status == 0, result.err


def test_every_fault_of_a_registry_is_printed(own):
    with (own / "gem.csv").open("a") as lines:
        lines.write("acme,,,,\n${TOKEN},,,,\n")
    (own / "nope.csv").write_text("token,site,host,company,domain\n")
    (own / "starter.csv").write_text("board\nlever:no-such-board\n")

    result = _boards("check", own=own)

    assert result.status == 1
    for fault in ("gem.csv line", "is no token", "no source nope", "lever:no-such-board is in no"):
        assert fault in result.err
    assert "gem.csv line" in _boards("list", "--source", "gem", own=own).sentence
