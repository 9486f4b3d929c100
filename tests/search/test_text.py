"""Reading what people type; any text is read or refused with a reason, and is accepted."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.text import (
    MAX_LENGTH,
    MAX_PREFIXES,
    MAX_WORDS,
    Either,
    NoWordError,
    Part,
    ShortPrefixError,
    Term,
    TextError,
    TextTooLongError,
    is_plain,
    parse,
    terms_of,
)
from api.words import ANYWHERE, COMPANY, TITLE, text_clause
from tests.search.conftest import TitleIndex
from tests.search.searching import SearchedIndex

SIGNS = st.sampled_from(
    [
        *("+-=&|><!(){}[]^\"~*?:\\/“”„«».,;#@%$_'\u2019`"),
        *("OR", "AND", "NOT", " ", "c", "boat", "title:", "company:", "status:"),
    ]
)
TYPED = st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=25).map("".join))


def _written(part: Part) -> str:
    """A part as it could have been typed, with every group in parentheses."""
    if isinstance(part, Term):
        words = " ".join(part.words)
        written = f'"{words}"' if part.quoted else words + "*" * part.prefix
        return f"{part.field}:{written}" if part.field else written
    if isinstance(part, Either):
        return f"({' OR '.join(map(_written, part.options))})"
    return f"({_written_groups(part.required, part.excluded)})"


def _written_groups(required: tuple[Part, ...], excluded: tuple[Part, ...]) -> str:
    return " , ".join([*map(_written, required), *(f"-{_written(one)}" for one in excluded)])


def _read(text: str) -> str:
    read = parse(text, fields=True)
    return _written_groups(read.required, read.excluded)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("boat  builder", "boat , builder"),
        ("C++, (C#) .NET!", "C++ , C# , .NET"),
        ("UI/UX", "UI UX"),
        ("R & D lead", "R&D , lead"),
        ("Lead - R and D", "Lead , R , and , D"),
        ("a OR b OR c d", "(a OR b OR c) , d"),
        ("a AND b", "a , b"),
        ("a or b and c", "a , or , b , and , c"),
        ("OR a", "OR , a"),
        ("Portland OR", "Portland , OR"),
        ("a OR -b", "a , OR , -b"),
        ("AND OR", "AND , OR"),
        ('"a b" OR c', '("a b" OR c)'),
        ('screen 27"', "screen , 27"),
        ('27" or 24" screen', "27 , or , 24 , screen"),
        ('say "a b', "say , a , b"),
        ("status:closed", "status:closed"),
        ("- x", "x"),
        ('a -b -"c d" -“e” --f g-h - i', 'a , f , g-h , i , -b , -"c d" , -"e"'),
        ("engin* lisbon", "engin* , lisbon"),
        ("front-end*, x", "front-end* , x"),
        ("-intern* x", "x , -intern*"),
        ("*ing **bold** C++* we*ld 工程*", "ing , bold , C++ , we*ld , 工程"),
        ("title:chef", "title:chef"),
        ("Title:Chef COMPANY:Acme", "title:Chef , company:Acme"),
        ('title:"sail maker" -company:acme', 'title:"sail maker" , -company:acme'),
        ("title: chef", "title , chef"),
        ("title:* x", "title , x"),
        ("title:engin*", "title:engin*"),
        ("subtitle:x", "subtitle:x"),
        ("title:(a OR b) c", "(title:a OR title:b) , c"),
        ("title:(a company:b)", "(title:a , company:b)"),
        ("(a b) OR (c d)", "((a , b) OR (c , d))"),
        ("-(a OR b) c", "c , -(a OR b)"),
        ("-(a b) c", "c , -(a , b)"),
        ("(a -b) OR c", "((a , -b) OR c)"),
        ("a (b OR (c d))", "a , (b OR (c , d))"),
        ("((((a))))", "a"),
        ("() x ( )", "x"),
        ("(unclosed a OR b", "(unclosed , (a OR b))"),
        ("a) OR b)", "(a OR b)"),
        ("(a OR b), c", "(a OR b) , c"),
        ("Entwickler (m/w/d)", "Entwickler , m w d"),
        ("developer(s) :) (x)", "developer(s , x"),
        ("401(k) 401 (k) 403-B 401k", "401k , 401k , 403B , 401k"),
        ("go to market Go-To-Market", "go-to-market , Go-To-Market"),
    ],
)
def test_what_is_typed_is_read_so(text: str, read: str) -> None:
    assert _read(text) == read


def test_where_no_fields_are_read_their_names_are_words() -> None:
    assert parse("title:chef").required == (Term(("title:chef",)),)


@pytest.mark.parametrize("text", ["a*", "ab* x", "5*", "x title:ab*", "-a*", "node.j*", "(a*)"])
def test_too_short_a_beginning_is_refused_with_the_least(text: str) -> None:
    with pytest.raises(ShortPrefixError, match="at least 3 letters or digits before the star"):
        parse(text, fields=True)


def test_too_many_beginnings_are_refused() -> None:
    parse("abc* " * MAX_PREFIXES)
    with pytest.raises(TextTooLongError, match=f"at most {MAX_PREFIXES} words with a star"):
        parse("abc* " * (MAX_PREFIXES + 1))


def test_too_deep_parentheses_are_refused() -> None:
    deep = "(a " * 6 + "b" + ")" * 6
    with pytest.raises(TextTooLongError, match="at most 4 levels"):
        parse(deep)


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
    assert parse("x" * MAX_LENGTH).required == (Term(("x" * MAX_LENGTH,)),)


@given(TYPED)
def test_any_text_is_read_or_refused_and_reaches_no_field(text: str) -> None:
    try:
        read = parse(text, fields=True)
    except TextError:
        return
    clause = text_clause(read, ANYWHERE)
    assert read.required or read.excluded
    assert set(_keys(clause)) <= {
        *("bool", "must", "must_not", "should", "minimum_should_match", "dis_max", "queries"),
        *("multi_match", "query", "type", "fields", "operator", "analyzer"),
        *("term", "skills.folded", "value", "boost"),
    }
    fields = {name for names in _values_of(clause, "fields") for name in names}
    searched = (ANYWHERE, TITLE, COMPANY)
    assert fields <= {name for one in searched for name in (*one.stemmed, *one.exact)}


@settings(max_examples=200, deadline=None)
@given(TYPED)
def test_elasticsearch_accepts_the_query_of_any_text(titled: TitleIndex, text: str) -> None:
    index = titled(("Boat Builder",))
    for filters in ({"q": text}, {"title": [text]}):
        try:
            parse(text, fields="q" in filters)
        except TextError:
            continue
        assert index.count(**filters) in {0, 1}


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "abc* bcd* cde* def* efg*",
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
        index = titled(("Boat Builder",))
        found = index.client.indices.analyze(index=index.name, analyzer="job_text", text=word)
        assert {token["position"] for token in found["tokens"]} == {0}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_a_text_with_a_word_leaves_a_word_in_the_index(titled: TitleIndex, text: str) -> None:
    """Else it would match nothing, or be dropped beside other words, without being told."""
    try:
        read = parse(text)
    except NoWordError:
        return
    for word in (word for term in terms_of(read) for word in term.words):
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
