"""Ashby job posting API: public, without a key, the whole board in one answer.

https://developers.ashbyhq.com/docs/public-job-posting-api

- Board names may hold spaces and compare without case.
- `workplaceType` says where the work is done. `isRemote` is also set on hybrid jobs and says too
  little to be used.
- Unlisted jobs are for direct links only and are left out.
- Of the compensation only components of type Salary are base pay; they stand in tiers (zones,
  levels) and once more rolled up.
- The company is named by the hosted page only.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name, domain
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from crawler.shapes.single_document import SingleDocument
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange
from reference.vocabularies import SalaryKind

APP_DATA = "window.__appData = "


class Ashby(SingleDocument):
    """One request a board; no total is stated."""

    name = "ashby"
    title = "Ashby"
    documentation = "https://developers.ashbyhq.com/docs/public-job-posting-api"
    addresses = (
        Address("jobs.ashbyhq.com/{token}"),
        Address("api.ashbyhq.com/posting-api/job-board/{token}"),
    )
    reserved = frozenset({"api", "b", "meeting", "_next", "static"})
    rows_at = "jobs"
    ignored = {
        "isRemote": "also true of hybrid jobs",
        "descriptionPlain": "the description without its structure",
        "compensation.compensationTiers[].id": "internal",
        "compensation.compensationTiers[].tierSummary": "the components as text",
        "compensation.compensationTiers[].additionalInformation": "a note on the tier",
        "compensation.compensationTiers[].components[].id": "internal",
        "compensation.compensationTiers[].components[].summary": "the component as text",
        "compensation.scrapeableCompensationSalarySummary": "compensationTierSummary, shortened",
    }

    def list_url(self, board: Board) -> str:
        """With compensation."""
        token = quote(board.token)
        return f"https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true"

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request:
        """The hosted page."""
        return Request(f"https://jobs.ashbyhq.com/{quote(board.token)}")

    def read_employer(self, response: Response) -> Employer:
        """`organization` of the page's data."""
        script = response.xpath("//script[contains(., 'window.__appData')]/text()").get() or ""
        start = script.find(APP_DATA)
        if start < 0:
            return Employer()
        data, _ = json.JSONDecoder().raw_decode(script, start + len(APP_DATA))
        page = Fields(data)
        return Employer(
            company_name(page.text("organization.name")),
            domain(page.text("organization.publicWebsite")),
        )

    def skip(self, row: Mapping[str, Any]) -> bool:
        """Unlisted."""
        return row.get("isListed") is False

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one job of the list."""
        row = raw.fields
        row.flag("isListed")
        places = [row, *row.objects("secondaryLocations")]
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=row.text("jobUrl"),
                apply_url=row.text("applyUrl"),
                departments=[row.text("department")],
                team=row.text("team"),
                html=row.text("descriptionHtml"),
                places=[_place(place) for place in places],
                workplace=[row.text("workplaceType")],
                employment=[row.text("employmentType")],
                ranges=_pay(row),
                salary_text=_pay_text(row),
                posted=instant(row.text("publishedAt")),
                posted_text=row.text("publishedAt"),
                updated=instant(row.text("updatedAt")),
            ),
        )


def _place(place: Fields) -> Place:
    """The documentation leaves the level `postalAddress` out; recordings have it."""
    nested = place.has("address.postalAddress")
    address = "address.postalAddress" if nested else "address"
    return Place(
        text=place.text("location"),
        city=place.text(f"{address}.addressLocality"),
        region=place.text(f"{address}.addressRegion"),
        country=place.text(f"{address}.addressCountry"),
    )


def _pay(row: Fields) -> list[SalaryRange | None]:
    """Base pay by tier; the roll-up where no tier has any."""
    tiers = [
        _range(component, tier.text("title"))
        for tier in row.objects("compensation.compensationTiers")
        for component in tier.objects("components")
    ]
    rolled_up = [_range(part, None) for part in row.objects("compensation.summaryComponents")]
    ranges = list(filter(None, tiers)) or list(filter(None, rolled_up))
    return list(ranges) if _pay_is_public(row) else []


def _pay_text(row: Fields) -> str | None:
    text = row.text("compensation.compensationTierSummary")
    return text if _pay_is_public(row) else None


def _pay_is_public(row: Fields) -> bool:
    return row.flag("shouldDisplayCompensationOnJobPostings") is not False


def _range(component: Fields, label: str | None) -> SalaryRange | None:
    kind = component.text("compensationType")
    amounts = Amounts(component.number("minValue"), component.number("maxValue"))
    span, currency = component.text("interval"), component.text("currencyCode")
    if kind != "Salary":
        return None
    return stated_range(amounts, currency, interval(span), label=label, kind=SalaryKind.BASE)
