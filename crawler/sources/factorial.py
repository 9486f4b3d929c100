"""Factorial: one web page with the board's list, then a page a posting for its text.

https://factorialhr.com

- A token is a label of factorialhr.com, or a whole host ("acme.factorial.it").
- A posting may stand under several teams; it counts once. Names of places and teams stand in the
  page's filters.
- A posting's page has rows without labels in no fixed order; what they say is taken from the list
  where that has it, else left out. There is no date and no structured pay.
- Nothing names the company but the registry.
"""

from collections.abc import Mapping
from typing import Any

from parsel import Selector
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError
from mappings.identity import Board
from mappings.posting import PostingContent

ROW = "li[data-controller='job-postings']"
LIVING = f"{ROW}, select#location_filter, select#team_filter"


class Factorial(Listing):
    """The list is one page without a total."""

    name = "factorial"
    title = "Factorial"
    documentation = "https://factorialhr.com"
    off = "no real recording of it yet: unverified"
    listing = "whole board in one web page, then a detail each"
    addresses = (
        Address("{token}.factorialhr.com"),
        Address("*.factorialhr.com.br"),
        Address("*.factorial.it"),
        Address("*.factorial.*"),
    )
    reserved = frozenset({"www", "app", "api", "help", "apidoc", "careers"})
    ignored = {"location_id": "the place", "team_id": "the team", "office": "the place's heading"}

    def page_request(self, at: At) -> Request:
        """The career site's first page."""
        return Request(f"{_site(at.board)}/")

    def read_page(self, response: Response, at: At) -> Page:
        """The rows; filters without rows are an empty board."""
        if not response.css(LIVING):
            raise BoardError(f"{response.url} answers a page without a list of postings")
        places, teams = _names(response, "location_filter"), _names(response, "team_filter")
        return Page([_row(one, places, teams) for one in response.css(ROW)])

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The posting's page."""
        return Request(row["url"]) if row["url"] else None

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Its heading and its text."""
        title = response.xpath("normalize-space(//h1)").get() or None
        return {**row, "heading": title, "text": "".join(response.css("div.styledText").getall())}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row with its page's text."""
        row = raw.fields
        url, heading, title = row.text("url"), row.text("heading"), row.text("title")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=heading or title,
                url=url,
                apply_url=(url or "").replace("/job_posting/", "/apply/", 1),
                departments=[row.text("team")],
                html=row.text("text"),
                places=[Place(row.text("place"))],
                workplace=["remote" if row.text("is_remote") == "true" else None],
                employment=[row.text("contract_type")],
            ),
        )


def _site(board: Board) -> str:
    return f"https://{board.token if '.' in board.token else f'{board.token}.factorialhr.com'}"


def _names(response: Response, name: str) -> dict[str, str]:
    """The names of a filter's choices by their ids."""
    options = response.css(f"select#{name} option[value]")
    return {one.attrib["value"]: one.xpath("normalize-space()").get() or "" for one in options}


def _row(one: Selector, places: Mapping[str, str], teams: Mapping[str, str]) -> dict[str, Any]:
    """A list element's attributes, with the names that its ids stand for."""
    url = one.attrib.get("data-job-postings-url")
    place, team = one.attrib.get("data-location-id"), one.attrib.get("data-team-id")
    return {
        "id": (url or "").rpartition("-")[2] or None,
        "url": url,
        "title": one.xpath("normalize-space(div)").get() or None,
        "office": one.xpath("normalize-space(preceding::h3[1])").get() or None,
        "location_id": place,
        "place": places.get(place or ""),
        "team_id": team,
        "team": teams.get(team or ""),
        "is_remote": one.attrib.get("data-is-remote"),
        "contract_type": one.attrib.get("data-contract-type"),
    }
