"""Rippling ATS: the public board API, without a key. Two versions of the list, one of the detail.

https://developer.rippling.com (behind a sign-in)

- Version 2 lists in pages, with structured places; version 1 the whole board, with labels. Where
  version 2 knows no board, version 1 is asked before the board counts as missing.
- Without grouping, both list one row for each place of a job; further rows of a job count as
  repeated, and the detail names all its places.
- Board names compare with case.
- Text, date, pay and type stand in the detail.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.shapes.single_document import value_at
from crawler.web.answers import BoardError, read_json
from mappings.posting import PostingContent, SalaryRange

API = "https://api.rippling.com/platform/api/ats"
PAGE_SIZE = 1000
VERSION_1 = "v1"


class Rippling(Listing):
    """Pages of jobs (or the whole board), then a detail each."""

    name = "rippling"
    title = "Rippling"
    documentation = "https://developer.rippling.com"
    listing = "numbered pages, then a detail for each posting"
    addresses = (
        Address("ats.rippling.com/[locale]/{token}"),
        Address("ats.us1.rippling.com/[locale]/{token}"),
        Address("ats.rippling.com/api/v2/board/{token}"),
        Address("api.rippling.com/platform/api/ats/v1/board/{token}"),
        Address("api.rippling.com/platform/api/ats/v2/board/{token}"),
    )
    reserved = frozenset({"embed", "api", "platform", "static", "assets", "jobs", "_next"})
    ignored = {
        "row.id": "uuid of the detail",
        "row.uuid": "uuid of the detail",
        "row.name": "name of the detail",
        "row.url": "url of the detail",
        "row.department": "department of the detail, shortened",
        "row.workLocation": "one of the detail's workLocations",
        "row.locations[].country": "the name of countryCode",
        "row.locations[].stateCode": "state, shortened",
        "detail.board": "how the board looks",
        "detail.activeJobApplication": "the application form",
        "detail.applicationConfirmationTemplate": "the application form",
        "detail.eeocQuestionnaireEnabled": "the application form",
        "detail.eeocQuestionnaireEnabledForJobPost": "the application form",
        "detail.hasAIEvaluationsEnabled": "the application form",
        "detail.department.base_department": "the top of department_tree",
        "detail.payRangeDetails[].isRemote": "its location says so too",
        "detail.jsonLd": "repeats the detail for search engines",
    }

    def page_request(self, at: At) -> Request:
        """A page of version 2, with one row a job; or the list of version 1."""
        token = quote(at.board.token)
        if at.link == VERSION_1:
            return Request(f"{API}/v1/board/{token}/jobs")
        query = f"groupJobsByLocation=true&page={at.link or 0}&pageSize={PAGE_SIZE}"
        return Request(f"{API}/v2/board/{token}/jobs?{query}")

    def other_link(self, response: Response, at: At) -> str | None:
        """Version 1, where version 2 knows no such board."""
        return VERSION_1 if at.link is None and response.status == 404 else None

    def read_page(self, response: Response, at: At) -> Page:
        """`{"items": [...], "totalPages": 3}`, or a bare list."""
        answer = read_json(response)
        if isinstance(answer, list):
            return Page(answer)
        rows, pages = value_at(answer, "items"), value_at(answer, "totalPages")
        if not isinstance(rows, list) or not isinstance(pages, int):
            raise BoardError(f"{response.url} answers JSON without items and their totalPages")
        return Page(rows, follow=range(1, pages) if at.link is None else ())

    def row_id(self, row: Mapping[str, Any]) -> str | None:
        """Version 2 has it at `id`, version 1 at `uuid`."""
        return row.get("id") or row.get("uuid")

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """Version 1 of the detail serves both lists."""
        job = self.row_id(row)
        return Request(f"{API}/v1/board/{quote(at.board.token)}/jobs/{job}") if job else None

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a detail, with the places and the language of its row."""
        row, job = raw.fields.object("row"), raw.fields.object("detail")
        tree = job.texts("department.department_tree")
        department = job.text("department.name")
        label, described = job.text("employmentType.label"), job.text("employmentType.id")
        url, apply_url = job.text("url"), job.text("applyUrl")
        return posting(
            raw,
            Statement(
                source_id=job.identifier("uuid"),
                title=job.text("name"),
                url=url,
                apply_url=apply_url or url,
                company=job.text("companyName"),
                departments=tree[:-1] or tree or [department],
                team=tree[-1] if len(tree) > 1 else None,
                html="\n".join(_texts(job)),
                language=row.text("language"),
                places=list(_places(row, job)),
                workplace=_workplace(row) or [job.text("jsonLd.jobLocationType")],
                employment=[described or label],
                ranges=[_range(pay) for pay in job.objects("payRangeDetails")],
                posted=instant(job.text("createdOn")),
                posted_text=job.text("createdOn"),
                may_syndicate=False if job.flag("unlistedFromSearch") else None,
            ),
        )


def _texts(job: Fields) -> Iterator[str]:
    """The ad, then what it says of the company."""
    yield job.text("description.role") or ""
    yield job.text("description.company") or ""


def _places(row: Fields, job: Fields) -> Iterator[Place]:
    """The row's structured places, and those that only the detail names."""
    named = set()
    for place in row.objects("locations"):
        text = place.text("name")
        named.add(text)
        yield Place(text, place.text("city"), place.text("state"), place.text("countryCode"))
    yield from (Place(label) for label in job.texts("workLocations") if label not in named)


def _workplace(row: Fields) -> list[str | None]:
    return [place.text("workplaceType") for place in row.objects("locations")]


def _range(pay: Fields) -> SalaryRange | None:
    amounts = Amounts(pay.number("rangeStart"), pay.number("rangeEnd"))
    span = interval(pay.text("frequency"))
    return stated_range(amounts, pay.text("currency"), span, label=pay.text("location"))
