"""BambooHR careers pages: the JSON behind them, public and without a key, not documented.

https://documentation.bamboohr.com/docs (the keyed API)

- The list is thin; text, date, pay and the page's address stand in the detail.
- The place stands in `location` or in `atsLocation`, never in both.
- Location type 0 is what nobody chose: it does not say that the work is done on site.
- A host without a board leads to the vendor's own site, one whose board is not public to a login.
- Nothing of a posting names the company; the page's header asks for it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.dates import day_or_instant
from crawler.normalize.locations import country_code
from crawler.normalize.posting import posting
from crawler.normalize.salary_label import Beside, range_in_label
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At
from crawler.shapes.single_document import SingleDocument
from crawler.web.answers import read_json
from mappings.identity import Board
from mappings.posting import PostingContent

_WORKPLACE = {"1": "remote", "2": "hybrid"}


class BambooHR(SingleDocument):
    """One request a board and one a posting; `meta.totalCount` proves that the list is whole."""

    name = "bamboohr"
    title = "BambooHR"
    documentation = "https://documentation.bamboohr.com/docs"
    listing = "whole board in one document, then a detail each"
    addresses = (Address("{token}.bamboohr.com"),)
    reserved = frozenset({"www", "app", "api", "documentation", "help", "partners"})
    rows_at = "result"
    total_at = "meta.totalCount"
    missing_redirects = ("www.bamboohr.com/*", "bamboohr.com/*")
    ignored = {
        "row.jobOpeningName": "repeated in the detail",
        "row.departmentId": "internal",
        "row.departmentLabel": "repeated in the detail",
        "row.employmentStatusLabel": "repeated in the detail",
        "row.employmentType": "always null",
        "row.location": "the detail has the country as well",
        "row.atsLocation": "repeated in the detail",
        "row.locationType": "repeated in the detail",
        "detail.meta": "empty",
        "detail.result.formFields": "the application form",
        "detail.result.jobOpening.jobOpeningStatus": "what is listed is open",
        "detail.result.jobOpening.jobCategoryId": "internal",
        "detail.result.jobOpening.departmentId": "internal",
        "detail.result.jobOpening.employmentType": "always null",
        "detail.result.jobOpening.location.postalCode": "no part of a place here",
        "detail.result.jobOpening.atsLocation.countryId": "internal",
        "detail.result.jobOpening.seekPromoted": "advertising",
    }

    def list_url(self, board: Board) -> str:
        """All openings without their texts."""
        return f"{_careers(board)}/list"

    def rows_of(self, listed: Any) -> Any:
        """One list; some boards answer one list a department."""
        if isinstance(listed, Mapping):
            return [row for rows in listed.values() if isinstance(rows, list) for row in rows]
        return listed

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request:
        """What the page's header asks for."""
        return Request(f"{_careers(board)}/company-info")

    def read_employer(self, response: Response) -> Employer:
        """`{"result": {"name": ...}}`."""
        return Employer(company_name(Fields(read_json(response)).text("result.name")))

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The opening with its text."""
        number = row.get("id")
        url = f"{_careers(at.board)}/{number}/detail"
        return Request(url, headers={"Accept": "application/json"}) if number else None

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and its detail."""
        row, job = raw.fields.object("row"), raw.fields.object("detail.result.jobOpening")
        source_id = row.identifier("id")
        remote = "remote" if row.flag("isRemote") else None
        pay = job.text("compensation")
        country = job.text("location.addressCountry")
        ats_country = job.text("atsLocation.country")
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=job.text("jobOpeningName"),
                url=job.text("jobOpeningShareUrl") or f"{_careers(raw.board)}/{source_id}",
                departments=[job.text("departmentLabel")],
                html=job.text("description"),
                places=[
                    _place(job.object("location"), country),
                    _place(job.object("atsLocation"), ats_country),
                ],
                workplace=[_WORKPLACE.get(job.identifier("locationType") or "", remote)],
                employment=[job.text("employmentStatusLabel")],
                seniority=job.text("minimumExperience"),
                ranges=[range_in_label(pay, Beside(country=country_code(country or ats_country)))],
                salary_text=pay,
                posted=day_or_instant(job.text("datePosted")),
                posted_text=job.text("datePosted"),
            ),
        )


def _careers(board: Board) -> str:
    return f"https://{board.token}.bamboohr.com/careers"


def _place(place: Fields, country: str | None) -> Place:
    state, province = place.text("state"), place.text("province")
    return Place(city=place.text("city"), region=state or province, country=country)
