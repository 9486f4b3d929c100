"""Strict reading of a source's JSON: each path read is remembered, each oddity is counted.

A path is dotted (`categories.location`); in reports the rows of a list are written `[]`
(`metadata[].value`). A value of another type than was asked for reads as null and is noted in
`odd`, so that a posting survives a vendor's slip and the slip is seen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

_MAPPINGS = (dict, Mapping)
"""To ask for the usual one first takes a third of the time."""


class Fields:
    """One JSON object. Objects inside it are `Fields` too and report to the same record."""

    def __init__(
        self, payload: Mapping[str, Any], prefix: str = "", record: "Reading | None" = None
    ) -> None:
        self._payload = payload
        self._prefix = prefix
        self.reading = record if record is not None else Reading()

    def has(self, path: str) -> bool:
        """Whether the payload has the path, be its value null."""
        *way, last = path.split(".")
        inner = self._lookup(".".join(way)) if way else self._payload
        return isinstance(inner, Mapping) and last in inner

    def text(self, path: str) -> str | None:
        """A string, as it is."""
        value: str | None = self._typed(path, str)
        return value

    def flag(self, path: str) -> bool | None:
        """True or false."""
        value: bool | None = self._typed(path, bool)
        return value

    def number(self, path: str) -> float | None:
        """A number: integer or decimal, also written as a string ("99840.0"; "" is none)."""
        value = self.value(path)
        if isinstance(value, str):
            value = _number_in(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        self._unexpected(path, value)
        return None

    def identifier(self, path: str) -> str | None:
        """An id, which sources write as a string or as an integer."""
        value = self.value(path)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value) or None
        self._unexpected(path, value)
        return None

    def texts(self, path: str) -> list[str]:
        """The strings of a list; null and absent read as an empty list."""
        values = self._typed(path, list) or []
        strings = [value for value in values if isinstance(value, str)]
        if len(strings) != len(values):
            self.reading.odd[self._prefix + path] += 1
        return strings

    def object(self, path: str) -> "Fields":
        """The object there; null, absent and anything else read as an empty one."""
        value = self._typed(path, dict, whole=False) or {}
        return Fields(value, f"{self._prefix}{path}.", self.reading)

    def objects(self, path: str) -> list["Fields"]:
        """The objects of a list; null and absent read as an empty list."""
        values = self._typed(path, list, whole=False) or []
        name = f"{self._prefix}{path}[]."
        rows = [Fields(row, name, self.reading) for row in values if isinstance(row, Mapping)]
        if len(rows) != len(values):
            self.reading.odd[self._prefix + path] += 1
        return rows

    def many(self, path: str) -> list[Any]:
        """One value or many, as schema.org allows everywhere: objects as `Fields`, others as is.

        Nulls are left out.
        """
        self._enter(path)
        self.reading.entered |= {f"{self._prefix}{path}", f"{self._prefix}{path}[]"}
        found = self._lookup(path)
        values = found if isinstance(found, list) else [found]
        name = f"{self._prefix}{path}{'[]' if values is found else ''}."
        return [
            Fields(value, name, self.reading) if isinstance(value, Mapping) else value
            for value in values
            if value is not None
        ]

    def value(self, path: str) -> Any:
        """Whatever stands there, with all that is below it; null if nothing does."""
        self.reading.whole.add(self._prefix + path)
        self._enter(path)
        return self._lookup(path)

    def _typed(self, path: str, kind: type, *, whole: bool = True) -> Any:
        seen = self.reading.whole if whole else self.reading.entered
        seen.add(self._prefix + path)
        self._enter(path)
        value = self._lookup(path)
        if isinstance(value, kind):
            return value
        self._unexpected(path, value)
        return None

    def _enter(self, path: str) -> None:
        """The objects on the way: where one is null, that is read too."""
        for way in _ways(path):
            self.reading.entered.add(self._prefix + way)

    def _lookup(self, path: str) -> Any:
        value: Any = self._payload
        for key in _keys(path):
            if not isinstance(value, _MAPPINGS):
                self._unexpected(path, value)
                return None
            value = value.get(key)
        return value

    def _unexpected(self, path: str, value: Any) -> None:
        if value is not None:
            self.reading.odd[self._prefix + path] += 1


class Reading:
    """What was read of one payload: `whole` values, lists and objects `entered`, `odd` types."""

    def __init__(self) -> None:
        self.whole: set[str] = set()
        self.entered: set[str] = set()
        self.odd: Counter[str] = Counter()


def unmapped(payload: Mapping[str, Any], reading: Reading, known: Iterable[str]) -> set[str]:
    """The paths of a payload that were neither read nor are `known` (personal or ignored).

    A known path covers all that is below it and may hold `*` wildcards.
    """
    patterns = tuple(known)
    leaves: set[str] = set()
    _add_leaves(payload, "", leaves)
    unread = leaves - reading.entered - reading.whole
    return {path for path in unread if not (_below_read(path, reading) or is_known(path, patterns))}


@lru_cache(maxsize=16_384)
def is_known(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a path, or one above it, is among the patterns, which may hold `*` wildcards."""
    return any(_below(path, pattern) for pattern in patterns)


def without(value: Any, paths: tuple[str, ...], at: str = "") -> Any:
    """A payload without what is at or below these paths, which may hold `*` wildcards."""
    if isinstance(value, Mapping):
        inner = {name: f"{at}.{name}" if at else name for name in value}
        return {
            name: without(part, paths, inner[name])
            for name, part in value.items()
            if not is_known(inner[name], paths)
        }
    if isinstance(value, list):
        if is_known(f"{at}[]", paths):
            return []
        return [without(part, paths, f"{at}[]") for part in value]
    return value


@lru_cache(maxsize=16_384)
def _keys(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


@lru_cache(maxsize=16_384)
def _ways(path: str) -> tuple[str, ...]:
    """The paths of the objects that lead to it, the outermost first."""
    return tuple(path[:end] for end, char in enumerate(path) if char == ".")


def _number_in(text: str) -> float | str | None:
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        return text


def _add_leaves(value: Any, path: str, leaves: set[str]) -> None:
    """Add the paths of what holds nothing further."""
    if value and isinstance(value, _MAPPINGS):
        for key, inner in value.items():
            way = f"{path}.{key}" if path else key
            # Most are texts: a call for each would cost more than the rest.
            if isinstance(inner, str):
                leaves.add(way)
            else:
                _add_leaves(inner, way, leaves)
    elif value and isinstance(value, list):
        for inner in value:
            _add_leaves(inner, f"{path}[]", leaves)
    else:
        leaves.add(path)


def _below_read(path: str, reading: Reading) -> bool:
    return any(ancestor in reading.whole for ancestor in _ancestors(path))


@lru_cache(maxsize=16_384)
def _ancestors(path: str) -> tuple[str, ...]:
    """The path and all above it. The postings of a source have the same few paths."""
    ends = [n for n in range(1, len(path)) if path[n] == "." or path.startswith("[]", n)]
    return (path, *(path[:end] for end in reversed(ends)))


def _below(path: str, pattern: str) -> bool:
    return any(
        fnmatchcase(ancestor, pattern.replace("[]", "[[]]")) for ancestor in _ancestors(path)
    )
