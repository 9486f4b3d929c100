"""A catalogue that is crawled, grouped and searched, as the programs do it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from elasticsearch import AsyncElasticsearch, Elasticsearch

from crawler.groups.grouping import Grouping, GroupReport
from crawler.index.commit import Committer
from crawler.index.intent import ERASED, Result
from crawler.index.lifecycle import Revision
from mappings.document import from_document
from mappings.names import alias
from mappings.posting import JobPosting
from reference.vocabularies import ChangeCause, Status
from tests.changes.writing import PATIENCE, commit, publisher
from tests.factories import job_posting

T = TypeVar("T")

BODY = (
    "You build the pumps that keep our dikes dry, from the drawing to the trial run, together "
    "with two fitters and a planner. You read drawings, turn, mill and assemble, and you "
    "write down what the next one needs to know. We work in one shift and never on Sundays. "
    "You have learnt a trade that deals with metal and like to find out why a thing does not "
    "run. We offer a contract without end, thirty days of leave, and a workshop in which the "
    "tools are where they belong."
)
"""A description that is long enough to be compared."""


@dataclass(frozen=True)
class Catalogue:
    """The postings of one employer, which no other test has, among those of others."""

    url: str
    prefix: str
    employer: str

    def ad(
        self, source: str, source_id: str, city: str | None = None, **changes: Any
    ) -> JobPosting:
        """An open ad on the employer's board of a source; `city` is "Lima, PE"."""
        board = f"{source}:{self.employer}"
        given: dict[str, Any] = {
            "title": "Fitter",
            "company": {"id": board, "name": self.employer},
            "url": f"https://{source}.example/{self.employer}/{source_id}",
            "description_text": BODY,
            "locations": [_place(city)] if city else [],
        }
        return job_posting(board=board, source_id=source_id, **given | changes)

    def board(self, source: str) -> str:
        return f"{source}:{self.employer}"

    def crawl(self, *postings: JobPosting) -> list[Result]:
        """List the postings, as a crawl does that finds them."""
        return self._run(lambda client: commit(client, self.prefix, *postings))

    def close(self, *ids: str, at: datetime | None = None) -> None:
        """Close postings, as a crawl does that misses them."""
        closed_at = at or datetime.now(UTC)
        gone = {"status": Status.CLOSED, "closed_at": closed_at, "changed_at": closed_at}
        self.revise(*ids, **gone)

    def reopen(self, *ids: str) -> None:
        """Open postings again."""
        self.revise(*ids, status=Status.OPEN, closed_at=None)

    def revise(self, *ids: str, **changes: Any) -> None:
        revisions = [Revision(id_, lambda before: before.model_copy(update=changes)) for id_ in ids]
        self._commit(revisions, ChangeCause.CRAWL)

    def erase(self, *ids: str) -> None:
        self._commit([Revision(id_, lambda _: ERASED) for id_ in ids], ChangeCause.ERASE)

    def _commit(self, intents: list[Revision], cause: ChangeCause) -> None:
        async def work(client: AsyncElasticsearch) -> None:
            committer = Committer(client, self.prefix, patience=PATIENCE)
            await committer.commit(intents, cause=cause, run=None, baseline=False)
            await publisher(client, self.prefix).publish()

        self._run(work)

    def group(self, *, everything: bool = False) -> GroupReport:
        """Run the pass."""
        return self._run(
            lambda client: Grouping(client, self.prefix, patience=PATIENCE).run(
                everything=everything
            )
        )

    def posting(self, id_: str) -> JobPosting:
        """A posting as it is stored."""
        with Elasticsearch(self.url) as client:
            return from_document(client.get(index=alias("jobs", self.prefix), id=id_)["_source"])

    def versions(self) -> dict[str, int]:
        """The version of every posting of the employer."""
        with Elasticsearch(self.url) as client:
            name = alias("jobs", self.prefix)
            client.indices.refresh(index=name)
            hits = client.search(
                index=name,
                query={"wildcard": {"board": f"*:{self.employer}"}},
                size=1_000,
                version=True,
            )["hits"]["hits"]
            return {hit["_id"]: hit["_version"] for hit in hits}

    def _run(self, work: Callable[[AsyncElasticsearch], Awaitable[T]]) -> T:
        async def within() -> T:
            async with AsyncElasticsearch(self.url) as client:
                return await work(client)

        return asyncio.run(within())


def _place(city: str) -> dict[str, Any]:
    name, _, country = city.rpartition(", ")
    return {"text": city, "city": name or None, "country": country}
