"""What is not to be stored: the index `suppressions` as every writer asks it, by id and so at once.

Whoever suppresses writes the suppression first and looks for postings after; whoever writes a
posting asks for suppressions after. So one of the two sees the other, whichever comes first.
"""

from collections.abc import Collection, Iterable

from elasticsearch import AsyncElasticsearch

from crawler.index.patience import patiently
from crawler.index.postings import documents
from mappings.change import ChangeRecord
from mappings.names import alias
from mappings.raw import RawRecord
from mappings.suppression import SuppressedKind, Suppression, Target
from reference.vocabularies import ChangeKind

_MOST = 10_000


class Suppressions:
    """Reads and writes them; waits as long as `patience` (seconds) says."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, patience: float) -> None:
        self._client = client
        self._alias = alias("suppressions", prefix)
        self._patience = patience

    async def among(self, targets: Collection[Target]) -> frozenset[Target]:
        """Those of the targets that are suppressed at this moment."""
        keys = {target.key: target for target in targets}
        found = await patiently(
            lambda: documents(self._client, self._alias, keys, source=False), self._patience
        )
        return frozenset(keys[key] for key in found)

    async def all(self) -> list[Suppression]:
        """All of them, the oldest first. Raises `ValueError` where they are more than 10,000."""
        await patiently(lambda: self._client.indices.refresh(index=self._alias), self._patience)
        answer = await patiently(
            lambda: self._client.search(
                index=self._alias, size=_MOST, sort=[{"time": "asc"}], track_total_hits=True
            ),
            self._patience,
        )
        if answer["hits"]["total"]["value"] > _MOST:
            raise ValueError(f"there are more than {_MOST:,} suppressions")
        return [Suppression.model_validate(hit["_source"]) for hit in answer["hits"]["hits"]]

    async def add(self, suppression: Suppression) -> None:
        """Suppress something from now on; the reason of one that is there already is replaced."""
        await patiently(
            lambda: self._client.index(
                index=self._alias,
                id=suppression.target.key,
                document=suppression.model_dump(mode="json"),
                require_alias=True,
            ),
            self._patience,
        )

    async def remove(self, target: Target) -> bool:
        """Allow something again; False where it was not suppressed."""
        key = target.key
        if not await self.among([target]):
            return False
        await patiently(
            lambda: self._client.options(ignore_status=404).delete(index=self._alias, id=key),
            self._patience,
        )
        return True

    async def of_records(self, records: Iterable[ChangeRecord]) -> frozenset[str]:
        """The postings that the records would bring, or bring on, though they are suppressed."""
        named = {record.posting: record_targets(record) for record in records}
        return await self._struck(named)

    async def of_raw(self, records: Iterable[RawRecord]) -> frozenset[str]:
        """The postings of which payloads are kept though they are suppressed."""
        return await self._struck(
            {r.id: targets_of(r.id, r.board, filter(None, [r.company])) for r in records}
        )

    async def _struck(self, named: dict[str, frozenset[Target]]) -> frozenset[str]:
        suppressed = await self.among(frozenset().union(*named.values()))
        return frozenset(name for name, targets in named.items() if targets & suppressed)


def targets_of(posting: str, board: str, companies: Iterable[str]) -> frozenset[Target]:
    """Everything by which a posting may be suppressed; `companies`: its company's id and domain."""
    return frozenset(
        {
            Target(SuppressedKind.POSTING, posting),
            Target(SuppressedKind.BOARD, board),
            *(Target(SuppressedKind.COMPANY, one) for one in companies),
        }
    )


def record_targets(record: ChangeRecord) -> frozenset[Target]:
    """Everything by which what a record makes may be suppressed; nothing of an erasure."""
    if record.kind is ChangeKind.ERASED:
        return frozenset()
    company = record.company
    named = filter(None, [company.id, company.domain]) if company is not None else ()
    return targets_of(record.posting, record.board, named)
