"""SAP SuccessFactors career sites (RMK, CSB, formerly Jobs2Web), on the employers' own domains.

https://help.sap.com/docs/successfactors-recruiting

- The feed `sitemal.xml`, which is really called so, holds the whole site with its texts and may be
  large and slow. It tells no departments, and dates of posting seldom.
- The search states how many postings there are, which a stale or partial feed does not have.
- Where a site has no feed, the pages of the search are read, and a page for each posting.
- What the named lines of such a page say is the employer's choice, and so are their labels.
- Classic portals (`career4.successfactors.com/career?company=...`) have no public list.
- A posting that is gone redirects to an error page, or to the home page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.custom_fields import Topic, customs, pay_in, pay_text, texts_about
from crawler.normalize.html import markup
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.normalize.statement import Place, Statement
from crawler.normalize.web_dates import web_date
from crawler.normalize.written_dates import rfc822_day_or_instant
from crawler.pages.structured_data import job_postings
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page, Row
from crawler.shapes.xml_feed import XmlFeed
from crawler.web.answers import BoardError, GonePostingError
from mappings.identity import Board
from mappings.posting import PostingContent

FEED_SECONDS = 1_800
"""Feeds of 46 MB were seen to come at 30 KB a second."""

_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html)\b", re.I)
_CLASSIC = re.compile(r"(?:^|\.)successfactors\.(?:com|eu|cn)$|(?:^|\.)sapsf\.\w+$")
_JOB_ID = re.compile(r"/job/.+/(\d+)/?$")
_MORE = re.compile(r"\s*\+\s?\d+ more\W*$")
_INTERNAL_ID = re.compile(r"internalId\W+(?P<number>[^\"']+)-(?P<locale>[a-z]{2}_[A-Z]{2})[\"']")


class SuccessFactors(XmlFeed):
    """One feed a site; the total of the search proves that it is whole."""

    name = "successfactors"
    title = "SAP SuccessFactors"
    listing = "whole board in one XML feed, else search pages, then a page per posting"
    documentation = "https://help.sap.com/docs/successfactors-recruiting"
    addresses = (Address("*.jobs2web.com"), Address("*.jobs.hr.cloud.sap"))
    rows_at = "rss.channel.item"
    id_at = "g:id"
    gone_redirects = ("*/errorpage", "*/errorpage/*")
    personal = personal_at("detail.")
    ignored = {
        **ignored_at("detail."),
        "guid": "the id once more",
        "row.title": "the title of its page",
        "detail.industry": "search words",
        "detail.jobLocation": "made out of the address, often wrongly; the place shown counts",
    }

    def opening_request(self, board: Board) -> Request:
        """The first page of the search."""
        return Request(_search(board, 0))

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """`total`; null on pages that are filled by scripts."""
        return {"total": _total(response)}

    def is_missing(self, response: Response) -> bool:
        """By status. Raises `BoardError` for a classic portal, which has other pages."""
        if _CLASSIC.search(urlsplit(response.url).hostname or ""):
            raise BoardError(f"{response.url}: a classic portal has no public list")
        return super().is_missing(response)

    def feed_url(self, board: Board) -> str:
        """The feed."""
        return f"https://{_host(board)}/sitemal.xml"

    def page_request(self, at: At) -> Request:
        """The feed; from a first row on, a page of the search."""
        if at.link is not None:
            return Request(_search(at.board, at.link))
        return super().page_request(at).replace(meta={"download_timeout": FEED_SECONDS})

    def other_link(self, response: Response, at: At) -> int | None:
        """The search, where a site has no feed."""
        no_feed = response.status == 404 or _WEB_PAGE.match(response.body)
        return 0 if at.link is None and no_feed else None

    def read_page(self, response: Response, at: At) -> Page:
        """The items of the feed, or the rows of a page of the search."""
        total = at.opening["total"]
        if at.link is None:
            feed = super().read_page(response, at)
            return Page(feed.rows, total=total)
        rows = list(_rows(response))
        if total is None or (not rows and at.link < total):
            raise BoardError(f"{response.url} has neither a feed nor a list that can be read")
        further = at.link + len(rows)
        return Page(rows, follow=[further] if further < total else (), total=total)

    def detail_request(self, row: Row, at: At) -> Request | None:
        """The page of a posting that the search lists; an item of the feed says it all."""
        return None if "description" in row else Request(f"{row['link']}?locale=en_US")

    def read_detail(self, response: Response, row: Row) -> Row:
        """`row`; `detail`, the posting in microdata; `description`, its HTML; `lines`, what the
        page names besides; `apply`; `internal`, the employer's number and the language.

        Raises `GonePostingError` for the home page.
        """
        found = job_postings(response)
        if urlsplit(response.url).path in ("", "/"):
            raise GonePostingError(f"listed, but {row['link']} leads to the home page")
        if not found:
            raise BoardError(f"{response.url} answers a page without a posting")
        texts = response.css("[itemprop=description]").getall()
        apply = response.css("a[href*='/talentcommunity/apply/']::attr(href)").get()
        return {
            "row": row,
            "detail": found[0],
            "description": max(texts, key=len, default=None),
            "lines": list(_lines(response)),
            "apply": response.urljoin(apply) if apply else None,
            "internal": _internal(response),
        }

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map an item of the feed, or a page and its row."""
        said = _of_page(raw.fields) if "detail" in raw.payload else _of_item(raw.fields)
        return posting(raw, said)


def _host(board: Board) -> str:
    return board.host or board.token


def _search(board: Board, start: int) -> str:
    order = "sortColumn=referencedate&sortDirection=desc"
    return f"https://{_host(board)}/search/?q=&{order}&startrow={start}&locale=en_US"


def _total(page: Response) -> int | None:
    """The last number of "Results 1 - 25 of 1,633"."""
    if page.css("#noresults"):
        return 0
    digits = re.sub(r"\D", "", page.css(".paginationLabel b:last-of-type::text").get() or "")
    return int(digits) if digits else None


def _rows(page: Response) -> Iterator[dict[str, str | None]]:
    """The rows of the search, in the names of the feed; each has two links, for two widths."""
    for row in page.css("tr.data-row"):
        link = page.urljoin(row.css("a.jobTitle-link::attr(href)").get() or "")
        place = _text(row.css("td.colLocation .jobLocation, span.jobLocation")[:1])
        number = _JOB_ID.search(link)
        yield {
            "g:id": number[1] if number else None,
            "title": row.css("a.jobTitle-link::text").get(),
            "link": link,
            "g:location": _MORE.sub("", place or "") or None,
        }


def _lines(page: Response) -> Iterator[dict[str, str | None]]:
    """The named lines: the label of one stands before it in the same cell."""
    for shown in page.css("[data-careersite-propertyid]:not([itemprop=description])"):
        label = _text(shown.xpath("preceding-sibling::*[contains(@class, 'label')][1]"))
        for text in shown.css(".jobGeoLocation") or [shown]:
            yield {
                "property": shown.attrib["data-careersite-propertyid"],
                "label": (label or "").rstrip(": ") or None,
                "text": _text(text),
            }


def _text(found: Any) -> str | None:
    return found.xpath("normalize-space(string())").get() or None


def _internal(page: Response) -> dict[str, str] | None:
    found = _INTERNAL_ID.search(page.text)
    return found.groupdict() if found else None


def _of_item(item: Fields) -> Statement:
    title, location = item.text("title") or "", item.text("g:location")
    source_id = item.identifier("g:id")
    return Statement(
        source_id=source_id,
        # The feed appends the place.
        title=title.removesuffix(f" ({location})"),
        url=item.text("link"),
        company=item.text("g:employer"),
        departments=[_function(item)],
        html=markup(item.text("description")),
        places=[Place(location)],
        posted=rfc822_day_or_instant(item.text("pubDate")),
        posted_text=item.text("pubDate"),
        valid_through=web_date(item.text("g:expiration_date")),
    )


def _function(item: Fields) -> str | None:
    """Names in capitals are those of a form ("ATS_WEBFORM")."""
    text = item.text("g:job_function")
    return None if text and re.fullmatch(r"[A-Z]+_[A-Z_]+", text) else text


def _of_page(page: Fields) -> Statement:
    shown = [
        [line.text(n) for n in ("property", "label", "text")] for line in page.objects("lines")
    ]
    own = customs((label or name, text) for name, label, text in shown)
    row, number = page.object("row"), page.text("internal.number")
    place = row.text("g:location")
    return replace(
        schema_org_statement(page.object("detail")),
        source_id=row.identifier("g:id"),
        url=row.text("link"),
        apply_url=page.text("apply"),
        departments=list(texts_about(Topic.DEPARTMENT, own)),
        requisition_id=next(texts_about(Topic.REQUISITION, own), number),
        html=page.text("description"),
        language=page.text("internal.locale"),
        places=[Place(text) for name, _, text in shown if name == "location"] or [Place(place)],
        employment=list(texts_about(Topic.EMPLOYMENT, own)),
        workplace=list(texts_about(Topic.WORKPLACE, own)),
        office_days=list(texts_about(Topic.OFFICE_DAYS, own)),
        seniority=next(texts_about(Topic.LEVEL, own), None),
        ranges=pay_in(own, None),
        salary_text=pay_text(own),
    )
