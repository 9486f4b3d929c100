"""JazzHR job boards (applytojob.com): web pages, a list of the whole board and a page a posting.

https://help.jazzhr.com/ (the boards are not described; the API is keyed)

- The list shows each posting twice, for wide and narrow screens.
- Most pages hold a JobPosting; where one does not, its fields are read from the page itself.
- `validThrough` is always 90 days after the posting: nobody's deadline.
- A board that does not exist leads to the vendor's own site.
- The company is named in the list's structured data.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from parsel import Selector, SelectorList
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name, domain
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.normalize.statement import Place
from crawler.pages.structured_data import documents, job_postings
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError
from mappings.posting import PostingContent

SEVERAL = "(Multiple States)"
"""What stands in place of a state where there are several."""


class JazzHR(Listing):
    """One page lists the board, without a total; a page a posting."""

    name = "jazzhr"
    title = "JazzHR"
    documentation = "https://help.jazzhr.com/"
    listing = "whole board in one web page, then a page each"
    addresses = (
        Address("{token}.applytojob.com"),
        Address("app.jazz.co/feeds/export/jobs/{token}"),
    )
    reserved = frozenset({"www", "app", "api", "info"})
    missing_redirects = ("jazzhr.com/*", "www.jazzhr.com/*", "info.jazzhr.com/*")
    personal = personal_at("job.")
    ignored = {**ignored_at("job."), "job.uniqueJobCode": "the row's id"}

    def page_request(self, at: At) -> Request:
        """The list without a company's theme."""
        return Request(f"https://{at.board.token}.applytojob.com/apply/jobs")

    def read_page(self, response: Response, at: At) -> Page:
        """The rows of the table, and the company."""
        if not response.css("#job_listings_wrapper, #jobs_table"):
            raise BoardError(f"{response.url} answers a page without a list of jobs")
        rows = response.css("#jobs_table tr[id^=row_job_]")
        return Page([_row(row, response) for row in rows], employer=_employer(response))

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The posting's page."""
        return Request(row["url"]) if row["url"] else None

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The JobPosting of the page, and what the page shows."""
        jobs = job_postings(response)
        return {"row": row, "job": jobs[0] if jobs else None, "page": _shown(response)}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and its page."""
        row, page = raw.fields.object("row"), raw.fields.object("page")
        said = schema_org_statement(raw.fields.object("job"))
        title, department = row.text("title"), row.text("department")
        place = row.text("location")
        shown = {name: page.text(name) for name in ("department", "type", "text", "location")}
        return posting(
            raw,
            replace(
                said,
                source_id=row.identifier("id"),
                title=said.title or title,
                url=row.text("url"),
                departments=[department or shown["department"]],
                requisition_id=None,
                html=said.html or shown["text"],
                fallback_places=[Place(None if place == SEVERAL else place or shown["location"])],
                employment=said.employment or [shown["type"]],
                seniority=page.text("experience"),
                valid_through=None,
            ),
        )


def _row(row: Selector, response: Response) -> dict[str, Any]:
    link = row.css("a.job_title_link")
    address = link.attrib.get("href", "").partition("?")[0]
    return {
        "id": row.attrib["id"].removeprefix("row_"),
        "title": _text(link),
        "url": response.urljoin(address) if address else None,
        "department": _text(row.css(".resumator_department")),
        "location": _text(row.css("td:nth-child(2)")),
    }


def _employer(response: Response) -> Employer:
    """The Organization in the list's structured data."""
    for script in response.css("script[type='application/ld+json']::text").getall():
        for node in documents(script):
            about = Fields(node if isinstance(node, Mapping) else {})
            if about.text("@type") == "Organization":
                return Employer(company_name(about.text("name")), domain(about.text("url")))
    return Employer()


def _shown(response: Response) -> dict[str, str | None]:
    """The fields of the responsive theme, and those that the older one has elsewhere."""
    return {
        "location": _text(response.css(".job-attributes-container [title=Location]")),
        "department": _text(response.css(".job-attributes-container [title=Department]")),
        "type": _text(response.css("#resumator-job-employment")) or _type_in_older(response),
        "experience": _text(response.css("#resumator-job-experience")),
        "text": response.css("#job-description, .job_description").get(),
    }


def _type_in_older(response: Response) -> str | None:
    """Of "Delivery - Superior, WI - Full Time" the end."""
    parts = (_text(response.css("h3.job_meta")) or "").split(" - ")
    return parts[-1] if len(parts) == 3 else None


def _text(found: SelectorList[Selector]) -> str | None:
    return " ".join(" ".join(found.css("::text").getall()).split()) or None
