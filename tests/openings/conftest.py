"""The command line against the real node, each module with indices of its own."""

from functools import partial

import pytest

from tests.command import openings
from tests.indices import own_indices


@pytest.fixture(scope="module")
def prefix(elasticsearch_url):
    with own_indices(elasticsearch_url) as prefix:
        yield prefix


@pytest.fixture
def run(elasticsearch_url, prefix):
    """Run a command with that node and those indices."""
    return partial(
        openings,
        OPENINGS_ELASTICSEARCH_URL=elasticsearch_url,
        OPENINGS_INDEX_PREFIX=prefix,
    )
