"""Zoho Recruit: the whole board as JSON in a hidden input of the careers page, else an RSS feed.

https://www.zoho.com/recruit/

- Regional hosts are separate installations: a token is a label of zohorecruit.com, or the whole
  host ("acme.zohorecruit.eu", a domain of the company). The site is the careers page's name,
  "Careers" unless said otherwise.
- Some tenants serve a page without the input; the feed is asked for then, which each may close.
- A sentence instead of the feed and a page of another kind prove nothing; only the page that says
  that the host does not exist does.
- Pay stands on the posting's page only, which is read where the list has no text.
"""

import re
from collections.abc import Mapping
from typing import Any

from scrapy import Request
from scrapy.http import Response, TextResponse

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.dates import day_or_instant
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.normalize.written_dates import rfc822_day_or_instant
from crawler.pages.script_strings import json_in_page, parsed_json
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, read_xml
from mappings.identity import Board
from mappings.posting import PostingContent

REGIONS = ("in", "eu", "ca", "com.au", "jp", "sa")
FEED = "rss"
_LABELS = re.compile(
    r"\s*(?:Category:([^<]*)(?:<br\s*/?>\s*)*)?(?:Location:([^<]*)(?:<br\s*/?>\s*)*)?", re.I
)
_DETAILS = re.compile(r"(?:<br\s*/?>\s*)*<a href='[^']*'>Details</a>\s*$")


class Zoho(Listing):
    """One page a board, no total. Rows are jobs of the page, or items of the feed."""

    name = "zoho"
    title = "Zoho Recruit"
    documentation = "https://www.zoho.com/recruit/"
    listing = "whole board inside of a web page, or in a feed"
    addresses = tuple(
        Address(f"{host}{path}")
        for host in ("{token}.zohorecruit.com", *(f"*.zohorecruit.{region}" for region in REGIONS))
        for path in ("/jobs/Careers", "/jobs/{site}", "")
    )
    reserved = frozenset({"www", "recruit", "static", "help"})
    ignored = {
        "Is_Locked": "internal",
        "Keep_on_Career_Site": "false on rows that are listed",
        "Zip_Code": "postal codes have no place in a posting",
        "Currency": "the account's, beside a free text on pay",
    }

    def page_request(self, at: At) -> Request:
        """The careers page, or its feed."""
        return Request("/".join(filter(None, (_careers(at.board), at.link))))

    def is_missing(self, response: Response) -> bool:
        """An unknown host answers 200 with a page that says so."""
        is_page = isinstance(response, TextResponse)
        says_so = is_page and bool(response.css(".cl-error-content, .cl-error-block"))
        return super().is_missing(response) or says_so

    def other_link(self, response: Response, at: At) -> str | None:
        """The feed, where a page of the board is without the input."""
        is_shell = response.status == 200 and _jobs(response) is None
        return FEED if at.link is None and is_shell and not self.is_missing(response) else None

    def read_page(self, response: Response, at: At) -> Page:
        """The jobs of the input, or the items of the feed."""
        if at.link == FEED:
            return _feed(response)
        jobs = json_in_page(response, "jobs", _jobs(response) or "")
        if not isinstance(jobs, list):
            raise BoardError(f"{response.url} has no list in its input 'jobs'")
        return Page(jobs, employer=_employer(response))

    def row_id(self, row: Mapping[str, Any]) -> str | None:
        """Digits; the same on every page of a tenant and in the feed."""
        value = row.get("id") or row.get("guid")
        return str(value) if value else None

    def skip(self, row: Mapping[str, Any]) -> bool:
        """Not published."""
        return row.get("Publish") is False

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The posting's page, where the list has no text."""
        if row.get("Job_Description") or row.get("description") or not row.get("id"):
            return None
        return Request(f"{_careers(at.board)}/{row['id']}")

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The same job with more fields, in a string of a script."""
        jobs = parsed_json(response, "jobs")
        if not isinstance(jobs, list) or not jobs or not isinstance(jobs[0], Mapping):
            raise BoardError(f"{response.url} answers a page without a job")
        return {**row, **jobs[0]}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a job of the page or an item of the feed."""
        row = raw.fields
        return posting(raw, _item(row) if row.has("guid") else _job(row, raw.board))


def _careers(board: Board) -> str:
    host = board.host or (board.token if "." in board.token else f"{board.token}.zohorecruit.com")
    return f"https://{host}/jobs/{board.site or 'Careers'}"


def _jobs(response: Response) -> str | None:
    value: str | None = response.xpath("//input[@id='jobs']/@value").get()
    return value


def _employer(response: Response) -> Employer:
    """`org_info` stands in an input whose name differs."""
    for value in response.xpath("//input/@value[contains(., 'org_info')]").getall():
        name = Fields(json_in_page(response, "org_info", value)).text("org_info.company_name")
        return Employer(company_name(name))
    return Employer()


def _feed(response: Response) -> Page:
    if not response.body.lstrip().startswith(b"<"):
        raise BoardError(f"{response.url} answers a sentence instead of a feed: it is closed")
    channel = Fields(read_xml(response, ["item"])).object("rss.channel")
    return Page(channel.value("item") or (), employer=Employer(company_name(channel.text("title"))))


def _job(row: Fields, board: Board) -> Statement:
    row.flag("Publish")
    source_id, opened = row.identifier("id"), row.text("Date_Opened")
    other_title = row.text("Job_Opening_Name")
    return Statement(
        source_id=source_id,
        title=row.text("Posting_Title") or other_title,
        url=f"{_careers(board)}/{source_id}",
        departments=[row.text("Industry")],
        html=row.text("Job_Description"),
        places=_places(row),
        workplace=["remote" if row.flag("Remote_Job") else None],
        employment=[row.text("Job_Type")],
        experience=row.text("Work_Experience"),
        salary_text=row.text("Salary"),
        posted=day_or_instant(opened),
        posted_text=opened,
    )


def _places(row: Fields) -> list[Place]:
    """One city, or several with commas between, or all of a country ("Pan India").

    The state is that of one of them.
    """
    region, country = row.text("State"), row.text("Country")
    city = row.text("City") or ""
    if country and country.casefold() in city.casefold():
        return [Place(city, country=country)]
    if "," not in city:
        return [Place(city=city, region=region, country=country)]
    return [Place(city=one, country=country) for one in city.split(",")]


def _item(row: Fields) -> Statement:
    """The description starts with two labels."""
    text, pub_date = row.text("description") or "", row.text("pubDate")
    labels = _LABELS.match(text)
    category, place = labels.groups() if labels else (None, None)
    return Statement(
        source_id=row.identifier("guid"),
        title=row.text("title"),
        url=(row.text("link") or "").removesuffix("?source=RSS"),
        departments=[category],
        html=_DETAILS.sub("", text[labels.end() :] if labels else text),
        places=[Place((place or "").replace(" . ", ", "))],
        # Every item's hour is noon: only the day is meant.
        posted=rfc822_day_or_instant((pub_date or "").replace(" 12:00:00 ", " 00:00:00 ")),
        posted_text=pub_date,
    )
