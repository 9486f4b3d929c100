"""Sentences that hold a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.sentences import SentenceFinder

FINDER = SentenceFinder(["boat", "bür"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We build boats. They float.", ["We build boats."]),
        ("They float. We build BOATS", ["We build BOATS"]),
        ("One\n- a boat, a boat\nTwo", ["- a boat, a boat"]),
        ("A boat! A car? Two boats.", ["A boat!", "Two boats."]),
        ("Boats in the U.S. or Canada. Cars too.", ["Boats in the U.S. or Canada."]),
        ("Oslo | Boats | Cars", ["Boats "]),
        ("Das Büro ist schön. Ein Boot.", ["Das Büro ist schön."]),
        ("Cars", []),
        ("", []),
        (None, []),
    ],
)
def test_sentences_that_hold_a_word(text: str | None, expected: list[str]) -> None:
    assert FINDER.find(text) == expected


def test_endless_sentences_are_cut() -> None:
    (found,) = FINDER.find(f"{'so ' * 1000}boat{' and' * 1000}")

    assert "boat" in found
    assert len(found) <= 1000


@given(st.text(st.sampled_from("boat. \nBüİ?|\ud800•")))
def test_what_is_found_is_of_the_text(text: str) -> None:
    for sentence in FINDER.find(text):
        assert sentence.replace("\ud800", "") in text.replace("\ud800", "")
        assert "\n" not in sentence
