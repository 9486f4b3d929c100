import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.text import clean, visible
from reference.folding import fold, name_key


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  Line\tone \r\n two ", "Line one two"),
        ("Night\u200bShift\u200b Lead\ufeff", "Night Shift Lead"),
        ("Day\u00a0Nurse", "Day Nurse"),
        ("Soft\u00adware", "Software"),
        ("Cook \ud83d", "Cook \ufffd"),
        ("bell\x07ringer", "bell ringer"),
        ("\u200fAcme\u202c", "Acme"),
        ("Coder \U0001f469\u200d\U0001f4bb", "Coder \U0001f469\u200d\U0001f4bb"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627", "\u0645\u06cc\u200c\u062e\u0648\u0627"),
        ("a\u200db", "a b"),
        ("Société Générale", "Société Générale"),
    ],
)
def test_clean_gives_one_visible_line(value: str, expected: str) -> None:
    assert clean(value) == expected


@pytest.mark.parametrize(
    "value", [None, "", " \t\n", "\u200b\ufeff", "null", "None", "UNDEFINED", "N/A", "NaN"]
)
def test_what_says_nothing_is_null(value: str | None) -> None:
    assert clean(value) is None


def test_words_that_only_hold_a_placeholder_stay() -> None:
    assert clean("None of the above") == "None of the above"


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_equals_once_and_can_be_stored(value: str) -> None:
    once = clean(value)
    assert clean(once) == once
    if once is not None:
        assert once == once.strip()
        assert "\n" not in once
        assert once.encode("utf-8")


@given(st.text(st.characters(codec=None)))
def test_visible_text_keeps_line_breaks(value: str) -> None:
    assert visible(value).count("\n") == value.count("\n")


@pytest.mark.parametrize(
    ("value", "key"),
    [("Łódź", "lodz"), ("Saint-Denis", "saint denis"), ("L'Aquila", "laquila"), ("大阪", "大阪")],
)
def test_names_compare_without_accents_and_punctuation(value: str, key: str) -> None:
    assert name_key(value) == key


@given(st.text())
def test_folding_twice_equals_once(value: str) -> None:
    assert fold(fold(value)) == fold(value)
