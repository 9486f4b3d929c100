"""Clauses that find words in a posting: pure functions from a read text to query dicts.

All words must occur, in whichever fields. A word that the index cuts into several (full-stack,
NodeJS, a Chinese word) is a phrase of these. Weights rank and never decide what is found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.clauses import Query, any_of
from api.text import Term, TextQuery, is_plain

NO_SYNONYMS = "job_text"
ALL_SYNONYMS = "job_search_phrases"


@dataclass(frozen=True, slots=True)
class Searched:
    """Fields in which words are sought: `stemmed` for words, `exact` for quoted phrases."""

    stemmed: tuple[str, ...]
    exact: tuple[str, ...]


# A word in the title outweighs one that the description repeats (BM25 caps a repetition at 2.2
# times); company and skills stand between.
ANYWHERE = Searched(
    stemmed=(
        "title^5",
        "company.name.text^2",
        "skills.text^2",
        "departments.text",
        "team.text",
        "locations.text.text",
        "locations.city.text",
        "locations.region.text",
        "description_text",
    ),
    exact=(
        "title.exact^5",
        "company.name.exact^2",
        "skills.exact^2",
        "departments.exact",
        "team.exact",
        "locations.text.exact",
        "locations.city.exact",
        "locations.region.exact",
        "description_text.exact",
    ),
)
TITLE = Searched(stemmed=("title",), exact=("title.exact",))


def text_clause(text: TextQuery, searched: Searched) -> Query:
    """Find the postings in which the text occurs."""
    return _all_of(list(_required(text, searched)), [_excluded(t, searched) for t in text.excluded])


def typed_words(text: TextQuery) -> str:
    """The required words in their order, without alternatives: what a fitting title would say."""
    return " ".join(word for group in text.required for word in group[0].words)


def _all_of(clauses: list[Query], excluded: list[Query]) -> Query:
    if len(clauses) == 1 and not excluded:
        return clauses[0]
    return {"bool": {"must": clauses, "must_not": excluded}}


def _required(text: TextQuery, searched: Searched) -> Iterator[Query]:
    """One clause a group; the words of adjoining groups without alternatives go together."""
    for alone, groups in groupby(text.required, key=_is_alone):
        if alone:
            yield from _words([word for (term,) in groups for word in term.words], searched)
        else:
            for group in groups:
                yield any_of([_term(term, searched) for term in group])


def _is_alone(group: tuple[Term, ...]) -> bool:
    return len(group) == 1 and not group[0].quoted


def _term(term: Term, searched: Searched) -> Query:
    if term.quoted:
        return _phrase(term.words[0], searched.exact)
    return _all_of(list(_words(term.words, searched)), [])


def _words(words: Sequence[str], searched: Searched) -> Iterator[Query]:
    for plain, run in groupby(words, key=is_plain):
        if plain:
            yield _run(list(run), searched)
        else:
            yield from (_compound(word, searched) for word in run)


def _run(words: list[str], searched: Searched) -> Query:
    """Plain words: as they were typed, or with sets of words that mean the same (full stack)."""
    typed = _everywhere(" ".join(words), searched)
    if len(words) == 1:
        return typed
    return _best_of(typed, _everywhere(" ".join(words), searched, analyzer=ALL_SYNONYMS))


def _compound(word: str, searched: Searched) -> Query:
    phrase = _phrase(word, searched.stemmed, analyzer=ALL_SYNONYMS)
    joined = word.replace("-", "")
    if joined != word and is_plain(joined):
        return _best_of(phrase, _everywhere(joined, searched))
    return phrase


def _excluded(term: Term, searched: Searched) -> Query:
    """An exclusion takes its word as it is: what only means the same is not excluded."""
    if term.quoted:
        return _phrase(term.words[0], searched.exact)
    phrases = [_phrase(word, searched.stemmed, analyzer=NO_SYNONYMS) for word in term.words]
    return _all_of(phrases, [])


def _everywhere(words: str, searched: Searched, **options: str) -> Query:
    return _multi_match(words, searched.stemmed, "cross_fields", operator="and", **options)


def _phrase(words: str, fields: tuple[str, ...], **options: str) -> Query:
    return _multi_match(words, fields, "phrase", **options)


def _multi_match(words: str, fields: tuple[str, ...], type_: str, **options: str) -> Query:
    return {"multi_match": {"query": words, "type": type_, "fields": list(fields), **options}}


def _best_of(*queries: Query) -> Query:
    return {"dis_max": {"queries": list(queries)}}
