"""Nothing in a private network is ever asked, over real HTTP and real resolution of names."""

import socket

import pytest

from crawler.web.public_hosts import is_public
from tests.fake_server import Answer, fake_server
from tests.politeness.crawling import crawl_fake, host


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "2002:a9fe:a9fe::1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1",
    ],
)  # fmt: skip
def test_private_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "93.184.216.34",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
    ],
)
def test_public_addresses(address):
    assert is_public(address)


@pytest.fixture
def server():
    with fake_server() as server:
        yield server


@pytest.mark.parametrize("private", ["127.0.0.1", "localhost", "2130706433", "127.1"])
def test_a_redirect_into_a_private_network_is_not_followed(server, private):
    target = f"http://{private}:{server.port}/secret"
    row = {"id": "A", "title": "A", "detail": "/detail"}
    server.on(host("evil"), "/jobs", Answer({"rows": [row]}))
    server.on(host("evil"), "/detail", Answer(status=302, headers={"Location": target}))

    crawled = crawl_fake(server, ["evil"])

    assert "never asked" in crawled.evidence("evil")
    assert {arrival.host for arrival in server.arrivals} == {host("evil")}
    assert crawled.titles == []


def test_the_names_of_this_machine_are_private(server):
    name = socket.gethostname()
    server.on(host("evil"), "/jobs", Answer({"rows": [{"id": "A", "title": "A", "detail": "/d"}]}))
    target = f"http://{name}:{server.port}/secret"
    server.on(host("evil"), "/d", Answer(status=302, headers={"Location": target}))

    crawl_fake(server, ["evil"])

    assert {arrival.host for arrival in server.arrivals} == {host("evil")}
