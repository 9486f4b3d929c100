"""Create our indices and say how they stand. The only place that creates any."""

from dataclasses import dataclass

from elasticsearch import Elasticsearch, NotFoundError

from mappings.definitions import KINDS, Definition, load
from mappings.names import alias


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
    created = []
    for kind in KINDS:
        definition = load(kind)
        status = _status(client, definition, prefix)
        if status.index is not None and (replace or not status.current):
            _require_replace(status, replace)
            client.indices.delete(index=status.index)
        elif status.current:
            continue
        created.append(_create(client, definition, prefix))
    return created


def _create(client: Elasticsearch, definition: Definition, prefix: str) -> str:
    name = definition.index_name(prefix)
    client.indices.create(
        index=name,
        settings=definition.settings,
        mappings=definition.mappings,
        aliases={alias(definition.kind, prefix): {"is_write_index": True}},
    )
    return name


def _require_replace(status: IndexStatus, replace: bool) -> None:
    if not replace:
        raise OutdatedIndexError(
            f"{status.alias} leads to {status.index}, which was made by another version;"
            " `openings index create --replace` deletes it and starts anew (crawl again after it)"
        )


def _status(client: Elasticsearch, definition: Definition, prefix: str) -> IndexStatus:
    name = alias(definition.kind, prefix)
    try:
        indices = list(client.indices.get_alias(name=name))
    except NotFoundError:
        return IndexStatus(definition.kind, name, None, current=False, documents=None)
    count = int(client.count(index=name)["count"])
    current = indices == [definition.index_name(prefix)]
    return IndexStatus(definition.kind, name, ", ".join(indices), current, count)
