"""Postings that are like another: a pure function from a posting to a search.

https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-mlt-query
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.clauses import Query, exists
from api.markup import Document
from api.values import whole_number

_DEFAULT_LIMIT = 10
_MAX_LIMIT = 50
# As many words as tell a posting from others; more find the same more slowly.
_WORDS = 25
_TITLE, _SKILL, _SAME = 4.0, 2.0, 1.0


class SimilarParameters(BaseModel):
    """What `/v1/jobs/{id}/similar` takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=_MAX_LIMIT)] = Field(
        _DEFAULT_LIMIT, description="Postings.", examples=[5]
    )


def similar_request(posting: Document, limit: int) -> dict[str, Any]:
    """Write the search for open postings that are like `posting`, other openings than its own."""
    return {
        "query": {
            "bool": {
                "should": _likeness(posting),
                "minimum_should_match": 1,
                "filter": [{"term": {"status": "open"}}],
                "must_not": _same_opening(posting),
            }
        },
        "size": limit,
        "track_total_hits": False,
        "docvalue_fields": ["board", "status", "missing_since"],
    }


def _likeness(posting: Document) -> list[Query]:
    text = posting["description_text"] or ""
    words: Query = {
        "more_like_this": {
            "fields": ["title", "description_text"],
            "like": [f"{posting['title']}\n{text}"],
            "max_query_terms": _WORDS,
            "min_term_freq": 1,
            "minimum_should_match": "40%",
        }
    }
    title: Query = {
        "match": {
            "title": {
                "query": posting["title"],
                "minimum_should_match": "60%",
                "boost": _TITLE,
                "auto_generate_synonyms_phrase_query": False,
            }
        }
    }
    skills = [
        {"constant_score": {"filter": {"term": {"skills": skill}}, "boost": _SKILL}}
        for skill in posting["skills"]
    ]
    shared = [
        {"constant_score": {"filter": {"term": {name: posting[name]}}, "boost": _SAME}}
        for name in ("category", "seniority", "language")
        if posting[name]
    ]
    # What only shares a level or a language is not alike.
    alike: Query = {"bool": {"should": [words, title, *skills], "minimum_should_match": 1}}
    return [{"bool": {"must": [alike], "should": shared}}]


def _same_opening(posting: Document) -> list[Query]:
    same: list[Query] = [{"term": {"id": posting["id"]}}, exists("duplicate_of")]
    if posting["group_id"]:
        same.append({"term": {"group_id": posting["group_id"]}})
    return [*same, {"term": {"test_posting": True}}, {"term": {"evergreen": True}}]
