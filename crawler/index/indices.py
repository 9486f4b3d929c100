"""Create our indices and say how they stand. New generations of `changes` apart (`generations`),
the only place that creates any."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from mappings.definitions import KINDS, Definition, load
from mappings.mark import MARK_ID, NOTHING, Mark
from mappings.names import IndexName, alias, generation_alias


class OutdatedIndexError(Exception):
    """An alias leads to an index of another definition than this version's."""


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How one kind of index stands.

    `index` is null where the alias leads nowhere; `current` says whether it has the definition of
    this version.
    """

    kind: str
    alias: str
    index: str | None
    current: bool
    documents: int | None

    @property
    def missing(self) -> bool:
        """Whether there is no such index yet."""
        return self.index is None


def index_status(client: Elasticsearch, prefix: str) -> list[IndexStatus]:
    """Every kind of index, whether it is there or not."""
    return [_status(client, load(kind), prefix) for kind in KINDS]


def create_indices(client: Elasticsearch, prefix: str, *, replace: bool = False) -> list[str]:
    """Create the indices that are missing, each behind its alias; return their names.

    Raises `OutdatedIndexError` where an alias leads to an index of another definition, unless
    `replace`: then that index is deleted with all that is in it.
    """
    missing = []
    for kind in KINDS:
        definition = load(kind)
        status = _status(client, definition, prefix)
        if status.index is not None and (replace or not status.current):
            _require_replace(status, replace)
            client.indices.delete(index=status.index.split(", "))
        elif status.current:
            continue
        missing.append(definition)
    # Together, for each waits longer until its shard is there than for anything else.
    with ThreadPoolExecutor(len(KINDS)) as pool:
        created = list(pool.map(lambda one: _create(client, one, prefix), missing))
    _begin_feed(client, prefix)
    return created


def creation(definition: Definition, prefix: str, generation: int = 1) -> dict[str, Any]:
    """The arguments of `client.indices.create` for an index behind its alias.

    `changes` is made of generations, each behind an alias of its own besides.
    """
    names = [alias(definition.kind, prefix)]
    numbered = definition.kind == "changes"
    if numbered:
        names.append(generation_alias(generation, prefix))
    return {
        "index": definition.index_name(prefix, generation if numbered else None),
        "settings": definition.settings,
        "mappings": definition.mappings,
        "aliases": {name: {} for name in names},
    }


def _create(client: Elasticsearch, definition: Definition, prefix: str) -> str:
    arguments = creation(definition, prefix)
    client.indices.create(**arguments)
    return str(arguments["index"])


def _begin_feed(client: Elasticsearch, prefix: str) -> None:
    """Set the mark before the first record, unless there is one."""
    name = alias("mark", prefix)
    if not client.exists(index=name, id=MARK_ID):
        mark = Mark(feed=uuid.uuid4().hex, generation=1, seq=NOTHING, oldest=1)
        client.index(
            index=name,
            id=MARK_ID,
            document=mark.model_dump(mode="json"),
            op_type="create",
            require_alias=True,
        )


def _require_replace(status: IndexStatus, replace: bool) -> None:
    if replace:
        return
    if status.kind == "changes":
        raise OutdatedIndexError(
            f"{status.index} was made by another version; `openings index rotate` begins a new"
            " generation of the change feed and keeps what there is"
        )
    raise OutdatedIndexError(
        f"{status.alias} leads to {status.index}, which was made by another version;"
        " `openings index migrate` rebuilds it beside and swaps"
    )


def _status(client: Elasticsearch, definition: Definition, prefix: str) -> IndexStatus:
    name = alias(definition.kind, prefix)
    try:
        indices = list(client.indices.get_alias(name=name))
    except NotFoundError:
        return IndexStatus(definition.kind, name, None, current=False, documents=None)
    count = int(client.count(index=name)["count"])
    return IndexStatus(
        definition.kind, name, ", ".join(indices), _is_current(definition, indices, prefix), count
    )


def _is_current(definition: Definition, indices: list[str], prefix: str) -> bool:
    """Whether what is written now is written to an index of this definition."""
    names = sorted(map(IndexName.parse, indices), key=lambda name: name.generation or 0)
    newest = names[-1].generation
    if definition.kind != "changes":
        return indices == [definition.index_name(prefix)]
    return str(names[-1]) == definition.index_name(prefix, newest)
