"""A node with security on: who may do what."""

from collections.abc import Callable

import pytest
from elasticsearch import AuthenticationException, AuthorizationException, Elasticsearch

from tests.elastic_fixtures import SecureElasticsearch


def test_a_reader_may_read_the_named_indices_and_nothing_else(
    secure_elasticsearch: SecureElasticsearch,
) -> None:
    node = secure_elasticsearch
    with Elasticsearch(node.url, basic_auth=node.superuser) as client:
        client.indices.create(index="openings-secured-1", aliases={"openings-secured": {}})
        client.index(index="openings-secured", id="1", document={"n": 1}, refresh=True)
        client.indices.create(index="private")
    with Elasticsearch(node.url, basic_auth=node.reader) as client:
        assert client.count(index="openings-secured")["count"] == 1
        assert client.get(index="openings-secured", id="1")["_source"] == {"n": 1}
        point = client.open_point_in_time(index="openings-secured", keep_alive="1m")
        client.close_point_in_time(id=point["id"])
        forbidden: list[Callable[[], object]] = [
            client.info,
            client.cluster.health,
            lambda: client.indices.stats(index="openings-secured"),
            lambda: client.indices.refresh(index="openings-secured"),
            lambda: client.index(index="openings-secured", document={"n": 2}),
            lambda: client.count(index="private"),
        ]
        for request in forbidden:
            with pytest.raises(AuthorizationException):
                request()
    with Elasticsearch(node.url, basic_auth=node.superuser) as client:
        client.indices.delete(index=["openings-secured-1", "private"])


@pytest.mark.parametrize("user", [None, ("reader", "wrong"), ("elastic", "changeme")])
def test_nobody_else_gets_in(
    user: tuple[str, str] | None, secure_elasticsearch: SecureElasticsearch
) -> None:
    with (
        Elasticsearch(secure_elasticsearch.url, basic_auth=user) as client,
        pytest.raises(AuthenticationException),
    ):
        client.count(index="openings-secured")
