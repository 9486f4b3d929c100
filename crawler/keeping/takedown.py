"""Take postings down: nothing of them is left but that they were erased, and nothing comes back.

`suppress` writes the suppression first, then publishes, so that every posting whose record was
created before is found, and erases what is found. A writer that creates one later sees the
suppression (see `crawler.index.suppressions`). What is interrupted is done to its end by doing it
again; a posting that a dying writer brought is erased by the next crawl, which begins with `mend`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.bulk import Operation, send
from crawler.index.commit import Committer
from crawler.index.feed import Feed
from crawler.index.intent import Erasing, Verdict
from crawler.index.patience import patiently
from crawler.index.postings import Postings
from crawler.index.publisher import Publisher
from crawler.index.purging import Purging
from crawler.index.suppressions import Suppressions
from crawler.keeping.scan import scan
from mappings.change import ERASED_STATUS
from mappings.names import alias
from mappings.suppression import SuppressedKind, Suppression, Target
from reference.vocabularies import ChangeCause

_PAGE = 500
_FIELDS = {
    SuppressedKind.POSTING: ("id",),
    SuppressedKind.BOARD: ("board",),
    SuppressedKind.COMPANY: ("company.id", "company.domain"),
}
_FIELDS_BEFORE = ("company_before.id", "company_before.domain")


class Takedown:
    """Suppresses and erases. Raises `IndexUnavailableError` where Elasticsearch stays away."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, *, patience: float) -> None:
        self._client = client
        self._prefix = prefix
        self._patience = patience
        self._suppressions = Suppressions(client, prefix, patience)
        self._committer = Committer(client, prefix, patience=patience)
        self._purging = Purging(client, prefix, patience)
        postings = Postings(client, prefix, patience)
        self._publisher = Publisher(Feed(client, prefix, patience), postings)

    async def suppress(self, suppression: Suppression) -> int:
        """Erase what is named, for good; return how many postings there were."""
        await self._suppressions.add(suppression)
        target = suppression.target
        await self._publisher.catch_up()
        count = await self._erase_all("jobs", _named(target, _FIELDS[target.kind]), "id")
        if target.kind is SuppressedKind.COMPANY:
            # A tombstone names no company; the record of its erasure does.
            await self._erase_all("changes", _named(target, _FIELDS_BEFORE), "posting")
        if target.kind is SuppressedKind.BOARD:
            await self._forget(target.id)
        await self._publisher.publish()
        return count

    async def allow(self, target: Target) -> bool:
        """Undo a suppression: the next crawl takes it again. False where there was none."""
        return await self._suppressions.remove(target)

    async def listed(self) -> list[Suppression]:
        """Every suppression, the oldest first."""
        return await self._suppressions.all()

    async def mend(self) -> int:
        """Erase whatever lives though it is suppressed; return how many postings there were."""
        targets = [suppression.target for suppression in await self.listed()]
        if not targets:
            return 0
        named = {
            field: [target.id for target in targets if target.kind is kind]
            for kind, fields in _FIELDS.items()
            for field in fields
        }
        clauses = [{"terms": {field: ids}} for field, ids in named.items() if ids]
        erased = {"term": {"status": ERASED_STATUS}}
        query = {"bool": {"should": clauses, "minimum_should_match": 1, "must_not": erased}}
        return await self._erase_all("jobs", query, "id")

    async def _erase_all(self, kind: str, query: Mapping[str, Any], name: str) -> int:
        """Erase the postings of what is found, named by its field `name`."""
        request = {
            "index": alias(kind, self._prefix),
            "query": query,
            "source_includes": [name],
            "sort": ["id"] if kind == "jobs" else ["posting", "version"],
            "size": _PAGE,
        }
        count = 0
        async for hits in scan(self._client, request, self._patience):
            count += await self._erase(sorted({hit["_source"][name] for hit in hits}))
        return count

    async def _erase(self, postings: Sequence[str]) -> int:
        """Erase postings; what they were made of, and what they were, is purged."""
        results = await self._committer.commit(
            [Erasing(name) for name in postings],
            cause=ChangeCause.ERASE,
            run=None,
            baseline=False,
        )
        raw = alias("raw", self._prefix)
        deletions = [Operation({"delete": {"_index": raw, "_id": name}}) for name in postings]
        await send(self._client, deletions, self._patience, until_unblocked=True)
        await self._purging.purge(postings)
        return sum(result.verdict is Verdict.ERASED for result in results)

    async def _forget(self, board: str) -> None:
        """Delete a board's line of the ledger, which names its company."""
        boards = alias("boards", self._prefix)
        await patiently(
            lambda: self._client.options(ignore_status=404).delete(index=boards, id=board),
            self._patience,
        )


def _named(target: Target, fields: Sequence[str]) -> dict[str, Any]:
    """Find what has the target's id in one of the fields."""
    named = [{"term": {field: target.id}} for field in fields]
    return {"bool": {"should": named, "minimum_should_match": 1}}
