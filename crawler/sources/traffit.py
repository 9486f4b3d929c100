"""TRAFFIT: the published postings as JSON, texts and pay included, paged by request headers.

https://help.traffit.com

- Without the paging headers the first page comes alone. The answer's headers state the totals.
- `awarded` postings are filled.
- Parts of an ad are looked up by `field_id`; the place is an object or JSON in a string.
- Times are those of Warsaw. Names of custom options are the employer's; pay is read where they
  are the vendor's English ones.
- A page of markup in place of the list, and 503, are what unknown tenants and disturbances answer
  alike: they prove nothing. Nothing names the company but the registry.
"""

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import day_or_instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, read_json
from mappings.posting import PostingContent, SalaryRange

WARSAW = ZoneInfo("Europe/Warsaw")
PAGE_SIZE = 100
SECTIONS = ("description", "responsibilities", "requirements", "benefits")


class Traffit(Listing):
    """Numbered pages; the total is stated in a header."""

    name = "traffit"
    title = "TRAFFIT"
    documentation = "https://help.traffit.com"
    off = "no real recording of it yet: unverified"
    listing = "numbered pages, texts included"
    addresses = (Address("{token}.traffit.com"),)
    reserved = frozenset({"www", "api", "cdn", "cdn3", "app", "help", "knowledge"})
    ignored = {
        "huntoo_link": "of another product",
        "advert.id": "internal",
        "advert.recruitment.id": "internal",
        "advert.recruitment.workflow_id": "internal",
        "advert.locations": "of unknown shape; geolocation tells the first",
        "options._*": "custom options of other names than those above",
    }

    def page_request(self, at: At) -> Request:
        """The number goes by header; in the address's fragment it names the request, unsent."""
        number = at.link or 1
        return Request(
            f"https://{at.board.token}.traffit.com/public/job_posts/published#page={number}",
            headers={
                "X-Request-Page-Size": str(PAGE_SIZE),
                "X-Request-Current-Page": str(number),
                "X-Request-Sort": '{"sort_by":"id","direction":"ASC"}',
            },
        )

    def read_page(self, response: Response, at: At) -> Page:
        """A bare list; without a stated total the pages end with one that is not full."""
        rows = read_json(response)
        if not isinstance(rows, list):
            raise BoardError(f"{response.url} answers JSON without a list at the top")
        total, pages = _stated(response, "total-count"), _stated(response, "total-pages")
        number = at.link or 1
        more = len(rows) >= PAGE_SIZE if pages is None else number < pages
        return Page(rows, follow=[number + 1] if more else (), total=total)

    def skip(self, row: Mapping[str, Any]) -> bool:
        """Filled."""
        return row.get("awarded") is True

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one published posting."""
        row = raw.fields
        row.flag("awarded")
        opened = row.text("valid_start")
        values = row.objects("advert.values")
        parts = {part.text("field_id"): part.value("value") for part in values}
        model, remote = row.text("options._work_model"), row.value("options.remote")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("advert.name"),
                url=_bare(row.text("url")),
                apply_url=_bare(row.text("application_form")),
                departments=_texts(row.value("options.branches")),
                requisition_id=row.text("advert.recruitment.nr_ref"),
                html="".join(
                    f"<div>{text}</div>" for name in SECTIONS for text in _texts(parts.get(name))
                ),
                language=row.text("advert.language"),
                places=[_place(parts.get("geolocation"))],
                workplace=[model or ("remote" if remote in ("1", 1, True) else None)],
                employment=_texts(row.value("options.job_type")),
                ranges=[_pay(row)],
                posted=day_or_instant(opened, WARSAW),
                posted_text=opened,
                valid_through=day_or_instant(row.text("valid_end"), WARSAW),
            ),
        )


def _stated(response: Response, name: str) -> int | None:
    value = (response.headers.get(f"x-result-{name}") or b"").decode("latin-1")
    return int(value) if value.isdecimal() else None


def _bare(url: str | None) -> str | None:
    """The address without the query that tells where a reader came from."""
    return url.partition("?")[0] if url else None


def _texts(value: Any) -> list[str]:
    """One text or several."""
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]


def _place(place: Any) -> Place:
    """The place as an object, or as JSON in a string."""
    try:
        found = json.loads(place) if isinstance(place, str) else place
    except json.JSONDecodeError:
        return Place(place)
    named = Fields(found if isinstance(found, Mapping) else {})
    return Place(
        city=named.text("locality"),
        region=named.text("region1"),
        country=named.text("iso") or named.text("country"),
    )


def _pay(row: Fields) -> SalaryRange | None:
    return stated_range(
        Amounts(row.number("options._Salary_MIN"), row.number("options._Salary_MAX")),
        row.text("options._Salary_Currency"),
        interval(row.text("options._Salary_Rate")),
    )
