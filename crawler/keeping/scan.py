"""Every document of an index, a page at a time, however many there are."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.patience import patiently

Hit = Mapping[str, Any]


async def scan(
    client: AsyncElasticsearch, request: Mapping[str, Any], patience: float
) -> AsyncIterator[Sequence[Hit]]:
    """The hits of a search by pages, in its order; only one page is held at a time.

    `request`: the arguments of `client.search`, among them a `size` and a `sort` by something that
    is unique. Raises `IndexUnavailableError` as `patiently` does.
    https://www.elastic.co/docs/reference/elasticsearch/rest-apis/paginate-search-results#search-after
    """
    after: Sequence[Any] | None = request.get("search_after")
    while True:
        page = {**request, "search_after": after, "track_total_hits": False}
        hits = await patiently(lambda: _page(client, page), patience)  # noqa: B023 - awaited here
        if hits:
            yield hits
        if len(hits) < request["size"]:
            return
        after = hits[-1]["sort"]


async def _page(client: AsyncElasticsearch, request: Mapping[str, Any]) -> Sequence[Hit]:
    answer = await client.search(**request, allow_partial_search_results=False)
    hits: Sequence[Hit] = answer["hits"]["hits"]
    return hits
