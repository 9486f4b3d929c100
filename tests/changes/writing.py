"""Commit postings in tests."""

from datetime import UTC, datetime
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.commit import Committer
from crawler.index.feed import Feed
from crawler.index.intent import Result
from crawler.index.lifecycle import Listed
from crawler.index.postings import Postings
from crawler.index.publisher import Publisher
from mappings.posting import JobPosting, PostingContent
from reference.vocabularies import ChangeCause

PATIENCE = 20.0


def listed(posting: JobPosting, at: datetime | None = None) -> Listed:
    """The intent of a crawl that finds the posting listed."""
    content = {name: getattr(posting, name) for name in PostingContent.model_fields}
    return Listed(PostingContent(**content), at or datetime.now(UTC))


async def commit(
    client: AsyncElasticsearch,
    prefix: str,
    *postings: JobPosting,
    patience: float = PATIENCE,
    **options: Any,
) -> list[Result]:
    origin: dict[str, Any] = {"cause": ChangeCause.CRAWL, "run": None, "baseline": False}
    committer = Committer(client, prefix, patience=patience)
    return await committer.commit([listed(posting) for posting in postings], **origin | options)


def publisher(client: AsyncElasticsearch, prefix: str) -> Publisher:
    return Publisher(Feed(client, prefix, PATIENCE), Postings(client, prefix, PATIENCE))
