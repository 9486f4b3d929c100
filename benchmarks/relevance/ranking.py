"""Search judged postings as the API does, and score the order of what is found."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from elasticsearch import Elasticsearch, helpers

from api.filters import Facts
from api.params import JobsParameters
from api.query import ranked
from benchmarks.relevance.measure import DEPTH, Judged, ndcg
from mappings import definitions
from mappings.document import to_document
from mappings.posting import JobPosting

_NOW = datetime(2026, 11, 25, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, best first, and how good the order is."""

    judged: Judged
    postings: tuple[JobPosting, ...]
    score: float


@contextmanager
def indexed(client: Elasticsearch, postings: Iterable[JobPosting]) -> Iterator[str]:
    """Put postings into an index of their own, which is deleted afterwards; gives its name."""
    definition = definitions.load("jobs")
    name = definition.index_name(f"openings-relevance-{secrets.token_hex(4)}")
    client.indices.create(index=name, settings=definition.settings, mappings=definition.mappings)
    try:
        actions = ({"_index": name, "_id": one.id, "_source": to_document(one)} for one in postings)
        helpers.bulk(client, actions, refresh=True)
        yield name
    finally:
        client.indices.delete(index=name)


def found(
    client: Elasticsearch,
    postings: Sequence[JobPosting],
    judgements: Iterable[Judged],
    name_of: Callable[[JobPosting], str],
) -> list[Found]:
    """Ask every judged query. `name_of` gives the id that the judgements know a posting by.

    Raises `KeyError` where a judgement names a posting that is not there.
    """
    by_id = {one.id: one for one in postings}
    named = {name_of(one) for one in postings}
    results = []
    with indexed(client, postings) as index:
        for one in judgements:
            if missing := one.grades.keys() - named:
                raise KeyError(
                    f"{one.query!r} is judged over postings that are not there: {missing}"
                )
            query = ranked(JobsParameters(q=one.query), Facts(_NOW))
            hits = client.search(index=index, query=query, size=DEPTH, source=False)["hits"]["hits"]
            ordered = tuple(by_id[hit["_id"]] for hit in hits)
            score = ndcg([name_of(each) for each in ordered], one.grades)
            results.append(Found(one, ordered, score))
    return results


def mean(results: Sequence[Found]) -> float:
    """The mean score of queries."""
    return sum(one.score for one in results) / len(results)
