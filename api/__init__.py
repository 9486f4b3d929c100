"""The read side: a public, read-only HTTP API over the index."""
