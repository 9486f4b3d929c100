"""UKG Pro Recruiting (formerly UltiPro): the list behind each job board, and its pages of postings.

https://www.ukg.com/products/recruiting (the list is not documented)

- robots.txt allows the boards' pages and the postings', and disallows the list.
- A company's code and the board's GUID name a board; the host cannot be computed. The list of an
  unknown GUID is empty.
- The date of posting in the list is that of the latest publication on this board.
- Coordinates are those of country centres, or wrong.
- Nothing names the company or the language.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import JsonRequest, Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.layers import Layers, ignored_in
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.pages.embedded import passed_json
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.shapes.single_document import value_at
from crawler.web.answers import BoardError, GonePostingError, UnknownCompanyError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange

PAGE_SIZE = 100
FILTERS = (4, 5, 6, 37)  # place, category, schedule, way of working: none is set
DETAIL = "CandidateOpportunityDetail"
WORKPLACES: dict[float | None, str] = {0: "hybrid", 1: "onsite", 2: "remote"}
HOURS: dict[bool | None, str] = {True: "Full-time", False: "Part-time"}
UNMAPPED = {
    "of a visitor or a search": "Featured MatchScore MatchedLocations Distance HasApplied Links"
    " ApplicationJobBoardName ApplicationJobBoardId DateApplied ApplicationId AssessmentStatus",
    "a teaser": "BriefDescription",
    "internal": "OpportunityType PublishingStatus AssessmentUri Assessments OpportunityIsClosed",
    "the same for all postings": "EqualOpportunityEmployerDescription"
    " PayTransparencyPolicyStatement",
    "no value of the schema": "Salaried TravelRequired TravelDescription"
    " BehaviorCriteria MotivationCriteria EducationCriteria LicenseAndCertificationCriteria"
    " SkillCriteria WorkExperienceCriteria",
    "a figure that the page does not show": "CompensationAmount",
    "the code stands beside it": "CompensationCurrency",
}
ADDRESS = {
    "more than a place is described by": "Id LocalizedLocationId Display* SourceOfTruth Coordinates"
    " Shapes IsAvailableForOpportunities Address.Line* Address.PostalCode Address.Country.Id"
    " Address.Country.Name Address.State.Code",
}


class Ukg(Listing):
    """Pages by offset, a page for each posting; the total proves that the listing is whole."""

    name = "ukg"
    title = "UKG Pro Recruiting"
    listing = "pages by offset with a total, then a page per posting"
    documentation = "https://www.ukg.com/products/recruiting"
    off = "its robots.txt disallows the list (JobBoardView)"
    addresses = (
        Address("*.ultipro.com/{token}/JobBoard/{site}"),
        Address("*.ultipro.ca/{token}/JobBoard/{site}"),
        Address("*.rec.pro.ukg.net/{token}/JobBoard/{site}"),
    )
    id_at = "Id"
    personal = ("detail.SupervisorName", "detail.Links")
    ignored = {
        **ignored_in(UNMAPPED, "row", "detail"),
        **ignored_in(ADDRESS, "row.Locations[]", "detail.Locations[]"),
        "detail.PostedDate": "when the requisition was made",
        "detail.JobBoardMemberships": "the boards of a posting; the row is of this one",
    }

    def page_request(self, at: At) -> Request:
        """As the board's page asks."""
        filters: list[dict[str, Any]] = [
            {"t": "TermsSearchFilterDto", "fieldName": field, "extra": None, "values": []}
            for field in FILTERS
        ]
        order = {"Value": "postedDateDesc", "PropertyName": "PostedDate", "Ascending": False}
        search = {"Top": PAGE_SIZE, "Skip": at.link or 0, "QueryString": "", "OrderBy": [order]}
        criteria = ("PreferredJobs", "Educations", "LicenseAndCertifications", "Skills")
        return JsonRequest(
            f"{_board_url(at.board)}/JobBoardView/LoadSearchResults",
            data={
                "opportunitySearch": {**search, "Filters": filters},
                "matchCriteria": {
                    **{name: [] for name in (*criteria, "SkippedSkills")},
                    "hasNoLicenses": False,
                },
            },
        )

    def read_page(self, response: Response, at: At) -> Page:
        """`opportunities` of `totalCount`."""
        answer = read_json(response)
        rows, total = value_at(answer, "opportunities"), value_at(answer, "totalCount")
        if not isinstance(rows, list) or not isinstance(total, int):
            raise BoardError(f"{response.url} answers JSON without opportunities and totalCount")
        further = (at.link or 0) + len(rows)
        return Page(rows, follow=[further] if rows and further < total else (), total=total)

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request | None:
        """Nothing names the company."""
        raise UnknownCompanyError(board.id)

    def detail_request(self, row: Row, at: At) -> Request | None:
        """The page of a posting."""
        return Request(_page_url(at.board, row["Id"])) if row.get("Id") else None

    def read_detail(self, response: Response, row: Row) -> Row:
        """`row` and `detail`.

        Raises `GonePostingError` for a page of the board's without a posting, `BoardError` for any
        other page.
        """
        if DETAIL not in response.text:
            if _is_of_board(response):
                raise GonePostingError(f"listed, but {response.url} shows no posting")
            raise BoardError(f"{response.url} answers a page that is none of the board's")
        detail = passed_json(response, DETAIL)
        if value_at(detail, "OpportunityIsClosed") is True:
            raise GonePostingError(f"listed, but {response.url} says that it is closed")
        return {"row": row, "detail": detail}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and its page."""
        detail, row = raw.fields.object("detail"), raw.fields.object("row")
        said, source_id = Layers(detail, row), Layers(row, detail).identifier("Id")
        posted = row.text("PostedDate")
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=said.text("Title"),
                url=_page_url(raw.board, source_id or ""),
                departments=[said.text("JobCategoryName")],
                requisition_id=said.text("RequisitionNumber"),
                html=detail.text("Description"),
                places=[_place(place) for place in said.objects("Locations")],
                workplace=[WORKPLACES.get(said.number("JobLocationType"))],
                employment=[HOURS.get(said.flag("FullTime"))],
                hours=said.number("HoursPerWeek"),
                ranges=_pay(detail),
                posted=instant(posted),
                posted_text=posted,
                updated=instant(detail.text("UpdatedDate")),
            ),
        )


def _board_url(board: Board) -> str:
    return f"https://{board.host}/{board.token}/JobBoard/{board.site}"


def _page_url(board: Board, source_id: str) -> str:
    return f"{_board_url(board)}/OpportunityDetail?opportunityId={source_id}"


def _is_of_board(page: Response) -> bool:
    """Whether a page links to its board, as all of the board's own pages do."""
    return urlsplit(page.url).path.rpartition("/")[0] in page.text


def _place(place: Fields) -> Place:
    """Its name, and its parts where the page shows them. A city may hold its region."""
    name, described = place.text("LocalizedName"), place.text("LocalizedDescription")
    city, region = place.text("Address.City"), place.text("Address.State.Name")
    country = place.text("Address.Country.Code")
    if place.flag("DisplayAddress") is False:
        return Place(name or described)
    if city and "," in city:
        return Place(city, None, region, country)
    return Place(name or described, city, region, country)


def _pay(detail: Fields) -> list[SalaryRange | None]:
    """Pay that the page shows, and pay for a year or an hour."""
    shown = detail.flag("PayRangeVisible") is True
    low, high = (detail.number(f"PayRange.PayRange{end}") for end in ("Minimum", "Maximum"))
    currency, stated_in = detail.text("PayRangeCurrencyCode"), "CompensationCurrencyCode"
    found = [stated_range(Amounts(low, high), currency) if shown else None]
    for span, name in (("year", "Annual"), ("hour", "Hourly")):
        ends = (detail.number(f"Compensation{name}{end}") for end in ("Minimum", "Maximum"))
        found.append(stated_range(Amounts(*ends), detail.text(stated_in), interval(span)))
    return found
