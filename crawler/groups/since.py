"""Whose postings changed since the last pass over groups: read out of the change feed.

How far a pass has read stands beside the mark of the feed, as a place in it.
"""

from collections.abc import Iterator
from typing import Any

from elasticsearch import AsyncElasticsearch, NotFoundError

from crawler.groups.employers import Named
from crawler.groups.names import names
from crawler.index.patience import patiently
from mappings.mark import GROUPS_ID, NOTHING, Mark, Place
from mappings.names import alias, generation_alias
from reference.vocabularies import ChangeCause


class Since:
    """Reads and keeps the place; waits as long as `patience` (seconds) says."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: float) -> None:
        self._client = client
        self._prefix = prefix
        self._mark = alias("mark", prefix)
        self._patience = patience

    async def place(self) -> Place | None:
        """Where the last pass ended; null before the first."""
        try:
            answer = await patiently(
                lambda: self._client.get(index=self._mark, id=GROUPS_ID), self._patience
            )
        except NotFoundError:
            return None
        return Place.model_validate(answer["_source"])

    async def keep(self, place: Place) -> None:
        """Keep where a pass ended."""
        document = place.model_dump(mode="json")
        await patiently(
            lambda: self._client.index(
                index=self._mark, id=GROUPS_ID, document=document, require_alias=True
            ),
            self._patience,
        )

    async def changed(self, place: Place | None, mark: Mark) -> set[Named] | None:
        """The employers whose postings changed, but for passes like this; null for all of them.

        That is so before the first pass, and where changes since the last one are kept no more.
        """
        if place is None or place.feed != mark.feed or place.generation < mark.oldest:
            return None
        found: set[Named] = set()
        for generation, span in _spans(place, mark):
            for field in ("company", "company_before"):
                async for named in names(
                    self._client,
                    generation_alias(generation, self._prefix),
                    field,
                    _changes(span),
                    patience=self._patience,
                ):
                    found.add(Named(named.name, named.domain))
        return found


def _spans(place: Place, mark: Mark) -> Iterator[tuple[int, dict[str, int]]]:
    """The numbers of the records behind the place, generation by generation."""
    for generation in range(place.generation, mark.generation + 1):
        after = place.seq if generation == place.generation else NOTHING
        upto = {"lte": mark.seq} if generation == mark.generation else {}
        yield generation, {"gt": after, **upto}


def _changes(span: dict[str, int]) -> dict[str, Any]:
    ours = {"term": {"cause": ChangeCause.GROUP}}
    return {"bool": {"filter": [{"range": {"_seq_no": span}}], "must_not": [ours]}}
