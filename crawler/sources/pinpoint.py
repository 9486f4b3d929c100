"""Pinpoint's public list of a board: one answer, with a page a posting for what it leaves out.

https://developers.pinpointhq.com/docs/jobs-json-endpoint

- The list has neither dates, countries nor the company's name: the postings' pages have.
- Pages stand on the company's own domain where it has one; a token with a dot is such a host.
- `compensation_visible` false hides every value of pay, in the page as well.
- A list of exactly 1,000 rows was seen and may have been cut.
- Pages name countries for applicants of jobs on site too: that says nothing of remote work.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import day_or_instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.normalize.sections import sections
from crawler.normalize.statement import Place
from crawler.pages.structured_data import job_postings
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page
from crawler.shapes.single_document import SingleDocument
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange

POSSIBLE_CAP = 1000
_SECTIONS = ("key_responsibilities", "skills_knowledge_expertise", "benefits")


class Pinpoint(SingleDocument):
    """One request a board and one a posting; no total is stated."""

    name = "pinpoint"
    title = "Pinpoint"
    documentation = "https://developers.pinpointhq.com/docs/jobs-json-endpoint"
    listing = "whole board in one document, then a page each"
    addresses = (Address("{token}.pinpointhq.com"),)
    reserved = frozenset({"www", "app", "api", "developers", "support"})
    rows_at = "data"
    missing_redirects = ("pinpointhq.com/*", "www.pinpointhq.com/*")
    personal = ("row.reporting_to", *personal_at("job."))
    ignored = {
        **ignored_at("job."),
        "row.workplace_type_text": "the label of workplace_type",
        "row.job.id": "common to the postings of one job",
        "row.job.department.id": "internal",
        "row.job.division.id": "internal",
        "row.job.structure_custom_group_one.id": "internal",
        "row.location.id": "internal",
        "row.location.postal_code": "no part of a place here",
        "row.location.street_address": "no part of a place here",
    }

    def list_url(self, board: Board) -> str:
        """All postings with their texts."""
        return f"{_site(board)}/postings.json"

    def read_page(self, response: Response, at: At) -> Page:
        """All rows, unless there may be more."""
        page = super().read_page(response, at)
        if len(page.rows) != POSSIBLE_CAP:
            return page
        return replace(page, problem=f"{POSSIBLE_CAP} rows, at which the list may be cut")

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The posting's page."""
        url = _url(Fields(row), at.board)
        return Request(url) if url else None

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row and the page's JobPosting."""
        jobs = job_postings(response)
        return {"row": row, "job": jobs[0] if jobs else None}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and its page."""
        row = raw.fields.object("row")
        said = schema_org_statement(raw.fields.object("job"))
        employment, code = row.text("employment_type_text"), row.text("employment_type")
        shown = row.flag("compensation_visible") is True
        pay, pay_text = _pay(row), row.text("compensation")
        return posting(
            raw,
            replace(
                said,
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=_url(row, raw.board),
                departments=[row.text("job.department.name"), row.text("job.division.name")],
                team=_team(row.object("job.structure_custom_group_one")),
                requisition_id=row.text("job.requisition_id"),
                html=_text(row),
                fallback_places=[_place(row.object("location"))],
                workplace=[row.text("workplace_type")],
                employment=[employment or code],
                ranges=[pay] if shown else [],
                salary_text=pay_text if shown else None,
                valid_through=day_or_instant(row.text("deadline_at")),
            ),
        )


def _site(board: Board) -> str:
    return f"https://{board.token if '.' in board.token else f'{board.token}.pinpointhq.com'}"


def _url(row: Fields, board: Board) -> str | None:
    url, path = row.text("url"), row.text("path")
    return url or (f"{_site(board)}{path}" if path else None)


def _text(row: Fields) -> str:
    parts = [(row.text(f"{name}_header"), row.text(name)) for name in _SECTIONS]
    return sections([(None, row.text("description")), *parts])


def _team(group: Fields) -> str | None:
    """A group that the company named itself; only one called so is the team."""
    title, name = group.text("title"), group.text("name")
    return name if (title or "").strip().casefold() == "team" else None


def _place(place: Fields) -> Place:
    return Place(place.text("name"), place.text("city"), place.text("province"))


def _pay(row: Fields) -> SalaryRange | None:
    frequency = (row.text("compensation_frequency") or "").replace("two_", "2 ")
    return stated_range(
        Amounts(row.number("compensation_minimum"), row.number("compensation_maximum")),
        row.text("compensation_currency"),
        interval(frequency),
    )
