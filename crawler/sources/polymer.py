"""Polymer, once Wrk: numbered pages of rows, then a detail each for text and department.

https://www.polymer.co; the API is documented under the product's old name

- `meta.total` counts pages, `meta.count` rows; which rows of several pages is not said, so the
  latter only proves a board of one page.
- "Remote friendly" is hybrid, "No remote" on site.
- A detail may say that its posting is closed or archived.
"""

import html
from collections.abc import Mapping
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.html import markup
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, GonePostingError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent

WORKPLACE = {"Remote": "remote", "Remote friendly": "hybrid", "No remote": "on-site"}


class Polymer(Listing):
    """The pages end with the one that says so."""

    name = "polymer"
    title = "Polymer"
    documentation = "https://www.polymer.co"
    off = "no real recording of it yet: unverified"
    listing = "numbered pages, then a detail each"
    addresses = (
        Address("jobs.polymer.co/{token}"),
        Address("jobs.wrkhq.com/{token}"),
        Address("api.polymer.co/v1/hire/organizations/{token}/jobs"),
        Address("hire.wrkhq.com/api/v1/public/organizations/{token}/jobs"),
    )
    reserved = frozenset({"api", "static", "assets"})
    missing_statuses = frozenset({400, 404})
    ignored = {
        "row": "the detail says it again",
        "detail.job_id": "id",
        "detail.hash_id": "a second id",
        "detail.created_at": "the first draft",
        "detail.created_at_timestamp": "the first draft",
        "detail.published_at_timestamp": "published_at",
        "detail.published_at_pretty": "published_at",
        "detail.kind": "kind_pretty",
        "detail.location_pretty": "display_location",
        "detail.job_application_description_url": "job_post_url",
        "detail.questions": "of the application form",
        "detail.settings": "of the application form",
        "detail.remote_restriction_city": "no field",
        "detail.remote_restriction_city_google_place_id": "no field",
        "detail.remote_restriction_country_residency_is_required": "no field",
        "detail.remote_restriction_overlap_hours": "no field",
        "detail.remote_restriction_overlap_hours_is_required": "no field",
        "detail.remote_restriction_timezone_utc_offset_seconds": "no field",
    }

    def page_request(self, at: At) -> Request:
        """50 rows a page."""
        return Request(f"{_jobs(at.board)}?page={at.link or 1}&per_page=50")

    def read_page(self, response: Response, at: At) -> Page:
        """Rows, and what `meta` says of further pages."""
        document = Fields(read_json(response))
        rows, meta = document.value("items"), document.object("meta")
        if not isinstance(rows, list):
            raise BoardError(f"{response.url} answers JSON without items")
        last, only = meta.flag("is_last"), meta.flag("is_last") and meta.flag("is_first")
        following, count = meta.number("next_page"), meta.number("count")
        return Page(
            rows,
            follow=[int(following)] if following and not last else (),
            total=int(count) if only and count is not None else None,
            employer=Employer(html.unescape(meta.text("organization_name") or "") or None),
        )

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The same address with the id."""
        return Request(f"{_jobs(at.board)}/{row.get('id')}")

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Raises `GonePostingError` where it is closed or archived."""
        payload = super().read_detail(response, row)
        detail = Fields(payload).object("detail")
        ended = detail.text("closed_at") or detail.text("archived_at")
        if ended:
            raise GonePostingError(f"listed, but {response.url} says that it ended at {ended}")
        return payload

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a detail, which repeats its row."""
        row = raw.fields.object("detail")
        row.value("closed_at"), row.value("archived_at")
        url, published = row.text("job_post_url"), row.text("published_at")
        department, category = row.text("department"), row.text("job_category_name")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=html.unescape(row.text("title") or ""),
                url=url,
                apply_url=url,
                company=html.unescape(row.text("organization_name") or ""),
                departments=[department or category],
                functions=[category],
                html=markup(row.text("description")),
                places=[_place(row)],
                remote_places=[
                    Place(country=code) for code in row.texts("remote_restriction_country_list")
                ],
                workplace=[WORKPLACE.get(row.text("remoteness_pretty") or "")],
                employment=[row.text("kind_pretty")],
                salary_text=row.text("salary_pretty"),
                posted=instant(published),
                posted_text=published,
            ),
        )


def _jobs(board: Board) -> str:
    return f"https://api.polymer.co/v1/hire/organizations/{board.token}/jobs"


def _place(row: Fields) -> Place:
    return Place(
        text=row.text("display_location"),
        city=row.text("city"),
        region=row.text("state_region"),
        country=row.text("country"),
    )
