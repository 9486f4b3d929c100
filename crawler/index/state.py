"""What the index knows of a board before it is read: no bodies, a page at a time."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.lifecycle import NORMALIZER_VERSION
from crawler.known import Known, KnownRow
from reference.vocabularies import Status

_PAGE = 5_000

Fields = Mapping[str, list[Any]]
"""The values of a document by field, as its columns have them."""


@dataclass(frozen=True, slots=True)
class _Query:
    """A search for all documents of an index that match, each told by some of its fields."""

    index: str
    filters: Sequence[Mapping[str, Any]]
    fields: Sequence[Mapping[str, Any]]


async def known_postings(client: AsyncElasticsearch, alias: str, board_id: str) -> dict[str, Known]:
    """Every open posting of a board by its id."""
    query = _Query(
        alias,
        [{"term": {"board": board_id}}, {"term": {"status": Status.OPEN}}],
        [
            *map(_field, ("version", "content_hash", "normalizer_version", "filled", "url")),
            *map(_field, ("detail_error", "missing_since")),
            _field("valid_through") | {"format": "strict_date_optional_time"},
        ],
    )
    return {name: _known(fields) async for name, fields in _all(client, query)}


async def known_rows(client: AsyncElasticsearch, alias: str, board_id: str) -> dict[str, KnownRow]:
    """The rows that a board listed when its postings were last taken, by their ids."""
    columns = [_field("row_id"), _field("list_hash")]
    query = _Query(alias, [{"term": {"board": board_id}}], columns)
    rows: dict[str, KnownRow] = {}
    async for name, fields in _all(client, query):
        row_id = _one(fields, "row_id")
        if row_id is not None:
            rows[row_id] = KnownRow(name, _one(fields, "list_hash"))
    return rows


async def _all(client: AsyncElasticsearch, query: _Query) -> AsyncIterator[tuple[str, Fields]]:
    """The ids and fields of all documents, in the order of their ids."""
    after: list[Any] | None = None
    while True:
        answer = await client.search(
            index=query.index,
            query={"bool": {"filter": list(query.filters)}},
            source=False,
            docvalue_fields=query.fields,
            sort=[{"id": "asc"}],
            size=_PAGE,
            search_after=after,
            track_total_hits=False,
            allow_partial_search_results=False,
        )
        hits = answer["hits"]["hits"]
        for hit in hits:
            yield hit["_id"], hit.get("fields", {})
        if len(hits) < _PAGE:
            return
        after = hits[-1]["sort"]


def _field(name: str) -> dict[str, Any]:
    return {"field": name}


def _known(fields: Fields) -> Known:
    return Known(
        version=fields["version"][0],
        content_hash=fields["content_hash"][0],
        outdated=_one(fields, "normalizer_version") != NORMALIZER_VERSION,
        missing="missing_since" in fields,
        detail_error="detail_error" in fields,
        filled=frozenset(fields.get("filled", ())),
        url=_one(fields, "url"),
        valid_through=_one(fields, "valid_through", datetime.fromisoformat),
    )


def _one(fields: Fields, name: str, read: Callable[[Any], Any] | None = None) -> Any:
    values = fields.get(name)
    if not values:
        return None
    return values[0] if read is None else read(values[0])
