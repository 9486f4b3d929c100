"""Fixtures that every test may ask for."""

from tests.elastic_fixtures import elasticsearch_url, secure_elasticsearch

__all__ = ["elasticsearch_url", "secure_elasticsearch"]
