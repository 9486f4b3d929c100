"""The index `jobs` as the commit needs it: read by id, rehearse, write a version.

Versions are external: Elasticsearch takes one only if it is higher than what is there, so that a
version that was written already, by whomever, is written no second time.
https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-index#versioning
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from elasticsearch import AsyncElasticsearch
from pydantic_core import to_json

from crawler.index.bulk import Fate, Operation, send
from crawler.index.patience import IndexFaultError, TooBusyError, patiently
from mappings.change import Document, is_tombstone
from mappings.document import with_derived, without_derived
from mappings.names import alias

_LASTING = frozenset(
    {"index_not_found_exception", "index_closed_exception"}
    | {"illegal_argument_exception", "security_exception"}
)
"""What keeps a document from being read, by the types of Elasticsearch, and does not pass."""
_WITHOUT_SOURCE = ("docs._id", "docs.found", "docs._version", "docs.error")

# No document has that sequence number: the operation conflicts after its document was read.
_NEVER = {"if_seq_no": 2**62, "if_primary_term": 1}


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a posting as it is indexed: written out once, however often it is sent."""

    posting: str
    version: int
    body: bytes = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> Self:
        """Write a version out."""
        indexed = document if is_tombstone(document) else with_derived(document)
        return cls(document["id"], document["version"], to_json(indexed))


class Postings:
    """Reads and writes the documents of postings; waits as long as `patience` (seconds) says."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: float) -> None:
        self._client = client
        self._alias = alias("jobs", prefix)
        self._patience = patience

    async def stored(self, ids: Collection[str]) -> dict[str, Document]:
        """The postings as last written, whether searchable yet or not; tombstones too."""
        found = await self._get(ids, source=True)
        return {name: without_derived(hit["_source"]) for name, hit in found.items()}

    async def versions(self, ids: Collection[str]) -> dict[str, int]:
        """The versions of postings as last written."""
        found = await self._get(ids, source=False)
        return {name: hit["_version"] for name, hit in found.items()}

    async def refusals(self, versions: Sequence[Version]) -> dict[str, str]:
        """Rehearse: which of these the index would refuse, by posting, and why.

        A record that is published cannot be taken back, so it must be known before it is written
        that its posting can be. Elasticsearch reads a document before it compares versions: a write
        under a condition that never holds is refused for the one or for the other.
        """
        fates = await self._send([self._index(version, _NEVER) for version in versions])
        return {
            version.posting: fate.reason
            for version, fate in zip(versions, fates, strict=True)
            if not fate.conflicts
        }

    async def write(self, versions: Sequence[Version]) -> None:
        """Write these versions of postings; what is there already, or newer, stays.

        Raises `IndexFaultError` where the index refuses one: its record stands, and nothing is
        published until it is written.
        """
        operations = [
            self._index(version, {"version": version.version, "version_type": "external"})
            for version in versions
        ]
        for version, fate in zip(versions, await self._send(operations), strict=True):
            if fate.error is not None and not fate.conflicts:
                raise IndexFaultError(f"{version.posting} cannot be written: {fate.reason}")

    async def refresh(self) -> None:
        """Make what was written searchable."""
        await patiently(lambda: self._client.indices.refresh(index=self._alias), self._patience)

    async def _send(self, operations: Sequence[Operation]) -> list[Fate]:
        """Do them; while the index is rebuilt beside, it takes no writes for a moment."""
        return await send(self._client, operations, self._patience, until_unblocked=True)

    def _index(self, version: Version, condition: Mapping[str, Any]) -> Operation:
        action = {"_index": self._alias, "_id": version.posting, **condition}
        return Operation({"index": action}, version.body)

    async def _get(self, ids: Collection[str], *, source: bool) -> dict[str, Mapping[str, Any]]:
        return await patiently(
            lambda: documents(self._client, self._alias, ids, source=source), self._patience
        )


async def documents(
    client: AsyncElasticsearch,
    alias: str,
    ids: Collection[str],
    *,
    source: bool | Sequence[str] = True,
) -> dict[str, Mapping[str, Any]]:
    """Read documents by id, as last written; what does not exist is left out.

    `source` may name the fields to read. Elasticsearch answers 200 where it cannot read some of
    them, and puts what went wrong beside each: raises `TooBusyError` where waiting may help, as
    while a node comes back, and `IndexFaultError` where it does not.
    """
    if not ids:
        return {}
    told = _WITHOUT_SOURCE if source is False else None
    answer = await client.mget(index=alias, ids=list(ids), source=source, filter_path=told)
    for found in answer["docs"]:
        if "error" in found:
            raise _unreadable(found["_id"], found["error"])
    return {found["_id"]: found for found in answer["docs"] if found["found"]}


def _unreadable(name: str, error: Mapping[str, Any]) -> Exception:
    kind = IndexFaultError if error.get("type") in _LASTING else TooBusyError
    return kind(f"{name} cannot be read: {error['reason']}")
