"""The API, asked over HTTP, with a real Elasticsearch behind it."""
