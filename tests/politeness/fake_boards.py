"""A crawl in a process of its own: real Scrapy over real HTTP, every host led to one on loopback.

Called as a program it reads what to crawl from the standard input and writes the reports.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import scrapy
from scrapy.http import JsonRequest, Response

import crawler.run
from crawler.addresses import Address
from crawler.normalize.posting import posting
from crawler.normalize.statement import Statement
from crawler.raw import Employer, RawPosting
from crawler.run import Crawl
from crawler.settings import CrawlSettings, scrapy_settings
from crawler.shapes.base import Task
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, read_json
from crawler.web.recording import without_index
from mappings.identity import Board
from mappings.posting import PostingContent
from tests.loopback import ToLoopback


class FakeBoards(Listing):
    """Pages by POST, the offset in the body; details by GET where a row names a path."""

    name = "fakeboards"
    title = "Fake"
    documentation = "https://docs.example"
    listing = "pages by offset"
    addresses = (Address("{token}.fake.example/jobs"),)
    max_pages = 30

    def __init__(self, tasks: Iterable[Task] = (), **kwargs: Any) -> None:
        super().__init__(tasks, **kwargs)
        if any(task.board.token == "no-start" for task in self.tasks):
            raise ValueError("a bad argument")

    def page_request(self, at: At) -> scrapy.Request:
        if at.board.token == "no-address":
            raise KeyError("site")
        host = at.board.host or f"{at.board.token}.fake.example"
        return JsonRequest(f"https://{host}/jobs", data={"offset": at.link or 0})

    def read_page(self, response: Response, at: At) -> Page:
        page = read_json(response)
        if not isinstance(page, dict):
            raise BoardError(f"{response.url} answers no object")
        further = page.get("next")
        follow = () if further is None else (further,)
        return Page(page["rows"], follow=follow, total=page.get("total"))

    def detail_request(self, row: Mapping[str, Any], at: At) -> scrapy.Request | None:
        host = at.board.host or f"{at.board.token}.fake.example"
        return scrapy.Request(f"https://{host}{row['detail']}") if "detail" in row else None

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        read_json(response)
        return row

    def to_posting(self, raw: RawPosting) -> PostingContent:
        row = raw.fields
        row.text("detail")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=f"https://{raw.board.token}.fake.example/{row.identifier('id')}",
            ),
        )


def _settings(order: dict[str, Any]) -> dict[str, Any]:
    """With an index, if one is named by the address of its node and its prefix."""
    if order["index"] is None:
        return without_index(CrawlSettings(delay=order["delay"]))
    url, prefix = order["index"]
    return scrapy_settings(
        CrawlSettings(delay=order["delay"], elasticsearch_url=url, index_prefix=prefix)
    )


def main() -> None:
    """Crawl what the standard input says: boards, servers, delay, further Scrapy settings."""
    order = json.load(sys.stdin)
    crawler.run.sources = lambda: {FakeBoards.name: FakeBoards}
    settings = _settings(order) | {
        "DOWNLOAD_HANDLERS": {"http": ToLoopback, "https": ToLoopback},
        "FAKE_DOMAIN": ".example",
        "FAKE_SERVER": order["server"],
        "FAKE_HOSTS": order["hosts"],
        **order["scrapy"],
    }
    tasks = [
        Task(Board(FakeBoards.name, token, None, host), Employer("Fake & Co"))
        for token, host in order["boards"]
    ]
    postings: list[PostingContent] = []
    run = Crawl(tasks, settings, on_posting=postings.append)
    run.start()
    reports = {
        report.board.partition(":")[2]: {
            "outcome": report.outcome.value,
            "evidence": report.evidence,
            "listed": report.listed,
            "new": report.new,
            "rejected": [rejection.reason for rejection in report.rejected],
        }
        for report in run.reports
    }
    json.dump({"reports": reports, "titles": sorted(p.title for p in postings)}, sys.stdout)


if __name__ == "__main__":
    main()
