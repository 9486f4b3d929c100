"""isolved Hire and ApplicantPro, one platform: the whole board as JSON, then a web page a posting.

https://www.isolvedhcm.com/isolved-hire, https://www.applicantpro.com

- A token is a label of isolvedhire.com, or a whole host ("acme.applicantpro.com").
- The careers page tells the number under which the list is asked for.
- What a board hides (`showPostingDate`, `showWorkplaceType`) is in the list all the same, filled
  in or a default, and is not served; the posting's page dates it publicly.
- The list has amounts without a currency; texts and the employer stand on the posting's page.
- Tenants that are no more answer 200 with a sentence, or redirect to a placeholder.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.statement import Place
from crawler.normalize.written_dates import day_with_month_name
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page, Row
from crawler.shapes.posting_pages import IGNORED, PostingPages
from crawler.web.answers import BoardError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange

_NUMBER = re.compile(r"""domain_id["']?\s*[:=]\s*["']?(\d+)""")
_GONE = re.compile(rb"this career site has been disabled|typed the url for this website", re.I)
SHOWN = ("showPostingDate", "showWorkplaceType")


class Isolved(PostingPages):
    """The list states its number of postings."""

    name = "isolved"
    title = "isolved Hire, ApplicantPro"
    documentation = "https://www.isolvedhcm.com/isolved-hire"
    listing = "whole board in one document, then a detail each"
    addresses = (
        Address("{token}.isolvedhire.com"),
        Address("www.applicantpro.com/openings/{token}", written="{token}.applicantpro.com"),
        Address("{token}.applicantpro.com", written="{token}.applicantpro.com"),
    )
    reserved = frozenset({"www", "jobs", "static", "admin", "help", "feeds"})
    missing_redirects = ("*/notset.php*",)
    ignored = {
        **IGNORED,
        "row.subdomain": "of the board",
        "row.domainName": "of the board",
        "row.siteId": "of the board",
        "row.stateName": "abbreviation in words",
        "row.parentTitle": "the organisation chart",
        "row.jobCategory": "filled on no recorded board",
        "row.customCategory": "filled on no recorded board",
        "row.payRate": "filled on no recorded board",
        "row.payType": "payTypeFrame in another word",
        "row.streetAddress": "no field",
        "row.chatToApplyEnabled": "of the application form",
    }

    def opening_request(self, board: Board) -> Request:
        """The careers page."""
        return Request(f"{_site(board)}/jobs/")

    def is_missing(self, response: Response) -> bool:
        """A sentence at 200 says it too."""
        return super().is_missing(response) or bool(_GONE.search(response.body[:2_000]))

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """The board's number."""
        found = _NUMBER.search(response.text)
        if found is None:
            raise BoardError(f"{response.url} answers a page without domain_id")
        return {"number": found[1]}

    def page_request(self, at: At) -> Request:
        """The whole list."""
        return Request(f"{_site(at.board)}/core/jobs/{at.opening['number']}?getParams=%7B%7D")

    def read_page(self, response: Response, at: At) -> Page:
        """Rows, each with what the board shows of it."""
        data = Fields(read_json(response)).object("data")
        rows = data.value("jobs")
        if not isinstance(rows, list):
            raise BoardError(f"{response.url} answers JSON without data.jobs")
        shown = {name: data.flag(name) for name in SHOWN}
        total = data.number("jobCount")
        rows = [{**row, **shown} if isinstance(row, Mapping) else row for row in rows]
        return Page(rows, total=None if total is None else int(total))

    def detail_url(self, row: Row, board: Board) -> str:
        """The posting's page."""
        return f"{_site(board)}/jobs/{row.get('id')}.html"

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row; its page adds the text, the employer, and the day where the list hides it."""
        row = raw.fields.object("row")
        source_id, url = row.identifier("id"), row.text("jobUrl")
        page = schema_org_statement(
            raw.fields.object("detail"),
            source_id=source_id,
            title=row.text("title"),
            url=url,
            apply_url=url,
            requisition_id=None,
            departments=[row.text("orgTitle"), row.text("classification")],
            places=[_place(row)],
            workplace=[_shown(row, "workplaceType", by="showWorkplaceType")],
            employment=[row.text("employmentType")],
            ranges=[_pay(row)],
            salary_text=row.text("payDetails"),
            valid_through=_closing(row),
        )
        listed = _shown(row, "startDateRef", by="showPostingDate")
        day = day_with_month_name(listed)
        return posting(raw, replace(page, posted=day, posted_text=listed) if day else page)


def _site(board: Board) -> str:
    return f"https://{board.token if '.' in board.token else f'{board.token}.isolvedhire.com'}"


def _shown(row: Fields, path: str, by: str) -> str | None:
    """The text, unless the board hides it."""
    text, shown = row.text(path), row.flag(by)
    return None if shown is False else text


def _place(row: Fields) -> Place:
    return Place(
        text=row.text("jobLocation"),
        city=row.text("city"),
        region=row.text("abbreviation"),
        country=row.text("iso3"),
    )


def _pay(row: Fields) -> SalaryRange | None:
    amounts = Amounts(row.number("minSalary"), row.number("maxSalary"))
    return stated_range(amounts, None, interval(row.text("payTypeFrame")))


def _closing(row: Fields) -> date | None:
    """None where the posting stays until it is filled."""
    day, until_filled = day_with_month_name(row.text("endDateRef")), row.value("untilFilled")
    return None if until_filled in (1, "1", True) else day
