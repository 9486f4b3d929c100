"""Lever Postings API: public, without a key, the whole site in one answer.

https://github.com/lever/postings-api

- Two instances with separate sites: a token `eu.acme` is the site `acme` of the EU instance. Site
  names keep their case.
- `description` is the opening and the body; the requirements stand in `lists`, the closing in
  `additional`. Older postings and some fields come as plain text only.
- `country` is that of the primary place, the first of `allLocations`.
- Sites of some hundred postings are many megabytes: where the whole answer does not come whole, the
  list is asked for in pages, until one is not full.
- The company is named by the hosted page only.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.dates import epoch_ms
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Page
from crawler.shapes.single_document import SingleDocument
from mappings.identity import Board
from mappings.posting import PostingContent

PAGE_SIZE = 100


class Lever(SingleDocument):
    """One request a site, a bare list without a total; pages, where that is too much."""

    name = "lever"
    title = "Lever"
    documentation = "https://github.com/lever/postings-api"
    addresses = (
        Address("jobs.lever.co/{token}"),
        Address("api.lever.co/v0/postings/{token}"),
        Address("jobs.eu.lever.co/{token}", written="eu.{token}"),
        Address("api.eu.lever.co/v0/postings/{token}", written="eu.{token}"),
    )
    reserved = frozenset({"v0", "assets", "static", "parse", "search"})
    rows_at = ""
    ignored = {
        "opening": "part of description",
        "openingPlain": "part of description",
        "descriptionBody": "part of description",
        "descriptionBodyPlain": "part of description",
    }

    def list_url(self, board: Board) -> str:
        """Without `mode=json` the answer may be a web page."""
        region, site = _instance(board)
        return f"https://api{region}.lever.co/v0/postings/{site}?mode=json"

    def page_request(self, at: At) -> Request:
        """All of it; or the page at the offset that the link is."""
        whole = super().page_request(at)
        if at.link is None:
            return whole
        return whole.replace(url=f"{whole.url}&skip={at.link}&limit={PAGE_SIZE}")

    def smaller_link(self, at: At) -> int | None:
        """The first page, in place of all at once."""
        return 0 if at.link is None else None

    def read_page(self, response: Response, at: At) -> Page:
        """A page that is full has another one after it."""
        page = super().read_page(response, at)
        full = at.link is not None and len(page.rows) == PAGE_SIZE
        return replace(page, follow=[at.link + PAGE_SIZE]) if full else page

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request:
        """The hosted page."""
        region, site = _instance(board)
        return Request(f"https://jobs{region}.lever.co/{site}")

    def read_employer(self, response: Response) -> Employer:
        """Its title: "Acme", "Acme - Jobs" or "Acme jobs"."""
        return Employer(company_name(response.css("title::text").get()))

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one posting of the list."""
        row = raw.fields
        department, team = row.text("categories.department"), row.text("categories.team")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("text"),
                url=row.text("hostedUrl"),
                apply_url=row.text("applyUrl"),
                # Where a company fills in one of the two, the team is its department.
                departments=[department or team],
                team=team if department else None,
                html="".join(_sections(row)),
                places=list(_places(row)),
                workplace=[row.text("workplaceType")],
                employment=[row.text("categories.commitment")],
                seniority=row.text("categories.level"),
                ranges=[
                    stated_range(
                        Amounts(row.number("salaryRange.min"), row.number("salaryRange.max")),
                        row.text("salaryRange.currency"),
                        interval(row.text("salaryRange.interval")),
                    )
                ],
                salary_text=_salary_text(row),
                posted=epoch_ms(row.number("createdAt")),
            ),
        )


def _instance(board: Board) -> tuple[str, str]:
    """The part of the host that names the region, and the site."""
    region, dot, site = board.token.partition(".")
    return (".eu", site) if dot and region == "eu" else ("", board.token)


def _places(row: Fields) -> Iterator[Place]:
    country = row.text("country")
    primary = row.text("categories.location")
    names: list[str | None] = list(row.texts("categories.allLocations")) or [primary]
    for name in names:
        yield Place(name, country=country if name in (primary, names[0]) else None)


def _sections(row: Fields) -> Iterator[str]:
    """The whole description in its order."""
    yield _rich(row, "description")
    for part in row.objects("lists"):
        content = part.text("content") or ""
        listed = content.lstrip().lower().startswith("<li")
        yield f"<h3>{part.text('text') or ''}</h3>"
        yield f"<ul>{content}</ul>" if listed else f"<div>{content}</div>"
    yield _rich(row, "additional")
    yield _rich(row, "salaryDescription")


def _rich(row: Fields, name: str) -> str:
    """A section's HTML; its plain form where there is no other."""
    rich, plain = row.text(name), row.text(f"{name}Plain")
    return rich or "<br>".join(html.escape(plain or "").split("\n"))


def _salary_text(row: Fields) -> str | None:
    """The pay note, or the range where its interval is no period of ours ("one-time")."""
    token = row.text("salaryRange.interval")
    note = row.text("salaryDescriptionPlain")
    unclear = token is not None and interval(token) is None
    ends = f"{row.number('salaryRange.min')} - {row.number('salaryRange.max')}"
    return note or (f"{ends} {row.text('salaryRange.currency')} {token}" if unclear else None)
