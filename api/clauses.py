"""The few shapes of which queries are built.

https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-bool-query
"""

from collections.abc import Iterable
from typing import Any

Query = dict[str, Any]

MATCH_ALL: Query = {"match_all": {}}


def any_of(queries: Iterable[Query]) -> Query:
    """Find what one query or more finds."""
    alternatives = list(queries)
    if len(alternatives) == 1:
        return alternatives[0]
    return {"bool": {"should": alternatives, "minimum_should_match": 1}}


def without(query: Query) -> Query:
    """Find what `query` does not."""
    return {"bool": {"must_not": [query]}}


def exists(field: str) -> Query:
    """Find the postings that have any value of a field."""
    return {"exists": {"field": field}}
