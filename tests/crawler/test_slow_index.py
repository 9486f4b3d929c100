"""A slow Elasticsearch holds up what it must and nothing else."""

import asyncio
import threading

import pytest
from elasticsearch import Elasticsearch

from crawler.raw import Employer
from crawler.run import Crawl
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.shapes.base import Task
from crawler.web.recorded import recorded_boards
from mappings.names import alias
from tests.api.faults import Proxy
from tests.command import RECORDED
from tests.indices import own_indices

STALL_SECONDS = 3


@pytest.fixture
def prefix(elasticsearch_url):
    with own_indices(elasticsearch_url) as prefix:
        yield prefix


def test_other_boards_are_fetched_while_the_index_does_not_answer(elasticsearch_url, prefix):
    proxy = Proxy(elasticsearch_url)
    settings = CrawlSettings(elasticsearch_url=proxy.url, index_prefix=prefix, web=RECORDED)
    tasks = [Task(board, Employer()) for board in recorded_boards(RECORDED)]
    fetched: list[int] = []

    def stall_at_the_first_posting(_):
        if not timers:
            proxy.stall()
            timers.append(threading.Timer(STALL_SECONDS, release))
            timers[0].start()

    def release():
        fetched.append(sum(c.stats.get_value("response_received_count") for c in crawl.crawlers))
        proxy.restore()

    timers: list[threading.Timer] = []
    crawl = Crawl(tasks, scrapy_settings(settings), on_posting=stall_at_the_first_posting)
    try:
        asyncio.run(crawl.run())
    finally:
        proxy.restore()

    # A listing each, and what names the company where the listing does not; robots.txt aside.
    assert fetched[0] >= len(tasks) + 6
    assert {report.outcome for report in crawl.reports} == {"complete"}
    with Elasticsearch(elasticsearch_url) as client:
        stored = client.count(index=alias("jobs", prefix))["count"]
    assert stored == sum(report.new for report in crawl.reports) > 100
