"""A small catalogue behind a served API, shared by the tests that only read."""

from collections.abc import Iterator

import httpx
import pytest
from elasticsearch import Elasticsearch

from tests.api.catalogue import BOARDS, POSTINGS
from tests.api.serving import Index, new_index, served, settings_for


@pytest.fixture(scope="session")
def elasticsearch(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url, request_timeout=30) as client:
        yield client


@pytest.fixture
def index(elasticsearch: Elasticsearch) -> Iterator[Index]:
    """An empty index of this test alone."""
    with new_index(elasticsearch) as index:
        yield index


@pytest.fixture
def own_api(elasticsearch_url: str, index: Index) -> Iterator[httpx.Client]:
    """The API over `index`."""
    with served(settings_for(elasticsearch_url, index)) as client:
        yield client


@pytest.fixture(scope="session")
def catalogue(elasticsearch: Elasticsearch) -> Iterator[Index]:
    """The index of the catalogue; nobody writes to it."""
    with new_index(elasticsearch) as index:
        index.add(*POSTINGS)
        index.add_states(*BOARDS)
        yield index


@pytest.fixture(scope="session")
def api(elasticsearch_url: str, catalogue: Index) -> Iterator[httpx.Client]:
    """The API over the catalogue."""
    with served(settings_for(elasticsearch_url, catalogue)) as client:
        yield client
