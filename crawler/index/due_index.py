"""The ledger as those see it who look for what is due: three fields of each line."""

from collections.abc import Collection, Mapping
from typing import Any

from elasticsearch import AsyncElasticsearch
from pydantic import TypeAdapter

from crawler.due import Line
from crawler.index.patience import patiently
from crawler.index.postings import documents
from mappings.names import alias

_FIELDS = ["spelling", "last_attempt_at", "next_due_at"]
_PAGE = 5_000
_LINE = TypeAdapter(Line)


class DueIndex:
    """Reads the index `boards`. Raises `IndexUnavailableError` after `patience` seconds."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: float) -> None:
        self._client = client
        self._boards = alias("boards", prefix)
        self._patience = patience

    async def lines(self) -> dict[str, Line]:
        """The line of every board that was ever read, by its id."""
        lines: dict[str, Line] = {}
        after: list[Any] | None = None
        while True:
            hits = await self._page(after)
            lines |= {hit["_id"]: _line(hit["_source"]) for hit in hits}
            if len(hits) < _PAGE:
                return lines
            after = hits[-1]["sort"]

    async def lines_of(self, boards: Collection[str]) -> dict[str, Line]:
        """Their lines as last written, whether searchable yet or not."""
        found = await self._get(boards, _FIELDS)
        return {name: _line(source) for name, source in found.items()}

    async def read_by(self, run_id: str, boards: Collection[str]) -> set[str]:
        """Those of them whose last read was that run's."""
        found = await self._get(boards, ["run_id"])
        return {name for name, source in found.items() if source.get("run_id") == run_id}

    async def _get(self, ids: Collection[str], fields: list[str]) -> dict[str, Mapping[str, Any]]:
        found = await patiently(
            lambda: documents(self._client, self._boards, ids, source=fields), self._patience
        )
        return {name: hit["_source"] for name, hit in found.items()}

    async def _page(self, after: list[Any] | None) -> list[Any]:
        answer = await patiently(
            lambda: self._client.search(
                index=self._boards,
                source_includes=_FIELDS,
                sort=[{"id": "asc"}],
                size=_PAGE,
                search_after=after,
                track_total_hits=False,
                allow_partial_search_results=False,
            ),
            self._patience,
        )
        return list(answer["hits"]["hits"])


def _line(source: Mapping[str, Any]) -> Line:
    return _LINE.validate_python({"next_due_at": None, **source})
