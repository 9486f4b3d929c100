"""Which hosts are to be left alone, from one crawl to the next."""

from datetime import datetime

from elasticsearch import AsyncElasticsearch

from crawler.index.patience import patiently
from mappings.host import HostRest
from mappings.names import alias

_MOST = 10_000


class HostIndex:
    """The index `hosts`. Raises `IndexUnavailableError` after `patience` seconds without it."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: float) -> None:
        self._client = client
        self._hosts = alias("hosts", prefix)
        self._patience = patience

    async def resting(self, now: datetime) -> list[HostRest]:
        """Every host that rests at a moment."""
        answer = await patiently(
            lambda: self._client.search(
                index=self._hosts,
                query={"range": {"next_allowed_at": {"gt": now.isoformat()}}},
                size=_MOST,
            ),
            self._patience,
        )
        return [HostRest.model_validate(hit["_source"]) for hit in answer["hits"]["hits"]]

    async def keep(self, rest: HostRest) -> None:
        """Keep what a host asked for last; the next crawl finds it, however soon it starts."""
        await patiently(
            lambda: self._client.index(
                index=self._hosts,
                id=rest.host,
                document=rest.model_dump(mode="json"),
                require_alias=True,
                refresh="wait_for",
            ),
            self._patience,
        )
