"""The query of a search: pure functions from checked parameters to query dicts.

`matching` decides what is found, `ranked` in addition how well it fits. An alert asks `matching`
and so finds exactly what the same search returns.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from api.clauses import Query, any_of, exists
from api.filters import Facts, filter_clauses
from api.filters.openings import asked_of_openings
from api.params import SearchParameters
from api.text import parse
from api.words import ANYWHERE, TITLE, text_clause, typed_words

# The words of the search side by side in the title: worth about another hit in the title.
_TITLE_BOOST = 5.0
# A posting of today is worth at most 1.3 times one without a date; half of that is gone after 30
# days, the usual life of a posting. Enough to order equals, too little to outdo a better match.
_RECENCY = {"weight": 0.3, "offset": "1d", "scale": "30d", "decay": 0.5}
# A posting that says all that people compare by (description, place, pay, ...) is worth 1.1 times
# one that says nothing of it.
_COMPLETENESS = 0.1


def matching(params: SearchParameters, facts: Facts, apart: Collection[str] = ()) -> Query:
    """Find the postings of a search, whatever the filters named in `apart` say.

    Raises `api.text.TextError` for words that cannot be searched for.
    """
    words = asked_of_openings(_words(params)) if params.collapse else _words(params)
    return {"bool": {"must": words, "filter": filter_clauses(params, facts, apart)}}


def ranked(params: SearchParameters, facts: Facts) -> Query:
    """Find the same postings, and score them: by words, then mildly by age and completeness.

    The moment is fixed while one pages, so that the scores stay the same. Raises as `matching`.
    """
    query = matching(params, facts)
    if not query["bool"]["must"]:
        return query
    return {
        "function_score": {
            "query": {"bool": {"must": [query], "should": _fitting_title(params)}},
            "functions": [{"weight": 1.0}, _recency(facts.now), _completeness()],
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }


def _words(params: SearchParameters) -> list[Query]:
    clauses = []
    if params.q is not None:
        clauses.append(text_clause(parse(params.q, fields=True), ANYWHERE))
    if params.title:
        clauses.append(any_of([text_clause(parse(title), TITLE) for title in params.title]))
    return clauses


def _fitting_title(params: SearchParameters) -> list[Query]:
    words = typed_words(parse(params.q, fields=True)) if params.q is not None else ""
    if not words:
        return []
    return [{"match_phrase": {"title.exact": {"query": words, "boost": _TITLE_BOOST}}}]


def _recency(now: datetime) -> dict[str, Any]:
    decay = {name: _RECENCY[name] for name in ("offset", "scale", "decay")}
    return {
        # A decay function takes a missing date for the best one; this filter leaves those out.
        "filter": exists("posted_at"),
        "exp": {"posted_at": {"origin": now.isoformat(), **decay}},
        "weight": _RECENCY["weight"],
    }


def _completeness() -> dict[str, Any]:
    """How much a posting says; see `mappings.document`."""
    return {
        "field_value_factor": {"field": "completeness", "missing": 0.0},
        "weight": _COMPLETENESS,
    }
