"""ADP Workforce Now career centers, for mid-size employers.

https://developers.adp.com (documents keyed APIs of similar names)

- A board is a client (`cid`) and one of its career centers (`ccId`).
- Pages hold 20 rows; `$skip` is the number of the first row, counted from 1.
- Custom fields stand in lists by their type, each with the code of its name. Dates among them carry
  a wrong zone; `postDate` is right. The number of applicants and the server's clock are not read.
- The description comes with the detail (no real recording of it yet). Where an employer attaches a
  document instead, a short text only refers to it and counts as none.
- Nothing names the company: without a name in the registry the board fails.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn
from urllib.parse import quote

from scrapy import Request

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.html import plain_text
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At
from crawler.shapes.offset_pages import OffsetPages
from crawler.web.answers import UnknownCompanyError
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange

CAREERS = "https://workforcenow.adp.com/mascsr/default"
LIST = f"{CAREERS}/careercenter/public/events/staffing/v1/job-requisitions"
REFERENCE_LENGTH = 200
"""A text up to this length beside an attached document only refers to it."""

_COUNTRY_AT_END = re.compile(r",\s*[A-Z]{2},\s*([A-Z]{2})\s*$")


class Adp(OffsetPages):
    """Pages of 20 by the number of their first row, then a detail each."""

    name = "adp"
    title = "ADP Workforce Now"
    documentation = "https://developers.adp.com"
    listing = "pages by offset with a total, then a detail for each posting"
    rows_at = "jobRequisitions"
    total_at = "meta.totalNumber"
    offset_at = "meta.startSequence"
    page_size = 20
    first_offset = 1
    addresses = (
        Address("workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html"
                "?cid={token}&ccId={site}"),
        Address("workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html"
                "?cid={token}"),
    )  # fmt: skip
    id_at = "itemID"
    missing_statuses = frozenset({404, 410})
    ignored = {
        "row": "the detail has all that the row has",
        "detail.postingInstructions": "internal",
        "detail.additionalProperties": "internal",
        "detail.screeningRequirements": "the application form",
        "detail.sponsoredVisaTypeCodes": "empty in all recordings",
        "detail.customFieldGroup": "custom fields of other names than those read",
        "detail.requisitionLocations[].aliasNames": "empty in all recordings",
        "detail.requisitionLocations[].address.postalCode": "street",
        "detail.requisitionLocations[].address.lineOne": "street",
    }

    def offset_request(self, at: At, offset: int) -> Request:
        """Rows are counted from 1."""
        return Request(
            f"{LIST}?{_of(at.board)}&$top={self.page_size}&$skip={offset}",
            headers={"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"},
        )

    def skip(self, row: Mapping[str, Any]) -> bool:
        """Internal."""
        flag = _custom(Fields(row), "customFieldGroup.indicatorFields").get("InternalPostingFlag")
        return flag is not None and flag.flag("indicatorValue") is True

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The same object with its description."""
        item = self.row_id(row)
        if item is None:
            return None
        address = f"{LIST}/{quote(item)}?{_of(at.board)}"
        return Request(address, headers={"Accept": "application/json"})

    def employer_request(self, board: Board, rows: Sequence[Any]) -> NoReturn:
        """There is none."""
        raise UnknownCompanyError(board.id)

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a detail."""
        job = raw.fields.object("detail")
        source_id = job.identifier("itemID")
        texts = {
            name: field.text("stringValue")
            for name, field in _custom(job, "customFieldGroup.stringFields").items()
        }
        site = f"&ccId={raw.board.site}" if raw.board.site else ""
        number = texts.get("ExternalJobID") or source_id
        url = (
            f"{CAREERS}/mdf/recruitment/recruitment.html?cid={raw.board.token}{site}&lang=en_US"
            f"&jobId={number}"
        )
        units = job.objects("organizationalUnits")
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=job.text("requisitionTitle"),
                url=url,
                apply_url=url,
                departments=[
                    texts.get("HomeDepartment"),
                    *(unit.text("nameCode.shortName") for unit in units),
                ],
                requisition_id=job.identifier("clientRequisitionID"),
                html=_description(job),
                places=[_place(place) for place in job.objects("requisitionLocations")],
                employment=[job.text("workLevelCode.shortName")],
                ranges=[_pay(job)],
                salary_text=texts.get("SalaryRange"),
                posted=instant(job.text("postDate")),
                posted_text=job.text("postDate"),
            ),
        )


def _of(board: Board) -> str:
    """The parameters that name a board; without a career center it is the client's default one."""
    site = f"&ccId={quote(board.site)}" if board.site else ""
    return f"cid={quote(board.token)}{site}&lang=en_US&locale=en_US"


def _custom(of: Fields, path: str) -> dict[str | None, Fields]:
    """Custom fields by the codes of their names."""
    return {field.text("nameCode.codeValue"): field for field in of.objects(path)}


def _description(job: Fields) -> str | None:
    html = job.text("requisitionDescription")
    attached = "docx" in str(job.value("links")).casefold()
    refers = attached and len(plain_text(html)) <= REFERENCE_LENGTH
    return None if refers else html


def _place(place: Fields) -> Place:
    """The country stands in the text alone: "Acme Clinic, Wooster, OH, US"."""
    text, stated = place.text("nameCode.shortName"), place.text("address.countryCode")
    told = _COUNTRY_AT_END.search(text or "")
    return Place(
        text,
        place.text("address.cityName"),
        place.text("address.countrySubdivisionLevel1.codeValue"),
        stated or (told[1] if told else None),
    )


def _pay(job: Fields) -> SalaryRange | None:
    pay = job.object("payGradeRange")
    kind = _custom(job, "customFieldGroup.codeFields").get("SalaryType")
    currencies = [pay.text(f"{end}Rate.currencyCode") for end in ("minimum", "maximum")]
    amounts = Amounts(pay.number("minimumRate.amountValue"), pay.number("maximumRate.amountValue"))
    span = interval(kind.text("shortName")) if kind else None
    return stated_range(amounts, next(filter(None, currencies), None), span)
