"""One set of indices for a module, and an employer of its own in them for each test."""

import secrets
from dataclasses import replace

import pytest

from tests.groups.grouped import Catalogue
from tests.indices import own_indices


@pytest.fixture(scope="module")
def grouped(elasticsearch_url):
    """Indices over which a pass has gone."""
    with own_indices(elasticsearch_url) as prefix:
        catalogue = Catalogue(elasticsearch_url, prefix, "nobody")
        assert catalogue.group().everything
        yield catalogue


@pytest.fixture
def catalogue(grouped):
    return replace(grouped, employer=f"acme{secrets.token_hex(4)}")
