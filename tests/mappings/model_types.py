"""What a model and an index definition say of the same fields, in one notation."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from mappings.posting import OpenPeriod

# Types of Elasticsearch that hold a value without loss, by the model's type.
HELD_BY: Mapping[type, set[str]] = {
    str: {"keyword", "text"},
    bool: {"boolean"},
    int: {"short", "integer", "long"},
    float: {"double"},
    date: {"date"},
    dict: {"flattened", "opaque"},
    OpenPeriod: {"date_range"},
    BaseModel: {"object", "nested"},
}


def model_fields(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, type]]:
    """Name every field of a model and of the models in it, with its key in `HELD_BY`."""
    for name, field in model.model_fields.items():
        (kind,) = {_key(kind) for kind in _value_types(field.annotation)}
        yield prefix + name, kind
        for part in _value_types(field.annotation):
            if _key(part) is BaseModel:
                yield from model_fields(part, f"{prefix}{name}.")


def mapping_fields(properties: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name every field of a mapping, with its type: `opaque` for what is not looked into."""
    for name, field in properties.items():
        opaque = field.get("enabled") is False
        yield prefix + name, "opaque" if opaque else field.get("type", "object")
        yield from mapping_fields(field.get("properties", {}), f"{prefix}{name}.")


def _value_types(annotation: Any) -> Iterator[type]:
    """Unwrap `X | None`, `tuple[X, ...]` and `Annotated[X, ...]`."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType, tuple):
        for argument in get_args(annotation):
            if argument not in (NoneType, Ellipsis):
                yield from _value_types(argument)
    elif origin is Annotated:
        yield from _value_types(get_args(annotation)[0])
    else:
        yield origin or annotation


def _key(kind: type) -> type:
    if issubclass(kind, Enum):
        return str
    if kind is datetime:
        return date
    if kind is not OpenPeriod and issubclass(kind, BaseModel):
        return BaseModel
    return kind
