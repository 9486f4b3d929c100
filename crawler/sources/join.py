"""JOIN: the data of a company's page lists its jobs, the public API of the same site has the texts.

https://docs.join.com/reference/getting-started (the keyed API)

- A page lists five jobs and says how many pages and rows there are.
- Amounts are in the currency's smallest unit; `settings.showSalary` false hides them.
- A company that is gone answers a page with status 200 whose data says 404 or 410.
- For a new name the page of another company may be served: its own `domain` tells.
- The number in a job's address may differ from its id.
- All companies share one host, which refuses bursts.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name, domain
from crawler.normalize.dates import instant
from crawler.normalize.markdown import markdown_html
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, minor_units, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.pages.embedded import next_data
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.shapes.single_document import value_at
from crawler.web.answers import BoardError, MissingBoardError, read_json
from mappings.posting import PostingContent, SalaryRange

SITE = "https://join.com"
_DETAIL = ("description", "schemaDescription", "employmentType")
"""What is taken of a detail: besides the list's fields it names a contact."""


class Join(Listing):
    """Pages of five rows, a detail each; the stated number of rows proves the listing whole."""

    name = "join"
    title = "JOIN"
    documentation = "https://docs.join.com/reference/getting-started"
    listing = "pages by number, then a detail each"
    off = "no recording of a detail yet: its texts are unverified"
    addresses = (Address("join.com/companies/{token}"), Address("www.join.com/companies/{token}"))
    ignored = {
        "row.employmentTypeId": "the name says it",
        "row.employmentType.id": "internal",
        "row.categoryId": "the name says it",
        "row.category.id": "internal",
        "row.countryId": "internal",
        "row.country.id": "internal",
        "row.country.name": "the code says it",
        "row.cityId": "internal",
        "row.city.id": "internal",
        "row.city.lat": "of the town",
        "row.city.lng": "of the town",
        "row.city.defaultZipCode": "of the town, not of the office",
        "row.city.countryName": "the code says it",
        "row.city.googlePlaceId": "internal",
        "row.companyId": "internal",
        "row.languageId": "a number of unknown meaning",
        "row.office": "numbers only",
        "detail.employmentType": "its googleType is read, the row has the rest",
    }

    def page_request(self, at: At) -> Request:
        """A page of the company."""
        url = f"{SITE}/companies/{quote(at.board.token)}"
        return Request(f"{url}?page={at.link}" if at.link else url)

    def read_page(self, response: Response, at: At) -> Page:
        """The rows in the page's data; the first page leads to all others."""
        page = next_data(response)
        if page.get("statusCode") in (404, 410):
            raise MissingBoardError(f"{response.url} says {page['statusCode']}: no such company")
        state = Fields(page).object("initialState")
        slug = state.text("company.domain") or ""
        if slug.casefold() != at.board.token.casefold():
            raise BoardError(f"{response.url} serves the page of another company, {slug!r}")
        rows = value_at(page, "initialState.jobs.items")
        if not isinstance(rows, list):
            raise BoardError(f"{response.url} has no list of jobs in its data")
        pages = int(state.number("jobs.pagination.pageCount") or 0)
        total = state.number("jobs.pagination.rowCount")
        return Page(
            rows,
            follow=() if at.link else range(2, pages + 1),
            total=None if total is None else int(total),
            employer=Employer(
                company_name(state.text("company.name")), domain(state.text("company.url"))
            ),
        )

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The job with its text; without this header the answer is 406."""
        number = row.get("id")
        url = f"{SITE}/api/public/jobs/{number}"
        return Request(url, headers={"Accept": "application/json"}) if number else None

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row, and of the detail what the row does not have."""
        detail = read_json(response)
        if not isinstance(detail, Mapping):
            raise BoardError(f"{response.url} answers JSON that is no object")
        return {"row": row, "detail": {key: detail.get(key) for key in _DETAIL}}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and its detail."""
        row, detail = raw.fields.object("row"), raw.fields.object("detail")
        number = row.text("idParam")
        html, text = detail.text("schemaDescription"), detail.text("description")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=f"{SITE}/companies/{raw.board.token}/{number}" if number else None,
                departments=[row.text("category.name")],
                functions=[row.text("category.name")],
                html=html or markdown_html(text),
                places=[_place(row)],
                workplace=[row.text("workplaceType")],
                employment=[
                    row.text("employmentType.name"),
                    detail.text("employmentType.googleType"),
                ],
                ranges=[_pay(row)],
                posted=instant(row.text("createdAt")),
                posted_text=row.text("createdAt"),
            ),
        )


def _place(row: Fields) -> Place:
    country, code = row.text("country.iso3166"), (row.text("city.countryCode") or "").upper()
    return Place(
        city=row.text("city.cityName"), region=row.text("city.regionName"), country=code or country
    )


def _pay(row: Fields) -> SalaryRange | None:
    shown = row.flag("settings.showSalary")
    span = interval((row.text("salaryFrequency") or "").replace("_", " "))
    low, high = row.object("salaryAmountFrom"), row.object("salaryAmountTo")
    amounts = Amounts(_amount(low), _amount(high))
    currency = low.text("currency") or high.text("currency")
    return stated_range(amounts, currency, span) if shown is not False else None


def _amount(money: Fields) -> float | None:
    return minor_units(money.number("amount"), money.text("currency"))
