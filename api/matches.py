"""Which words of a search were found where in each posting that it found (`explain=matches`).

Asked in a request of its own, for the postings of a page: each word in each field is a query with a
name, and Elasticsearch tells which of them a posting answers. The search itself pays nothing.
https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-bool-query#named-queries
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence, Set
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.clauses import Query
from api.filters.openings import asked_of_openings
from api.params import SearchParameters
from api.text import Either, Every, Part, Term, TextField, parse
from api.words import Searched, plain_clause, term_clause

Search = Callable[..., Awaitable[Mapping[str, Any]]]


class FoundIn(StrEnum):
    """Where words are found; a department may be a team, too."""

    TITLE = "title"
    COMPANY = "company"
    SKILLS = "skills"
    DEPARTMENT = "department"
    PLACE = "place"
    DESCRIPTION = "description"


_FIELDS: Mapping[FoundIn, Searched] = {
    FoundIn.TITLE: Searched(("title",), ("title.exact",), titles=True),
    FoundIn.COMPANY: Searched(("company.name.text",), ("company.name.exact",)),
    FoundIn.SKILLS: Searched(("skills.text",), ("skills.exact",), skills=True),
    FoundIn.DEPARTMENT: Searched(("unit",), ("unit.exact",)),
    FoundIn.PLACE: Searched(("places",), ("places.exact",)),
    FoundIn.DESCRIPTION: Searched(("description_text",), ("description_text.exact",)),
}
_ONLY_IN = {TextField.TITLE: FoundIn.TITLE, TextField.COMPANY: FoundIn.COMPANY}


class Match(BaseModel):
    """A word of the search, and a field of the posting in which it was found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    word: str = Field(description="As it was typed", examples=["js"])
    field: FoundIn = Field(examples=[FoundIn.TITLE])
    synonym: bool = Field(description="Whether only what means the same stands there")


async def matches(
    params: SearchParameters, hits: Sequence[Mapping[str, Any]], search: Search
) -> dict[str, list[dict[str, Any]]]:
    """Tell by the id of each hit which words it has where. `search` runs a search body."""
    if not hits:
        return {}
    answer = await search(**matches_request(params, [hit["_id"] for hit in hits]))
    return {hit["_id"]: matches_of(params, hit) for hit in answer["hits"]["hits"]}


def matches_request(params: SearchParameters, ids: Sequence[str]) -> dict[str, Any]:
    """Write the search that tells of each posting which words it has where."""
    named = [
        {"bool": {"must": [query], "_name": str(number)}}
        for number, (_, query) in enumerate(_sought(params))
    ]
    should = asked_of_openings(named) if params.collapse else named
    return {
        "query": {"bool": {"filter": [{"ids": {"values": list(ids)}}], "should": should}},
        "size": len(ids),
        "source": False,
        "track_total_hits": False,
    }


def matches_of(params: SearchParameters, hit: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Read the matches of one hit of that search; what is found as typed is no synonym there."""
    sought = [match for match, _ in _sought(params)]
    found = [sought[int(name)] for name in sorted(hit.get("matched_queries", ()), key=int)]
    typed = {(match.word, match.field) for match in found if not match.synonym}
    there = {(match.word, match.field) for match in found}
    return [
        match.model_dump(mode="json")
        for match in found
        if not (match.synonym and (match.word, match.field) in typed)
        and not _is_said_by_word(match, there)
    ]


def _is_said_by_word(match: Match, there: Set[tuple[str, FoundIn]]) -> bool:
    """Whether each of several words is named there on its own."""
    words = match.word.split(" ")
    return len(words) > 1 and all((word, match.field) in there for word in words)


def _sought(params: SearchParameters) -> Iterator[tuple[Match, Query]]:
    """Every word of a search in every field, as it was typed and by what means the same."""
    for term in dict.fromkeys(_terms(params)):
        where = [_ONLY_IN[term.field]] if term.field else list(FoundIn)
        bare = Term(term.words, term.quoted, term.prefix)
        for field in where:
            word = " ".join(term.words) + "*" * term.prefix
            yield Match(word=word, field=field, synonym=False), plain_clause(bare, _FIELDS[field])
            if bare.is_word:
                yield Match(word=word, field=field, synonym=True), term_clause(bare, _FIELDS[field])


def _terms(params: SearchParameters) -> Iterator[Term]:
    if params.q is not None:
        yield from _required(parse(params.q, fields=True))
    for title in params.title:
        for term in _required(parse(title)):
            yield Term(term.words, term.quoted, term.prefix, TextField.TITLE)


def _required(part: Part) -> Iterator[Term]:
    """The terms that may be found, each word of several on its own; several also together."""
    if isinstance(part, Term):
        yield part
    elif isinstance(part, Either):
        for option in part.options:
            yield from _required(option)
    else:
        for one in part.required:
            yield from _required(one)
        yield from _together(part)


def _together(every: Every) -> Iterator[Term]:
    """All words side by side: a set of synonyms may have several (software engineer, SWE)."""
    terms = [one for one in every.required if isinstance(one, Term) and one.is_word]
    words = tuple(word for term in terms for word in term.words)
    if len(terms) > 1 and len({term.field for term in terms}) == 1:
        yield Term(words, field=terms[0].field)
