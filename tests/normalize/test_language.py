"""The language of a text, found in the text."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import benchmarks.normalize
from crawler.normalize.html import description
from crawler.normalize.language import identified_language
from crawler.normalize.statement import Statement
from crawler.normalize.wording import wording
from reference.languages import language_coded
from reference.vocabularies import Provenance

ADS = json.loads(
    Path(benchmarks.normalize.__path__[0], "ads_by_language.json").read_text(encoding="utf-8")
)


def said(text, language):
    return Statement(
        source_id="1", title="Clerk", url="u", html=f"<p>{text}</p>", language=language
    )


@pytest.mark.parametrize("code", ADS)
def test_an_ad_tells_its_language(code):
    assert identified_language(ADS[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Welder",
        "We are looking for a warehouse clerk for our team.",
        "12:30 - 14:30, 4711, 0815 " * 20,
        "Python, Java, SQL, AWS, Docker, Kubernetes, Kafka, Redis, MongoDB, Go, PHP, C++ " * 2,
    ],
)
def test_short_texts_and_lists_tell_none(text):
    assert identified_language(text) is None


@pytest.mark.parametrize(("one", "other"), [("en", "de"), ("fr", "nl"), ("en", "ja"), ("es", "ca")])
def test_two_languages_side_by_side_tell_none(one, other):
    assert identified_language(f"{ADS[one]}\n\n{ADS[other]}") is None


def test_a_sentence_in_another_language_changes_nothing():
    assert identified_language(f"{ADS['de']} {ADS['en'][:70]}") == "de"


def test_the_statement_of_the_source_goes_first():
    language = wording(said(ADS["nl"], "de-DE"))["language"]

    assert (language.value, language.provenance) == ("de", Provenance.STATED)


@pytest.mark.parametrize("tag", [None, "Klingonese", "en"])
def test_the_text_is_asked_where_the_source_says_nothing_that_can_be(tag):
    language = wording(said(ADS["ja"], tag))["language"]

    assert (language.value, language.provenance) == ("ja", Provenance.INFERRED)


@pytest.mark.parametrize("odd", ["\x00", "\ufdd0", "\ud83d", "\U0001ffff"])
def test_what_is_no_character_hides_nothing(odd):
    assert identified_language(ADS["fr"].replace(" ", f" {odd}", 3)) == "fr"


def test_the_end_of_a_long_text_counts_too():
    assert identified_language(f"{ADS['en'] * 6}\n\n{ADS['de'] * 6}") is None
    assert identified_language(ADS["en"] * 12) == "en"


@given(st.one_of(st.text(), st.lists(st.text(min_size=1), min_size=30).map(" ".join)))
def test_any_text_is_read(text):
    code = identified_language(text)

    assert code is None or language_coded(code) == code


def test_the_description_as_text_is_what_is_identified():
    assert description(f"<p>{ADS['sv']}</p>").text == ADS["sv"]
