"""From raw postings to documents: normalise, write, report. Thin glue over pure functions."""

import logging
from dataclasses import dataclass, field, replace
from typing import Any, Self

from pydantic import ValidationError
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.fields import unmapped
from crawler.index.board_index import BoardIndex, Clock, now_utc
from crawler.index.drift import FillWatch
from crawler.index.guard import BoardGuard
from crawler.index.lifecycle import Listed
from crawler.index.look_up import board_indices
from crawler.index.publishing import FAULTS
from crawler.index.raw_records import RowOf, raw_record
from crawler.index.writer import Write
from crawler.normalize.posting import RejectedError
from crawler.normalize.tables import load_tables
from crawler.raw import RawPosting
from crawler.report import BoardReport, BoardRun
from crawler.shapes.base import BoardEnd, BoardSpider, ReadPosting
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
    row: RowOf = field(default_factory=RowOf)


class NormalizePipeline:
    """Raw postings to postings. One that cannot be mapped is named, counted and costs no other."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Be ready before the first host is asked."""
        load_tables()

    def process_item(self, item: Any) -> Any:
        """Map a `ReadPosting`; pass everything else on."""
        if not isinstance(item, ReadPosting):
            return item
        spider = self._crawler.spider
        assert isinstance(spider, BoardSpider)
        content = self._map(spider, item)
        item.run.take(content.id)
        item.run.company = item.run.company or content.company.name
        _count_paths(spider, item)
        return NormalizedPosting(content, item.raw, item.run, RowOf(item.row_id, item.list_hash))

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
    """Postings into Elasticsearch; what is stored and unchanged costs no write.

    Boards are looked up before they are asked for (`look_up`, by a middleware), and settled when
    all their postings are.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._settings = crawler.settings["OPENINGS_CRAWL"]
        self._now: Clock = crawler.settings.get("OPENINGS_CLOCK") or now_utc
        self._guards: dict[str, BoardGuard] = {}
        self._watch = FillWatch()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Connect."""
        settings = self._crawler.settings
        self._index = await BoardIndex.open(
            self._settings, settings["OPENINGS_RUN"], settings["OPENINGS_PUBLISHING"], self._now
        )
        board_indices[self._crawler] = self._index

    async def close_spider(self) -> None:
        """Write what is queued and disconnect."""
        await self._index.close()

    async def process_item(self, item: Any) -> Any:
        """Write a posting if it changed; at a board's end, settle it and write the ledger."""
        if isinstance(item, NormalizedPosting):
            await self._take(item)
        elif isinstance(item, BoardEnd):
            return await self._end(item)
        return item

    async def _take(self, item: NormalizedPosting) -> None:
        try:
            await self._index.look_up(item.run)
        except FAULTS as error:
            item.run.fail(f"the index could not be read: {error}")
            return
        spider = self._crawler.spider
        assert isinstance(spider, BoardSpider)
        listed = Listed(item.content, self._now())
        raw = raw_record(item.raw, listed.posting_id, spider.personal, item.row)
        write = Write(listed, item.content.source_id, raw, item.run, item.run.known.baseline)
        for admitted in self._guard_of(item.run).admit(write):
            await self._write(admitted)

    async def _write(self, write: Write) -> None:
        known = write.run.known.postings.get(write.intent.posting_id)
        if _is_row_known(write) and write.intent.is_known(known):
            write.run.settle("unchanged")
        else:
            await self._index.write(write)

    def _guard_of(self, run: BoardRun) -> BoardGuard:
        if run.board.id not in self._guards:
            self._guards[run.board.id] = BoardGuard(run, self._watch)
        return self._guards[run.board.id]

    async def _end(self, end: BoardEnd) -> BoardReport:
        run = end.run
        try:
            await self._index.look_up(run)
            guard = self._guard_of(run)
            for write in guard.release():
                await self._write(write)
            report = await end.report()
            del self._guards[run.board.id]
            now = self._now()
            report = await self._index.settle(run, report, now)
            await self._index.record(run, report, self._index.read_end(now, guard.rates()))
        except FAULTS as error:
            evidence = f"the ledger could not be written: {error}"
            return replace(await end.report(), outcome=Outcome.FAILED, evidence=evidence)
        if report.suspect is not None:
            logger.warning("%s is suspect: %s", run.board.id, report.suspect)
        return report


def _is_row_known(write: Write) -> bool:
    """Whether the row is kept as it is, or has no id to keep it by."""
    row_id = write.raw.row_id
    row = write.run.known.rows.get(row_id) if row_id is not None else None
    return row_id is None or (row is not None and row.list_hash == write.raw.list_hash)


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
