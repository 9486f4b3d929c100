"""Bulk requests in which every item has a fate, and what is only too busy is sent again.

https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.patience import TooBusyError, patiently

_CONFLICT = 409
# Too many requests, the disk's watermark included; and a shard that is not there yet.
_TOO_BUSY = frozenset({429, 503})
# Of each item no more than this is looked at: the rest would be most of what is answered.
_TOLD = ("items.*.status", "items.*.error")


@dataclass(frozen=True, slots=True)
class Operation:
    """One action of a bulk request, such as {"index": {...}}, and its document if it has one."""

    action: Mapping[str, Any]
    document: Any = None

    def lines(self) -> tuple[Any, ...]:
        """Its one or two lines."""
        return (self.action,) if self.document is None else (self.action, self.document)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an operation: an HTTP status, and the error of Elasticsearch if it failed."""

    status: int
    error: Mapping[str, Any] | None = None

    @property
    def conflicts(self) -> bool:
        """Whether that document, or that version of it, was there already."""
        return self.status == _CONFLICT

    @property
    def blocked(self) -> bool:
        """Whether the index takes no writes now."""
        return self.error is not None and self.error["type"] == "cluster_block_exception"

    @property
    def shut(self) -> bool:
        """Whether the alias is not one to write through any more."""
        return self.error is not None and "is_write_index" in (self.error.get("reason") or "")

    @property
    def missing(self) -> bool:
        """Whether there is no such index, or nothing but an index of the alias's name."""
        return self.error is not None and self.error["type"] == "index_not_found_exception"

    @property
    def reason(self) -> str:
        """What Elasticsearch says of it."""
        error = self.error or {}
        cause = error.get("caused_by") or error
        return f"{error.get('type')}: {cause.get('reason') or error.get('reason')}"


async def send(
    client: AsyncElasticsearch,
    operations: Sequence[Operation],
    patience: float,
    *,
    until_unblocked: bool = False,
) -> list[Fate]:
    """Do the operations, in one request if all goes well; give the fate of each.

    The alias is required to exist (`require_alias`), so that a write never creates an index. An
    index that takes no writes is waited for only where `until_unblocked` says so.
    Raises `IndexUnavailableError` when Elasticsearch stays out of reach or too busy.
    """
    fates: list[Fate | None] = [None] * len(operations)

    async def attempt() -> None:
        waiting = [place for place, fate in enumerate(fates) if fate is None]
        lines = [line for place in waiting for line in operations[place].lines()]
        reason = ""
        answer = await client.bulk(operations=lines, require_alias=True, filter_path=_TOLD)
        for place, item in zip(waiting, answer["items"], strict=True):
            (result,) = item.values()
            fate = Fate(result["status"], result.get("error"))
            if fate.status not in _TOO_BUSY and not (until_unblocked and fate.blocked):
                fates[place] = fate
            else:
                reason = fate.reason
        if None in fates:
            raise TooBusyError(f"did not take {fates.count(None)} documents of a batch: {reason}")

    if operations:
        await patiently(attempt, patience)
    return [fate for fate in fates if fate is not None]
