"""A company's own careers site, read by its sitemaps, its links and its schema.org markup.

The token is the host, the site the path of the start page where that is not the root
(`jsonld:careers.acme.example`, `jsonld:www.acme.example~careers`). https://schema.org/JobPosting

- robots.txt names the sitemaps, else they are looked for in the usual places. A page whose address
  looks like that of a posting is read; it is one if it holds a JobPosting (JSON-LD, microdata,
  RDFa). Pages without one are left out and counted.
- Complete only if a sitemap lists job pages and everything was read; else the read is partial, for
  what links lead to proves nothing of the rest.
- Pages that are reserved (`tdm-reservation`, `noindex`) are left out; nothing is closed for that.
- An id is the path of the posting's page: identifiers in markup need not be unique on a site.
"""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.sitemap import sitemap_urls_from_robots

from crawler.answers import BoardError, NoPostingError
from crawler.job_links import is_job_list, is_job_page, links, names_jobs
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.normalize.statement import Place
from crawler.raw import Employer, RawPosting
from crawler.reservations import reservation
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.site_pages import (
    facts_beside,
    posting_of,
    row_of,
    rows_within,
    same_site,
    site_name,
    title_without_company,
    with_telling_dates,
)
from crawler.site_walk import Kind, Stop, Walk, begin, guesses
from crawler.sitemaps import LARGEST, Contents, Entry, read_sitemap
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
        walk, start = _walk(at), _start(at.board)
        if walk.here.kind is Kind.ROBOTS:
            return _page(walk.on(first=_sitemaps_named(response, start)))
        if response.status != 200:
            return _page(walk.on(trouble=_trouble(walk, f"answers {response.status}")))
        if walk.here.kind is Kind.LISTING:
            return _read_listing(response, walk)
        return _read_sitemap(response, walk, start)

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
        title, *place = (
            payload.text(f"page.{name}") for name in ("title", "city", "region", "country")
        )
        said = replace(
            said,
            title=said.title or title_without_company(title, said.company),
            fallback_places=[Place(None, *place)],
        )
        # The host is the employer's own, so that it may name the employer's domain.
        employer = Employer(raw.employer.name, raw.employer.domain or said.company_domain)
        return posting(replace(raw, employer=employer), said)


def _start(board: Board) -> str:
    return f"https://{board.token}/{quote(board.site or '', safe='/-._~')}"


def _walk(at: At) -> Walk:
    return at.link if isinstance(at.link, Walk) else begin(_start(at.board))


def _page(walk: Walk, rows: Iterable[Row] = ()) -> Page:
    """The rows that were not found before, and the way on."""
    by_id = {row["row"]["id"]: row for row in rows if row["row"]["id"] not in walk.seen}
    after = walk.finding(by_id)
    return Page(list(by_id.values()), follow=[after] if after.stops else [], problem=after.problem)


def _sitemaps_named(response: Response, start: str) -> list[Stop]:
    """The sitemaps of robots.txt; where it names none, the usual places."""
    body = response.body if response.status == 200 else b""
    named = [Stop(Kind.SITEMAP, url) for url in sitemap_urls_from_robots(body, response.url)]
    return named or guesses(start)


def _trouble(walk: Walk, what: str) -> str | None:
    """Why the read is not whole. A sitemap that was only guessed is not missed."""
    return None if walk.here.kind is Kind.GUESS else f"{walk.here.url} {what}"


def _cut(response: Response, contents: Contents) -> str | None:
    return None if contents.whole else f"{response.url} breaks off"


def _read_listing(response: Response, walk: Walk) -> Page:
    reserved = reservation(response)
    if reserved is not None:
        return _page(walk.on(trouble=reserved))
    found = [url for url in links(response) if same_site(url, response.url)]
    depth = walk.here.depth + 1
    lists = [Stop(Kind.LISTING, url, depth) for url in found if is_job_list(url)]
    pages = [row_of(Entry(url), response.url) for url in found if is_job_page(url)]
    listed = _page(walk.on(last=lists), [*pages, *rows_within(response)])
    return replace(listed, employer=Employer(site_name(response)))


def _read_sitemap(response: Response, walk: Walk, start: str) -> Page:
    try:
        contents = read_sitemap(response)
    except BoardError as error:
        return _page(walk.on(trouble=None if walk.here.kind is Kind.GUESS else str(error)))
    depth = walk.here.depth + 1
    children = [Stop(Kind.SITEMAP, one.url, depth) for one in contents.sitemaps]
    telling = [stop for stop in children if names_jobs(stop.url)]
    all_are_jobs = names_jobs(response.url)
    rows = [
        row_of(entry, start)
        for entry in with_telling_dates(contents.pages)
        if same_site(entry.url, start) and (all_are_jobs or is_job_page(entry.url))
    ]
    after = walk.on(first=telling or children, trouble=_cut(response, contents))
    after = after.without_guesses() if rows or children else after
    return _page(replace(after, sitemap_lists=after.sitemap_lists or bool(rows)), rows)
