"""CareerPlug: pages of a table, then one web page a posting, with schema.org markup.

https://www.careerplug.com

- Franchises share a board: each posting names its own employer.
- A tenant with one posting redirects from the list to its application form.
- A tenant that is no more redirects to the sign-in page.
"""

import re
from dataclasses import replace

from parsel import Selector
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page, Row
from crawler.shapes.posting_pages import IGNORED, PostingPages
from crawler.web.answers import BoardError
from mappings.identity import Board
from mappings.posting import PostingContent

_JOB = re.compile(r"/jobs/(\d+)")
_FORM = re.compile(r"/jobs/(\d+)/apps/new")


class CareerPlug(PostingPages):
    """The pages are followed by their link to the next; no total is stated."""

    name = "careerplug"
    title = "CareerPlug"
    documentation = "https://www.careerplug.com"
    listing = "linked web pages, then a detail each"
    addresses = (Address("{token}.careerplug.com"),)
    reserved = frozenset({"www", "app", "api", "help", "support", "static", "learn"})
    missing_redirects = ("*/sign_in*",)
    ignored = {
        **IGNORED,
        "row.title": "title of the detail",
        "row.place": "place of the detail, in the employer's code",
        "row.posted": "day of datePosted",
    }

    def page_request(self, at: At) -> Request:
        """The first page, or the one that the page before links to."""
        return Request(at.link or f"{_site(at.board)}/jobs")

    def read_page(self, response: Response, at: At) -> Page:
        """The table's rows and the link to the next page."""
        if only := _FORM.search(response.url):
            return Page([{"id": only[1]}])
        table = response.css("#job_table")
        if not table:
            raise BoardError(f"{response.url} answers a page without a table of jobs")
        rows = [row for anchor in table.css("a[href*='/jobs/']") if (row := _row(anchor))]
        following = response.css("a.next_page::attr(href)").get()
        return Page(rows, follow=[response.urljoin(following)] if following else ())

    def detail_url(self, row: Row, board: Board) -> str:
        """The posting's page."""
        return f"{_site(board)}/jobs/{row['id']}"

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map the page's JobPosting."""
        source_id = raw.fields.identifier("row.id")
        said = schema_org_statement(
            raw.fields.object("detail"),
            source_id=source_id,
            url=f"{_site(raw.board)}/jobs/{source_id}",
            apply_url=f"{_site(raw.board)}/jobs/{source_id}/apps/new",
            requisition_id=None,
        )
        return posting(raw, replace(said, employer_key=said.company))


def _site(board: Board) -> str:
    return f"https://{board.token}.careerplug.com"


def _row(anchor: Selector) -> dict[str, str | None] | None:
    """A row of the table; None for a link that leads elsewhere."""
    number = _JOB.search(anchor.attrib["href"])
    return number and {
        "id": number[1],
        "title": anchor.css(".name::text").get(),
        "place": _last(anchor, ".job-location"),
        "posted": _last(anchor, ".job-post-date"),
    }


def _last(anchor: Selector, column: str) -> str | None:
    """The cell's text, which follows its label."""
    texts = [text.strip() for text in anchor.css(f"{column} ::text").getall()]
    return next(filter(None, reversed(texts)), None)
