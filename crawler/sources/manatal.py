"""Manatal's careers-page.com: numbered pages of 20 rows, texts included.

https://www.careers-page.com

- The pages of some boards shift while they are read: the stated count shows whether all were seen.
- `next` only says whether there is a further page; its address has another page size.
- There is neither a day nor a way of working. Pay is public where `is_salary_visible` says so,
  and has no period.
- Whether `organization_name` is the employer or a department is disputed: neither is taken from
  it, and nothing else names the company but the registry.
"""

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.normalize.text import words
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, read_json
from mappings.posting import PostingContent, SalaryRange


class Manatal(Listing):
    """`count` proves that the board is whole."""

    name = "manatal"
    title = "Manatal (careers-page.com)"
    documentation = "https://www.careers-page.com"
    off = "no real recording of it yet: unverified"
    listing = "numbered pages of 20 rows, texts included"
    addresses = (
        Address("www.careers-page.com/api/v1.0/c/{token}"),
        Address("www.careers-page.com/{token}"),
        Address("{token}.careers-page.com"),
    )
    reserved = words("api assets job jobs login static www")
    id_at = "hash"
    ignored = {
        "id": "opens no page; the hash does",
        "address": "no field",
        "zipcode": "no field",
        "organization_name": "the employer or a department: disputed",
        "is_pinned_in_career_page": "of the page's design",
    }

    def page_request(self, at: At) -> Request:
        """A page by its number."""
        return Request(
            f"https://www.careers-page.com/api/v1.0/c/{at.board.token}/jobs/"
            f"?page_size=50&page={at.link or 1}"
        )

    def read_page(self, response: Response, at: At) -> Page:
        """Rows, their count, and whether there is more."""
        document = Fields(read_json(response))
        rows, count = document.value("results"), document.number("count")
        if not isinstance(rows, list):
            raise BoardError(f"{response.url} answers JSON without results")
        follow = [(at.link or 1) + 1] if document.value("next") else []
        return Page(rows, follow=follow, total=None if count is None else int(count))

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one row."""
        row = raw.fields
        source_id = row.identifier("hash")
        url = f"https://www.careers-page.com/{raw.board.token}/job/{source_id}"
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=row.text("position_name"),
                url=url if source_id else None,
                html=row.text("description"),
                places=[_place(row)],
                ranges=[_pay(row)],
            ),
        )


def _place(row: Fields) -> Place:
    return Place(
        text=row.text("location_display"),
        city=row.text("city"),
        region=row.text("state"),
        country=row.text("country"),
    )


def _pay(row: Fields) -> SalaryRange | None:
    amounts = Amounts(row.number("salary_min"), row.number("salary_max"))
    currency, is_visible = row.text("currency_code"), row.flag("is_salary_visible")
    return stated_range(amounts, currency) if is_visible else None
