"""Phenom career sites, on the employers' own domains: the data that their pages hold.

https://developer.phenom.com/ (the keyed API; the pages are not documented)

- The home page leads to the country and language of the site (`/us/en`); another site of the same
  host has other postings. `site` in the registry says which.
- Ten rows a page of the search. The text stands in the page of a posting, as data of Phenom's own
  or as JSON-LD. Some employers' texts have semicolons for commas.
- A front of another ATS, to which `applyUrl` leads; `reqId` is its number.
- `department` holds names of supervisors at some employers.
- Nothing in the rows names the company. Pay has no currency and no span.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.layers import Layers, ignored_in
from crawler.normalize.dates import instant
from crawler.normalize.html import markup
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, stated_range
from crawler.normalize.salary_label import range_in_label
from crawler.normalize.statement import Place, Statement
from crawler.normalize.written_dates import bare_day
from crawler.pages.embedded import assigned_json
from crawler.pages.structured_data import job_postings
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.shapes.single_document import value_at
from crawler.web.answers import BoardError, GonePostingError, UnknownCompanyError
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange

DATA = "phApp.ddo"
UNMAPPED = {
    "made by machine out of the text": "ml_skills ml_job_parser",
    "a teaser": "descriptionTeaser",
    "the place once more": "address cityState latitude longitude isMultiLocation"
    " multi_location_array",
    "the category once more": "isMultiCategory multi_category_array",
    "decides whether it is listed": "siteType visibilityType jobVisibility",
    "of the page": "badge externalApply",
    "when it was made in the ATS behind": "dateCreated",
    "no value of the schema": "shift",
}

_SITE = re.compile(r"/([a-z]{2,10}/[a-z]{2}(?:[-_][a-z]{2})?)(?=/|$)", re.I)


class Phenom(Listing):
    """Pages of the search, a page for each posting; the total proves that the listing is whole."""

    name = "phenom"
    title = "Phenom"
    front = True
    listing = "search pages with a total, then a page per posting"
    documentation = "https://developer.phenom.com/"
    addresses = (Address("*.*.*/*/*/search-results"), Address("*.*/*/*/search-results"))
    id_at = "jobSeqNo"
    personal = ("row.department", "row.hiringManager", "detail.department", "detail.hiringManager")
    ignored = ignored_in(UNMAPPED, "row", "detail")

    def opening_request(self, board: Board) -> Request | None:
        """The home page, where the site is not known."""
        return None if board.site else Request(f"https://{_host(board)}/")

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """`site`: to which the home page redirects, else to whose search it links."""
        searches = response.css("a[href*='/search-results']::attr(href)").getall()
        paths = [urlsplit(address).path for address in (response.url, *searches)]
        found = next(filter(None, map(_SITE.match, paths)), None)
        if found is None:
            raise BoardError(f"{response.url} does not lead to a site; add one (us/en) as site")
        return {"site": found[1]}

    def page_request(self, at: At) -> Request:
        """The page of the search from a row on."""
        return Request(f"{_base(at)}/search-results?from={at.link or 0}&s=1")

    def read_page(self, response: Response, at: At) -> Page:
        """Out of the data that the page was made with."""
        found = value_at(assigned_json(response, DATA), "eagerLoadRefineSearch")
        rows, total = value_at(found, "data.jobs"), value_at(found, "totalHits")
        if not isinstance(rows, list) or not isinstance(total, int):
            raise BoardError(f"{response.url} answers a page without jobs and totalHits")
        further = (at.link or 0) + len(rows)
        return Page(rows, follow=[further] if rows and further < total else (), total=total)

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request | None:
        """Nothing names the company."""
        raise UnknownCompanyError(board.id)

    def skip(self, row: Row) -> bool:
        """For employees alone."""
        seen_by = row.get("jobVisibility")
        marks = [row.get("siteType"), row.get("visibilityType")]
        marks += seen_by if isinstance(seen_by, list) else []
        named = {mark.casefold() for mark in marks if isinstance(mark, str)}
        return "internal" in named and "external" not in named

    def detail_request(self, row: Row, at: At) -> Request | None:
        """The page of a posting; what follows the number in its address does not matter."""
        number = row.get("jobSeqNo")
        return Request(f"{_base(at)}/job/{number}") if number else None

    def read_detail(self, response: Response, row: Row) -> Row:
        """`row` and `detail`: the page's own data, else its JSON-LD as `{"description": ...}`.

        Raises `GonePostingError` where the page is none of a posting.
        """
        if "/job/" not in urlsplit(response.url).path:
            raise GonePostingError(f"listed, but its page leads to {response.url}")
        given = assigned_json(response, DATA) if DATA in response.text else {}
        detail = value_at(given, "jobDetail.data.job")
        if not isinstance(detail, Mapping):
            found = job_postings(response)
            if not found:
                raise BoardError(f"{response.url} answers a page without a posting")
            detail = {"description": found[0].get("description")}
        return {"row": row, "detail": detail}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and its page."""
        detail, row = raw.fields.object("detail"), raw.fields.object("row")
        said, source_id = Layers(detail, row), Layers(row, detail).text("jobSeqNo")
        posted = said.text("postedDate")
        category, pay = said.text("category"), _pay(said)
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=said.text("title"),
                url=raw.url,
                apply_url=said.text("applyUrl"),
                departments=said.texts("multi_category") or [category],
                requisition_id=said.text("reqId", "jobId"),
                html=markup(detail.text("description")),
                language=said.text("locale"),
                places=_places(said),
                workplace=[said.text("RemoteType", "remoteType")],
                employment=[said.text("type"), said.text("jobType")],
                seniority=said.text("experienceLevel"),
                ranges=[pay],
                salary_text=said.text("salaryRange") if pay else None,
                posted=bare_day(instant(posted)),
                posted_text=posted,
                valid_through=bare_day(instant(said.text("jobPostingEndDate"))),
            ),
        )


def _host(board: Board) -> str:
    return board.host or board.token


def _base(at: At) -> str:
    return f"https://{_host(at.board)}/{at.board.site or at.opening['site']}"


def _places(said: Layers) -> list[Place]:
    """The first in parts, too; the others as texts."""
    first = said.text("cityStateCountry", "location")
    city, state, country = said.text("city"), said.text("state"), said.text("country")
    others = [text for text in said.texts("multi_location") if text != first]
    return [Place(first, city, state, country), *map(Place, others)]


def _pay(said: Layers) -> SalaryRange | None:
    low, high = said.number("minimumPay"), said.number("maximumPay")
    text = said.text("salaryRange")
    return stated_range(Amounts(low, high), None) or range_in_label(text)
