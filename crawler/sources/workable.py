"""Workable: the careers page's own endpoints, public and without a key.

https://help.workable.com/hc/en-us/articles/115012771647-Using-the-Workable-API-to-create-a-careers-page

- The widget tells the company and, in one answer, every posting with its text; a posting in several
  countries comes once for each. The jobs endpoint (v3) tells places, workplace and language, ten a
  page, and how many postings there are; the token of the next page is posted back.
- Both must agree on the number of postings: the widget states none of its own.
- Where a place is `hidden`, the employer shows the country only.
- Requests are limited strictly, for all accounts together.
"""

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
from crawler.normalize.text import words
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.web.answers import BoardError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent

HOST = "https://apply.workable.com"
# Asks for everything; `token` is added from the second page on.
QUESTION: Mapping[str, Any] = {
    "query": "",
    "location": [],
    "department": [],
    "worktype": [],
    "remote": [],
}
TYPES = {"full": "Full-time", "part": "Part-time"}
"""`type` of the jobs endpoint in words; the others are words already."""


class Workable(Listing):
    """The widget first, then posted pages of ten; no details."""

    name = "workable"
    title = "Workable"
    documentation = "https://help.workable.com/hc/en-us/articles/115012771647"
    listing = "all texts in one answer, then posted pages linked by tokens, with a total"
    addresses = (
        Address("apply.workable.com/api/v1/widget/accounts/{token}"),
        Address("apply.workable.com/api/v1/accounts/{token}"),
        Address("apply.workable.com/api/v2/accounts/{token}"),
        Address("apply.workable.com/api/v3/accounts/{token}"),
        Address("www.workable.com/api/accounts/{token}"),
        Address("apply.workable.com/{token}"),
        Address("{token}.workable.com"),
    )
    reserved = words(
        "api j jobs accounts assets js css v1 v2 v3 www apply help developer resources status blog"
    )
    ignored = {
        "row.id": "internal; the shortcode is the id",
        "row.remote": "see workplace",
        "row.location": "the first of locations",
        "row.state": "published",
        "row.isInternal": "read when rows are skipped",
        "row.approvalStatus": "approved",
        "row.accountUid": "the account",
        "copies[].shortcode": "that of the row",
        "copies[].title": "that of the row",
        "copies[].shortlink": "the url again",
        "copies[].telecommuting": "also true of hybrid jobs; see workplace",
        "copies[].created_at": "when the draft was made",
        "copies[].country": "see locations",
        "copies[].city": "see locations",
        "copies[].state": "see locations",
        "copies[].industry": "the company's field, not the job's",
    }

    def opening_request(self, board: Board) -> Request:
        """The widget; without `details` it has no texts."""
        return Request(f"{HOST}/api/v1/widget/accounts/{board.token}?details=true")

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """The company's name, and the copies of each posting by its shortcode."""
        answer = read_json(response)
        jobs = answer.get("jobs") if isinstance(answer, Mapping) else None
        if not isinstance(jobs, list):
            raise BoardError(f"{response.url} answers JSON without jobs")
        copies: dict[str, list[Any]] = {}
        for job in (job for job in jobs if isinstance(job, Mapping)):
            copies.setdefault(str(job.get("shortcode")), []).append(job)
        return {"company": company_name(Fields(answer).text("name")), "copies": copies}

    def page_request(self, at: At) -> Request:
        """Posted for; the link is the token that the page before gave."""
        token = {"token": at.link} if at.link else {}
        url = f"{HOST}/api/v3/accounts/{at.board.token}/jobs"
        return JsonRequest(url, data={**QUESTION, **token})

    def read_page(self, response: Response, at: At) -> Page:
        """`{"total": 12, "results": [...], "nextPage": "..."}`."""
        answer = read_json(response)
        results = answer.get("results") if isinstance(answer, Mapping) else None
        total = answer.get("total") if isinstance(answer, Mapping) else None
        if not isinstance(results, list) or not isinstance(total, int):
            raise BoardError(f"{response.url} answers JSON without results and total")
        copies = at.opening["copies"]
        rows = [row for result in results if (row := _with_copies(result, copies))]
        agree = at.link or total == len(copies)
        following = answer.get("nextPage")
        return Page(
            rows,
            (following,) if following and results else (),
            total,
            employer=Employer(at.opening["company"]),
            moved=None
            if agree
            else f"{total} postings are stated, but there are texts of {len(copies)}",
        )

    def row_id(self, row: Row) -> str | None:
        """The shortcode."""
        code = row["row"].get("shortcode")
        return str(code) if code else None

    def skip(self, row: Row) -> bool:
        """For employees only."""
        return row["row"].get("isInternal") is True

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a result and its copies in the widget."""
        row, copies = raw.fields.object("row"), raw.fields.objects("copies")
        # The copies differ in their places only.
        widget = Layers(*copies)
        code, kind = row.identifier("shortcode"), row.text("type")
        published = row.text("published") or ""
        return posting(
            raw,
            Statement(
                source_id=code,
                title=row.text("title"),
                url=widget.text("url") or f"{HOST}/{raw.board.token}/j/{code}/",
                apply_url=widget.text("application_url"),
                departments=[*row.texts("department"), widget.text("department")],
                requisition_id=Layers(*copies, row).text("code"),
                html=widget.text("description"),
                language=row.text("language"),
                places=list(_places([row, *copies])),
                workplace=[row.text("workplace")],
                employment=[widget.text("employment_type") or TYPES.get(kind or "", kind)],
                seniority=widget.text("experience"),
                education=widget.text("education"),
                functions=[widget.text("function")],
                # Midnight in UTC stands for a day.
                posted=day_or_instant(widget.text("published_on") or published[:10]),
            ),
        )


def _with_copies(result: Any, copies: Mapping[str, Sequence[Any]]) -> Row | None:
    """None where there is no text yet: a posting that is known keeps the one it has."""
    code = str(result.get("shortcode")) if isinstance(result, Mapping) else ""
    return {"row": result, "copies": copies[code]} if code in copies else None


def _places(entries: Sequence[Fields]) -> Iterator[Place]:
    for entry in entries:
        for place in entry.objects("locations"):
            country, code = place.text("country"), place.text("countryCode")
            hidden = place.flag("hidden")
            city, region = place.text("city"), place.text("region")
            shown = (None, None) if hidden else (city, region)
            named = filter(None, (*shown, country))
            yield Place(", ".join(named) or None, *shown, code or country)
