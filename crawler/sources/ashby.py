"""Ashby job posting API: public, without a key, the whole board in one answer.

https://developers.ashbyhq.com/docs/public-job-posting-api

- Board names may hold spaces and compare without case.
- `workplaceType` says where the work is done. `isRemote` is also set on hybrid jobs and says too
  little to be used.
- Unlisted jobs are for direct links only and are left out.
- Of the compensation only components of type Salary are base pay; they stand in tiers (zones,
  levels) and once more rolled up.
- The company is named by the hosted page only.
- Some companies have the API switched off, which then answers 404: their hosted page lists the
  postings in its data, and each posting's page has the rest, under other names here and there.
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
from crawler.normalize.dates import day_or_instant, instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Page, Row
from crawler.shapes.single_document import SingleDocument, value_at
from crawler.web.answers import BoardError, GonePostingError, MissingBoardError
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange
from reference.vocabularies import SalaryKind

APP_DATA = "window.__appData = "
HOSTED = "hosted"
"""Link: the hosted page in place of the API."""
NAMES_OF_PAGE = {
    "department": ("departmentExternalName", "departmentName"),
    "team": ("teamExternalName", "teamName"),
    "location": ("locationName",),
    "publishedAt": ("publishedDate",),
    "shouldDisplayCompensationOnJobPostings": ("shouldDisplayCompensation",),
}
"""What the API calls what the data of a page calls so."""
COMPENSATION = ("compensationTierSummary", "compensationTiers", "summaryComponents")
OF_PAGE = {
    "internal": "jobId organizationId departmentId teamId locationId locationIds"
    " applicationFormDefinitionId surveyFormDefinitionIds userRoles",
    "the application form": "applicationForm surveyForms shouldAskForTextingConsent"
    " legalEntityNameForTextingConsent",
    "parts of the description": "descriptionParts shortDescription suppressDescriptionOpening"
    " suppressDescriptionClosing",
    "the description without its structure": "descriptionPlainText",
    "repeats the posting for search engines": "linkedData structuredMetadataOverride",
    "names both department and team": "teamNames",
    "of the list, not of the posting": "shouldDisplayCompensationOnJobBoard",
    "about all pay of the company": "compensationTierGuideUrl compensationPhilosophyHtml"
    " compensationPhilosophyPlainText",
    "compensationTierSummary, shortened": "scrapeableCompensationSalarySummary",
    "the name of the company is hidden": "isConfidential",
}


class Ashby(SingleDocument):
    """One request a board; no total is stated. Else its hosted page and one for each posting."""

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
        **{name: reason for reason, names in OF_PAGE.items() for name in names.split()},
    }

    def list_url(self, board: Board) -> str:
        """With compensation."""
        token = quote(board.token)
        return f"https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true"

    def other_link(self, response: Response, at: At) -> str | None:
        """The hosted page, where the API knows no such board."""
        return HOSTED if at.link is None and response.status == 404 else None

    def page_request(self, at: At) -> Request:
        """The API, or the hosted page."""
        return super().page_request(at) if at.link is None else Request(_hosted(at.board))

    def read_page(self, response: Response, at: At) -> Page:
        """Of the hosted page: `jobBoard.jobPostings` of its data, null where there is no board."""
        if at.link is None:
            return super().read_page(response, at)
        rows = value_at(_app_data(response), "jobBoard.jobPostings")
        if not isinstance(rows, list):
            raise MissingBoardError(f"the API answers 404, and {response.url} shows no board")
        return Page(rows, employer=self.read_employer(response))

    def detail_request(self, row: Row, at: At) -> Request | None:
        """The page of a posting that the hosted page lists; the API's rows say it all."""
        hosted = at.link is not None and self.row_id(row) is not None
        return Request(f"{_hosted(at.board)}/{self.row_id(row)}") if hosted else None

    def read_detail(self, response: Response, row: Row) -> Row:
        """`posting` of the page's data, over its row, as the API names things.

        Raises `GonePostingError` where it is null, `BoardError` for a page without data.
        """
        data = _app_data(response)
        if data is None:
            raise BoardError(f"{response.url} answers a page without its data")
        detail = data.get("posting")
        if not isinstance(detail, Mapping):
            raise GonePostingError(f"listed, but {response.url} shows no posting")
        urls = {"jobUrl": response.url, "applyUrl": f"{response.url}/application"}
        return _as_in_api({**row, **detail}) | urls

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request:
        """The hosted page."""
        return Request(_hosted(board))

    def read_employer(self, response: Response) -> Employer:
        """`organization` of the page's data."""
        page = Fields(_app_data(response) or {})
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
                requisition_id=row.identifier("jobRequisitionId"),
                html=row.text("descriptionHtml"),
                places=[_place(place) for place in places],
                workplace=[row.text("workplaceType")],
                employment=[row.text("employmentType")],
                ranges=_pay(row),
                salary_text=_pay_text(row),
                posted=day_or_instant(row.text("publishedAt")),
                posted_text=row.text("publishedAt"),
                updated=instant(row.text("updatedAt")),
                valid_through=day_or_instant(row.text("applicationDeadline")),
            ),
        )


def _hosted(board: Board) -> str:
    return f"https://jobs.ashbyhq.com/{quote(board.token)}"


def _app_data(page: Response) -> Mapping[str, Any] | None:
    """What a hosted page is made from; None where the page is another one."""
    script = page.xpath("//script[contains(., 'window.__appData')]/text()").get() or ""
    start = script.find(APP_DATA)
    if start < 0:
        return None
    data, _ = json.JSONDecoder().raw_decode(script, start + len(APP_DATA))
    return data if isinstance(data, Mapping) else None


def _as_in_api(page: Row) -> dict[str, Any]:
    """What a page tells of a posting under the API's names; what the API lacks keeps its own."""
    rest = dict(page)
    compensation = {name: rest.pop(name, None) for name in COMPENSATION}
    places = [{"location": name} for name in rest.pop("secondaryLocationNames", None) or ()]
    for name, names in NAMES_OF_PAGE.items():
        said = [rest.pop(one, None) for one in names]
        rest[name] = next((value for value in said if value is not None), None)
    return {**rest, "secondaryLocations": places, "compensation": compensation}


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
