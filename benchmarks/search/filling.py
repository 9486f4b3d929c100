"""The index of a benchmark: made once, filled in parts, kept between runs."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch, helpers

from benchmarks.search.corpus import documents
from crawler.index.indices import create_indices
from mappings.names import alias

_PART = 10_000


def prefix_of(size: int) -> str:
    """The prefix of the indices with so many postings."""
    return f"bench-{size}"


def fill(url: str, size: int) -> float:
    """Index `size` postings, those that are missing; give the seconds that it took."""
    started = datetime.now(UTC)
    prefix = prefix_of(size)
    with Elasticsearch(url, request_timeout=120) as client:
        if not client.indices.exists_alias(name=alias("jobs", prefix)):
            create_indices(client, prefix)
        client.indices.refresh(index=alias("jobs", prefix))
        have = int(client.count(index=alias("jobs", prefix))["count"])
        parts = [(url, prefix, at, min(at + _PART, size)) for at in range(have, size, _PART)]
        if parts:
            with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
                for done, _ in enumerate(pool.map(_index, parts), 1):
                    print(f"\r  indexed {min(have + done * _PART, size):,}", end="", flush=True)
            client.indices.refresh(index=alias("jobs", prefix))
            client.indices.forcemerge(index=alias("jobs", prefix), max_num_segments=8)
            print()
    return (datetime.now(UTC) - started).total_seconds()


def _index(part: tuple[str, str, int, int]) -> None:
    url, prefix, first, last = part
    with Elasticsearch(url, request_timeout=120) as client:
        for _ in helpers.parallel_bulk(client, _actions(prefix, first, last), thread_count=2):
            pass


def _actions(prefix: str, first: int, last: int) -> Iterator[dict[str, Any]]:
    name = alias("jobs", prefix)
    for document in documents(first, last):
        yield {"_index": name, "_id": document["id"], "_source": document}
