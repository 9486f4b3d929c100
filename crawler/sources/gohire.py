"""GoHire: the careers widget's JSON, then a detail a posting.

https://gohire.io

- A token is the opaque hash of a widget, not the company's name.
- An unknown hash answers 200 with an empty object.
- `type` and `country` are objects or texts. `isGeneralPool` marks an open application.
"""

from collections.abc import Mapping
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.normalize.written_dates import day_with_month_name
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page
from crawler.shapes.single_document import SingleDocument
from crawler.web.answers import MissingBoardError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent


class GoHire(SingleDocument):
    """The list is one document without a total."""

    name = "gohire"
    title = "GoHire"
    documentation = "https://gohire.io"
    off = "no real recording of it yet: unverified"
    listing = "whole board in one document, then a detail each"
    addresses = (
        Address("widget.gohire.io/widget/{token}"),
        Address("api2.gohire.io/widget-jobs/{token}"),
    )
    rows_at = "jobs"
    ignored = {
        "row.title": "title of the detail",
        "row.description": "always empty",
        "row.location": "place of the detail",
        "row.salary": "salary of the detail",
        "row.type": "type of the detail",
        "detail.id": "id of the row",
        "detail.client.id": "internal",
        "detail.client.country": "of the company, not of the work",
        "detail.postcode": "no field",
        "detail.type.id": "internal",
    }

    def list_url(self, board: Board) -> str:
        """The widget's postings."""
        return f"https://api2.gohire.io/widget-jobs/{board.token}"

    def read_page(self, response: Response, at: At) -> Page:
        """Raises `MissingBoardError` for an empty object."""
        if read_json(response) == {}:
            raise MissingBoardError(f"{response.url} answers an empty object: no such widget")
        return super().read_page(response, at)

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """The posting as the widget shows it."""
        query = f"clientHash={at.board.token}&jobId={row.get('id')}"
        return Request(f"https://api.gohire.io/widget-job?{query}")

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a detail; its row has the link and the day."""
        row, detail = raw.fields.object("row"), raw.fields.object("detail")
        link, day = row.text("link"), row.text("date")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=detail.text("title"),
                url=link,
                apply_url=link,
                company=detail.text("client.name"),
                html=detail.text("description"),
                places=[
                    Place(
                        city=detail.text("city"),
                        region=detail.text("county"),
                        country=_either(detail, "country", "code"),
                    )
                ],
                employment=[_either(detail, "type", "name")],
                salary_text=detail.text("salary"),
                posted=day_with_month_name(day),
                posted_text=day,
                evergreen=True if detail.number("isGeneralPool") == 1 else None,
            ),
        )


def _either(detail: Fields, path: str, inner: str) -> str | None:
    """A text, or the `inner` one of an object."""
    value = detail.value(path)
    return detail.text(f"{path}.{inner}") if isinstance(value, Mapping) else detail.text(path)
