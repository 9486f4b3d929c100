"""The names and domains of employers in an index, each once.

https://www.elastic.co/docs/reference/aggregations/search-aggregations-bucket-composite-aggregation
"""

from collections.abc import AsyncIterator
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.groups.employers import Named
from crawler.index.patience import patiently

_PAGE = 1_000


async def names(
    client: AsyncElasticsearch, index: str, field: str, query: dict[str, Any], *, patience: float
) -> AsyncIterator[Named]:
    """Every different pair of name and domain in `field`, a company, of the documents found.

    Waits as long as `patience` (seconds) says.
    """
    after: dict[str, Any] | None = None
    while True:
        answer = await patiently(
            lambda after=after: client.search(  # type: ignore[misc]
                index=index, query=query, size=0, aggregations={"names": _composite(field, after)}
            ),
            patience,
        )
        found = answer["aggregations"]["names"]
        for bucket in found["buckets"]:
            yield Named(bucket["key"]["name"], bucket["key"]["domain"], bucket["doc_count"])
        after = found.get("after_key")
        if after is None:
            return


def _composite(field: str, after: dict[str, Any] | None) -> dict[str, Any]:
    sources = [
        {"name": {"terms": {"field": f"{field}.name.folded"}}},
        {"domain": {"terms": {"field": f"{field}.domain", "missing_bucket": True}}},
    ]
    following = {} if after is None else {"after": after}
    return {"composite": {"size": _PAGE, "sources": sources, **following}}
