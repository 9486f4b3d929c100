"""Reading what people type; any text is read or refused with a reason, and is accepted."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.text import (
    MAX_LENGTH,
    MAX_WORDS,
    NoWordError,
    Term,
    TextError,
    TextTooLongError,
    is_plain,
    parse,
)
from api.words import ANYWHERE, text_clause
from tests.search.conftest import TitleIndex
from tests.search.searching import SearchedIndex

SIGNS = st.sampled_from(
    [*"+-=&|><!(){}[]^\"~*?:\\/“”„«».,;#@%$_'\u2019`", "OR", "AND", "NOT", " ", "c"]
)
TYPED = st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=25).map("".join))


def _required(text: str) -> list[list[str]]:
    return [[" ".join(term.words) for term in group] for group in parse(text).required]


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("boat  builder", [["boat"], ["builder"]]),
        ("C++, (C#) .NET!", [["C++"], ["C#"], [".NET"]]),
        ("UI/UX", [["UI UX"]]),
        ("R & D lead", [["R&D"], ["lead"]]),
        ("Lead - R and D", [["Lead"], ["R"], ["and"], ["D"]]),
        ("a OR b OR c d", [["a", "b", "c"], ["d"]]),
        ("a AND b", [["a"], ["b"]]),
        ("a or b and c", [["a"], ["or"], ["b"], ["and"], ["c"]]),
        ("OR a", [["OR"], ["a"]]),
        ("Portland OR", [["Portland"], ["OR"]]),
        ("a OR -b", [["a"], ["OR"]]),
        ("AND OR", [["AND"], ["OR"]]),
        ('"a b" OR c', [["a b", "c"]]),
        ('screen 27"', [["screen"], ["27"]]),
        ('27" or 24" screen', [["27"], ["or"], ["24"], ["screen"]]),
        ('say "a b', [["say"], ["a"], ["b"]]),
        ("status:closed", [["status:closed"]]),
        ("-", []),
    ],
)
def test_groups_of_required_terms(text: str, required: list[list[str]]) -> None:
    if required:
        assert _required(text) == required
    else:
        assert _required(f"{text} x") == [["x"]]


def test_exclusions() -> None:
    excluded = parse('a -b -"c d" -“e” --f g-h - i').excluded
    assert excluded == (Term(("b",)), Term(("c d",), quoted=True), Term(("e",), quoted=True))


def test_only_exclusions_are_a_search() -> None:
    assert parse("-intern").required == ()


@pytest.mark.parametrize("text", ["", " ", "-", '""', "...", "~ * ?", "🚢", "-!", '-"!"', "\u200b"])
def test_without_a_letter_or_digit_there_is_nothing_to_search_for(text: str) -> None:
    with pytest.raises(NoWordError, match="at least one letter or digit"):
        parse(text)


@pytest.mark.parametrize(
    "text", ["x" * (MAX_LENGTH + 1), "x" * 20_000, "a " * (MAX_WORDS + 1), "漢" * (MAX_WORDS + 1)]
)
def test_a_text_that_is_too_long_is_refused_with_the_limit(text: str) -> None:
    with pytest.raises(TextTooLongError, match=rf"at most ({MAX_LENGTH}|{MAX_WORDS})\b"):
        parse(text)


def test_the_longest_text_is_read() -> None:
    assert parse("x" * MAX_LENGTH).required == ((Term(("x" * MAX_LENGTH,)),),)


@given(TYPED)
def test_any_text_is_read_or_refused_and_reaches_no_field(text: str) -> None:
    try:
        read = parse(text)
    except TextError:
        return
    clause = text_clause(read, ANYWHERE)
    assert read.required or read.excluded
    assert set(_keys(clause)) <= {
        *("bool", "must", "must_not", "should", "minimum_should_match", "dis_max", "queries"),
        *("multi_match", "query", "type", "fields", "operator", "analyzer"),
    }
    fields = {name for names in _values_of(clause, "fields") for name in names}
    assert fields <= {*ANYWHERE.stemmed, *ANYWHERE.exact}


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_elasticsearch_accepts_the_query_of_any_text(titled: TitleIndex, text: str) -> None:
    index = titled(("Boat Builder",))
    for filters in ({"q": text}, {"title": [text]}):
        try:
            parse(text)
        except TextError:
            continue
        assert index.count(**filters) in {0, 1}


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "a* b* c*",
        "*ing",
        "/.*/",
        "a~99",
        "[* TO *]",
        "漢" * MAX_WORDS,
        "a-b " * (MAX_WORDS // 2),
    ],
)
def test_costly_looking_texts_are_cheap(titled: TitleIndex, text: str) -> None:
    index = titled(("Boat Builder",))
    if any(map(str.isalnum, text)):
        query = text_clause(parse(text), ANYWHERE)
        assert index.client.search(index=index.name, query=query)["took"] < 500


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.text(st.characters(codec="latin-1", categories=["L", "N"]), min_size=1, max_size=12))
def test_a_plain_word_is_one_word_of_the_index(titled: TitleIndex, word: str) -> None:
    if is_plain(word):
        assert len(_tokens(titled, word)) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_a_text_with_a_word_leaves_a_word_in_the_index(titled: TitleIndex, text: str) -> None:
    """Else it would match nothing, or be dropped beside other words, without being told."""
    try:
        read = parse(text)
    except NoWordError:
        return
    terms = [*read.excluded, *(term for group in read.required for term in group)]
    for word in (word for term in terms for word in term.words):
        assert _tokens(titled, word)


def test_hidden_filters_stay_out_of_reach(index: SearchedIndex) -> None:
    index.add([{"title": "Closed Rigger", "status": "closed"}, "Rigger"])
    assert index.titles(q="rigger OR status:closed OR company_id:*") == ["Rigger"]


def _tokens(titled: TitleIndex, text: str) -> list[str]:
    return titled(("Boat Builder",)).tokens(text)


def _keys(node: object) -> list[str]:
    if isinstance(node, dict):
        return [*node, *(key for value in node.values() for key in _keys(value))]
    return [key for value in node for key in _keys(value)] if isinstance(node, list) else []


def _values_of(node: object, key: str) -> list[list[str]]:
    hits = json.loads(json.dumps(node), object_hook=lambda found: found)
    if isinstance(hits, dict):
        own = [hits[key]] if key in hits else []
        return own + [value for child in hits.values() for value in _values_of(child, key)]
    if isinstance(hits, list):
        return [value for child in hits for value in _values_of(child, key)]
    return []
