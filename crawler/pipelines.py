"""From raw postings to documents: normalise, write, report. Thin glue over pure functions."""

import asyncio
import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from pydantic import ValidationError
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.fields import unmapped
from crawler.index.board_index import BoardIndex
from crawler.index.lifecycle import Listed
from crawler.index.publishing import FAULTS
from crawler.index.raw_records import raw_record
from crawler.index.state import KnownBoard
from crawler.index.writer import Write
from crawler.normalize.posting import RejectedError
from crawler.raw import RawPosting
from crawler.report import BoardReport, BoardRun
from crawler.shapes.base import BoardEnd, BoardSpider, ReadPosting
from mappings.identity import Board
from mappings.posting import PostingContent
from reference.vocabularies import Outcome

logger = logging.getLogger(__name__)

board_read = object()
"""Scrapy signal: the read of a board is over. Handlers get `report`, a `BoardReport`."""

posting_read = object()
"""Scrapy signal: a posting was normalised. Handlers get `content`, a `PostingContent`."""


@dataclass(frozen=True, slots=True)
class NormalizedPosting:
    """Item: a listed posting in the common schema."""

    content: PostingContent = field(repr=False)
    raw: RawPosting = field(repr=False)
    run: BoardRun = field(repr=False)


class NormalizePipeline:
    """Raw postings to postings. One that cannot be mapped is named, counted and costs no other."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Map a `ReadPosting`; pass everything else on."""
        if not isinstance(item, ReadPosting):
            return item
        spider = self._crawler.spider
        assert isinstance(spider, BoardSpider)
        content = self._map(spider, item)
        item.run.company = item.run.company or content.company.name
        _count_paths(spider, item)
        return NormalizedPosting(content, item.raw, item.run)

    def _map(self, spider: BoardSpider, item: ReadPosting) -> PostingContent:
        try:
            return spider.to_posting(item.raw)
        except (RejectedError, ValidationError) as error:
            reason = str(error)
        except Exception as error:
            # A fault of ours in one posting: shown with its traceback, and the board goes on.
            logger.exception("Mapping a posting of %s failed", item.raw.board.id)
            reason = f"internal error while mapping: {error!r}"
        item.run.reject(item.row_id, reason)
        # The report names it; the log need not say it again for every posting.
        raise DropItem(f"{item.raw.board.id} {item.row_id}: {reason}", log_level="DEBUG")


def _count_paths(spider: BoardSpider, item: ReadPosting) -> None:
    known = (*spider.personal, *spider.ignored)
    reading = item.raw.fields.reading
    item.run.unmapped.update(unmapped(item.raw.payload, reading, known))
    item.run.odd.update(reading.odd)


class IndexPipeline:
    """Postings into Elasticsearch; what is stored and unchanged costs no write."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._settings = crawler.settings["OPENINGS_CRAWL"]
        self._known: dict[str, asyncio.Task[KnownBoard]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Connect."""
        settings = self._crawler.settings
        self._index = await BoardIndex.open(
            self._settings, settings["OPENINGS_RUN"], settings["OPENINGS_PUBLISHING"]
        )

    async def close_spider(self) -> None:
        """Write what is queued and disconnect."""
        await self._index.close()

    async def process_item(self, item: Any) -> Any:
        """Write a posting if it changed; at a board's end, write the ledger."""
        if isinstance(item, NormalizedPosting):
            await self._write(item)
        elif isinstance(item, BoardEnd):
            return await self._end(item)
        return item

    async def _write(self, item: NormalizedPosting) -> None:
        try:
            known = await self._known_of(item.run.board)
        except FAULTS as error:
            item.run.fail(f"the index could not be read: {error}")
            return
        listed = Listed(item.content, datetime.now(UTC))
        if listed.is_known(known.postings.get(listed.posting_id)):
            item.run.settle("unchanged")
            return
        spider = self._crawler.spider
        assert isinstance(spider, BoardSpider)
        raw = raw_record(item.raw, listed.posting_id, spider.personal)
        source_id = item.content.source_id
        await self._index.write(Write(listed, source_id, raw, item.run, known.baseline))

    def _known_of(self, board: Board) -> "asyncio.Task[KnownBoard]":
        if board.id not in self._known:
            load = self._index.known(board)
            self._known[board.id] = asyncio.get_running_loop().create_task(load)
        return self._known[board.id]

    async def _end(self, end: BoardEnd) -> BoardReport:
        report = await end.report()
        self._known.pop(end.run.board.id, None)
        try:
            await self._index.record(end.run.board, report)
        except FAULTS as error:
            evidence = f"the ledger could not be written: {error}"
            return replace(report, outcome=Outcome.FAILED, evidence=evidence)
        return report


class ReportPipeline:
    """The last pipeline: tells whoever listens how each board went."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Send `board_read` for a board's end, `posting_read` for a posting."""
        if isinstance(item, BoardEnd):
            item = await item.report()
        if isinstance(item, BoardReport):
            self._crawler.signals.send_catch_log(board_read, report=item)
        elif isinstance(item, NormalizedPosting):
            self._crawler.signals.send_catch_log(posting_read, content=item.content)
        return item
