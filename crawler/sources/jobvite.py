"""Jobvite career sites, server-rendered.

https://www.jobvite.com (the documented API is for customers with a key)

- The list stands by category, each cut after some rows with a link to its search pages ("Show
  More"), which state a range ("1 - 50 of 121") and list the first rows again. Layouts differ from
  site to site; the links to postings are the same in all.
- A branded front page may list nothing and link to the list. An empty list counts only with the
  mark of a career site.
- Most postings carry schema.org markup; for the others the page's own blocks stand in (no real
  recording of a posting's page yet).
- An unknown site leads to the job seekers' support page, an unknown posting back to the list.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlsplit

from parsel import Selector, SelectorList
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.statement import Place
from crawler.normalize.workplace import workplace_from_location
from crawler.pages.structured_data import job_postings
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page, Row
from crawler.shapes.posting_pages import IGNORED, PostingPages
from crawler.web.answers import BoardError
from mappings.identity import Board
from mappings.posting import PostingContent
from reference.vocabularies import WorkplaceType

HOST = "https://jobs.jobvite.com"
_ID = "([A-Za-z0-9_-]{6,64})"
_RANGE = re.compile(r"(\d+)\s*-\s*(\d+)\s+of\s+(\d+)")
_COUNT_OF_PLACES = re.compile(r"\d+ locations", re.I)
_ALL = "all openings"


class Jobvite(PostingPages):
    """The list and the search pages that it links to; then a page for each posting."""

    name = "jobvite"
    title = "Jobvite"
    documentation = "https://www.jobvite.com"
    listing = "a web page with linked search pages, then a detail page for each posting"
    addresses = (
        Address("jobs.jobvite.com/careers/{token}"),
        Address("jobs.jobvite.com/{token}"),
    )
    reserved = frozenset({"careers", "support", "search", "job", "jobs", "__assets__"})
    missing_redirects = ("www.jobvite.com/support/*",)
    ignored = {**IGNORED, "row.id": "in the address", "page.title": "title of the row"}

    def page_request(self, at: At) -> Request:
        """The list by category, or what it links to."""
        return Request(at.link or f"{HOST}/{quote(at.board.token)}/jobs")

    def read_page(self, response: Response, at: At) -> Page:
        """The postings that a page links to, and the pages after it."""
        rows, further = _rows(response, at.board), list(_further(response))
        if not rows and not further:
            further = _positions(response) if at.link is None else []
        if not rows and not further and b"careersiteName" not in response.body:
            raise BoardError(f"{response.url} answers no career site of Jobvite")
        return Page(
            rows, follow=further, problem=_cut(response, further), overlaps=at.link is not None
        )

    def detail_url(self, row: Row, board: Board) -> str:
        """The posting's page."""
        return f"{HOST}/{quote(board.token)}/job/{row['id']}"

    def is_gone(self, response: Response) -> bool:
        """Back at the list, with an error of 404."""
        return super().is_gone(response) or "error=404" in response.url

    def read_detail(self, response: Response, row: Row) -> Row:
        """The page's JobPosting, if it has any, and its own blocks."""
        found = job_postings(response)
        blocks = {
            "description": response.css(".jv-job-detail-description").get(),
            "meta": [_line(text) for text in response.css(".jv-job-detail-meta ::text").getall()],
        }
        if not found and not blocks["description"]:
            raise BoardError(f"{response.url} answers a page without a posting")
        return {"row": row, "detail": found[0] if found else {}, "page": blocks}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map the markup; what it lacks is that of the list and of the page's blocks."""
        row, page = raw.fields.object("row"), raw.fields.object("page")
        source_id = row.identifier("id")
        url = self.detail_url({"id": source_id}, raw.board)
        said = schema_org_statement(
            raw.fields.object("detail"),
            source_id=source_id,
            url=url,
            apply_url=f"{url}/apply",
            requisition_id=None,
            departments=[row.text("category")],
        )
        described, title, place = page.text("description"), row.text("title"), row.text("place")
        remote = workplace_from_location(place) is WorkplaceType.REMOTE
        filled = replace(
            said,
            title=said.title or title,
            html=said.html or described,
            fallback_places=list(_places(place, page.texts("meta"))),
            # The markup names the office of what the list calls "Remote, Mexico".
            workplace=said.workplace or (["remote"] if remote else ()),
            remote_places=said.remote_places or ([Place(place)] if remote else ()),
        )
        return posting(raw, filled)


def _rows(response: Response, board: Board) -> list[dict[str, str | None]]:
    """One row for each posting of the site that is linked."""
    posting_of_site = re.compile(rf"/{re.escape(board.token)}/job/{_ID}(?:[/?#]|$)", re.I)
    searched = _query(response.url).get("c", [None])[0]
    links = response.css("a[href]")
    found = ((posting_of_site.search(link.attrib["href"]), link) for link in links)
    return [_row(match[1], link, searched) for match, link in found if match and _text(link)]


def _row(job: str, anchor: Selector, searched: str | None) -> dict[str, str | None]:
    """In the newer layout place and title stand inside of the link, in the older one beside it."""
    place = anchor.css(".jv-job-list-location") or anchor.xpath("ancestor::tr[1]").css(
        ".jv-job-list-location"
    )
    category = searched or _text(anchor.xpath("preceding::h3[1]"))
    return {
        "id": job,
        "title": _text(anchor.css(".title")) or _text(anchor),
        "place": _text(place),
        "category": category if category and category.casefold() != _ALL else None,
    }


def _further(response: Response) -> Iterator[str]:
    """The first search page of each category; on a search page, the next one."""
    here = _query(response.url)
    wanted = int(here["p"][0]) + 1 if "p" in here else 0
    for href in dict.fromkeys(response.css("a[href*='/search?']::attr(href)").getall()):
        query = _query(href)
        same = "c" not in here or query.get("c") == here["c"]
        if same and query.get("p") == [str(wanted)]:
            yield response.urljoin(href)


def _query(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def _positions(response: Response) -> list[str]:
    links = response.css("a[href$='/jobs/positions']::attr(href)").getall()
    return [response.urljoin(link) for link in links[:1]]


def _cut(response: Response, further: list[str]) -> str | None:
    """Why a search page shows that it is not the last one although nothing follows."""
    found = _RANGE.search(_text(response.css(".jv-pagination-text")) or "")
    if found is None or found[2] == found[3] or further:
        return None
    return f"{response.url} ends at {found[2]} of {found[3]} and links to no further page"


def _places(listed: str | None, meta: list[str]) -> Iterator[Place]:
    """Of the list; where it only counts them, of the posting's page, after the department."""
    if listed and not _COUNT_OF_PLACES.fullmatch(listed):
        yield Place(listed)
    else:
        texts = [text for text in meta if text][1:]
        yield from (Place(text) for line in texts for text in line.split(";"))


def _text(nodes: Selector | SelectorList[Selector]) -> str | None:
    """The text of the first of the nodes, in one line."""
    return nodes.xpath("normalize-space(.)").get() or None


def _line(text: str) -> str:
    return " ".join(text.split())
