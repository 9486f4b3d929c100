"""Generations of the change feed: a new one is begun, old ones are dropped as a whole.

Records are never deleted one by one. A cursor walks from generation to generation, and one that
stands in a generation that is dropped has expired.
"""

from elasticsearch import AsyncElasticsearch, BadRequestError, NotFoundError

from crawler.index.feed import Feed
from crawler.index.indices import creation
from crawler.index.patience import TooBusyError, patiently
from crawler.index.postings import Postings
from crawler.index.publisher import Publisher
from mappings.definitions import load
from mappings.mark import NOTHING, Mark
from mappings.names import IndexName, alias, generation_alias


class Generations:
    """Begins and drops generations. Needs the privilege `manage` on the indices."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, *, patience: float) -> None:
        self._client = client
        self._prefix = prefix
        self._patience = patience
        self._feed = Feed(client, prefix, patience)
        self._publisher = Publisher(self._feed, Postings(client, prefix, patience))

    async def begin(self) -> int:
        """Begin the next generation and return its number; writers follow by themselves.

        The old one takes no more writes, is published to its end, and only then does the mark turn
        to the next: no version of a posting is recorded in both. What is interrupted on the way is
        done to its end by the next call; until then writers wait.
        """
        old = (await self._feed.mark()).mark.generation
        await self._create(old + 1)
        await self._client.indices.add_block(
            index=generation_alias(old, self._prefix), block="write"
        )
        while True:
            end = await patiently(lambda: self._end(old), self._patience)
            await self._publisher.publish()
            read = await self._feed.mark()
            if read.mark.generation > old:
                return read.mark.generation
            following = read.mark.model_copy(update={"generation": old + 1, "seq": NOTHING})
            if read.mark.seq == end and await self._feed.set_mark(following, read):
                return following.generation

    async def drop(self, before: int) -> list[str]:
        """Drop the generations with a number below `before`; return the names of their indices.

        Cursors in them have expired from then on. Raises `ValueError` for a number beyond the
        generation that is written.
        """
        while True:
            read = await self._feed.mark()
            if before > read.mark.generation:
                raise ValueError(f"generation {read.mark.generation} is written to and stays")
            oldest = max(before, read.mark.oldest)
            moved = read.mark.model_copy(update={"oldest": oldest})
            if await self._feed.set_mark(moved, read):
                return await self._delete(oldest)

    async def mark(self) -> Mark:
        """How far the feed is published, and which generations there are."""
        return (await self._feed.mark()).mark

    async def _create(self, generation: int) -> None:
        arguments = creation(load("changes"), self._prefix, generation)
        try:
            await self._client.indices.create(**arguments)
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise

    async def _end(self, generation: int) -> int:
        """The last sequence number of a generation that takes no more writes."""
        written = await self._feed.checkpoint(generation)
        if written < await self._feed.last(generation):
            raise TooBusyError("has not written the last changes to all copies yet")
        return written

    async def _delete(self, before: int) -> list[str]:
        try:
            held = await self._client.indices.get_alias(name=alias("changes", self._prefix))
        except NotFoundError:
            return []
        old = [
            name for name in sorted(held) if (IndexName.parse(name).generation or before) < before
        ]
        if old:
            await self._client.indices.delete(index=old)
        return old
