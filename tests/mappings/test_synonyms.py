"""The file of synonyms, and the rules that are made of it."""

from itertools import combinations

import pytest

from mappings.synonyms import SynonymsError, load, parse, set_rules, word_rules


def test_comments_and_empty_lines_are_no_sets() -> None:
    assert parse(["# Languages", "#", "", "js, javascript"]) == (("js", "javascript"),)


@pytest.mark.parametrize("line", ["alone", "one, , three", ", b"])
def test_a_line_that_is_no_set_is_named(line: str) -> None:
    with pytest.raises(SynonymsError, match="line 2"):
        parse(["a, b", line])


def test_only_members_of_one_word_start_a_word_rule() -> None:
    sets = parse(["swe, software engineer", "tsql, t-sql"])
    assert word_rules(sets) == ["swe => swe, software engineer", "tsql => tsql, t-sql"]
    assert set_rules(sets) == ["swe, software engineer", "tsql, t-sql"]


def test_no_member_stands_in_two_sets() -> None:
    """Two sets with a common member would in truth be one, larger than anyone decided."""
    twice = [set(a) & set(b) for a, b in combinations(load(), 2) if set(a) & set(b)]
    assert twice == []


def test_ambiguous_abbreviations_stay_out() -> None:
    members = {member for members in load() for member in members}
    assert members.isdisjoint({"pm", "bi", "pa", "ae", "ds", "ba", "ma", "rd", "ot", "pt"})
