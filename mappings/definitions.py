"""Definitions of our indices: what `PUT /<index>` takes, read from `indices/<kind>.json`.

The synonyms are written into the definition, so that an index is complete in itself and its name
(see `names`) changes with them.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from mappings import synonyms
from mappings.analysis import job_analysis, normalizer
from mappings.names import DEFAULT_PREFIX, DIGEST_LENGTH, IndexName

_ANALYSIS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "jobs": lambda: job_analysis(synonyms.load()),
    "boards": normalizer,
    "raw": dict,
    "changes": normalizer,
    "mark": dict,
    "hosts": dict,
    "leases": dict,
    "suppressions": dict,
}
KINDS = tuple(_ANALYSIS)


@dataclass(frozen=True, slots=True)
class Definition:
    """One kind of index: the arguments of `client.indices.create` besides the name."""

    kind: str
    settings: Mapping[str, Any]
    mappings: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits that change with every change of the definition."""
        content = json.dumps([self.settings, self.mappings], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]

    def index_name(self, prefix: str = DEFAULT_PREFIX, generation: int | None = None) -> str:
        """Name the concrete index that has this definition; of `changes`, that generation's."""
        return str(IndexName(self.kind, self.digest, prefix=prefix, generation=generation))


def load(kind: str) -> Definition:
    """Load the definition of a kind of `KINDS`. Raises `ValueError` for any other kind."""
    if kind not in _ANALYSIS:
        kinds = ", ".join(_ANALYSIS)
        raise ValueError(f"there is no index of kind {kind!r}: the kinds are {kinds}")
    path = files("mappings").joinpath("indices", f"{kind}.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    settings = content["settings"] | {"analysis": _ANALYSIS[kind]()}
    return Definition(kind, settings, content["mappings"])
