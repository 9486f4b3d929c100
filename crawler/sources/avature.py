"""Avature portals, server-rendered, in a layout of each customer's own.

https://www.avature.net (no public documentation; HTML only)

- A board is a host and the path of a portal on it; the address may be the customer's own. What an
  address answers counts only with the portal's own marks (`avature.portal.page`).
- The portal fixes the size of its pages and the name of the offset: the pager's next link is
  followed. The stated number of results is a floor where it ends in "+", and may be missing.
- A posting's page has labelled values, named by the customer, and parts without a label, which are
  the description. Its schema.org markup, if any, holds only the date. Dates are rare, pay more so;
  nothing names the company.
- A posting that is gone leads to the portal's error page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn
from urllib.parse import quote

from parsel import Selector, SelectorList
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.normalize.custom_fields import Custom, Topic, customs, pay_in, pay_text, texts_about
from crawler.normalize.posting import posting
from crawler.normalize.sections import sections
from crawler.normalize.statement import Place, Statement
from crawler.normalize.text import words
from crawler.normalize.web_dates import web_date
from crawler.pages.structured_data import job_postings
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, UnknownCompanyError
from mappings.identity import Board
from mappings.posting import PostingContent

# Names that customers give their fields, folded, besides those that all sources share.
PLACE = words("location locations city-and-country job-location work-location office-location")
CITY, REGION, COUNTRY = words("city town"), words("state province"), words("country")
DEPARTMENT = words("business-area business-unit division function team")
REFERENCE = words("ref ref-no reference reference-number")
POSTED = words("date-posted posted-date posting-date posted-on")

_POSTING = re.compile(r"/(?:Job|Folder|Pipeline)Detail/(?:.*/)?(\d+)/?$", re.I)
_NUMBER = re.compile(r"(\d[\d,.]*)(\+?)(?=\D*$)")


class Avature(Listing):
    """Pages linked by the pager, then a page for each posting."""

    name = "avature"
    title = "Avature"
    documentation = "https://www.avature.net"
    listing = "linked web pages, then a detail page for each posting"
    addresses = (
        Address("{token}.avature.net/[locale]/{site}/SearchJobs"),
        Address("{token}.avature.net/[locale]/{site}/JobDetail"),
        Address("{token}.avature.net/[locale]/{site}"),
    )
    reserved = frozenset({"searchjobs", "jobdetail", "folderdetail", "pipelinedetail", "www"})
    gone_redirects = ("*/Error",)
    ignored = {
        "row.id": "at the end of the address",
        "detail.fields": "fields of other names than those read",
    }

    def page_request(self, at: At) -> Request:
        """The portal's search without a filter, or what its pager links to."""
        return Request(at.link or f"{_portal(at.board)}/SearchJobs/")

    def read_page(self, response: Response, at: At) -> Page:
        """One row for each posting that is linked, and the next link of the pager."""
        page = response.css("meta[name='avature.portal.page']::attr(content)").get() or ""
        if not page.casefold().startswith("searchjobs"):
            raise BoardError(f"{response.url} answers no search of an Avature portal")
        rows = _rows(response)
        total, is_exact = _results(response)
        if not rows and total is None:
            raise BoardError(f"{response.url} lists nothing and states no number of results")
        following = response.css("a.paginationNextLink, .paginationNextLink a").attrib.get("href")
        return Page(
            rows,
            follow=[response.urljoin(following)] if following else (),
            total=total if is_exact else None,
        )

    def employer_request(self, board: Board, rows: Sequence[Any]) -> NoReturn:
        """There is none."""
        raise UnknownCompanyError(board.id)

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request:
        """The posting's page."""
        return Request(row["url"])

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Its labelled values, and its other parts with the headings above them."""
        fields, parts = [], []
        for field in response.css(".article__content__view__field"):
            label = _text(field.css(".article__content__view__field__label"))
            value = field.css(".article__content__view__field__value")
            if label:
                fields.append({"label": label, "value": _text(value)})
            elif _text(value) != row["title"]:
                heading = _text(field.xpath("ancestor::article[1]").css(".article__header h2"))
                parts.append({"heading": heading, "html": value.get()})
        if not fields and not parts:
            raise BoardError(f"{response.url} answers a page without a posting")
        language = response.css("meta[name='avature.portal.lang']::attr(content)").get()
        apply_url = response.css("a[href*='Login?jobId=']::attr(href)").get()
        marked_up = [job.get("datePosted") for job in job_postings(response)]
        return {
            "row": row,
            "detail": {
                "fields": fields,
                "parts": parts,
                "language": language,
                "apply": apply_url,
                "posted": next(iter(marked_up), None),
            },
        }

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map what the page says."""
        row, detail = raw.fields.object("row"), raw.fields.object("detail")
        fields = customs((f.text("label"), f.text("value")) for f in detail.objects("fields"))
        parts = detail.objects("parts")
        url, listed = row.text("url"), row.text("place")
        references = [*texts_about(Topic.REQUISITION, fields), *_named(fields, REFERENCE)]
        marked_up = detail.text("posted")
        posted = next(_named(fields, POSTED), marked_up)
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=url,
                apply_url=detail.text("apply") or url,
                departments=[*texts_about(Topic.DEPARTMENT, fields), *_named(fields, DEPARTMENT)],
                requisition_id=next(iter(references), None),
                html=sections((part.text("heading"), part.text("html")) for part in parts),
                language=detail.text("language"),
                places=[Place(text) for text in _places(listed, list(_named(fields, PLACE)))],
                fallback_places=[_place_in_parts(fields)],
                workplace=list(texts_about(Topic.WORKPLACE, fields)),
                office_days=list(texts_about(Topic.OFFICE_DAYS, fields)),
                employment=list(texts_about(Topic.EMPLOYMENT, fields)),
                seniority=next(texts_about(Topic.LEVEL, fields), None),
                ranges=pay_in(fields, None),
                salary_text=pay_text(fields),
                posted=web_date(posted),
                posted_text=posted,
            ),
        )


def _portal(board: Board) -> str:
    host = board.host or (board.token if "." in board.token else f"{board.token}.avature.net")
    return f"https://{host}/{quote(board.site)}" if board.site else f"https://{host}"


def _rows(response: Response) -> list[dict[str, str | None]]:
    """A posting's title is its link in a heading, else its first one; others are buttons."""
    rows: dict[str, dict[str, str | None]] = {}
    for anchor in (*response.css("h2 a[href], h3 a[href], h4 a[href]"), *response.css("a[href]")):
        url = response.urljoin(anchor.attrib["href"])
        found, title = _POSTING.search(url), _text(anchor)
        if found and title and found[1] not in rows:
            place = anchor.xpath("ancestor::article[1]").css(".list-item-location")
            rows[found[1]] = {"id": found[1], "url": url, "title": title, "place": _text(place)}
    return list(rows.values())


def _results(response: Response) -> tuple[int | None, bool]:
    """The stated number of results, and whether it is exact; "1-12 of 436 results", "999+"."""
    legend = response.css(".list-controls__text__legend, .pagination__legend")
    said = legend.attrib.get("aria-label") or _text(legend) or ""
    number = _NUMBER.search(said)
    if number is None:
        return None, False
    return int(re.sub(r"\D", "", number[1])), not number[2]


def _text(nodes: Selector | SelectorList[Selector]) -> str | None:
    """The text of the first of the nodes, in one line."""
    return nodes.xpath("normalize-space(.)").get() or None


def _named(fields: Iterable[Custom], names: frozenset[str]) -> Iterator[str]:
    return (one.value for one in fields if _folded(one.name) in names)


def _folded(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.casefold()))


def _places(listed: str | None, named: Sequence[str]) -> Sequence[str | None]:
    """Those of the posting's page, unless the list's text says the same and more."""
    if not named or (listed and len(named) == 1 and named[0].casefold() in listed.casefold()):
        return [listed]
    return named


def _place_in_parts(fields: Sequence[Custom]) -> Place:
    city, region, country = (next(_named(fields, n), None) for n in (CITY, REGION, COUNTRY))
    return Place(city=city, region=region, country=country)
