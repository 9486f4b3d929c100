"""Restore a backup into indices that are empty; see `backup` for what comes out."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.bulk import Fate, Operation, send
from crawler.index.feed import Feed
from crawler.index.generations import Generations
from crawler.index.postings import Postings, Version
from crawler.index.publisher import Publisher
from crawler.keeping.backup import BEFORE_POSTINGS, OnDone
from crawler.keeping.backup_files import BackupError, BackupFolder, Manifest
from crawler.keeping.takedown import Takedown
from mappings.change import read_record
from mappings.names import alias

_PLAIN = (*BEFORE_POSTINGS, "suppressions")
_PAGE = 500
_PAGE_OF: Mapping[str, int] = {"raw": 100}

Line = Mapping[str, Any]
Write = Callable[[Sequence[Line]], Awaitable[None]]


class Restore:
    """Fills the indices of one prefix. Needs the privilege `manage` on them; nobody else may write.

    Raises `BackupError` where something is in them already, or the backup is not whole.
    """

    def __init__(
        self, client: AsyncElasticsearch, prefix: str, *, patience: float, done: OnDone
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._patience = patience
        self._done = done
        self._feed = Feed(client, prefix, patience)
        self._postings = Postings(client, prefix, patience)
        self._generations = Generations(client, prefix, patience=patience)
        self._takedown = Takedown(client, prefix, patience=patience)

    async def run(self, folder: BackupFolder, manifest: Manifest) -> None:
        """Restore a backup."""
        await self._require_empty()
        for kind in _PLAIN:
            await self._fill(folder, kind, self._write_plain(kind))
        await self._fill(folder, "jobs", self._write_postings)
        await self._restore_feed(folder, manifest)
        await self._takedown.mend()

    async def _require_empty(self) -> None:
        for kind in (*_PLAIN, "jobs", "changes"):
            name = alias(kind, self._prefix)
            if (await self._client.count(index=name))["count"]:
                raise BackupError(
                    f"there are documents in {name}; restore into empty indices: with another"
                    " OPENINGS_INDEX_PREFIX, or after `openings index create --replace`"
                )

    async def _restore_feed(self, folder: BackupFolder, manifest: Manifest) -> None:
        """Append the changes, and bring the postings on by them, generation by generation.

        The generations count from 1 anew: it is a new feed.
        """
        publisher = Publisher(self._feed, self._postings)
        for number, generation in enumerate(manifest.generations):
            if number:
                await self._generations.begin()
            await self._fill(folder, f"changes-{generation}", self._write_records)
            await publisher.catch_up()

    async def _fill(self, folder: BackupFolder, name: str, write: Write) -> None:
        for lines in folder.read(name, _PAGE_OF.get(name, _PAGE)):
            await write(lines)
            self._done(len(lines))

    def _write_plain(self, kind: str) -> Write:
        name = alias(kind, self._prefix)

        async def write(lines: Sequence[Line]) -> None:
            await self._send(
                Operation({"index": {"_index": name, "_id": line["id"]}}, line["document"])
                for line in lines
            )

        return write

    async def _write_postings(self, lines: Sequence[Line]) -> None:
        await self._postings.write([Version.of(line["document"]) for line in lines])

    async def _write_records(self, lines: Sequence[Line]) -> None:
        generation = (await self._feed.mark()).mark.generation
        records = [read_record(line["document"]) for line in lines]
        _require_taken(await self._feed.create(generation, records))

    async def _send(self, operations: Iterable[Operation]) -> None:
        _require_taken(await send(self._client, list(operations), self._patience))


def _require_taken(fates: Sequence[Fate]) -> None:
    for fate in fates:
        if fate.error is not None:
            raise BackupError(f"the index refuses a document of the backup: {fate.reason}")
