"""The one door through which postings are written, whoever writes them.

`Committer.commit` takes postings with the version they are to have. A version is written once:
Elasticsearch's external versions let one writer win it, and what the same writer sends again after
a lost answer is recognised. The alias is required to exist (`require_alias`), so that a write never
creates an index.

Bulk API: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from elastic_transport import ConnectionError as NoConnectionError
from elastic_transport import ConnectionTimeout, TlsError
from elasticsearch import ApiError, AsyncElasticsearch

from mappings.posting import JobPosting

logger = logging.getLogger(__name__)

_TOO_BUSY = 429
_VERSION_CONFLICT = 409
_UNAVAILABLE = frozenset({408, 429, 502, 503, 504})
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0


class IndexUnavailableError(Exception):
    """Elasticsearch took nothing for as long as we are patient."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A posting that the index does not take, and why. It costs no other posting."""

    posting_id: str
    reason: str


class Committer:
    """Writes batches of postings; a batch is tried again until `patience` seconds have passed."""

    def __init__(self, client: AsyncElasticsearch, alias: str, *, patience: float) -> None:
        self._client = client
        self._alias = alias
        self._patience = patience

    async def commit(self, postings: Sequence[JobPosting]) -> list[Refusal]:
        """Write the postings; return those that were refused.

        Raises `IndexUnavailableError` when Elasticsearch stays out of reach or too busy.
        """
        deadline = asyncio.get_running_loop().time() + self._patience
        refusals: list[Refusal] = []
        rest = list(postings)
        for pause in _pauses():
            rest, reason = await self._attempt(rest, refusals)
            if not rest:
                return refusals
            if asyncio.get_running_loop().time() + pause > deadline:
                raise IndexUnavailableError(
                    f"Elasticsearch did not take {len(rest)} postings"
                    f" within {self._patience:.0f} s: {reason}"
                )
            logger.warning("Elasticsearch: %s; trying again in %.1f s", reason, pause)
            await asyncio.sleep(pause)
        raise AssertionError("the pauses never end")

    async def _attempt(
        self, postings: list[JobPosting], refusals: list[Refusal]
    ) -> tuple[list[JobPosting], str]:
        """One bulk request. Returns what is to be tried again, and why."""
        try:
            answer = await self._client.bulk(
                operations=self._operations(postings), require_alias=True
            )
        except (NoConnectionError, ConnectionTimeout, TlsError) as error:
            return postings, f"no connection ({error.message})"
        except ApiError as error:
            if error.meta.status in _UNAVAILABLE:
                return postings, f"answers {error.meta.status}"
            raise
        again = []
        for posting, item in zip(postings, answer["items"], strict=True):
            result = item["index"]
            if result["status"] == _TOO_BUSY:
                again.append(posting)
            elif reason := await self._refused(posting, result):
                refusals.append(Refusal(posting.id, reason))
        return again, "answers 429 for single postings: it is too busy"

    async def _refused(self, posting: JobPosting, result: dict[str, Any]) -> str | None:
        if result["status"] < 300:
            return None
        if result["status"] == _VERSION_CONFLICT and await self._is_stored(posting):
            return None
        error = result["error"]
        cause = error.get("caused_by") or error
        return f"{error['type']}: {cause.get('reason', error.get('reason'))}"

    async def _is_stored(self, posting: JobPosting) -> bool:
        """Whether the version that conflicts is this very posting, written by an earlier try."""
        stored = await self._client.get(
            index=self._alias, id=posting.id, source_includes=["version", "content_hash"]
        )
        source = stored["_source"]
        return bool(
            source["version"] == posting.version and source["content_hash"] == posting.content_hash
        )

    def _operations(self, postings: list[JobPosting]) -> list[dict[str, Any]]:
        operations: list[dict[str, Any]] = []
        for posting in postings:
            action = {
                "_index": self._alias,
                "_id": posting.id,
                "version": posting.version,
                "version_type": "external",
            }
            operations += ({"index": action}, posting.model_dump(mode="json"))
        return operations


def _pauses() -> Iterator[float]:
    pause = _FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, _LONGEST_PAUSE)
