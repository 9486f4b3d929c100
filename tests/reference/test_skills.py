"""The list of skills: each name once, no spelling of two."""

from collections import Counter

import pytest

from reference.folding import fold
from reference.skills import SKILLS, canonical


def test_each_name_stands_once():
    assert [name for name, n in Counter(skill.name for skill in SKILLS).items() if n > 1] == []


def test_no_spelling_stands_for_two_skills():
    owners = Counter(key for skill in SKILLS for key in {fold(one.text) for one in skill.spellings})

    assert [key for key, n in owners.items() if n > 1] == []


def test_no_spelling_has_blanks_around_it_or_is_empty():
    assert all(one.text == one.text.strip() != "" for skill in SKILLS for one in skill.spellings)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("k8s", "Kubernetes"),
        ("JS", "JavaScript"),
        (" golang ", "Go"),
        ("c++", "C++"),
        ("MS Excel", "Microsoft Excel"),
        ("dotnet", ".NET"),
        ("Beekeeping", None),
        ("", None),
    ],
)
def test_the_served_name_of_a_spelling(spelling, name):
    assert canonical(spelling) == name
