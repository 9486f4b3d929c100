"""Suggestions while one types: titles, companies, skills and places that postings have.

What is typed begins a word of what is suggested, the first or a later one. Titles and companies
come from the index, where whatever begins a word is one term. A short beginning fits half of a
million postings, so at most some thousands of them, drawn at random, name the candidates: those
that many postings have. Skills and cities are known without Elasticsearch. How many open postings
each candidate has is counted exactly, in one request for all.
https://www.elastic.co/docs/reference/aggregations/search-aggregations-random-sampler-aggregation
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from heapq import nsmallest
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from api.clauses import Query, any_of, exists, without
from api.filters.declared import Commas
from api.places import full_name
from api.values import one_of, refuse, whole_number
from api.words import BEGINNING
from reference.folding import name_key
from reference.geonames import City
from reference.place_starts import cities_beginning
from reference.regions import region_of
from reference.skills import SKILLS

_DEFAULT_LIMIT = 10
_MAX_LIMIT = 20
_MAX_LENGTH = 100
_SAMPLE = 2_000
"""Postings that name candidates."""
_MOST_OFTEN_HALF = 0.5
"""Elasticsearch draws at most every second posting, or takes all."""
_SPARE = 2
"""Candidates for one suggestion, since the order of those drawn is not that of all."""
_SEED = 20_26


class Kind(StrEnum):
    """What is suggested."""

    TITLE = "title"
    COMPANY = "company"
    SKILL = "skill"
    PLACE = "place"


def _beginning(value: str) -> str:
    if len(value) > _MAX_LENGTH:
        refuse(f"at most {_MAX_LENGTH} characters are completed, these are {len(value)}")
    if not name_key(value):
        refuse("there is nothing to complete: give at least one letter or digit")
    return value


class SuggestParameters(BaseModel):
    """What `/v1/suggest` takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[str, AfterValidator(_beginning)] = Field(
        description="What was typed so far, in any case, with or without accents.",
        examples=["boat b"],
    )
    kind: Annotated[tuple[Annotated[Kind, one_of(Kind)], ...], Commas] = Field(
        tuple(Kind),
        description="What to suggest. Default: all four.",
        examples=[["title", "place"]],
    )
    limit: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=_MAX_LIMIT)] = Field(
        _DEFAULT_LIMIT, description="Suggestions of each kind, at most.", examples=[5]
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might be suggested: the query that counts its postings, the search that finds them."""

    kind: Kind
    text: str
    query: Query = field(repr=False)
    search: Mapping[str, str]


_OPEN: Query = {"term": {"status": "open"}}
# Duplicates and the like are not counted, as a search leaves them out by default.
_KEPT: Sequence[Query] = (
    _OPEN,
    without(exists("duplicate_of")),
    without({"term": {"test_posting": True}}),
    without({"term": {"evergreen": True}}),
)
_INDEXED: Mapping[Kind, tuple[str, str, str]] = {
    Kind.TITLE: ("title.exact", "title.folded", "title.raw"),
    Kind.COMPANY: ("company.name.exact", "company.name.folded", "company.name"),
}
"""Where a kind is sought, by what it is counted, and where its spelling stands."""


def indexed(kinds: Iterable[Kind]) -> list[Kind]:
    """Those of the kinds whose candidates the index names."""
    return [kind for kind in kinds if kind in _INDEXED]


def fitting_request(kind: Kind, text: str) -> dict[str, Any]:
    """Write the search that counts the postings of an indexed kind that fit what was typed."""
    return {"query": _fitting(kind, text), "size": 0, "track_total_hits": True}


def candidates_request(kind: Kind, text: str, fitting: int, limit: int) -> dict[str, Any]:
    """Write the search for the candidates of an indexed kind, of so many `fitting` postings."""
    _, folded, spelt = _INDEXED[kind]
    drawn = _SAMPLE / fitting
    probability = 1.0 if drawn > _MOST_OFTEN_HALF else drawn
    values = {
        "terms": {"field": folded, "size": limit * _SPARE, "execution_hint": "map"},
        "aggs": {"spelt": {"terms": {"field": spelt, "size": 1, "execution_hint": "map"}}},
    }
    return {
        "query": _fitting(kind, text),
        "aggs": {
            "drawn": {
                "random_sampler": {"probability": probability, "seed": _SEED},
                "aggs": {"values": values},
            }
        },
        "size": 0,
        "track_total_hits": False,
    }


def candidates_of(kind: Kind, answer: Mapping[str, Any]) -> list[Candidate]:
    """Read the candidates of an indexed kind."""
    _, folded, _ = _INDEXED[kind]
    buckets = answer["aggregations"]["drawn"]["values"]["buckets"]
    return [
        Candidate(kind, text, {"term": {folded: bucket["key"]}}, _search_for(kind, text))
        for bucket in buckets
        for text in [bucket["spelt"]["buckets"][0]["key"]]
    ]


def known_candidates(kind: Kind, text: str, limit: int) -> list[Candidate]:
    """Find the candidates of a kind that is known without the index."""
    if kind is Kind.PLACE:
        return [_place(city) for city in cities_beginning(text, limit * _SPARE)]
    if kind is Kind.SKILL:
        return [
            Candidate(kind, name, {"term": {"skills": name}}, {"skills": name})
            for name in _skills_beginning(text, limit * _SPARE)
        ]
    return []


def counting_request(candidates: Sequence[Candidate]) -> dict[str, Any]:
    """Write the search that counts the open postings of each candidate."""
    queries = [candidate.query for candidate in candidates]
    return {
        # Only what any of them finds is looked at: most beginnings fit few postings.
        "query": {"bool": {"filter": [*_KEPT, any_of(queries)]}},
        "aggs": {"candidates": {"filters": {"filters": queries}}},
        "size": 0,
        "track_total_hits": False,
    }


def suggestions_of(
    candidates: Sequence[Candidate], answer: Mapping[str, Any], limit: int
) -> list[dict[str, Any]]:
    """Read the suggestions: kind by kind, those with the most open postings first."""
    buckets = answer["aggregations"]["candidates"]["buckets"]
    found = [
        _suggestion(candidate, bucket)
        for candidate, bucket in zip(candidates, buckets, strict=True)
        if bucket["doc_count"]
    ]
    return [
        one
        for kind in Kind
        for one in nsmallest(
            limit,
            (each for each in found if each["kind"] == kind),
            key=lambda each: (-each["count"], each["text"]),
        )
    ]


def _suggestion(candidate: Candidate, bucket: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": candidate.kind.value,
        "text": candidate.text,
        "count": bucket["doc_count"],
        "search": dict(candidate.search),
    }


def _search_for(kind: Kind, text: str) -> dict[str, str]:
    if kind is Kind.COMPANY:
        return {"company": text}
    return {"title": '"' + text.replace('"', " ") + '"'}


def _fitting(kind: Kind, text: str) -> Query:
    sought, _, _ = _INDEXED[kind]
    asked = {"query": text, "operator": "and", "analyzer": BEGINNING}
    return {"bool": {"filter": [{"match_bool_prefix": {sought: asked}}, _OPEN]}}


def _place(city: City) -> Candidate:
    region = region_of(city.country, city.region)
    search = {"city": city.name, "country": city.country}
    clauses: list[Query] = [
        {"term": {"locations.city.folded": city.name}},
        {"term": {"locations.country": city.country}},
    ]
    if region is not None and region.code:
        search["region"] = region.code
        clauses.append({"term": {"locations.region_code": region.code}})
    together = {"nested": {"path": "locations", "query": {"bool": {"filter": clauses}}}}
    return Candidate(Kind.PLACE, full_name(city), together, search)


def _skills_beginning(text: str, limit: int) -> list[str]:
    """Skills with a name that begins so, then those with a later word; short names first."""
    key = name_key(text)
    found: dict[str, bool] = {}
    for spelling, name in _skill_names():
        if spelling.startswith(key):
            found[name] = False
        elif f" {key}" in spelling:
            found.setdefault(name, True)
    return sorted(found, key=lambda name: (found[name], len(name)))[:limit]


@cache
def _skill_names() -> tuple[tuple[str, str], ...]:
    """Every spelling of every skill, with the name by which it is served."""
    return tuple((name_key(one.text), skill.name) for skill in SKILLS for one in skill.spellings)
