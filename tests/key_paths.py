"""The key paths of JSON documents: which keys stand where and what JSON types they hold."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parent / "sources"
RECORDED = Path(__file__).parents[1] / "openings" / "recorded"

Types = dict[str, set[str]]


@dataclass(frozen=True)
class Keys:
    """A `keys.json`: what real list answers of a source hold, and what else is documented."""

    source: str
    sampled: Types
    documented: Types

    @classmethod
    def load(cls, source: str) -> "Keys":
        data = json.loads((SOURCES / source / "keys.json").read_text())
        return cls(
            source,
            {path: set(types) for path, types in data["sampled"].items()},
            {path: set(entry["types"]) for path, entry in data["documented"].items()},
        )


def sources_with_keys() -> list[str]:
    return sorted(path.parent.name for path in SOURCES.glob("*/keys.json"))


def types_by_path(documents: list[Any]) -> Types:
    """`{"jobs": [{"id": 1}]}` gives `jobs: array`, `jobs[]: object`, `jobs[].id: integer`."""
    found: Types = defaultdict(set)
    for document in documents:
        for path, value in _walk(document, ""):
            found[path].add(_type_name(value))
    found.pop("", None)
    return dict(found)


def together(*parts: Types) -> Types:
    merged: Types = defaultdict(set)
    for part in parts:
        for path, types in part.items():
            merged[path] |= types
    return dict(merged)


def strings(value: Any) -> Iterator[str]:
    """Every string value of a document."""
    return (inner for _, inner in _walk(value, "") if isinstance(inner, str))


def _walk(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, f"{path}[]")


def _type_name(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array"}
    return names.get(type(value), "object")
