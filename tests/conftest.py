"""Fixtures that every test may ask for."""

import os

from tests.elastic_fixtures import elasticsearch_url, secure_elasticsearch

__all__ = ["elasticsearch_url", "secure_elasticsearch"]

# Tests over real recordings exist only where these are at hand; nothing is skipped.
collect_ignore = [] if os.environ.get("OPENINGS_SAMPLES") else ["samples"]
