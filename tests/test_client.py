"""The client that crawler, API and command line share: it names what answers, and gives up."""

import asyncio
import time

import pytest
from elasticsearch import ConnectionTimeout, Elasticsearch

from mappings.client import Connection, UnsupportedElasticsearchError, require_supported
from tests.api.faults import Proxy, answering

PRODUCT = {"X_Elastic_Product": "Elasticsearch"}


def test_elasticsearch_9_is_accepted(elasticsearch_url: str) -> None:
    with Connection(elasticsearch_url).client() as client:
        assert require_supported(client).startswith("9.")


@pytest.mark.parametrize(
    ("status", "content", "headers", "named"),
    [
        (200, {"version": {"number": "8.19.1"}}, PRODUCT, "8.19.1"),
        (200, {"version": {"number": "10.0.0"}}, PRODUCT, "10.0.0"),
        (200, {"version": {"number": "2.19.0"}}, {}, "another product or version"),
        (
            400,
            {"error": {"type": "media_type_header_exception"}},
            PRODUCT,
            "another product or version",
        ),
        (406, {"error": "Content-Type header is not supported"}, {}, "another product or version"),
    ],
)
def test_anything_else_is_named(
    status: int, content: object, headers: dict[str, str], named: str
) -> None:
    with (
        answering(status, content, **headers) as url,
        Connection(url).client() as client,
        pytest.raises(UnsupportedElasticsearchError) as caught,
    ):
        require_supported(client)
    assert str(caught.value) == f"Elasticsearch 9 is needed, {named} answered"


def test_a_silent_server_is_given_up_once(elasticsearch_url: str) -> None:
    proxy = Proxy(elasticsearch_url)
    proxy.stall()
    connection = Connection(proxy.url, timeout=0.3)
    started = time.monotonic()
    with connection.client() as client, pytest.raises(ConnectionTimeout):
        client.info()
    asyncio.run(_give_up(connection))
    assert time.monotonic() - started < 2
    proxy.restore()
    proxy.cut()


async def _give_up(connection: Connection) -> None:
    async with connection.async_client() as client:
        with pytest.raises(ConnectionTimeout):
            await client.info()


def test_secrets_are_not_printed() -> None:
    printed = repr(Connection("http://127.0.0.1:1", user="u", password="p4ss", api_key="k3y"))
    assert "p4ss" not in printed
    assert "k3y" not in printed


@pytest.mark.parametrize(
    ("connection", "header"),
    [
        (Connection("http://127.0.0.1:1", user="u", password="p"), "Basic dTpw"),
        (Connection("http://127.0.0.1:1", api_key="k"), "ApiKey k"),
    ],
)
def test_credentials_are_sent(connection: Connection, header: str) -> None:
    client: Elasticsearch = connection.client()
    assert client._headers["authorization"] == header
