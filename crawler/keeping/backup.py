"""Back all indices up while crawls and the API go on, and restore them where there are none.

A dump, not a snapshot of Elasticsearch: a snapshot needs a repository that the nodes are started
with, and a dump works on any cluster, and restores into any later version of the definitions.

What makes it consistent is the order in which it is taken:

1. The ledger, the raw records, the hosts: older than the postings, they never claim to know what
   the postings do not have yet.
2. The postings, at one moment (a point in time). All of them have their records by then.
3. The feed is published, and the changes are taken up to its end, generation by generation.
4. The suppressions, so that nothing that was erased meanwhile is brought back.

A restore brings the postings on by the changes, from the oldest one that is kept: what comes out is
the index at the moment of 3, whatever was written during the dump. It is a new feed, since its
records have other numbers: cursors of the old one are answered 410 and say where to begin. Last,
whatever is suppressed is erased.
"""

from collections.abc import Callable, Mapping
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.feed import Feed
from crawler.index.patience import patiently
from crawler.index.postings import Postings
from crawler.index.publisher import Publisher
from crawler.keeping.backup_files import BackupFolder, Manifest
from crawler.keeping.scan import Hit, scan
from mappings.change import PURGED_KIND, is_tombstone
from mappings.document import without_derived
from mappings.mark import Mark
from mappings.names import alias, generation_alias

BEFORE_POSTINGS = ("boards", "raw", "hosts")
_PAGE = 500
# A raw record may have a megabyte.
_PAGE_OF: Mapping[str, int] = {"raw": 100}
_KEEP_ALIVE = "10m"

OnDone = Callable[[int], None]
"""Is told how many documents more are done with."""


class Backup:
    """Dumps the indices of one prefix into a folder. Needs the privileges `read` and `write`."""

    def __init__(
        self, client: AsyncElasticsearch, prefix: str, *, patience: float, done: OnDone
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._patience = patience
        self._done = done
        self._feed = Feed(client, prefix, patience)
        self._publisher = Publisher(self._feed, Postings(client, prefix, patience))
        self._counts: dict[str, int] = {}

    async def make(self, folder: BackupFolder) -> Manifest:
        """Make a backup. Raises `BackupError` where the folder is not empty."""
        folder.begin()
        for kind in BEFORE_POSTINGS:
            await self._dump_view(folder, kind)
        await self._dump_view(folder, "jobs")
        mark = await self._publisher.catch_up()
        generations = range(mark.oldest, mark.generation + 1)
        for generation in generations:
            await self._dump_generation(folder, generation, mark)
        await self._dump_view(folder, "suppressions")
        return folder.finish(self._prefix, generations, self._counts)

    async def documents(self) -> int:
        """How many documents there are, about."""
        names = [alias(kind, self._prefix) for kind in (*BEFORE_POSTINGS, "jobs", "changes")]
        return int((await self._client.count(index=names))["count"])

    async def _dump_view(self, folder: BackupFolder, kind: str) -> None:
        """Dump an index as it is at this moment."""
        name = alias(kind, self._prefix)
        await patiently(lambda: self._client.indices.refresh(index=name), self._patience)
        opened = await self._client.open_point_in_time(index=name, keep_alive=_KEEP_ALIVE)
        view = {"id": opened["id"], "keep_alive": _KEEP_ALIVE}
        request = {"pit": view, "sort": [{"_shard_doc": "asc"}], "size": _PAGE_OF.get(kind, _PAGE)}
        try:
            await self._dump(folder, kind, request | {"version": True})
        finally:
            await self._client.close_point_in_time(id=opened["id"])

    async def _dump_generation(self, folder: BackupFolder, generation: int, mark: Mark) -> None:
        """Dump the changes of a generation in their order, as far as they are published."""
        bounds: list[Mapping[str, Any]] = []
        if generation == mark.generation:
            bounds.append({"range": {"_seq_no": {"lte": mark.seq}}})
        purged = {"term": {"kind": PURGED_KIND}}
        request = {
            "index": generation_alias(generation, self._prefix),
            "query": {"bool": {"filter": bounds, "must_not": purged}},
            "sort": [{"_seq_no": "asc"}],
            "size": _PAGE,
        }
        await self._dump(folder, f"changes-{generation}", request)

    async def _dump(self, folder: BackupFolder, name: str, request: Mapping[str, Any]) -> None:
        with folder.written(name) as lines:
            async for hits in scan(self._client, request, self._patience):
                lines.write([_line(name, hit) for hit in hits])
                self._done(len(hits))
        self._counts[name] = lines.count


def _line(name: str, hit: Hit) -> dict[str, Any]:
    document = hit["_source"]
    if name != "jobs":
        return {"id": hit["_id"], "document": document}
    kept = document if is_tombstone(document) else without_derived(document)
    return {"id": hit["_id"], "version": hit["_version"], "document": kept}
