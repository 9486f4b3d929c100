"""Data that the crawler and the API both need: vocabularies, places, money, synonyms.

A leaf package: it imports nothing of ours and anyone may import it.
"""
