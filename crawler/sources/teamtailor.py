"""Teamtailor career sites: an RSS feed and a JSON feed, public and without a key.

https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide

- Neither feed says all: RSS has the way of working, departments and full places, JSON the codes of
  countries and the number of a posting. Both are read and joined by the posting's uuid.
- Both stop at 100 postings: RSS goes on by an offset, JSON by its `next_url`.
- A company's own domain or a region's host serves the same paths: a token with a dot is the host.
- A fully remote posting may have no place; "temporary" remote says nothing lasting.
- The region of a JSON place may be one of sales ("Europe").
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.dates import instant, rfc822_instant
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import ignored_at, personal_at
from crawler.normalize.statement import Place
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, read_json, read_xml
from mappings.identity import Board
from mappings.posting import PostingContent

PAGE_SIZE = 100
_WORKPLACE = {"none": "onsite", "hybrid": "hybrid", "fully": "remote"}
_NUMBER = re.compile(r"/jobs/(\d+)")

Rows = dict[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """The feed to read next, and what RSS listed so far, by uuid."""

    url: str
    rss: Rows = field(default_factory=dict)


class Teamtailor(Listing):
    """RSS to its end, then JSON to its end."""

    name = "teamtailor"
    title = "Teamtailor"
    documentation = "https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide"
    listing = "two feeds of the whole board, in pages"
    addresses = (Address("{token}.teamtailor.com"), Address("*.*.teamtailor.com"))
    reserved = frozenset({"app", "api", "www", "docs", "support", "career"})
    personal = personal_at("json._jobposting.")
    ignored = {
        **ignored_at("json._jobposting."),
        "rss.company_uuid": "internal",
        "rss.tt:locations.tt:location[].tt:address": "no part of a place here",
        "rss.tt:locations.tt:location[].tt:zip": "no part of a place here",
    }

    def page_request(self, at: At) -> Request:
        """The step's feed, at first RSS from its beginning."""
        return Request(at.link.url if at.link else f"https://{_host(at.board)}/jobs.rss")

    def read_page(self, response: Response, at: At) -> Page:
        """What a feed lists: RSS is kept for the rows of JSON, which is read last."""
        step = at.link or Step("jobs.rss")
        return (
            _read_rss(response, at, step) if "jobs.rss" in step.url else _read_json(response, step)
        )

    def row_id(self, row: Mapping[str, Any]) -> str | None:
        """The number in the posting's address, else the one that JSON states."""
        fields = Fields(row)
        number = _NUMBER.search(fields.text("json.url") or fields.text("rss.link") or "")
        return number[1] if number else fields.identifier("json._jobposting.identifier.value")

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map what the two feeds say of one posting."""
        rss, json = raw.fields.object("rss"), raw.fields.object("json")
        rss.identifier("guid"), json.identifier("id")
        said = schema_org_statement(json.object("_jobposting"))
        link, url = rss.text("link"), json.text("url")
        title, json_title = rss.text("title"), json.text("title")
        text, json_text = rss.text("description"), json.text("content_html")
        published, json_published = rss.text("pubDate"), json.text("date_published")
        return posting(
            raw,
            replace(
                said,
                source_id=self.row_id(raw.payload),
                title=title or json_title,
                url=url or link,
                company=rss.text("company_name") or said.company,
                departments=[rss.text("tt:department")],
                team=rss.text("tt:role"),
                requisition_id=None,
                html=text or json_text,
                places=list(_places(rss)) or said.places,
                fallback_places=said.places,
                workplace=[_WORKPLACE.get(rss.text("remoteStatus") or "")],
                posted=rfc822_instant(published) or instant(json_published),
                posted_text=published or json_published,
            ),
        )


def _host(board: Board) -> str:
    return board.host or (board.token if "." in board.token else f"{board.token}.teamtailor.com")


def _read_rss(response: Response, at: At, step: Step) -> Page:
    channel = (read_xml(response, ("item", "tt:location")).get("rss") or {}).get("channel")
    if not isinstance(channel, Mapping):
        raise BoardError(f"{response.url} answers XML without a channel of RSS")
    items = [item for item in channel.get("item", ()) if isinstance(item, Mapping)]
    listed = {item["guid"]: item for item in items if item.get("guid")}
    rss = step.rss | listed
    # A full page may be cut; one that brings nothing new shows that the offset is not heeded.
    ended = len(listed) < PAGE_SIZE or len(rss) == len(step.rss)
    site = f"https://{_host(at.board)}"
    further = f"{site}/jobs.rss?offset={len(rss)}&per_page={PAGE_SIZE}"
    url = f"{site}/jobs.json" if ended else further
    return Page((), follow=(Step(url, rss),), employer=Employer(company_name(channel.get("title"))))


def _read_json(response: Response, step: Step) -> Page:
    document = read_json(response)
    items = document.get("items") if isinstance(document, Mapping) else None
    if not isinstance(items, list):
        raise BoardError(f"{response.url} answers JSON without a list of items")
    rest = dict(step.rss)
    rows = [{"json": item, "rss": rest.pop(_uuid(item), None)} for item in items]
    further = document.get("next_url")
    if further:
        return Page(rows, follow=(Step(further, rest),))
    return Page([*rows, *({"json": None, "rss": item} for item in rest.values())])


def _uuid(item: Any) -> str:
    return str(item.get("id")) if isinstance(item, Mapping) else ""


def _places(rss: Fields) -> Iterator[Place]:
    for place in rss.objects("tt:locations.tt:location"):
        yield Place(place.text("tt:name"), place.text("tt:city"), None, place.text("tt:country"))
