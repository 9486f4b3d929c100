"""Follow the change feed and print it, one JSON object a line."""

import asyncio
import json
import os
import sys
from pathlib import Path

from api.cursor import FeedCursors
from api.errors import UnavailableError
from api.feed import Batch, ChangeFeed
from api.feed_params import MAX_LIMIT, MAX_WAIT, NOW, FeedSelection
from api.gateway import Gateway
from api.settings import ApiSettings
from mappings.mark import Place
from openings.console import say


class Follower:
    """Prints the changes of a selection; keeps the cursor in a file, or says it at the end."""

    def __init__(
        self, settings: ApiSettings, selection: FeedSelection, cursor_file: Path | None
    ) -> None:
        assert settings.cursor_secret is not None
        self._settings = settings
        self._query = selection.query()
        self._cursors = FeedCursors(settings.cursor_secret.get_secret_value())
        self._file = cursor_file
        self._place: Place | None = None

    async def run(self, since: str | None, *, follow: bool) -> None:
        """Print from `since` on, to the end or for ever.

        Raises an `ApiError` for a cursor that is none or has expired, and where Elasticsearch does
        not answer; while following, it waits for Elasticsearch instead.
        """
        connection = self._settings.connection()
        gateway = Gateway(connection.async_client(), self._settings.view_lifetime)
        feed = ChangeFeed(gateway, self._settings.index_prefix)
        try:
            await self._begin(feed, since)
            while True:
                batch = await self._next(feed, follow=follow)
                self._print(batch)
                if batch.up_to_date and not follow:
                    return
        except BrokenPipeError:
            # Whoever read along has enough; nothing more can be printed, not even at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        finally:
            await gateway.close()
            self._tell()

    async def _begin(self, feed: ChangeFeed, since: str | None) -> None:
        if since == NOW:
            self._place = await feed.end()
            self._keep()
        elif since is not None:
            self._place = self._cursors.read(since)

    async def _next(self, feed: ChangeFeed, *, follow: bool) -> Batch:
        while True:
            try:
                wait = MAX_WAIT if follow else 0
                return await feed.follow(self._query, self._place, MAX_LIMIT, wait)
            except UnavailableError as error:
                if not follow:
                    raise
                say(f"{error.detail} Trying again in {error.retry_after} s.")
                await asyncio.sleep(error.retry_after)

    def _print(self, batch: Batch) -> None:
        for change in batch.changes:
            sys.stdout.write(json.dumps(change, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        if batch.next != self._place:
            self._place = batch.next
            self._keep()

    def _keep(self) -> None:
        """Replace the file as a whole, so that it is never found half written."""
        if self._file is not None and self._place is not None:
            beside = self._file.with_name(f"{self._file.name}.new")
            beside.write_text(self._cursors.write(self._place) + "\n", encoding="ascii")
            beside.replace(self._file)

    def _tell(self) -> None:
        if self._file is None and self._place is not None:
            say(f"Go on with --since {self._cursors.write(self._place)}")
