"""Scrapy middleware: a board is looked up in the index before it is asked for. Thin glue."""

import asyncio
from typing import Self
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.index.board_index import BoardIndex
from crawler.index.publishing import FAULTS
from crawler.report import BoardRun
from crawler.shapes.base import CONDITIONAL_META
from crawler.web.answers import BoardError
from mappings.board import Validators

board_indices: WeakKeyDictionary[Crawler, BoardIndex] = WeakKeyDictionary()
"""The open index of each running crawler that has one."""

_GRACE_SECONDS = 1.0
"""So long a listing in one document waits. It is asked for in any case, and judged later."""


class LookUp:
    """Downloader middleware: tells a read what was known of its board, before its first request.

    Where that request is for the whole listing, it is asked for on condition that it changed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises `BoardError` where the index cannot be read: its board fails."""
        reading = request.cb_kwargs.get("reading")
        index = board_indices.get(self._crawler)
        if reading is None or index is None:
            return
        run: BoardRun = reading.run
        whole = CONDITIONAL_META in request.meta
        try:
            await asyncio.wait_for(index.look_up(run), _GRACE_SECONDS if whole else None)
        except TimeoutError:
            return
        except FAULTS as error:
            raise BoardError(f"the index could not be read: {error}") from error
        if whole and run.known.validators is not None:
            _ask_for_changes(request, run.known.validators)


def _ask_for_changes(request: Request, validators: Validators) -> None:
    if validators.url != request.url:
        return
    for header, value in (
        ("If-None-Match", validators.etag),
        ("If-Modified-Since", validators.last_modified),
    ):
        if value is not None:
            request.headers[header] = value
