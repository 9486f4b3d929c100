"""The command line, and the local Elasticsearch node."""
