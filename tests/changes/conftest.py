"""Indices of its own for each test of the change feed."""

import pytest

from tests.indices import own_indices


@pytest.fixture
def prefix(elasticsearch_url):
    with own_indices(elasticsearch_url) as prefix:
        yield prefix
