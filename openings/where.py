"""Which Elasticsearch a command works with, checked before it starts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from elasticsearch import Elasticsearch

from crawler.index.indices import index_status
from mappings.client import require_supported
from mappings.settings import IndexSettings
from openings.elastic import node_status
from openings.errors import CommandError

URL_VARIABLE = "OPENINGS_ELASTICSEARCH_URL"
S = TypeVar("S", bound=IndexSettings)


def located(kind: type[S]) -> S:
    """Settings that lead to an Elasticsearch: the one that is named, else the local node.

    Raises `CommandError` where there is neither.
    """
    settings = located_or_none(kind)
    if settings is None:
        raise CommandError(
            "no Elasticsearch: start the local one with `openings elastic start`,"
            f" or name another one in {URL_VARIABLE}"
        )
    return settings


def located_or_none(kind: type[S]) -> S | None:
    """The same; None where there is neither."""
    if os.environ.get(URL_VARIABLE):
        return kind()
    node = node_status()
    return None if node is None else kind(elasticsearch_url=node.url)


@contextmanager
def connected(settings: IndexSettings) -> Iterator[Elasticsearch]:
    """A client of an Elasticsearch that answers and has the version that is needed."""
    client = settings.connection().client()
    try:
        require_supported(client)
        yield client
    finally:
        client.close()


def require_indices(settings: IndexSettings) -> None:
    """Raise `CommandError` where an index is missing: no write ever creates one."""
    with connected(settings) as client:
        missing = [s.alias for s in index_status(client, settings.index_prefix) if s.missing]
    if missing:
        raise CommandError(
            f"there is no index {' and no '.join(missing)}; create it with `openings index create`"
        )
