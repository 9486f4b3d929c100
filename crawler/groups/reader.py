"""What the pass over groups reads of the index `jobs`: employers first, then their ads."""

from collections.abc import AsyncIterator, Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.groups.ad import FIELDS, Ad
from crawler.groups.employers import Named
from crawler.groups.names import names
from crawler.groups.ranks import rank_of
from crawler.groups.relations import REPOST_WINDOW
from crawler.index.patience import patiently
from mappings.names import alias

_PAGE = 1_000
_TEXTS = 250
_NAME = "company.name.folded"


class AdReader:
    """Reads ads that are open, or closed so lately that they may be reposted.

    Waits as long as `patience` (seconds) says. What was written since the last publication may be
    missing.
    """

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: float) -> None:
        self._client = client
        self._jobs = alias("jobs", prefix)
        self._patience = patience

    async def employers(self) -> AsyncIterator[Named]:
        """Every name of an employer, by each domain that stands beside it."""
        async for named in names(
            self._client, self._jobs, "company", _recent(), patience=self._patience
        ):
            yield named

    async def ads(self, of: Collection[str]) -> dict[str, list[Ad]]:
        """All ads of the employers of these names, as `employers` spells them; without texts."""
        query = {"bool": {"filter": [_recent(), {"terms": {_NAME: list(of)}}]}}
        found: dict[str, list[Ad]] = {name: [] for name in of}
        after: list[Any] | None = None
        while True:
            hits = (await self._search(query, after))["hits"]["hits"]
            for hit in hits:
                source = hit["_source"]
                found[hit["fields"][_NAME][0]].append(Ad.of(source, rank_of(source["source"])))
            if len(hits) < _PAGE:
                return found
            after = hits[-1]["sort"]

    async def with_texts(self, ads: Iterable[Ad]) -> AsyncIterator[Ad]:
        """The ads with their descriptions. One that is gone meanwhile stays without."""
        waiting = list(ads)
        for start in range(0, len(waiting), _TEXTS):
            part = waiting[start : start + _TEXTS]
            texts = await self._texts([ad.id for ad in part])
            for ad in part:
                yield ad.with_text(texts.get(ad.id))

    async def _search(self, query: dict[str, Any], after: list[Any] | None) -> Any:
        return await patiently(
            lambda: self._client.search(
                index=self._jobs,
                query=query,
                source_includes=FIELDS,
                docvalue_fields=[{"field": _NAME}],
                sort=[{"id": "asc"}],
                size=_PAGE,
                search_after=after,
                track_total_hits=False,
            ),
            self._patience,
        )

    async def _texts(self, ids: list[str]) -> dict[str, str | None]:
        answer = await patiently(
            lambda: self._client.search(
                index=self._jobs,
                query={"ids": {"values": ids}},
                source_includes=["id", "description_text"],
                size=len(ids),
                track_total_hits=False,
            ),
            self._patience,
        )
        sources = (hit["_source"] for hit in answer["hits"]["hits"])
        return {one["id"]: one.get("description_text") for one in sources}


def _recent() -> dict[str, Any]:
    since = (datetime.now(UTC) - REPOST_WINDOW).isoformat()
    closed = [{"term": {"status": "closed"}}, {"range": {"closed_at": {"gte": since}}}]
    alternatives = [{"term": {"status": "open"}}, {"bool": {"filter": closed}}]
    return {"bool": {"should": alternatives, "minimum_should_match": 1}}
