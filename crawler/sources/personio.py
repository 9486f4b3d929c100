"""Personio's XML feed of a board: public, documented, the whole board in one answer.

https://developer.personio.de/docs/retrieving-open-job-positions

- `.de` and `.com` are twins, but some boards answer on one of them only. Either answers 404 where
  the feed is switched off, which says nothing of the board.
- An unknown board leads to the vendor's own site.
- A text is empty where the posting is written in another language than was asked for; then its
  page is read.
- There is no field for the way of working: an office may be called "Remote".
- `subcompany` is the legal entity that hires; a posting without it is the board's company's, which
  only the pages name.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.sections import sections
from crawler.normalize.statement import Place, Statement
from crawler.normalize.workplace import workplace_from_location
from crawler.pages.structured_data import job_postings
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At
from crawler.shapes.xml_feed import XmlFeed
from crawler.web.answers import redirect_target
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange
from reference.vocabularies import WorkplaceType


class Personio(XmlFeed):
    """One request a board, one more for each text that the feed leaves out."""

    name = "personio"
    title = "Personio"
    documentation = "https://developer.personio.de/docs/retrieving-open-job-positions"
    addresses = (Address("{token}.jobs.personio.de"), Address("{token}.jobs.personio.*"))
    reserved = frozenset({"www", "api", "app", "docs", "help", "support", "status"})
    rows_at = "workzag-jobs.position"
    lists = ("office", "jobDescription")
    missing_statuses = frozenset()
    missing_redirects = tuple(
        f"{host}/*"
        for host in ("personio.com", "www.personio.com", "personio.de", "www.personio.de")
    )
    ignored = {
        "keywords": "free words of the employer",
        "salaryInformation.currencySymbol": "the code says it",
    }

    def feed_url(self, board: Board) -> str:
        """In English where there is such a text."""
        return f"https://{_host(board)}/xml?language=en"

    def page_request(self, at: At) -> Request:
        """The feed of the board's host; then that of its twin."""
        request = super().page_request(at)
        return request.replace(url=at.link) if at.link else request

    def other_link(self, response: Response, at: At) -> str | None:
        """The twin's feed, where the host does not have it."""
        not_here = response.status == 404 and redirect_target(response) is None
        return _twin(response.url) if not_here and at.link is None else None

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request | None:
        """The page of a posting that does not name its company."""
        known = [row for row in rows if isinstance(row, Mapping)]
        nameless = [row for row in known if not row.get("subcompany")]
        return Request(f"https://{_host(board)}/job/{nameless[0].get('id')}") if nameless else None

    def read_employer(self, response: Response) -> Employer:
        """The employer in the page's structured data."""
        return Employer(company_name(_page(response).company))

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The posting's page, where the feed has no text."""
        if _text(Fields(row)):
            return None
        host = urlsplit(at.link).hostname if at.link else _host(at.board)
        return Request(f"https://{host}/job/{row.get('id')}")

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row with the text of its page."""
        return {**row, "page": {"description": _page(response).html}}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one position."""
        row = raw.fields
        source_id = row.identifier("id")
        names = [*row.texts("office"), *row.texts("additionalOffices.office")]
        offices = [Place(name) for name in names]
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=row.text("name"),
                url=f"https://{urlsplit(raw.url).hostname}/job/{source_id}",
                company=row.text("subcompany"),
                departments=[row.text("department")],
                team=row.text("recruitingCategory"),
                html=_text(row) or row.text("page.description"),
                places=offices,
                remote_places=[one for one in offices if _is_remote(one)],
                employment=[row.text("employmentType"), row.text("schedule")],
                seniority=_level(row.text("seniority")),
                experience=row.text("yearsOfExperience"),
                functions=[row.text("occupation"), row.text("occupationCategory")],
                ranges=[_pay(row.object("salaryInformation"))],
                posted=instant(row.text("createdAt")),
                posted_text=row.text("createdAt"),
            ),
        )


def _level(label: str | None) -> str | None:
    """The level, but for "executive": there any leader is one ("Führungskraft" in the form)."""
    return None if label == "executive" else label


def _page(response: Response) -> Statement:
    """The JobPosting of a posting's page, an empty one where there is none."""
    return schema_org_statement(Fields(next(iter(job_postings(response)), {})))


def _pay(pay: Fields) -> SalaryRange | None:
    amounts = Amounts(pay.number("min"), pay.number("max"))
    return stated_range(amounts, pay.text("currencyCode"), interval(pay.text("type")))


def _text(row: Fields) -> str:
    parts = row.objects("jobDescriptions.jobDescription")
    return sections((part.text("name"), part.text("value")) for part in parts)


def _is_remote(office: Place) -> bool:
    """Whether it is where one works from home ("Remote Norway")."""
    return workplace_from_location(office.text) is WorkplaceType.REMOTE


def _host(board: Board) -> str:
    return board.host or f"{board.token}.jobs.personio.de"


def _twin(url: str) -> str:
    host = urlsplit(url).hostname or ""
    twin = (
        host.removesuffix(".de") + ".com"
        if host.endswith(".de")
        else host.removesuffix(".com") + ".de"
    )
    return url.replace(host, twin, 1)
