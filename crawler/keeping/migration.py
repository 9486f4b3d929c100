"""Rebuild an index beside the one that serves, and swap: no search finds less meanwhile, no write
is lost.

1. Create the next index behind an alias of its own (`openings-jobs-next`), under which it is
   written, so that no write ever creates an index.
2. Copy every document in the order of its sequence number, then what was written meanwhile, until
   little is left. A document that is written again gets a higher number, so none is passed by.
3. Block writes on the old index; whoever writes waits. Copy the last ones, delete what was deleted.
4. Compare the counts, then move the aliases in one call: the name leads to the new index, and
   `openings-jobs-previous` to the old one, which is kept for a roll-back (with its block).

Whatever fails before the swap leaves the old index serving, unblocked; the next run begins anew.
Postings are written with their versions, so that copying twice, or late, changes nothing.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from elasticsearch import AsyncElasticsearch, NotFoundError

from crawler.keeping.copying import Copied, Copy, MigrationError, OnCopied
from mappings.definitions import KINDS, Definition, load
from mappings.names import alias

MIGRATED = tuple(kind for kind in KINDS if kind != "changes")
"""The kinds that are rebuilt. Of the change feed, a new generation is begun instead."""

_FEW = 200
_MOST_PASSES = 10


@dataclass(frozen=True, slots=True)
class Migrated:
    """A kind's name leads to the index `new` now, and led to `old`."""

    kind: str
    old: str
    new: str
    documents: int
    dropped: tuple[str, ...]
    """Fields that the new index has no place for, and that some document had a value in."""


class Migration:
    """Rebuilds indices. Needs the privilege `manage` on them; one at a time.

    Raises `IndexUnavailableError` where Elasticsearch stays out of reach for `patience` seconds.
    """

    def __init__(
        self, client: AsyncElasticsearch, prefix: str, *, patience: float, copied: OnCopied
    ) -> None:
        self._client = client
        self._prefix = prefix
        self._patience = patience
        self._copied = copied

    async def outdated(self) -> list[str]:
        """The kinds whose name leads to an index of another definition than this version's."""
        wanted = {kind: load(kind).index_name(self._prefix) for kind in MIGRATED}
        held = {kind: await self._behind(alias(kind, self._prefix)) for kind in MIGRATED}
        return [kind for kind in MIGRATED if held[kind] and held[kind] != [wanted[kind]]]

    async def replaced(self) -> list[str]:
        """The kinds of which a replaced index is kept."""
        return [kind for kind in MIGRATED if await self._behind(self._previous(kind))]

    async def documents(self, kind: str) -> int:
        """How many documents there are to copy, about."""
        return int((await self._client.count(index=alias(kind, self._prefix)))["count"])

    async def migrate(self, kind: str) -> Migrated:
        """Rebuild a kind by this version's definition. Raises `MigrationError`."""
        definition = load(kind)
        old, new = await self._old(kind), definition.index_name(self._prefix)
        if old == new:
            raise MigrationError(f"{alias(kind, self._prefix)} leads to {new}, which is current")
        await self._discard_unfinished(kind)
        if new in await self._behind(self._previous(kind)):
            await self._name_next(kind, new)
        else:
            await self._create(definition, new)
        return await self._replace(kind, old, new)

    async def roll_back(self, kind: str) -> Migrated:
        """Lead the name back to the index that a migration replaced, with all written since.

        What that index has no field for is left out. Raises `MigrationError`.
        """
        previous = await self._behind(self._previous(kind))
        if len(previous) != 1:
            raise MigrationError(f"of {kind} there is no replaced index to go back to")
        await self._discard_unfinished(kind)
        await self._name_next(kind, previous[0])
        return await self._replace(kind, await self._old(kind), previous[0])

    async def drop_replaced(self) -> list[str]:
        """Delete the indices that are kept for a roll-back; return their names."""
        held = [await self._behind(self._previous(kind)) for kind in MIGRATED]
        names = [name for names in held for name in names]
        if names:
            await self._client.indices.delete(index=names)
        return names

    async def _replace(self, kind: str, old: str, new: str) -> Migrated:
        try:
            return await self._copy_and_swap(kind, old, new)
        except BaseException:
            await self._discard_unfinished(kind)
            raise

    async def _copy_and_swap(self, kind: str, old: str, new: str) -> Migrated:
        copy = Copy(self._client, self._patience, Copied(kind, old, self._next(kind)))
        # An earlier run may have been killed with the block set.
        await self._unblock(old)
        await self._unblock(new)
        for _ in range(_MOST_PASSES):
            if await copy.go_on(self._copied) <= _FEW:
                break
        async with self._blocked(old):
            await copy.go_on(self._copied)
            await copy.delete_surplus()
            count = await copy.require_equal()
            await self._swap(kind, old, new)
        return Migrated(kind, old, new, count, tuple(sorted(copy.dropped)))

    async def _create(self, definition: Definition, name: str) -> None:
        await self._client.indices.create(
            index=name,
            settings=definition.settings,
            mappings=definition.mappings,
            aliases={self._next(definition.kind): {}},
        )

    async def _name_next(self, kind: str, index: str) -> None:
        await self._client.indices.put_alias(index=index, name=self._next(kind))

    async def _discard_unfinished(self, kind: str) -> None:
        """Delete what an interrupted migration left; what serves, or served, stays."""
        name = self._next(kind)
        kept = await self._behind(self._previous(kind))
        for index in await self._behind(name):
            if index in kept or index in await self._behind(alias(kind, self._prefix)):
                await self._client.indices.delete_alias(index=index, name=name)
            else:
                await self._client.indices.delete(index=index)

    @asynccontextmanager
    async def _blocked(self, index: str) -> AsyncIterator[None]:
        """Writes wait; if all goes well, for good: by then they go elsewhere."""
        await self._client.indices.add_block(index=index, block="write")
        try:
            yield
        except BaseException:
            await self._unblock(index)
            raise

    async def _unblock(self, index: str) -> None:
        await self._client.indices.put_settings(index=index, settings={"index.blocks.write": None})

    async def _swap(self, kind: str, old: str, new: str) -> None:
        """Move the names, all at once or none. An older replaced index is not kept."""
        name, previous = alias(kind, self._prefix), self._previous(kind)
        gone = [one for one in await self._behind(previous) if one not in (old, new)]
        actions: list[dict[str, Any]] = [
            {"remove": {"index": old, "alias": name, "must_exist": True}},
            {"add": {"index": new, "alias": name}},
            {"remove": {"index": new, "alias": self._next(kind), "must_exist": True}},
            {"remove": {"index": new, "alias": previous, "must_exist": False}},
            {"add": {"index": old, "alias": previous}},
            *({"remove_index": {"index": one}} for one in gone),
        ]
        await self._client.indices.update_aliases(actions=actions)

    async def _old(self, kind: str) -> str:
        held = await self._behind(alias(kind, self._prefix))
        if len(held) != 1:
            raise MigrationError(
                f"{alias(kind, self._prefix)} leads to {len(held)} indices and must lead to one;"
                " `openings index status` shows what there is"
            )
        return held[0]

    async def _behind(self, name: str) -> list[str]:
        try:
            return sorted(await self._client.indices.get_alias(name=name))
        except NotFoundError:
            return []

    def _next(self, kind: str) -> str:
        return f"{alias(kind, self._prefix)}-next"

    def _previous(self, kind: str) -> str:
        return f"{alias(kind, self._prefix)}-previous"
