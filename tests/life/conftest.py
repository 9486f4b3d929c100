"""A web and an index for each test."""

import pytest
from elasticsearch import Elasticsearch

from tests.fake_server import fake_server
from tests.indices import own_indices
from tests.life.crawling import Life


@pytest.fixture
def life(elasticsearch_url):
    with (
        own_indices(elasticsearch_url) as prefix,
        fake_server() as server,
        Elasticsearch(elasticsearch_url) as client,
    ):
        yield Life(server, elasticsearch_url, prefix, client)
