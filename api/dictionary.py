"""The fields of a posting: what each means, may hold, and how often it is known."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel

from api.clauses import Query
from api.filters.declared import terms
from mappings.posting import JobPosting

_FILLED = "filled"
_TYPE_NAMES = (
    (BaseModel, "object"),
    (dict, "object"),
    (StrEnum, "vocabulary"),
    (str, "text"),
    (bool, "true or false"),
    (int | float, "number"),
    (datetime, "instant"),
    (date, "day"),
)


def dictionary(rates: Mapping[str, float | None]) -> list[dict[str, Any]]:
    """Every field in its order, dotted where it is part of another.

    `rates` has the share of open postings that have a value, for the fields that may lack one.
    """
    return [{**entry, "fill_rate": rates.get(entry["name"])} for entry in _entries(JobPosting)]


def fill_request(sources: tuple[str, ...]) -> dict[str, Any]:
    """Write the search that counts which fields the open postings have."""
    filters: list[Query] = [{"term": {"status": "open"}}]
    if sources:
        filters.append(terms("source", sources))
    return {
        "query": {"bool": {"filter": filters}},
        "size": 0,
        "track_total_hits": True,
        "aggregations": {_FILLED: {"terms": {"field": _FILLED, "size": 200}}},
    }


def fill_rates(answer: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, float | None]:
    """Read the share of postings that have each of `fields`; null where there is no posting."""
    total = answer["hits"]["total"]["value"]
    buckets = answer["aggregations"][_FILLED]["buckets"]
    counts = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return {name: round(counts.get(name, 0) / total, 4) if total else None for name in fields}


def _entries(model: type[BaseModel], prefix: str = "") -> Iterator[dict[str, Any]]:
    for name, field in model.model_fields.items():
        kinds = list(_kinds(field.annotation))
        vocabulary = [v.value for kind in kinds if issubclass(kind, StrEnum) for v in kind]
        parts = [kind for kind in kinds if issubclass(kind, BaseModel)]
        yield {
            "name": f"{prefix}{name}",
            "type": " or ".join(dict.fromkeys(map(_type_name, kinds))),
            "several": "tuple" in str(field.annotation),
            "required": field.is_required(),
            "description": field.description or _meaning(parts),
            "values": vocabulary or None,
        }
        for part in parts:
            yield from _entries(part, f"{prefix}{name}.")


def _kinds(annotation: Any) -> Iterator[type]:
    """The classes that an annotation allows, null apart."""
    if isinstance(annotation, type) and annotation is not type(None) and not get_args(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from _kinds(argument)


def _type_name(kind: type) -> str:
    return next(name for base, name in _TYPE_NAMES if issubclass(kind, base))


def _meaning(parts: list[type[BaseModel]]) -> str | None:
    return next((part.__doc__.strip() for part in parts if part.__doc__), None)
