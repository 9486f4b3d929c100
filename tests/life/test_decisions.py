"""What a person decides: a board is retired, or believed after all."""

import csv

import pytest

from crawler.raw import Employer
from mappings.identity import Board
from tests.command import openings
from tests.life.crawling import QUAY, greenhouse, lists
from tests.paging.rows import numbered

HEADER = "token,site,host,company,domain\n"


@pytest.fixture
def command(life, tmp_path):
    """Run `openings boards` with a registry of one board, and the index."""
    (tmp_path / "greenhouse.csv").write_text(f"{HEADER}quay,,,Paging & Co,\n")

    def run(*arguments):
        return openings(
            "boards", *arguments,
            OPENINGS_BOARDS=str(tmp_path), OPENINGS_ELASTICSEARCH_URL=life.url,
            OPENINGS_INDEX_PREFIX=life.prefix,
        )  # fmt: skip

    run.folder = tmp_path
    return run


def test_a_retired_board_has_no_open_postings(life, command):
    lists(life, greenhouse(*numbered(30)))
    life.read(QUAY)

    retired = command("retire", "greenhouse:quay", "--reason", "moved away")

    assert "Closed 30 postings" in retired.err
    postings = life.postings(QUAY).values()
    assert {(one.status, one.closed_reason) for one in postings} == {("closed", "board_retired")}
    assert {change.cause for change in life.changes(QUAY)[30:]} == {"retire"}
    with (command.folder / "retired.csv").open() as lines:
        assert [row["board"] for row in csv.DictReader(lines)] == ["greenhouse:quay"]


def test_a_board_that_was_taken_out_of_the_registry_is_retired_by_its_name(life, command):
    other = Board("greenhouse", "wharf")
    lists(life, greenhouse("1"), board=other)
    life.read(other)

    assert command("retire", "greenhouse:wharf", "--reason", "left").status == 0

    assert life.open(other) == []


def test_a_renamed_company_is_believed_once_a_person_says_so(life, command):
    lists(life, greenhouse("1", company_name="Beacon"), greenhouse("9", company_name="Lighthouse"))
    films = {"employer": Employer("Beacon")}
    life.read(QUAY, **films)
    assert life.read(QUAY, **films).outcome == "failed"

    confirmed = command("confirm", "greenhouse:quay")
    report = life.read(QUAY, **films)

    assert "Lighthouse" in confirmed.err
    assert (report.outcome, report.new, report.company_met) == ("complete", 1, None)
    assert life.postings(QUAY)["9"].company.name == "Lighthouse"


def test_a_field_that_a_vendor_really_dropped_is_let_go_once_a_person_says_so(life, command):
    ids = numbered(50)
    lists(life, greenhouse(*ids), greenhouse(*ids, content=None))
    life.read(QUAY)
    assert life.read(QUAY).suspect

    assert "description_text" in command("confirm", "greenhouse:quay").err
    report = life.read(QUAY)

    assert (report.suspect, report.changed) == (None, 50)
    assert {one.description_text for one in life.postings(QUAY).values()} == {None}


def test_there_is_nothing_to_believe_of_a_board_that_is_well(life, command):
    lists(life, greenhouse("1"))
    assert "was never read" in command("confirm", "greenhouse:quay").sentence
    life.read(QUAY)

    assert "nothing" in command("confirm", "greenhouse:quay").sentence
