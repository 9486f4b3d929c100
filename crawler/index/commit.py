"""The one door through which postings are written, whoever writes them.

`Committer.commit` takes postings with the version they are to have. A version is written once:
Elasticsearch's external versions let one writer win it, and what the same writer sends again after
a lost answer is recognised. The alias is required to exist (`require_alias`), so that a write never
creates an index.

Bulk API: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.patience import TooBusyError, patiently
from mappings.posting import JobPosting

_TOO_BUSY = 429
_VERSION_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Refusal:
    """A posting that the index does not take, and why. It costs no other posting."""

    posting_id: str
    reason: str


class Committer:
    """Writes batches of postings; what finds no service is tried again for `patience` seconds."""

    def __init__(self, client: AsyncElasticsearch, alias: str, *, patience: float) -> None:
        self._client = client
        self._alias = alias
        self._patience = patience

    async def commit(self, postings: Sequence[JobPosting]) -> list[Refusal]:
        """Write the postings; return those that were refused.

        Raises `IndexUnavailableError` when Elasticsearch stays out of reach or too busy.
        """
        rest = list(postings)
        refusals: list[Refusal] = []

        async def attempt() -> None:
            nonlocal rest
            rest = await self._bulk(rest, refusals)
            if rest:
                raise TooBusyError(f"was too busy for {len(rest)} postings of a batch")

        await patiently(attempt, self._patience)
        return refusals

    async def _bulk(self, postings: list[JobPosting], refusals: list[Refusal]) -> list[JobPosting]:
        """One bulk request. Adds to `refusals`; returns what is to be tried again."""
        operations = [part for posting in postings for part in self._operation(posting)]
        answer = await self._client.bulk(operations=operations, require_alias=True)
        again = []
        for posting, item in zip(postings, answer["items"], strict=True):
            result = item["index"]
            if result["status"] == _TOO_BUSY:
                again.append(posting)
            elif reason := await self._refused(posting, result):
                refusals.append(Refusal(posting.id, reason))
        return again

    async def _refused(self, posting: JobPosting, result: dict[str, Any]) -> str | None:
        if result["status"] < 300:
            return None
        if result["status"] == _VERSION_CONFLICT and await self._is_stored(posting):
            return None
        error = result["error"]
        cause = error.get("caused_by") or error
        return f"{error['type']}: {cause.get('reason') or error['reason']}"

    async def _is_stored(self, posting: JobPosting) -> bool:
        """Whether the version that conflicts is this very posting, written by an earlier try."""
        stored = await self._client.get(
            index=self._alias, id=posting.id, source_includes=["version", "content_hash"]
        )
        source = stored["_source"]
        return bool(
            source["version"] == posting.version and source["content_hash"] == posting.content_hash
        )

    def _operation(self, posting: JobPosting) -> tuple[dict[str, Any], dict[str, Any]]:
        action = {
            "_index": self._alias,
            "_id": posting.id,
            "version": posting.version,
            "version_type": "external",
        }
        return {"index": action}, posting.model_dump(mode="json")
