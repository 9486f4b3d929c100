"""Publication: the change feed grows by closed prefixes, so that a reader misses nothing.

Elasticsearch numbers the writes of a shard, but they end, and become searchable, in any order: a
reader that follows the numbers alone passes by a record whose write takes longer than the next
one's. The mark says how far it may go:

1. G, the primary's global checkpoint: every write up to G has ended, so none can appear below it.
2. Refresh `changes`: all up to G is searchable.
3. Repair: records up to G whose writer died before it wrote the posting are applied.
4. Refresh `jobs`: the postings are searchable too.
5. Set the mark to G, unless another process set it that far meanwhile.

So what lies up to the mark is complete, applied and searchable, whoever died when.
"""

from collections.abc import Sequence

from crawler.index.feed import Feed, MarkRead, RecordKey
from crawler.index.postings import Postings, Version
from mappings.change import applied, version_of
from mappings.mark import Mark


class Publisher:
    """Moves the mark on. Any number of processes may do so side by side."""

    def __init__(self, feed: Feed, postings: Postings) -> None:
        self._feed = feed
        self._postings = postings

    async def publish(self) -> Mark:
        """Publish what is complete; return the mark, be it ours or another process's.

        Raises `IndexUnavailableError` when Elasticsearch stays out of reach or too busy.
        """
        read = await self._feed.mark()
        mark = read.mark
        end = await self._feed.checkpoint(mark.generation)
        if end <= mark.seq:
            return mark
        await self._feed.refresh(mark.generation)
        async for keys in self._feed.keys(mark.generation, mark.seq, end):
            await self._repair(mark.generation, keys)
        await self._postings.refresh()
        return await self._advance(read, end)

    async def _advance(self, read: MarkRead, end: int) -> Mark:
        """Set the mark to `end`, up to which all is complete, applied and searchable.

        Another process may have set it meanwhile, and not as far: what it published ended where it
        began to look.
        """
        generation = read.mark.generation
        while read.mark.generation == generation and read.mark.seq < end:
            moved = read.mark.model_copy(update={"seq": end})
            if await self._feed.set_mark(moved, read):
                return moved
            read = await self._feed.mark()
        return read.mark

    async def catch_up(self) -> Mark:
        """Publish at least all that is complete at this moment, be it by another process.

        Raises as `publish` does.
        """
        generation = (await self._feed.mark()).mark.generation
        end = await self._feed.checkpoint(generation)
        while True:
            mark = await self.publish()
            if (mark.generation, mark.seq) >= (generation, end):
                return mark

    async def _repair(self, generation: int, keys: Sequence[RecordKey]) -> None:
        """Apply those of the records that were not applied to their postings."""
        versions = await self._postings.versions({key.posting for key in keys})
        behind = [key for key in keys if key.version > versions.get(key.posting, 0)]
        if not behind:
            return
        records = await self._feed.records(generation, [key.id for key in behind])
        stored = await self._postings.stored({key.posting for key in behind})
        for key in behind:
            document = stored.get(key.posting)
            if key.version > version_of(document):
                stored[key.posting] = applied(document, records[key.id])
        await self._postings.write([Version.of(document) for document in stored.values()])
