"""The one door through which postings are written, whoever writes them.

`Committer.commit` takes postings with the version they are to have. A version is written once:
Elasticsearch's external versions let one writer win it, and what the same writer sends again after
a lost answer is recognised. The alias is required to exist (`require_alias`), so that a write never
creates an index.

Bulk API: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.patience import TooBusyError, patiently
from mappings.posting import JobPosting
from mappings.raw import RawRecord

_TOO_BUSY = 429
_VERSION_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Refusal:
    """A posting that the index does not take, and why. It costs no other posting."""

    posting_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Operation:
    """A document to index, and under which version, if under any."""

    alias: str
    document: JobPosting | RawRecord
    version: dict[str, Any] = field(default_factory=dict)

    def lines(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The two lines of a bulk request."""
        action = {"_index": self.alias, "_id": self.document.id, **self.version}
        return {"index": action}, self.document.model_dump(mode="json")


class Committer:
    """Writes batches of postings; what finds no service is tried again for `patience` seconds."""

    def __init__(self, client: AsyncElasticsearch, jobs: str, raw: str, *, patience: float) -> None:
        self._client = client
        self._jobs = jobs
        self._raw = raw
        self._patience = patience

    async def commit(self, postings: Sequence[JobPosting]) -> list[Refusal]:
        """Write the postings; return those that were refused.

        Raises `IndexUnavailableError` when Elasticsearch stays out of reach or too busy.
        """
        return await self._write([self._versioned(posting) for posting in postings])

    async def keep(self, records: Sequence[RawRecord]) -> list[Refusal]:
        """Keep the raw records of postings that were written; return those that were refused.

        Raises as `commit` does.
        """
        return await self._write([_Operation(self._raw, record) for record in records])

    async def _write(self, operations: list[_Operation]) -> list[Refusal]:
        rest, refusals = operations, list[Refusal]()

        async def attempt() -> None:
            nonlocal rest
            rest = await self._bulk(rest, refusals)
            if rest:
                raise TooBusyError(f"was too busy for {len(rest)} documents of a batch")

        if operations:
            await patiently(attempt, self._patience)
        return refusals

    async def _bulk(
        self, operations: list[_Operation], refusals: list[Refusal]
    ) -> list[_Operation]:
        """One bulk request. Adds to `refusals`; returns what is to be tried again."""
        lines = [line for operation in operations for line in operation.lines()]
        answer = await self._client.bulk(operations=lines, require_alias=True)
        again = []
        for operation, item in zip(operations, answer["items"], strict=True):
            result = item["index"]
            if result["status"] == _TOO_BUSY:
                again.append(operation)
            elif reason := await self._refused(operation.document, result):
                refusals.append(Refusal(operation.document.id, reason))
        return again

    async def _refused(
        self, document: JobPosting | RawRecord, result: dict[str, Any]
    ) -> str | None:
        if result["status"] < 300:
            return None
        conflicts = result["status"] == _VERSION_CONFLICT
        if conflicts and isinstance(document, JobPosting) and await self._is_stored(document):
            return None
        error = result["error"]
        cause = error.get("caused_by") or error
        return f"{error['type']}: {cause.get('reason') or error['reason']}"

    async def _is_stored(self, posting: JobPosting) -> bool:
        """Whether the version that conflicts is this very posting, written by an earlier try."""
        stored = await self._client.get(
            index=self._jobs, id=posting.id, source_includes=["version", "content_hash"]
        )
        source = stored["_source"]
        return bool(
            source["version"] == posting.version and source["content_hash"] == posting.content_hash
        )

    def _versioned(self, posting: JobPosting) -> _Operation:
        version = {"version": posting.version, "version_type": "external"}
        return _Operation(self._jobs, posting, version)
