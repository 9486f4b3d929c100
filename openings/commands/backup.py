"""`openings backup` and `openings restore`: all indices as files, and back."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from crawler.index.indices import create_indices
from crawler.keeping.backup import Backup
from crawler.keeping.backup_files import BackupFolder, Manifest
from crawler.keeping.restore import Restore
from crawler.settings import CrawlSettings
from openings.console import print_json, say
from openings.progress import course
from openings.where import connected, located, require_indices

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.")],
    as_json: Json = False,
) -> None:
    """Write postings, changes, raw payloads and the ledger to files, while crawls go on.

    The files are compressed JSON lines, on any cluster. What a restore makes of them is the index
    as it was at one moment. Keep a backup as long as you keep what it holds: what is erased later
    is in it still.
    """
    settings = located(CrawlSettings)
    require_indices(settings)
    manifest = asyncio.run(_backup(settings, BackupFolder(folder)))
    _tell(manifest, f"is backed up in {folder}", as_json=as_json)


def restore(
    folder: Annotated[Path, typer.Argument(help="The folder of a backup.", exists=True)],
    as_json: Json = False,
) -> None:
    """Restore a backup into empty indices, which are created where they are missing.

    Into those of another OPENINGS_INDEX_PREFIX, or after `openings index create --replace`. The
    change feed goes on from the backup, as a new feed: cursors of before are answered 410. What
    was suppressed after the backup has to be suppressed again.
    """
    settings = located(CrawlSettings)
    source = BackupFolder(folder)
    manifest = source.manifest()
    with connected(settings) as client:
        create_indices(client, settings.index_prefix)
    asyncio.run(_restore(settings, source, manifest))
    _tell(manifest, f"is restored as {settings.index_prefix}", as_json=as_json)


async def _backup(settings: CrawlSettings, folder: BackupFolder) -> Manifest:
    prefix, patience = settings.index_prefix, settings.patience
    async with settings.connection().async_client() as client:
        total = await Backup(client, prefix, patience=patience, done=_nobody).documents()
        with course("documents", total) as shown:
            work = Backup(client, prefix, patience=patience, done=shown.advance)
            return await work.make(folder)


async def _restore(settings: CrawlSettings, folder: BackupFolder, manifest: Manifest) -> None:
    total = sum(file.documents for file in manifest.files.values())
    async with settings.connection().async_client() as client:
        with course("documents", total) as shown:
            prefix, patience = settings.index_prefix, settings.patience
            work = Restore(client, prefix, patience=patience, done=shown.advance)
            await work.run(folder, manifest)


def _nobody(_: int) -> None:
    """Tell nobody."""


def _tell(manifest: Manifest, what: str, *, as_json: bool) -> None:
    counts = {name: file.documents for name, file in manifest.files.items()}
    if as_json:
        print_json({"made_at": manifest.made_at.isoformat(), "documents": counts})
    else:
        listed = ", ".join(f"{count:,} of {name}" for name, count in counts.items())
        say(f"{manifest.prefix} {what}: {listed}")
