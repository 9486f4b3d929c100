"""The write path: from job postings to documents in Elasticsearch."""
