"""A web, an index and a registry for each test."""

import pytest
from elasticsearch import Elasticsearch

from tests.fake_server import fake_server
from tests.indices import own_indices
from tests.running.crawlers import Running, all_ended


@pytest.fixture
def running(elasticsearch_url, tmp_path):
    with (
        own_indices(elasticsearch_url) as prefix,
        fake_server() as server,
        Elasticsearch(elasticsearch_url) as client,
        all_ended(Running(server, elasticsearch_url, prefix, client, tmp_path)) as running,
    ):
        yield running
