"""An index of a few postings, searched as the API searches it."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch, helpers

from api.facets import facet_request, facet_results
from api.filters import Facts
from api.params import JobsParameters
from api.query import matching, ranked
from api.sorting import sort_clauses
from mappings import definitions
from mappings.posting import JobPosting
from tests.factories import document, job_posting

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
JobSpec = str | dict[str, Any]
"""A title, or the fields of a posting."""


def posting(spec: JobSpec) -> JobPosting:
    return job_posting(title=spec) if isinstance(spec, str) else job_posting(**spec)


@dataclass(frozen=True)
class SearchedIndex:
    """One jobs index with our definition."""

    client: Elasticsearch
    name: str

    def add(self, specs: Iterable[JobSpec]) -> None:
        postings = (posting(spec) for spec in specs)
        actions = ({"_index": self.name, "_source": document(one)} for one in postings)
        helpers.bulk(self.client, actions, refresh=True)

    def found(self, **parameters: Any) -> list[dict[str, Any]]:
        """Search, and give the documents in their order."""
        params = JobsParameters(**parameters)
        view = self.client.open_point_in_time(index=self.name, keep_alive="30s")["id"]
        answer = self.client.search(
            pit={"id": view}, query=ranked(params, Facts(NOW)), sort=sort_clauses(params), size=100
        )
        self.client.close_point_in_time(id=view)
        return [hit["_source"] for hit in answer["hits"]["hits"]]

    def titles(self, **parameters: Any) -> list[str]:
        return [found["title"] for found in self.found(**parameters)]

    def count(self, **parameters: Any) -> int:
        """Count what `matching` alone finds."""
        query = matching(JobsParameters(**parameters), Facts(NOW))
        return int(self.client.count(index=self.name, query=query)["count"])

    def facets(self, *names: str, **parameters: Any) -> dict[str, dict[str, Any]]:
        params = JobsParameters(facets=names, **parameters)
        answer = self.client.search(index=self.name, **facet_request(params, Facts(NOW), names))
        return facet_results(answer["aggregations"], params)

    def tokens(self, text: str, analyzer: str = "job_text") -> list[str]:
        answer = self.client.indices.analyze(index=self.name, analyzer=analyzer, text=text)
        return [token["token"] for token in answer["tokens"]]


@contextmanager
def searched_index(client: Elasticsearch, specs: Iterable[JobSpec] = ()) -> Iterator[SearchedIndex]:
    """Give an index of its own, which is deleted afterwards."""
    definition = definitions.load("jobs")
    index = SearchedIndex(client, definition.index_name(f"openings-test-{secrets.token_hex(4)}"))
    client.indices.create(
        index=index.name, settings=definition.settings, mappings=definition.mappings
    )
    try:
        index.add(specs)
        yield index
    finally:
        client.indices.delete(index=index.name)
