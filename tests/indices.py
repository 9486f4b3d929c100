"""Our indices under a prefix of their own, for one test or one module."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from crawler.index.indices import create_indices


@contextmanager
def own_indices(url: str) -> Iterator[str]:
    """Create the indices and give their prefix; they are deleted afterwards, with all generations
    that were begun meanwhile."""
    prefix = f"openings-test-{secrets.token_hex(4)}"
    with Elasticsearch(url) as client:
        create_indices(client, prefix)
        try:
            yield prefix
        finally:
            client.indices.delete(index=list(client.indices.get(index=f"{prefix}-*")))
