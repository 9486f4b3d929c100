"""`openings boards list`."""

from tests.command import openings


def test_boards_are_found_by_company():
    result = openings("boards", "list", "--source", "greenhouse", "--company", "stripe", "--json")

    assert {"greenhouse:stripe"} <= {entry["board"] for entry in result.json}
    assert all("stripe" in str(entry).lower() for entry in result.json)


def test_a_table_for_people_has_a_line_a_board():
    result = openings("boards", "list", "--company", "spotify")

    header, *rows = result.out.splitlines()
    assert header.split() == ["board", "company", "domain"]
    assert any(row.startswith("lever:spotify") for row in rows)


def test_an_unknown_source_names_those_that_there_are():
    assert "greenhouse" in openings("boards", "list", "--source", "nope").sentence
