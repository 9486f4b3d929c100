"""A company's own careers site, read by its sitemaps, its links and its schema.org markup.

The token is the host, the site the path of the start page where that is not the root
(`jsonld:careers.acme.example`, `jsonld:www.acme.example~careers`). https://schema.org/JobPosting

- robots.txt names the sitemaps, else they are looked for in the usual places. A page whose address
  looks like that of a posting is read; it is one if it holds a JobPosting (JSON-LD, microdata,
  RDFa, or metas to that effect). Pages without one are left out and counted.
- Complete only if a sitemap lists job pages and everything was read; else the read is partial, for
  what links lead to proves nothing of the rest.
- Pages that are reserved (`tdm-reservation`, `noindex`) are left out; nothing is closed for that.
- An id is the path of the posting's page: identifiers in markup need not be unique on a site.
"""

from dataclasses import replace
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.normalize.statement import Place
from crawler.pages.reservations import reservation
from crawler.pages.site_lists import read_stop
from crawler.pages.site_pages import facts_beside, posting_of, site_name, title_without_company
from crawler.pages.site_walk import Kind, Walk, begin
from crawler.pages.sitemaps import LARGEST
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.web.answers import NoPostingError
from mappings.identity import Board
from mappings.posting import PostingContent

_LARGEST_PAGE = 10 * 1024 * 1024


class JsonLd(Listing):
    """The fallback for every employer without a known ATS."""

    name = "jsonld"
    title = "Careers sites with schema.org markup"
    documentation = "https://schema.org/JobPosting"
    listing = "sitemaps and links of a site, then a page a posting"
    addresses = ()
    personal = personal_at("job.")
    volatile = ("row.lastmod",)
    ignored = {
        **ignored_at("job."),
        "row.lastmod": "of the page, or of the day when the sitemap was made",
    }

    def page_request(self, at: At) -> Request:
        """Ask for the next stop of the walk."""
        stop = _walk(at).here
        limit = _LARGEST_PAGE if stop.kind is Kind.LISTING else LARGEST
        return Request(stop.url, meta={"download_maxsize": limit})

    def reads_any_status(self, response: Response, at: At) -> bool:
        """Beyond the start page, what is not there is passed by."""
        return response.status != 200 and bool(_walk(at).visited)

    def read_page(self, response: Response, at: At) -> Page:
        """The job pages that a stop leads to, and the stops that follow."""
        walk = _walk(at)
        after, rows = read_stop(response, walk, _start(at.board))
        return Page(
            rows,
            follow=[after] if after.stops else [],
            problem=after.problem,
            proves=after.problem is None,
            employer=Employer() if walk.visited else Employer(site_name(response)),
        )

    def row_id(self, row: Row) -> str | None:
        """The id of the page."""
        return str(row["row"]["id"])

    def detail_request(self, row: Row, at: At) -> Request | None:
        """The page of a posting, unless the list holds the whole posting."""
        if "job" in row:
            return None
        return Request(row["row"]["url"], meta={"download_maxsize": _LARGEST_PAGE})

    def read_detail(self, response: Response, row: Row) -> Row:
        """The one posting of a page.

        Raises `NoPostingError` for a page that has none or is reserved.
        """
        reserved = reservation(response)
        if reserved is not None:
            raise NoPostingError(reserved)
        return {**row, "job": posting_of(response), "page": facts_beside(response)}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map the markup; the page's title and metas stand in where it says nothing."""
        payload = raw.fields
        said = schema_org_statement(
            payload.object("job"), source_id=payload.text("row.id"), url=payload.text("row.url")
        )
        title, company, *place = (
            payload.text(f"page.{name}")
            for name in ("title", "company", "city", "region", "country")
        )
        said = replace(
            said,
            title=said.title or title_without_company(title, said.company),
            fallback_places=[Place(None, *place)],
        )
        # The host is the employer's own, so that it may name the employer's domain.
        employer = Employer(
            raw.employer.name or company, raw.employer.domain or said.company_domain
        )
        return posting(replace(raw, employer=employer), said)


def _start(board: Board) -> str:
    return f"https://{board.token}/{quote(board.site or '', safe='/-._~')}"


def _walk(at: At) -> Walk:
    return at.link if isinstance(at.link, Walk) else begin(_start(at.board))
