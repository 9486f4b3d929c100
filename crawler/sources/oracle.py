"""Oracle Recruiting Cloud: the public resources behind its Candidate Experience sites.

https://docs.oracle.com/en/cloud/saas/human-resources/farws/

- The page of a site tells its number. For a number that does not exist the resources answer with
  the host's default site.
- Pages of up to 200 rows. Beyond 10,000 rows no page can be had: such a site ends `partial`.
- The text stands in the details. The detail of a posting that is gone is an empty list.
- Pay, hours and ways of working stand in fields that every employer names in its own way.
- Nothing names the company; `LegalEmployer` is a unit of it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.layers import Layers, ignored_in
from crawler.normalize.custom_fields import Topic, customs, pay_in, pay_text, texts_about
from crawler.normalize.dates import day_or_instant
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.shapes.single_document import value_at
from crawler.web.answers import (
    BoardError,
    GonePostingError,
    MissingBoardError,
    UnknownCompanyError,
    read_json,
)
from mappings.identity import Board
from mappings.posting import PostingContent

PAGE_SIZE = 200
REACHABLE = 10_000
SITES = ("workLocation", "otherWorkLocations")
PLACES = (*SITES, "secondaryLocations")
EXPANDED = ",".join(f"requisitionList.{name}" for name in (*PLACES, "requisitionFlexFields"))
SECTIONS = ("Description", "Responsibilities", "Qualifications")
# Codes of Oracle's own, where they are not ISO 639's.
LANGUAGES = {"US": "en", "GB": "en", "D": "de", "F": "fr", "FRC": "fr", "E": "es", "ESA": "es"} | {
    "I": "it", "PTB": "pt", "S": "sv", "DK": "da", "N": "no", "SF": "fi", "EL": "el", "IW": "he",
    "ZHS": "zh", "ZHT": "zh",
}  # fmt: skip
UNMAPPED = {
    "internal": "RequisitionId RequisitionType JobFamilyId JobFunctionCode JobGrade GeographyId"
    " GeographyNodeId ObjectVerNumberProfile OtherRequisitionTitle ApplyWhenNotPostedFlag",
    "a mark or key of the search": "HotJobFlag TrendingFlag BeFirstToApplyFlag Distance Relevancy",
    "no value of the schema": "StudyLevel ManagerLevel JobShift DomesticTravelRequired"
    " InternationalTravelRequired WorkHours WorkDays WorkMonths WorkYears"
    " WorkDurationYears WorkDurationMonths skills",
    "a unit of the company, not its name": "LegalEmployer",
    "for employees": "InternalQualificationsStr InternalResponsibilitiesStr",
    "pictures": "media MediaThumbURL",
    "points of places that are named": "primaryLocationCoordinates",
}
ADDRESS = {
    "more than a place is described by": "LocationId LocationName AddressLine* Building PostalCode"
    " Region1 Latitude Longitude RequisitionLocationId GeographyId GeographyNodeId",
}
_SITE_NUMBER = re.compile(r"CX(_\d+)?", re.I)


class Oracle(Listing):
    """Pages by offset, a detail each; the total proves that the listing is whole."""

    name = "oracle"
    title = "Oracle Recruiting Cloud"
    listing = "pages by offset with a total, then a detail per posting"
    documentation = "https://docs.oracle.com/en/cloud/saas/human-resources/farws/"
    addresses = (
        Address("{token}.fa.*.oraclecloud.com/hcmUI/CandidateExperience/*/sites/{site}"),
        Address("{token}.fa.*.*.oraclecloud.com/hcmUI/CandidateExperience/*/sites/{site}"),
        Address("{token}.fa.oraclecloud.com/hcmUI/CandidateExperience/*/sites/{site}"),
    )
    id_at = "Id"
    personal = ("detail.ExternalContactName", "detail.ExternalContactEmail", "detail.HiringManager")
    volatile = ("row.Distance", "row.Relevancy", "row.HotJobFlag", "row.TrendingFlag")
    ignored = {
        **ignored_in(UNMAPPED, "row", "detail"),
        **ignored_in(ADDRESS, *(f"{at}.{name}[]" for at in ("row", "detail") for name in PLACES)),
    }

    def opening_request(self, board: Board) -> Request:
        """The page of the site."""
        return Request(f"https://{_host(board)}{_site_path(board)}")

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """`number` and `host` out of its base element; older pages lack both."""
        base = response.css("base[data-sitenumber]")
        api = urlsplit(base.attrib.get("data-apibaseurl") or response.url).hostname or ""
        known = api.endswith(".oraclecloud.com")
        return {
            "number": base.attrib.get("data-sitenumber"),
            "host": api if known else urlsplit(response.url).hostname,
        }

    def page_request(self, at: At) -> Request:
        """Offsets count inside `finder` only."""
        finder = (
            f"findReqs;siteNumber={_number(at)},facetsList=NONE,limit={PAGE_SIZE}"
            f",offset={at.link or 0},sortBy=POSTING_DATES_DESC"
        )
        return _request(at, "recruitingCEJobRequisitions", EXPANDED, finder)

    def read_page(self, response: Response, at: At) -> Page:
        """The search is the one item of the answer; a short page does not mean the last one."""
        search = _only_item(response)
        rows = search.get("requisitionList") if search else None
        if search is None or not isinstance(rows, list):
            raise BoardError(f"{response.url} answers JSON without a requisitionList")
        total = search.get("TotalJobsCount")
        offset = (at.link or 0) + (search.get("Limit") or len(rows))
        more = rows and offset < min(total or 0, REACHABLE)
        problem = "TotalJobsCount is missing" if total is None else None
        return Page(rows, follow=[offset] if more else (), total=total, problem=problem)

    def employer_request(self, board: Board, rows: Sequence[Any]) -> NoReturn:
        """There is none."""
        raise UnknownCompanyError(board.id)

    def detail_request(self, row: Row, at: At) -> Request | None:
        """By id and site."""
        if row.get("Id") is None:
            return None
        finder = f'ById;Id="{row.get("Id")}",siteNumber={_number(at)}'
        return _request(at, "recruitingCEJobRequisitionDetails", "all", finder)

    def read_detail(self, response: Response, row: Row) -> Row:
        """`row` and `detail`. Raises `GonePostingError` for an empty answer."""
        detail = _only_item(response)
        if detail is None:
            raise GonePostingError(f"listed, but {response.url} answers with no items")
        return {"row": row, "detail": detail}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and its detail."""
        detail, row = raw.fields.object("detail"), raw.fields.object("row")
        said, source_id = Layers(detail, row), Layers(row, detail).identifier("Id")
        country = said.text("PrimaryLocationCountry")
        own = customs(
            (field.text("Prompt"), field.text("Value"))
            for field in said.objects("requisitionFlexFields")
        )
        language = said.text("ContentLocale", "Language")
        posted = said.text("ExternalPostedStartDate", "PostedDate")
        place = f"https://{urlsplit(raw.url).hostname}{_site_path(raw.board)}"
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=said.text("Title"),
                url=f"{place}/job/{source_id}",
                departments=[said.text(n) for n in ("Category", "JobFamily", "JobFunction")],
                team=said.text("Department", "Organization", "BusinessUnit"),
                requisition_id=source_id,
                html=_description(said),
                language=LANGUAGES.get(language or "", language),
                places=_places(said, country),
                workplace=[
                    said.text("WorkplaceType"),
                    (said.text("WorkplaceTypeCode") or "").removeprefix("ORA_"),
                    *texts_about(Topic.WORKPLACE, own),
                ],
                office_days=list(texts_about(Topic.OFFICE_DAYS, own)),
                employment=[
                    *map(said.text, ("JobSchedule", "ContractType", "JobType", "WorkerType")),
                    *texts_about(Topic.EMPLOYMENT, own),
                ],
                seniority=said.text("JobLevel"),
                positions=said.number("NumberOfOpenings"),
                ranges=pay_in(own, country),
                salary_text=pay_text(own),
                posted=day_or_instant(posted),
                posted_text=posted,
                valid_through=day_or_instant(said.text("ExternalPostedEndDate", "PostingEndDate")),
            ),
        )


def _host(board: Board) -> str:
    return board.host or f"{board.token}.fa.oraclecloud.com"


def _site_path(board: Board) -> str:
    return f"/hcmUI/CandidateExperience/en/sites/{quote(board.site or '')}"


def _number(at: At) -> str:
    """The number of the site that was asked for. Raises where its page belongs to another."""
    site, number = at.board.site or "", at.opening["number"]
    asked = site if _SITE_NUMBER.fullmatch(site) else None
    if number and asked and number.casefold() != asked.casefold():
        raise MissingBoardError(f"{_host(at.board)} has no site {asked}: {number} answers")
    if not number and not asked:
        raise BoardError(f"the page of site {site!r} on {_host(at.board)} does not tell its number")
    return str(number or asked)


def _request(at: At, resource: str, expand: str, finder: str) -> Request:
    url = f"https://{at.opening['host']}/hcmRestApi/resources/latest/{resource}"
    return Request(
        f"{url}?onlyData=true&expand={expand}&finder={finder}",
        headers={"Accept": "application/json", "Accept-Language": "en"},
    )


def _only_item(response: Response) -> Mapping[str, Any] | None:
    items = value_at(read_json(response), "items")
    if not isinstance(items, list):
        raise BoardError(f"{response.url} answers JSON without items")
    return items[0] if items and isinstance(items[0], Mapping) else None


def _description(said: Layers) -> str:
    sections = [said.text(f"External{name}Str") for name in SECTIONS]
    company = [said.text(f"{name}DescriptionStr") for name in ("Corporate", "Organization")]
    teaser = escape(said.text("ShortDescriptionStr") or "")
    return "".join(filter(None, [*sections, *company] if any(sections) else [teaser]))


def _places(said: Layers, country: str | None) -> list[Place]:
    """The primary place with the parts of its site, the secondary ones, and further sites."""
    named = [
        Place(said.text("PrimaryLocation"), country=country),
        *(_secondary(place) for place in said.objects("secondaryLocations")),
    ]
    sites = [_site(one) for name in SITES for one in said.objects(name)]
    if sites and country in (None, sites[0].country):
        named[0] = replace(sites.pop(0), text=named[0].text)
    texts = " ".join(place.text or "" for place in named).casefold()
    return [*named, *(site for site in sites if site.city and site.city.casefold() not in texts)]


def _secondary(place: Fields) -> Place:
    return Place(place.text("Name"), country=place.text("CountryCode"))


def _site(site: Fields) -> Place:
    """The state is in one or the other field, by country; the first region may be a county."""
    second, third = site.text("Region2"), site.text("Region3")
    return Place(None, site.text("TownOrCity"), second or third, site.text("Country"))
