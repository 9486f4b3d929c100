"""The columns of a posting for Arrow: types out of the model, values out of JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pyarrow as pa  # type: ignore[import-untyped]
from pydantic import BaseModel

_SIMPLE: Mapping[type, pa.DataType] = {
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
    datetime: pa.timestamp("us", "UTC"),
    str: pa.string(),
}


def column_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field.

    Texts and vocabularies are strings, models structs. So are strings the dates that may be a bare
    day or an instant: as a timestamp a day would be shifted.
    """
    kind = _kind(annotation)
    if get_origin(kind) is tuple:
        return pa.list_(column_type(get_args(kind)[0]))
    if get_origin(kind) is dict:
        return pa.map_(pa.string(), pa.string())
    if issubclass(kind, BaseModel):
        return pa.struct(list(columns(kind)))
    return next(_SIMPLE[base] for base in kind.__mro__ if base in _SIMPLE)


def columns(model: type[BaseModel]) -> Iterator[pa.Field]:
    """The columns of a model, in its order."""
    for name, field in model.model_fields.items():
        yield pa.field(name, column_type(field.annotation))


def cell(value: Any, kind: pa.DataType) -> Any:
    """A value of JSON as Arrow takes it for a type."""
    if value is None:
        return None
    read = next((read for is_kind, read in _READERS if is_kind(kind)), None)
    return value if read is None else read(value, kind)


def _list(value: list[Any], kind: pa.DataType) -> list[Any]:
    return [cell(one, kind.value_type) for one in value]


def _struct(value: Mapping[str, Any], kind: pa.DataType) -> dict[str, Any]:
    return {field.name: cell(value.get(field.name), field.type) for field in kind}


_READERS: Sequence[tuple[Callable[[pa.DataType], bool], Callable[[Any, pa.DataType], Any]]] = (
    (pa.types.is_timestamp, lambda value, _: datetime.fromisoformat(value)),
    (pa.types.is_date, lambda value, _: date.fromisoformat(value)),
    (pa.types.is_map, lambda value, _: list(value.items())),
    (pa.types.is_list, _list),
    (pa.types.is_struct, _struct),
)


def _kind(annotation: Any) -> Any:
    """The annotation without its constraints and its null; a day or an instant is a text."""
    if get_origin(annotation) is Annotated:
        return _kind(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kinds = [_kind(one) for one in get_args(annotation) if one is not NoneType]
        return kinds[0] if len(kinds) == 1 else str
    return annotation
