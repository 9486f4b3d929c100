"""Tests of the local Elasticsearch."""
