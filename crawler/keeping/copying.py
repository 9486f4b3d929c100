"""Copy an index to another that is built beside it, while it is written to."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.bulk import Operation, send
from crawler.index.patience import TooBusyError, patiently
from crawler.index.postings import documents
from crawler.keeping.scan import Hit, scan
from mappings.change import is_tombstone
from mappings.document import with_derived, without_derived

# A raw record may have a megabyte.
_PAGE: Mapping[str, int] = {"raw": 100}
_PAGE_ELSE = 500

OnCopied = Callable[[int], None]
"""Is told how many documents more are copied."""


class MigrationError(Exception):
    """An index could not be rebuilt; the text says why. The old one serves on."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What is copied: the kind, the index, and the alias that leads to its copy alone."""

    kind: str
    old: str
    new: str


class Copy:
    """The documents of an index in another one, as far as they are copied.

    They are copied in the order of their sequence numbers: one that is written again gets a higher
    number, so that none is passed by. `dropped`: fields that the copy has no place for.
    """

    def __init__(self, client: AsyncElasticsearch, patience: float, copied: Copied) -> None:
        self._client = client
        self._patience = patience
        self._kind = copied.kind
        self._old, self._new = copied.old, copied.new
        self._upto = -1
        self._fields: Mapping[str, Any] = {}
        self.dropped: set[str] = set()

    async def go_on(self, copied: OnCopied) -> int:
        """Copy what was written since the last time; return how many documents that was."""
        if not self._fields:
            answer = await self._client.indices.get_mapping(index=self._new)
            (found,) = answer.values()
            self._fields = found["mappings"]["properties"]
        end = await patiently(self._checkpoint, self._patience)
        await self._client.indices.refresh(index=self._old)
        count = 0
        async for hits in scan(self._client, self._written_upto(end), self._patience):
            await self._write(hits)
            copied(len(hits))
            count += len(hits)
        self._upto = end
        return count

    async def delete_surplus(self) -> None:
        """Delete what was deleted from the old index after it was copied."""
        await self._client.indices.refresh(index=self._new)
        if await self._count(self._old) == await self._count(self._new):
            return
        async for hits in scan(self._client, self._all_of(self._new), self._patience):
            ids = [hit["_id"] for hit in hits]
            kept = await self._kept(ids)
            gone = [one for one in ids if one not in kept]
            deletions = [Operation({"delete": {"_index": self._new, "_id": one}}) for one in gone]
            await send(self._client, deletions, self._patience)
        await self._client.indices.refresh(index=self._new)

    async def _kept(self, ids: Sequence[str]) -> Collection[str]:
        """Those that the old index has."""
        return await patiently(
            lambda: documents(self._client, self._old, ids, source=False), self._patience
        )

    async def require_equal(self) -> int:
        """Return how many documents there are. Raises `MigrationError` where that differs."""
        old, new = await self._count(self._old), await self._count(self._new)
        if old != new:
            raise MigrationError(f"{self._old} has {old:,} documents, its copy {new:,}")
        return new

    async def _count(self, index: str) -> int:
        return int((await self._client.count(index=index))["count"])

    async def _checkpoint(self) -> int:
        """The sequence number up to which every write has ended. Our indices have one shard."""
        answer = await self._client.indices.stats(index=self._old, metric="docs", level="shards")
        (shards,) = answer["indices"][self._old]["shards"].values()
        for copy in shards:
            if copy["routing"]["primary"]:
                return int(copy["seq_no"]["global_checkpoint"])
        raise TooBusyError("has lost a primary shard")

    def _written_upto(self, end: int) -> dict[str, Any]:
        bounds = {"gt": self._upto, "lte": end}
        return self._all_of(self._old) | {"query": {"range": {"_seq_no": bounds}}}

    def _all_of(self, index: str) -> dict[str, Any]:
        return {
            "index": index,
            "sort": [{"_seq_no": "asc"}],
            "size": _PAGE.get(self._kind, _PAGE_ELSE),
            "version": True,
        }

    async def _write(self, hits: Sequence[Hit]) -> None:
        operations = [self._operation(hit) for hit in hits]
        fates = await send(self._client, operations, self._patience)
        for hit, fate in zip(hits, fates, strict=True):
            if fate.error is not None and not fate.conflicts:
                raise MigrationError(f"{hit['_id']} does not fit the new index: {fate.reason}")

    def _operation(self, hit: Hit) -> Operation:
        action = {"_index": self._new, "_id": hit["_id"]}
        document = hit["_source"]
        if self._kind == "jobs":
            action |= {"version": hit["_version"], "version_type": "external"}
            if not is_tombstone(document):
                document = with_derived(without_derived(document))
        return Operation({"index": action}, self._fitting(document, self._fields))

    def _fitting(
        self, document: Mapping[str, Any], fields: Mapping[str, Any], place: str = ""
    ) -> dict[str, Any]:
        """The document without fields that the index does not know."""
        unknown = document.keys() - fields.keys()
        self.dropped |= {place + name for name in unknown if document[name] not in (None, [], {})}
        return {
            name: self._part(value, fields[name].get("properties"), f"{place}{name}.")
            for name, value in document.items()
            if name in fields
        }

    def _part(self, value: Any, fields: Mapping[str, Any] | None, place: str) -> Any:
        if fields is None:
            return value
        if isinstance(value, Mapping):
            return self._fitting(value, fields, place)
        if isinstance(value, list):
            return [self._part(one, fields, place) for one in value]
        return value
