"""The one task of a process that publishes: at the start, every two seconds, at the end."""

import asyncio
import logging
from typing import Self

from elastic_transport import TransportError
from elasticsearch import ApiError, AsyncElasticsearch

from crawler.index.feed import Feed
from crawler.index.patience import IndexFaultError, IndexUnavailableError, TooBusyError
from crawler.index.postings import Postings
from crawler.index.publisher import Publisher
from crawler.settings import CrawlSettings

logger = logging.getLogger(__name__)

PERIOD_SECONDS = 2.0

FAULTS = (IndexUnavailableError, IndexFaultError, TooBusyError, ApiError, TransportError)
"""What may go wrong with Elasticsearch in a publication. The next one makes up for it."""


class Publishing:
    """Shared by all that write in a process: who writes joins before and leaves after."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings
        self._members = 0
        self._client: AsyncElasticsearch | None = None
        self._first: asyncio.Task[None] | None = None
        self._task: asyncio.Task[None] | None = None

    def __deepcopy__(self, _: object) -> Self:
        """Scrapy copies its settings for each crawler, and this is for all of them."""
        return self

    async def join(self) -> None:
        """Take part; returns when all that was complete before is published.

        Raises one of `FAULTS` where that fails.
        """
        self._members += 1
        if self._first is None:
            self._client = self._settings.connection().async_client()
            self._first = asyncio.create_task(self._publish())
            self._task = asyncio.create_task(self._work())
        try:
            await asyncio.shield(self._first)
        except BaseException:
            await self._part()
            raise

    async def leave(self) -> None:
        """End taking part; the last one returns when all that was written is published.

        Raises one of `FAULTS` where that fails: any later publication makes up for it.
        """
        try:
            if self._members == 1:
                await self._publish()
        finally:
            await self._part()

    async def _part(self) -> None:
        self._members -= 1
        if self._members or self._client is None or self._task is None:
            return
        client, task = self._client, self._task
        self._client = self._first = self._task = None
        task.cancel()
        await asyncio.wait([task])
        await client.close()

    async def _work(self) -> None:
        while True:
            await asyncio.sleep(PERIOD_SECONDS)
            try:
                await self._publish()
            except FAULTS as error:
                logger.warning("Nothing could be published: %s", error)

    async def _publish(self) -> None:
        assert self._client is not None
        prefix, patience = self._settings.index_prefix, self._settings.patience
        postings = Postings(self._client, prefix, patience)
        await Publisher(Feed(self._client, prefix, patience), postings).publish()
