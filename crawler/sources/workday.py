"""Workday career sites: the JSON service (CXS) behind the browser app; public, not documented.

https://doc.workday.com/

- The list is posted for, 20 rows a page; a detail each has the text, the places and the date.
- `total` counts on a listing's first page only; later ones may state 0.
- A total of exactly 2,000 is a cap: such a listing is divided by a facet, until the parts are
  below it.
- The host cannot be computed from the tenant, it comes with the board.
- A detail answers 403 with code S22 once its posting is closed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scrapy import Request
from scrapy.http import JsonRequest, Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.layers import Layers
from crawler.normalize.company import company_name
from crawler.normalize.dates import day_or_instant
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from crawler.shapes.facets import Capped, Facet, Part
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.web.answers import BoardError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent

PAGES = Capped(size=20, cap=2_000)
# In English, so that "Posted 3 Days Ago" and "2 Locations" are read.
HEADERS = {"Accept": "application/json", "Accept-Language": "en-US"}

_NUMBER_OF_PLACES = re.compile(r"\d+ [Ll]ocations?")
_BOARD_TITLE = re.compile(r"(?:Jobs|Careers) (?:at|with) .+")


class Workday(Listing):
    """Posted pages of 20, then a detail each."""

    name = "workday"
    title = "Workday"
    documentation = "https://doc.workday.com/"
    listing = "posted pages of 20 rows, divided by facets above 2,000; then a detail each"
    addresses = (
        Address("*.*.myworkdayjobs.com/wday/cxs/{token}/{site}"),
        Address("*.myworkdaysite.com/wday/cxs/{token}/{site}"),
        Address("{token}.*.myworkdayjobs.com/[locale]/{site}"),
        Address("*.myworkdaysite.com/[locale]/recruiting/{token}/{site}"),
    )
    reserved = frozenset({"wday", "robots.txt", "refreshfacet", "job", "recruiting"})
    id_at = "row.externalPath"
    volatile = (
        "row.postedOn",
        "detail.jobPostingInfo.postedOn",
        "detail.jobPostingInfo.timeLeftToApply",
        "detail.similarJobs",
    )
    ignored = {
        "row.bulletFields": "chosen by each employer; what has a name stands in the detail",
        "detail.jobPostingInfo.id": "internal",
        "detail.jobPostingInfo.jobPostingId": "the tail of externalPath",
        "detail.jobPostingInfo.jobPostingSiteId": "the board's site",
        "detail.jobPostingInfo.posted": "the listing says what is public",
        "detail.jobPostingInfo.country.id": "internal",
        "detail.jobPostingInfo.jobRequisitionLocation": "where the requisition was made",
        "detail.jobPostingInfo.includeResumeParsing": "the application form",
        "detail.jobPostingInfo.questionnaireId": "the application form",
        "detail.jobPostingInfo.supplementaryQuestionnaireId": "the application form",
        "detail.jobPostingInfo.logoImage": "a picture",
        "detail.jobPostingInfo.timeLeftToApply": "endDate as text",
        "detail.jobPostingInfo.jobPostingEndDateAsText": "endDate as text",
        "detail.hiringOrganization": "a legal entity with its code; the board's company is meant",
        "detail.similarJobs": "other postings",
        "detail.userAuthenticated": "the session",
    }

    def page_request(self, at: At) -> Request:
        """All four keys are wanted."""
        part = at.link or Part()
        body = {
            "appliedFacets": {name: [value] for name, value in part.applied},
            "limit": PAGES.size,
            "offset": part.offset,
            "searchText": "",
        }
        url = f"{_service(at.board)}/jobs"
        return JsonRequest(url, data=body, headers=HEADERS)

    def read_page(self, response: Response, at: At) -> Page:
        """`{"total": 45, "jobPostings": [...], "facets": [...]}`."""
        answer, part = read_json(response), at.link or Part()
        rows, total = _listed(answer, response)
        if part.offset:
            return PAGES.further_page(part, rows)
        return PAGES.first_page(part, rows, total, list(_facets(answer.get("facets") or ())))

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request:
        """The hosted page."""
        return Request(_site(board))

    def read_employer(self, response: Response) -> Employer:
        """Its title, where that is "Jobs at Acme"; others name the site."""
        title = response.css("meta[property='og:title']::attr(content), title::text").get() or ""
        named = _BOARD_TITLE.fullmatch(title.strip())
        return Employer(company_name(title) if named else None)

    def row_id(self, row: Row) -> str | None:
        """See `source_id`."""
        return source_id(row.get("externalPath"))

    def detail_request(self, row: Row, at: At) -> Request | None:
        """None without a path: the row is rejected then."""
        path = row.get("externalPath")
        return Request(f"{_service(at.board)}{path}", headers=HEADERS) if path else None

    def is_gone(self, response: Response) -> bool:
        """403 alone would be a block."""
        closed = response.status == 403 and b'"S22"' in response.body
        return closed or super().is_gone(response)

    def read_detail(self, response: Response, row: Row) -> Row:
        """`{"jobPostingInfo": {...}, ...}`."""
        detail = read_json(response)
        if not isinstance(detail, Mapping) or "jobPostingInfo" not in detail:
            raise BoardError(f"{response.url} answers JSON without jobPostingInfo")
        return {"row": row, "detail": detail}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row with its detail."""
        row, info = raw.fields.object("row"), raw.fields.object("detail.jobPostingInfo")
        path = row.text("externalPath")
        url = info.text("externalUrl") or f"{_site(raw.board)}{path}"
        both = Layers(info, row)
        posted_on, start = both.text("postedOn"), info.text("startDate")
        return posting(
            raw,
            Statement(
                source_id=source_id(path),
                title=both.text("title"),
                url=url,
                apply_url=f"{url}/apply" if info.flag("canApply") is not False else None,
                requisition_id=info.text("jobReqId"),
                html=info.text("jobDescription"),
                places=list(_places(info)),
                fallback_places=list(_place_of_row(row)),
                workplace=[both.text("remoteType")],
                employment=[both.text("timeType")],
                posted=day_or_instant(start),
                posted_text=start or posted_on,
                valid_through=day_or_instant(info.text("endDate")),
            ),
        )


def source_id(path: Any) -> str | None:
    """What follows the last `_` of a path: the requisition, with `-1` on its copies.

    What stands before it is made of the title and changes with it. Paths without `_` are told by
    their last segment.
    """
    tail = path.rstrip("/").rpartition("/")[2] if isinstance(path, str) else ""
    return tail.rpartition("_")[2] or tail or None


def _site(board: Board) -> str:
    tenant = f"/recruiting/{board.token}" if "myworkdaysite" in str(board.host) else ""
    return f"https://{board.host}{tenant}/{board.site}"


def _service(board: Board) -> str:
    return f"https://{board.host}/wday/cxs/{board.token}/{board.site}"


def _listed(answer: Any, response: Response) -> tuple[Sequence[Any], int]:
    rows = answer.get("jobPostings") if isinstance(answer, Mapping) else None
    total = answer.get("total") if isinstance(answer, Mapping) else None
    if not isinstance(rows, list) or not isinstance(total, int):
        raise BoardError(f"{response.url} answers JSON without jobPostings and total")
    return rows, total


def _facets(nodes: Sequence[Any]) -> Iterator[Facet]:
    """The facets of a tree whose groups hold facets in place of values."""
    for node in (node for node in nodes if isinstance(node, Mapping)):
        values = [value for value in node.get("values") or () if isinstance(value, Mapping)]
        yield from _facets([value for value in values if "values" in value])
        counts = {value["id"]: value["count"] for value in values if value.get("count")}
        if counts:
            yield Facet(str(node.get("facetParameter")), counts)


def _places(info: Fields) -> Iterator[Place]:
    """The country is that of the first place."""
    yield Place(info.text("location"), country=info.text("country.descriptor"))
    yield from map(Place, info.texts("additionalLocations"))


def _place_of_row(row: Fields) -> Iterator[Place]:
    """The one that the list names; "3 Locations" names none."""
    text = row.text("locationsText")
    if text and not _NUMBER_OF_PLACES.fullmatch(text):
        yield Place(text)
