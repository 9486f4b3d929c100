"""Rebuild indices with progress shown."""

from collections.abc import Sequence

from elasticsearch import AsyncElasticsearch

from crawler.keeping.copying import OnCopied
from crawler.keeping.migration import Migrated, Migration
from crawler.settings import CrawlSettings
from openings.progress import course


async def migrate(settings: CrawlSettings, kinds: Sequence[str]) -> list[Migrated]:
    """Rebuild kinds, or all that are outdated where none is named."""
    async with settings.connection().async_client() as client:
        wanted = kinds or await _migration(client, settings).outdated()
        return [await _one(client, settings, kind, back=False) for kind in wanted]


async def roll_back(settings: CrawlSettings, kinds: Sequence[str]) -> list[Migrated]:
    """Lead the names of kinds back to the indices that were replaced last."""
    async with settings.connection().async_client() as client:
        wanted = kinds or await _migration(client, settings).replaced()
        return [await _one(client, settings, kind, back=True) for kind in wanted]


async def drop_replaced(settings: CrawlSettings) -> list[str]:
    """Delete the indices that were replaced; return their names."""
    async with settings.connection().async_client() as client:
        return await _migration(client, settings).drop_replaced()


async def _one(
    client: AsyncElasticsearch, settings: CrawlSettings, kind: str, *, back: bool
) -> Migrated:
    total = await _migration(client, settings).documents(kind)
    with course(f"documents of {kind}", total) as shown:
        migration = _migration(client, settings, shown.advance)
        return await (migration.roll_back(kind) if back else migration.migrate(kind))


def _migration(
    client: AsyncElasticsearch, settings: CrawlSettings, copied: OnCopied = lambda _: None
) -> Migration:
    prefix, patience = settings.index_prefix, settings.patience
    return Migration(client, prefix, patience=patience, copied=copied)
