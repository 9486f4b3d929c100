"""Clauses that find words in a posting: pure functions from a read text to query dicts.

All words must occur, in whichever fields. A word that the index cuts into several (full-stack,
NodeJS, a Chinese word) is a phrase of these. Weights rank and never decide what is found.

A word is also found by what means the same: the synonyms of the index; where it names a skill by
another name, postings for which that skill was recognised (golang: Go); and compounds however they
are written (backoffice, back office, back-office).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from api.clauses import Query, any_of
from api.text import Either, Every, Part, Term, TextField, is_plain
from mappings import synonyms
from reference.folding import fold
from reference.skills import other_names

NO_SYNONYMS = "job_text"
ALL_SYNONYMS = "job_search_phrases"
BEGINNING = "job_beginning"


@dataclass(frozen=True, slots=True)
class Searched:
    """Fields in which words are sought: `stemmed` for words, `exact` for quoted phrases.

    `skills` and `titles` tell whether other names of a skill are sought among skills and in titles.
    """

    stemmed: tuple[str, ...]
    exact: tuple[str, ...]
    skills: bool = False
    titles: bool = False


# A word in the title outweighs one that the description repeats (BM25 caps a repetition at 2.2
# times); company and skills stand between. Each field costs time in every search: departments and
# teams are one field of the index, the parts of places another.
_TITLE, _COMPANY, _SKILLS = 5.0, 2.0, 2.0
ANYWHERE = Searched(
    stemmed=(
        f"title^{_TITLE}",
        f"company.name.text^{_COMPANY}",
        f"skills.text^{_SKILLS}",
        "unit",
        "places",
        "description_text",
    ),
    exact=(
        f"title.exact^{_TITLE}",
        f"company.name.exact^{_COMPANY}",
        f"skills.exact^{_SKILLS}",
        "unit.exact",
        "places.exact",
        "description_text.exact",
    ),
    skills=True,
    titles=True,
)
TITLE = Searched(stemmed=("title",), exact=("title.exact",), titles=True)
COMPANY = Searched(stemmed=("company.name.text",), exact=("company.name.exact",))
_NAMED = {TextField.TITLE: TITLE, TextField.COMPANY: COMPANY}

_FIRST_PARTS = (
    *("anti", "back", "cross", "eco", "front", "full", "half", "inter", "macro", "micro", "mini"),
    *("multi", "neuro", "non", "part", "photo", "post", "pre", "semi", "sub", "super", "tele"),
    *("ultra", "video", "water", "wood"),
)
"""First parts of words that are also written as two. Those that form verbs with a second word (on,
up, over, out) stay out: "set up" is no setup."""
_SHORTEST_PART = 3
_UMLAUT = re.compile("[äöüø]")
"""What is also written with an e: the index knows the word with the sign by both spellings."""
_MAX_JOINED = 5
"""Words of a run whose neighbours are sought as one, too."""


def text_clause(text: Every, searched: Searched) -> Query:
    """Find the postings in which the text occurs."""
    return _all_of(
        list(_required(text.required, searched)),
        [_excluded(part, searched) for part in text.excluded],
    )


def typed_words(text: Every) -> str:
    """The required words in their order, without alternatives: what a fitting title would say."""
    return " ".join(word for part in text.required for word in _first_words(part))


def _first_words(part: Part) -> Iterator[str]:
    if isinstance(part, Either):
        yield from _first_words(part.options[0])
    elif isinstance(part, Every):
        for one in part.required:
            yield from _first_words(one)
    elif not part.prefix and part.field is not TextField.COMPANY:
        yield from part.words


def term_clause(term: Term, searched: Searched) -> Query:
    """Find one term."""
    searched = _NAMED[term.field] if term.field else searched
    if term.quoted:
        return _phrase(term.words[0], searched.exact)
    if term.prefix:
        before = _words(term.words[:-1], searched)
        return _all_of([*before, _beginning(term.words[-1], searched)])
    return _all_of(list(_words(term.words, searched)))


def plain_clause(term: Term, searched: Searched) -> Query:
    """Find one term as it was typed, without what only means the same."""
    searched = _NAMED[term.field] if term.field else searched
    if term.quoted or term.prefix:
        return term_clause(term, searched)
    return _all_of([_phrase(word, searched.stemmed, analyzer=NO_SYNONYMS) for word in term.words])


def _all_of(clauses: list[Query], excluded: Sequence[Query] = ()) -> Query:
    if len(clauses) == 1 and not excluded:
        return clauses[0]
    return {"bool": {"must": clauses, "must_not": list(excluded)}}


def _required(parts: Sequence[Part], searched: Searched) -> Iterator[Query]:
    """One clause a part; the words of adjoining terms in the same field go together."""
    for field, adjoining in groupby(parts, key=_word_field):
        if field == _NO_WORD:
            yield from (_part(part, searched) for part in adjoining)
        else:
            words = [word for part in adjoining if isinstance(part, Term) for word in part.words]
            yield from _words(words, _NAMED[TextField(field)] if field else searched)


_NO_WORD = "no word"


def _word_field(part: Part) -> str:
    """The field of a word, empty for any; another mark for what is no word."""
    if isinstance(part, Term) and part.is_word:
        return part.field or ""
    return _NO_WORD


def _part(part: Part, searched: Searched) -> Query:
    if isinstance(part, Term):
        return term_clause(part, searched)
    if isinstance(part, Either):
        return any_of([_part(option, searched) for option in part.options])
    return text_clause(part, searched)


def _excluded(part: Part, searched: Searched) -> Query:
    """An exclusion takes its words as they are: what only means the same is not excluded."""
    if isinstance(part, Term):
        return plain_clause(part, searched)
    if isinstance(part, Either):
        return any_of([_excluded(option, searched) for option in part.options])
    return _all_of(
        [_excluded(one, searched) for one in part.required],
        [_excluded(one, searched) for one in part.excluded],
    )


def _words(words: Sequence[str], searched: Searched) -> Iterator[Query]:
    for plain, run in groupby(words, key=is_plain):
        if plain:
            yield _run(list(run), searched)
        else:
            yield from (_compound(word, searched) for word in run)


def _run(words: list[str], searched: Searched) -> Query:
    """Plain words: as they were typed, or with others in place of several (full stack)."""
    typed = _all_of(list(_typed(words, searched)))
    if _has_phrase(words):
        others = [_everywhere(" ".join(words), searched, analyzer=ALL_SYNONYMS)]
    else:
        others = list(_joined(words, searched))
    return _best_of(typed, *others)


def _typed(words: list[str], searched: Searched) -> Iterator[Query]:
    """The words without variants in one clause, the others each in one of its own."""
    variants = {word: list(_variants(word, searched)) for word in words}
    for varied, run in groupby(words, key=lambda word: bool(variants[word])):
        if varied:
            yield from (_best_of(_everywhere(word, searched), *variants[word]) for word in run)
        else:
            yield _everywhere(" ".join(run), searched)


def _compound(word: str, searched: Searched) -> Query:
    phrase = _phrase(word, searched.stemmed, analyzer=ALL_SYNONYMS)
    joined = word.replace("-", "")
    together = joined != word and is_plain(joined)
    variants = [_everywhere(joined, searched)] if together else []
    return _best_of(phrase, *variants, *_other_skill_names(word, searched))


def _variants(word: str, searched: Searched) -> Iterator[Query]:
    yield from _other_skill_names(word, searched)
    spelt = _UMLAUT.sub(r"\g<0>e", word.lower())
    if spelt != word.lower():
        yield _phrase(spelt, searched.exact)
    for first in _FIRST_PARTS:
        rest = word.lower().removeprefix(first)
        if rest != word.lower() and len(rest) >= _SHORTEST_PART:
            yield _phrase(f"{first} {rest}", searched.stemmed, analyzer=NO_SYNONYMS)


def _other_skill_names(word: str, searched: Searched) -> Iterator[Query]:
    """Where the word names a skill: the skill by its served name, and titles with other names."""
    names = other_names(word)
    if names.served and searched.skills:
        yield {"term": {"skills.folded": {"value": names.served, "boost": _SKILLS}}}
    if searched.titles:
        for name in names.spelt:
            yield _phrase(name, _title(searched), analyzer=NO_SYNONYMS)


def _title(searched: Searched) -> tuple[str, ...]:
    return searched.stemmed[:1]


def _joined(words: list[str], searched: Searched) -> Iterator[Query]:
    """The words with two neighbours written as one, for each two: back office, backoffice.

    The one is sought as it is: a stemmer makes "market" of "marketor".
    """
    if len(words) > _MAX_JOINED:
        return
    for index, (one, next_one) in enumerate(pairwise(words)):
        others = [*words[:index], *words[index + 2 :]]
        rest = [_everywhere(" ".join(others), searched)] if others else []
        yield _all_of([*rest, _phrase(one + next_one, searched.exact)])


def _has_phrase(words: Sequence[str]) -> bool:
    """Whether some of the words are a member of a set of synonyms, one after the other."""
    known, longest = _phrases()
    bare = [synonyms.singular(fold(word)) for word in words]
    return any(
        tuple(bare[start : start + length]) in known
        for start in range(len(bare))
        for length in range(2, longest + 1)
    )


@cache
def _phrases() -> tuple[frozenset[tuple[str, ...]], int]:
    known = synonyms.phrases(synonyms.load())
    return known, max(map(len, known))


def _everywhere(words: str, searched: Searched, **options: str) -> Query:
    return _multi_match(words, searched.stemmed, "cross_fields", operator="and", **options)


def _beginning(word: str, searched: Searched) -> Query:
    """All words that begin so: a constant score for each field that has any."""
    return _multi_match(word, searched.exact, "bool_prefix", operator="and", analyzer=BEGINNING)


def _phrase(words: str, fields: tuple[str, ...], **options: str) -> Query:
    return _multi_match(words, fields, "phrase", **options)


def _multi_match(words: str, fields: tuple[str, ...], type_: str, **options: str) -> Query:
    return {"multi_match": {"query": words, "type": type_, "fields": list(fields), **options}}


def _best_of(*queries: Query) -> Query:
    return queries[0] if len(queries) == 1 else {"dis_max": {"queries": list(queries)}}
