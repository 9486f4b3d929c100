"""Paylocity Recruiting: one public page lists the whole board as JSON, one page a job has its text.

https://developer.paylocity.com (documents the customers' own feed only)

- The list is the value of `window.pageData`. A page without it is a failure, not an empty board.
- `PublishedDate` is the last publication: the job went up then or before. The structured data of
  the detail page gives the same instant with a wrong offset and is not used.
- `LocationName` is a label that people write ("Hybrid", "Amarillo Site"); the place is in
  `JobLocation`. `IsRemote` is also set on hybrid jobs; the detail page says which.
- Of the detail page's blocks, one is the job type, those of pay are the pay's text, and all others
  are the description.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.html import plain_text
from crawler.normalize.locations import country_code
from crawler.normalize.posting import posting
from crawler.normalize.salary_label import Beside, range_in_label
from crawler.normalize.sections import sections
from crawler.normalize.statement import Place, Statement
from crawler.pages.embedded import assigned_json
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange
from reference.vocabularies import PostedPrecision

HOST = "recruiting.paylocity.com"
PAY = ("salary", "pay range", "pay rate", "rate of pay", "compensation range", "wage")


class Paylocity(Listing):
    """One page lists a board, whole; then a page for each posting."""

    name = "paylocity"
    title = "Paylocity"
    documentation = "https://developer.paylocity.com"
    listing = "whole board in one page, then a detail page for each posting"
    addresses = (
        Address("recruiting.paylocity.com/recruiting/jobs/All/{token}"),
        Address("recruiting.paylocity.com/Recruiting/Jobs/All/{token}"),
        Address("recruiting.paylocity.com/Recruiting/jobs/All/{token}"),
        Address("*.paylocity.com/recruiting/jobs/All/{token}"),
        Address("*.paylocity.com/Recruiting/Jobs/All/{token}"),
    )
    id_at = "JobId"
    ignored = {
        "row.Description": "the beginning of the description",
        "row.IsInternal": "true of none that is not skipped",
        "row.IsRemote": "also true of hybrid jobs",
        "row.IndeedRemoteType": "also the same for hybrid and remote jobs",
        "row.JobLocation.Name": "LocationName",
        "row.JobLocation.LocationId": "internal",
        "row.JobLocation.ModuleId": "internal",
        "row.JobLocation.SmartyAddressId": "internal",
        "row.JobLocation.Address": "street",
        "row.JobLocation.Address2": "street",
        "row.JobLocation.Zip": "street",
        "row.JobLocation.Metro": "wider than the city",
        "row.JobLocation.County": "wider than the city",
    }

    def page_request(self, at: At) -> Request:
        """What follows the id is decoration."""
        return Request(f"https://{_host(at.board)}/recruiting/jobs/All/{quote(at.board.token)}/x")

    def read_page(self, response: Response, at: At) -> Page:
        """`{"Jobs": [...], "ModuleTitle": "Acme"}`."""
        data = assigned_json(response, "window.pageData")
        rows = data.get("Jobs") if isinstance(data, dict) else None
        if not isinstance(rows, list):
            raise BoardError(f"{response.url} answers a page whose data has no Jobs")
        return Page(rows, employer=Employer(Fields(data).text("ModuleTitle")))

    def skip(self, row: Mapping[str, Any]) -> bool:
        """Internal."""
        return row.get("IsInternal") is True

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The job's page."""
        job_id = self.row_id(row)
        return Request(_job_url(_host(at.board), "Jobs/Details", job_id)) if job_id else None

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The line of the place, and the labelled blocks."""
        blocks = [
            {
                "label": " ".join(header.xpath("normalize-space()").getall()),
                "html": "".join(header.xpath("following-sibling::*[1]").getall()),
            }
            for header in response.css(".job-listing-header")
        ]
        if not blocks:
            raise BoardError(f"{response.url} answers a page without a job")
        place = response.css(".preview-location").xpath("normalize-space()").get()
        return {"row": row, "detail": {"place": place, "blocks": blocks}}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and the blocks of its page."""
        row, detail = raw.fields.object("row"), raw.fields.object("detail")
        blocks = [(block.text("label") or "", block.text("html") or "") for block in
                  detail.objects("blocks")]  # fmt: skip
        pay = "; ".join(plain_text(text) for label, text in blocks if _is_pay(label))
        job_id, host = row.identifier("JobId"), _host(raw.board)
        return posting(
            raw,
            Statement(
                source_id=job_id,
                title=row.text("JobTitle"),
                url=_job_url(host, "Jobs/Details", job_id),
                apply_url=_job_url(host, "jobs/Apply", job_id),
                departments=[row.text("HiringDepartment")],
                html=_description(blocks),
                places=list(_places(row)),
                # "Fully Remote", "Hybrid Remote" and "On-site" stand before the place.
                workplace=[(detail.text("place") or "").partition("•")[0]],
                employment=[plain_text(text) for label, text in blocks if _is_type(label)],
                ranges=[_pay(row, pay)],
                salary_text=pay,
                posted=instant(row.text("PublishedDate")),
                posted_precision=PostedPrecision.AT_LATEST,
                posted_text=row.text("PublishedDate"),
            ),
        )


def _host(board: Board) -> str:
    return board.host or HOST


def _job_url(host: str, page: str, job_id: Any) -> str:
    return f"https://{host}/Recruiting/{page}/{job_id}"


def _places(row: Fields) -> Iterator[Place]:
    """None where the employer hides it."""
    place = Place(
        row.text("LocationName"),
        row.text("JobLocation.City"),
        row.text("JobLocation.State"),
        row.text("JobLocation.Country"),
    )
    if row.flag("ShouldDisplayLocation") is not False:
        yield place


def _description(blocks: Sequence[tuple[str, str]]) -> str:
    return sections(
        (None if label == "Description" else label, text)
        for label, text in blocks
        if not _is_type(label) and not _is_pay(label)
    )


def _pay(row: Fields, text: str) -> SalaryRange | None:
    return range_in_label(text, Beside(country=country_code(row.text("JobLocation.Country"))))


def _is_type(label: str) -> bool:
    return label.casefold() == "job type"


def _is_pay(label: str) -> bool:
    return any(word in label.casefold() for word in PAY)
