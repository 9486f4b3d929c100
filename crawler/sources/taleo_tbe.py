"""Oracle Taleo Business Edition: career sites of small and middle-sized employers, as web pages.

https://docs.oracle.com/en/cloud/saas/taleo-business/

- A dispatcher on any host leads to the cluster and instance where an organisation is now, and to
  an address with INACTIVE where it is nowhere.
- Ten rows a page; a total where the theme shows one, else a link to the next page.
- Which columns a row has is the employer's choice; the choices of "Sort by" name them.
- The page of a posting has JSON-LD, a text or both, and lines of employers' own names. One that is
  closed says "no longer available".
- The RSS feed is a sample, not the list, and is not read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.normalize.custom_fields import Topic, customs, pay_in, pay_text, texts_about
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.normalize.statement import Place
from crawler.pages.structured_data import job_postings
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.web.answers import BoardError, GonePostingError
from mappings.identity import Board
from mappings.posting import PostingContent

_INSTANCE = re.compile(r"https://([a-z]{3}\.tbe\.taleo\.net/[a-z]{3}\d{2})/")
_PLACE = re.compile(r"\blocation\b|\bcity\b", re.I)
_CLOSED = re.compile(r"no longer (?:available|accepting|open)", re.I)


class TaleoBusinessEdition(Listing):
    """Pages by offset, a page for each posting; the total proves completeness where it is shown."""

    name = "taleo_tbe"
    title = "Taleo Business Edition"
    listing = "pages by offset, mostly with a total, then a page per posting"
    documentation = "https://docs.oracle.com/en/cloud/saas/taleo-business/"
    off = "no real recording of a whole list yet: unverified"
    addresses = (
        Address("*.tbe.taleo.net/*/ats/careers/v2/*?org={token}&cws={site}"),
        Address("*.tbe.taleo.net/*/ats/careers/*?org={token}&cws={site}"),
        Address("*.tbe.taleo.net/dispatcher/servlet/DispatcherServlet?org={token}&cws={site}"),
    )
    id_at = "rid"
    missing_redirects = ("*/INACTIVE*",)
    personal = personal_at("detail.")
    ignored = {**ignored_at("detail."), "row.link": "the address of the page"}

    def opening_request(self, board: Board) -> Request:
        """The dispatcher."""
        asked = f"org={quote(board.token)}&act=redirectCws&cws={quote(board.site or '')}"
        return Request(f"https://{board.host}/dispatcher/servlet/DispatcherServlet?{asked}")

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """`instance`: the host with its first segment."""
        found = _INSTANCE.match(response.url)
        if found is None or "/dispatcher/" in response.url:
            raise BoardError(f"{response.url} does not lead to an instance")
        return {"instance": found[1]}

    def page_request(self, at: At) -> Request:
        """From a row on. The page's own link to the next one needs a session; this does not."""
        asked = f"org={quote(at.board.token)}&cws={quote(at.board.site or '')}"
        further = f"&rowFrom={at.link}" if at.link else ""
        instance = at.opening["instance"]
        return Request(f"https://{instance}/ats/careers/v2/searchResults?{asked}{further}")

    def read_page(self, response: Response, at: At) -> Page:
        """Raises `BoardError` for a page that is none of a list."""
        rows, total = list(_rows(response)), _total(response)
        if total is None and not response.css("[class*='oracletaleocwsv2-search']") and not rows:
            raise BoardError(f"{response.url} answers a page without a list")
        further = (at.link or 0) + len(rows)
        more = further < total if total is not None else bool(response.css("a.jscroll-next"))
        return Page(rows, follow=[further] if rows and more else (), total=total)

    def detail_request(self, row: Row, at: At) -> Request | None:
        """The page of a posting."""
        return Request(str(row["link"])) if row.get("rid") else None

    def read_detail(self, response: Response, row: Row) -> Row:
        """`row`; `detail`, its JSON-LD; `description`, its HTML; `lines`, what it names besides.

        Raises `GonePostingError` for a page that says that the posting is closed.
        """
        found = job_postings(response)
        description = response.css("[name=cwsJobDescription]").get()
        if not found and description is None:
            if _CLOSED.search(response.text):
                raise GonePostingError(f"listed, but {response.url} says that it is closed")
            raise BoardError(f"{response.url} answers a page without a posting")
        return {
            "row": row,
            "detail": found[0] if found else {},
            "description": description,
            "lines": list(_lines(response)),
        }

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a page and its row."""
        row, page = raw.fields.object("row"), raw.fields
        shown = [*page.objects("lines"), *row.objects("columns")]
        own = customs((line.text("label"), line.text("text")) for line in shown)
        said = schema_org_statement(page.object("detail"))
        description, title = page.text("description"), row.text("title")
        return posting(
            raw,
            replace(
                said,
                source_id=row.text("rid"),
                title=said.title or title,
                url=raw.url,
                apply_url=raw.url,
                departments=list(texts_about(Topic.DEPARTMENT, own)),
                requisition_id=next(texts_about(Topic.REQUISITION, own), None),
                html=said.html or description,
                fallback_places=[Place(one.value) for one in own if _PLACE.search(one.name)],
                workplace=[*said.workplace, *texts_about(Topic.WORKPLACE, own)],
                office_days=list(texts_about(Topic.OFFICE_DAYS, own)),
                employment=[*said.employment, *texts_about(Topic.EMPLOYMENT, own)],
                ranges=[*said.ranges, *pay_in(own, None)],
                salary_text=said.salary_text or pay_text(own),
            ),
        )


def _rows(page: Response) -> Iterator[dict[str, Any]]:
    """The rows of a page, their columns with the names by which the page can be sorted."""
    _, *names = page.css("select.orderbyPicker option::text").getall() or [""]
    for row in page.css(".oracletaleocwsv2-accordion-head-info"):
        link = page.urljoin(row.css("a[href*=viewRequisition]::attr(href)").get() or "")
        texts = [_text(column) for column in row.xpath("./div[not(@class)]")]
        labels = names if len(names) == len(texts) else [None] * len(texts)
        yield {
            "rid": next(iter(parse_qs(urlsplit(link).query).get("rid", ())), None),
            "title": _text(row.css("a[href*=viewRequisition]")),
            "link": link,
            "columns": [
                {"label": label, "text": text} for label, text in zip(labels, texts, strict=True)
            ],
        }


def _total(page: Response) -> int | None:
    """The one number of the page's callout."""
    shown = page.css(".oracletaleocwsv2-panel-number::text").getall()
    numbers = {re.sub(r"\D", "", text) for text in shown} - {""}
    return int(numbers.pop()) if len(numbers) == 1 else None


def _lines(page: Response) -> Iterator[dict[str, str | None]]:
    """Named lines in either of two layouts."""
    pairs = (
        (".oracletaleocwsv2-job-description > span", "following-sibling::strong[1]"),
        (".cws-V2-reqfieldcell-right", "following-sibling::*[1]"),
    )
    for name, value in pairs:
        for label in page.css(name):
            yield {"label": (_text(label) or "").rstrip(": "), "text": _text(label.xpath(value))}


def _text(found: Any) -> str | None:
    return found.xpath("normalize-space(string())").get() or None
