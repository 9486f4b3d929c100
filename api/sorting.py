"""The order of a search."""

from typing import Any

from api.params import JobsParameters, Sort

_NEWEST = {"posted_at": {"order": "desc", "missing": "_last"}}
# Unique within a point in time, so that no posting is skipped or served twice between pages.
_TIE_BREAKER = {"_shard_doc": "asc"}


def sort_clauses(params: JobsParameters) -> list[dict[str, Any]]:
    """Write the sort of a search in a point in time.

    Of the same score the newest comes first; postings without a date come last.
    """
    if params.sort is Sort.RELEVANCE:
        return [{"_score": {"order": "desc"}}, _NEWEST, _TIE_BREAKER]
    return [_NEWEST, _TIE_BREAKER]
