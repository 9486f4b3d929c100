"""How fast searches are over a million postings, through the API and straight at Elasticsearch."""
