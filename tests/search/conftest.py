"""Indices for the tests of the search."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from elasticsearch import Elasticsearch

from tests.search.searching import SearchedIndex, searched_index

TitleIndex = Callable[[tuple[str, ...]], SearchedIndex]


@pytest.fixture(scope="session")
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as client:
        yield client


@pytest.fixture
def index(client: Elasticsearch) -> Iterator[SearchedIndex]:
    """An empty index."""
    with searched_index(client) as index:
        yield index


@pytest.fixture(scope="session")
def titled(client: Elasticsearch) -> Iterator[TitleIndex]:
    """Give an index of postings with these titles; the same titles share one."""
    indices: dict[tuple[str, ...], SearchedIndex] = {}
    with ExitStack() as stack:

        def of_titles(titles: tuple[str, ...]) -> SearchedIndex:
            if titles not in indices:
                indices[titles] = stack.enter_context(searched_index(client, titles))
            return indices[titles]

        yield of_titles
