"""The index `leases`: read by id, and written only over what was read.

https://www.elastic.co/docs/reference/elasticsearch/rest-apis/optimistic-concurrency-control
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.bulk import Fate
from crawler.index.patience import IndexFaultError
from crawler.index.postings import documents
from mappings.lease import Lease
from mappings.names import alias

_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Written:
    """A lease as it stands in the index, and what tells whether it is still the same."""

    lease: Lease
    seq_no: int
    primary_term: int


@dataclass(frozen=True, slots=True)
class Change:
    """A lease to be written over what was read, null where nothing was there."""

    lease: Lease
    over: Written | None


class LeaseIndex:
    """Raises what the client raises: whoever holds a lease must not wait for Elasticsearch."""

    def __init__(self, client: AsyncElasticsearch, prefix: str) -> None:
        self._client = client
        self._alias = alias("leases", prefix)

    async def read(self, hosts: Collection[str]) -> dict[str, Written]:
        """The leases of hosts as last written; what never was is left out."""
        found = await documents(self._client, self._alias, hosts)
        return {
            host: Written(
                Lease.model_validate(hit["_source"]), hit["_seq_no"], hit["_primary_term"]
            )
            for host, hit in found.items()
        }

    async def write(self, changes: Sequence[Change]) -> dict[str, Written]:
        """Write; those that are written, by host. What another process wrote since is left out.

        Raises `IndexFaultError` where the index refuses one.
        """
        if not changes:
            return {}
        lines = [line for change in changes for line in self._lines(change)]
        answer = await self._client.bulk(operations=lines, require_alias=True)
        written = {}
        for change, item in zip(changes, answer["items"], strict=True):
            (result,) = item.values()
            if "error" not in result:
                written[change.lease.host] = _written(change.lease, result)
            elif result["status"] != _CONFLICT:
                fate = Fate(result["status"], result["error"])
                raise IndexFaultError(
                    f"the lease of {change.lease.host} cannot be written: {fate.reason}"
                )
        return written

    def _lines(self, change: Change) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        target = {"_index": self._alias, "_id": change.lease.host}
        document = change.lease.model_dump(mode="json")
        if change.over is None:
            return {"create": target}, document
        over = {"if_seq_no": change.over.seq_no, "if_primary_term": change.over.primary_term}
        return {"index": target | over}, document


def _written(lease: Lease, result: Mapping[str, Any]) -> Written:
    return Written(lease, result["_seq_no"], result["_primary_term"])
