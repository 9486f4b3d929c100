"""Real Elasticsearch nodes for the tests: one for the whole run, started when first needed."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from openings.elastic import NodeOptions, Security, User, running_node, temporary_data

_HEAP = "512m"
READ_ONLY_ROLE = {"indices": [{"names": ["openings-*"], "privileges": ["read"]}]}


@dataclass(frozen=True)
class SecureElasticsearch:
    """A node with security on; each user is a pair of name and password."""

    url: str
    superuser: tuple[str, str]
    reader: tuple[str, str]
    """May read the indices and aliases `openings-*`, and nothing else."""


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """Address of a node without security: `OPENINGS_ELASTICSEARCH_URL`, or one for this run."""
    given = os.environ.get("OPENINGS_ELASTICSEARCH_URL")
    if given:
        yield given
        return
    with temporary_data() as data, running_node(NodeOptions(data=data, heap=_HEAP)) as node:
        yield node.url


@pytest.fixture(scope="session")
def secure_elasticsearch() -> Iterator[SecureElasticsearch]:
    """Give a node with security on, a superuser and a user who may only read."""
    superuser, reader = ("admin", secrets.token_hex()), ("reader", secrets.token_hex())
    security = Security(
        users={
            superuser[0]: User(superuser[1], "superuser"),
            reader[0]: User(reader[1], "openings-reader"),
        },
        roles={"openings-reader": READ_ONLY_ROLE},
    )
    with temporary_data() as data:
        options = NodeOptions(data=data, heap=_HEAP, security=security)
        with running_node(options) as node:
            yield SecureElasticsearch(node.url, superuser, reader)
