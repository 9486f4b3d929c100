"""Breezy HR's JSON of a board: public, without a key, the whole board in one answer.

https://developer.breezy.hr/ (the keyed API; this list is not documented)

- The same paths are served on a company's own domain: a token with a dot is such a host.
- An unknown board answers an empty list, a web page or a redirect: an empty list counts only where
  the board's page is there.
- `is_remote` goes before `remote_details`, which may be left over; alone it does not tell remote
  from hybrid.
- Pay is a text without a currency's code.
"""

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.salary_label import Beside, range_in_label
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page
from crawler.shapes.single_document import SingleDocument
from crawler.web.answers import MissingBoardError, is_web_page
from mappings.identity import Board
from mappings.posting import PostingContent

BOARD_PAGE = "the board's page"


class Breezy(SingleDocument):
    """One request a board, one more where it lists nothing; no total is stated."""

    name = "breezy"
    title = "Breezy HR"
    documentation = "https://developer.breezy.hr/"
    addresses = (Address("{token}.breezy.hr"),)
    reserved = frozenset(
        {"www", "api", "app", "developer", "marketing"}
        | {"assets-cdn", "attachments-cdn", "gallery-cdn"}
    )
    rows_at = ""
    missing_redirects = ("*",)
    ignored = {
        "friendly_id": "part of the address",
        "type.id": "the name says it",
        "company.friendly_id": "the board",
        "company.logo_url": "a picture",
        "company.isMultipleLocationsEnabled": "a setting",
        "location.id": "internal",
        "location.primary": "it is the primary one",
        "location.remote_details.label": "the value says it",
        "locations[].id": "internal",
        "locations[].primary": "the primary place stands in location",
        "locations[].is_remote": "as of the primary place",
        "locations[].remote_details": "as of the primary place",
    }

    def list_url(self, board: Board) -> str:
        """With descriptions."""
        return f"https://{_host(board)}/json?verbose=true"

    def page_request(self, at: At) -> Request:
        """The list; then the board's page, if nothing is listed."""
        if at.link == BOARD_PAGE:
            return Request(f"https://{_host(at.board)}/")
        return super().page_request(at)

    def read_page(self, response: Response, at: At) -> Page:
        """All rows; whether there is a board at all shows in its page alone."""
        if at.link == BOARD_PAGE:
            return Page(())
        if is_web_page(response):
            raise MissingBoardError(f"{response.url} answers a web page: no such board")
        page = super().read_page(response, at)
        return page if page.rows else Page((), follow=(BOARD_PAGE,))

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one position."""
        row = raw.fields
        country = row.text("location.country.id")
        places = [_place(row.object("location")), *map(_place, row.objects("locations"))]
        # Remote within the places: there one may live.
        within = row.text("location.remote_details.value") == "remote-location"
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("name"),
                url=row.text("url"),
                company=row.text("company.name"),
                departments=[row.text("department")],
                html=row.text("description"),
                places=places,
                remote_places=places if within else (),
                workplace=[_workplace(row.object("location"))],
                employment=[row.text("type.name")],
                ranges=[range_in_label(row.text("salary"), Beside(country=country))],
                salary_text=row.text("salary"),
                posted=instant(row.text("published_date")),
                posted_text=row.text("published_date"),
            ),
        )


def _host(board: Board) -> str:
    return board.token if "." in board.token else f"{board.token}.breezy.hr"


def _place(place: Fields) -> Place:
    country, code = place.text("country.name"), place.text("country.id")
    region, region_code = place.text("state.name"), place.text("state.id")
    return Place(place.text("name"), place.text("city"), region or region_code, code or country)


def _workplace(place: Fields) -> str | None:
    details = place.text("remote_details.value")
    if not place.flag("is_remote"):
        return None
    return "remote" if details == "remote-location" else details
