"""How fast postings get into the index, beside a bare bulk of the same documents.

    make bench-index [ARGS='--unchanged 10000']

1. The memory of a process that reads one board of 20,000 postings, beside one of 2,000; and of one
   that finds it unchanged.
2. The write path (raw record, commit, change record, publication) against `parallel_bulk` of the
   very documents that it wrote, those of `jobs`, `changes` and `raw` counted alike; runs alternate.
3. A first read of many postings, and a second one that finds them unchanged: a row is mapped and
   written the first time, and compared the second, as a crawl does.

On a node of its own, or in indices of its own on the cluster that OPENINGS_ELASTICSEARCH_URL names;
they are deleted afterwards. Exit status 1 where a claim does not hold.
"""

import argparse
import asyncio
import resource
import secrets
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import parallel_bulk, scan
from scrapy.crawler import AsyncCrawlerRunner

from benchmarks.crawl import lever_row
from benchmarks.node import elasticsearch
from crawler.discovery import sources
from crawler.fingerprint import fingerprint
from crawler.index.indices import create_indices
from crawler.index.look_up import board_indices
from crawler.index.publishing import Publishing
from crawler.index.raw_records import RowOf
from crawler.pipelines import IndexPipeline, NormalizedPosting
from crawler.raw import Employer, RawPosting
from crawler.report import BoardRun
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.shapes.base import BoardEnd, BoardSpider
from mappings.garbage import collect_seldom
from mappings.identity import Board
from mappings.names import alias
from mappings.posting import PostingContent
from reference.vocabularies import Outcome

LEAST_SHARE = 0.6
LEAST_FACTOR = 5.0
BULK_RUNS, BULK_POSTINGS = 3, 4_000
A_BOARD = 2_000
DESCRIPTION_CHARACTERS = 3_000
KINDS = ("jobs", "changes", "raw")
EMPLOYER = Employer("Bench", "bench.example")
Read = list[tuple[RawPosting, PostingContent]]


class Stage:
    """Indices of one run, and the pipeline that writes to them as in a crawl."""

    def __init__(self) -> None:
        self.settings = CrawlSettings(index_prefix=f"openings-bench-{secrets.token_hex(4)}")
        self.client = self.settings.connection().client()

    def __enter__(self) -> "Stage":
        create_indices(self.client, self.settings.index_prefix)
        return self

    def __exit__(self, *_: object) -> None:
        found = self.client.indices.get(index=f"{self.settings.index_prefix}-*")
        self.client.indices.delete(index=list(found))
        self.client.close()

    @asynccontextmanager
    async def pipeline(self) -> AsyncIterator[tuple[IndexPipeline, BoardSpider]]:
        """The pipeline, open."""
        told = scrapy_settings(self.settings) | {
            "OPENINGS_RUN": secrets.token_hex(8),
            "OPENINGS_PUBLISHING": Publishing(self.settings),
        }
        crawler = AsyncCrawlerRunner(told).create_crawler(sources()["lever"])
        spider = sources()["lever"]()
        crawler.spider = spider
        pipeline = IndexPipeline(crawler)
        await pipeline.open_spider()
        try:
            yield pipeline, spider
        finally:
            await pipeline.close_spider()
            board_indices.pop(crawler, None)

    def documents(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Everything that was written: kind, id and document."""
        for kind in KINDS:
            name = alias(kind, self.settings.index_prefix)
            for hit in scan(self.client, index=name, size=500):
                yield kind, hit["_id"], hit["_source"]

    def count(self, kind: str) -> int:
        """How many documents of a kind there are."""
        return int(self.client.count(index=alias(kind, self.settings.index_prefix))["count"])


def raws(board: Board, count: int) -> Iterator[RawPosting]:
    """Postings of a board; no two texts are the same."""
    row = lever_row()
    text = row["description"][:DESCRIPTION_CHARACTERS]
    for number in range(count):
        name = f"{board.token}-{number}"
        told = row | {"id": name, "text": f"Driver {name}", "description": f"{text}<p>{name}</p>"}
        yield RawPosting(told, board, EMPLOYER, "https://api.lever.co/", datetime.now(UTC))


def boards(postings: int, size: int = A_BOARD) -> Iterator[tuple[Board, int]]:
    """Boards that have so many postings together."""
    for number, start in enumerate(range(0, postings, size)):
        yield Board("lever", f"bench{number}"), min(size, postings - start)


async def _write(pipeline: IndexPipeline, board: Board, read: Read) -> None:
    """Hand what was read of a board on, as the spider and the pipeline before do."""
    run = _begin(board)
    for raw, content in read:
        row_id = content.source_id
        await _take(pipeline, run, NormalizedPosting(content, raw, run, RowOf(row_id, row_id)))
    await pipeline.process_item(BoardEnd(run, Outcome.COMPLETE, None))


def _begin(board: Board) -> BoardRun:
    return BoardRun(board, company=EMPLOYER.name, expected=EMPLOYER.name)


async def _take(pipeline: IndexPipeline, run: BoardRun, item: NormalizedPosting) -> None:
    run.listed += 1
    run.see(item.row.row_id)
    run.open_posting()
    run.take(item.content.id)
    await pipeline.process_item(item)


async def _ours(stage: Stage, read: dict[Board, Read]) -> None:
    """Several boards at once, as a crawl reads them."""
    async with stage.pipeline() as (pipeline, _):
        await asyncio.gather(*(_write(pipeline, board, read[board]) for board in read))


def _bare(stage: Stage, documents: list[tuple[str, str, dict[str, Any]]]) -> None:
    """What any program could do: the documents, ready made, by four threads."""
    prefix = stage.settings.index_prefix
    actions = (
        {"_index": alias(kind, prefix), "_id": name, "_source": document}
        for kind, name, document in documents
    )
    # As the library comes: what makes our own clients quick belongs to the path that is measured.
    with Elasticsearch(stage.settings.elasticsearch_url, request_timeout=120) as client:
        deque(parallel_bulk(client, actions), maxlen=0)
        client.indices.refresh(index=[alias(kind, prefix) for kind in KINDS])


def _timed_bulk(read: dict[Board, Read]) -> tuple[float, float]:
    """Documents a second: ours, and bare."""
    with Stage() as ours, Stage() as bare:
        started = time.perf_counter()
        asyncio.run(_ours(ours, read))
        spent = time.perf_counter() - started
        documents = list(ours.documents())
        started = time.perf_counter()
        _bare(bare, documents)
        bare_spent = time.perf_counter() - started
        assert bare.count("jobs") == ours.count("jobs") == sum(map(len, read.values()))
    return len(documents) / spent, len(documents) / bare_spent


def compare_with_bulk() -> bool:
    """Print each run and the shares; whether the median is enough."""
    spider = sources()["lever"]()
    read = {
        board: [(raw, spider.to_posting(raw)) for raw in raws(board, count)]
        for board, count in boards(BULK_POSTINGS)
    }
    _timed_bulk(read)  # what comes first finds an Elasticsearch that has compiled nothing yet
    shares = []
    for _ in range(BULK_RUNS):
        ours, bare = _timed_bulk(read)
        shares.append(ours / bare)
        _say(f"write path {ours:6,.0f} documents/s, bare bulk {bare:6,.0f}: {ours / bare:.0%}")
    least, median = min(shares), statistics.median(shares)
    _say(f"share: least {least:.0%}, median {median:.0%} (wanted: {LEAST_SHARE:.0%})")
    return median >= LEAST_SHARE


async def _read(stage: Stage, postings: int, size: int = A_BOARD) -> int:
    """Read boards as a crawl does: a row that says the same is kept; how many were taken."""
    taken = 0
    async with stage.pipeline() as (pipeline, spider):
        for board, count in boards(postings, size):
            run = _begin(board)
            await pipeline._index.look_up(run)
            for raw in raws(board, count):
                row_id = str(raw.payload["id"])
                row = RowOf(row_id, fingerprint(raw.payload, spider.volatile, EMPLOYER))
                known = run.known.unchanged(row_id, row.list_hash or "")
                if known is not None:
                    run.listed += 1
                    run.see(row_id)
                    run.keep(known)
                    continue
                taken += 1
                item = NormalizedPosting(spider.to_posting(raw), raw, run, row)
                await _take(pipeline, run, item)
            await pipeline.process_item(BoardEnd(run, Outcome.COMPLETE, None))
    return taken


def compare_unchanged(postings: int) -> bool:
    """Print both passes; whether the second is quick enough and writes nothing."""
    spent = []
    with Stage() as stage:
        for wanted in (postings, 0):
            started = time.perf_counter()
            assert asyncio.run(_read(stage, postings)) == wanted
            spent.append(time.perf_counter() - started)
        assert stage.count("changes") == stage.count("jobs") == postings
    factor = spent[0] / spent[1]
    _say(f"{postings:,} postings: first pass {spent[0]:.1f} s, unchanged {spent[1]:.1f} s")
    _say(f"factor: {factor:.1f} (wanted: {LEAST_FACTOR:.0f})")
    return factor >= LEAST_FACTOR


def print_memory() -> None:
    """Print what processes of one board each took."""
    for postings in (2_000, 20_000):
        command = [sys.executable, "-m", "benchmarks.index", "--board", str(postings)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        first, unchanged = done.stdout.split()
        _say(f"a board of {postings:,}: {first} MB at most, {unchanged} MB with a second read")


def _one_board(postings: int) -> None:
    with Stage() as stage:
        for _ in range(2):
            asyncio.run(_read(stage, postings, postings))
            _say(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print all three; with `--board`, read one board and print this process's memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unchanged", type=int, default=100_000, metavar="POSTINGS")
    parser.add_argument("--board", type=int, metavar="POSTINGS")
    arguments = parser.parse_args()
    collect_seldom()  # as a crawl does
    if arguments.board:
        _one_board(arguments.board)
        return
    with elasticsearch():
        # First: on Linux a process starts with the peak of the one that started it.
        print_memory()
        enough = [compare_with_bulk(), compare_unchanged(arguments.unchanged)]
    sys.exit(not all(enough))


if __name__ == "__main__":
    main()
