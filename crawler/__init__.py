"""The write side: public job boards to normalised job postings in Elasticsearch."""
