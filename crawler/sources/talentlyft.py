"""TalentLyft: a sitemap of the career site, then one web page a posting, with schema.org markup.

https://www.talentlyft.com; the documented API needs a key.

- A posting is known by what follows the last hyphen of its address.
- The sitemap has other pages too; it states no total.
"""

import re
from collections.abc import Mapping

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Page, Row
from crawler.shapes.posting_pages import IGNORED, PostingPages
from crawler.web.answers import read_xml
from mappings.identity import Board
from mappings.posting import PostingContent

_POSTING = re.compile(r"https://[^/]+/jobs/[^/?#]*-([A-Za-z0-9]+)/?")


class TalentLyft(PostingPages):
    """Proof of completeness: the sitemap is well-formed to its end."""

    name = "talentlyft"
    title = "TalentLyft"
    documentation = "https://www.talentlyft.com"
    off = "no real recording of it yet: unverified"
    listing = "sitemap, then a detail each"
    addresses = (Address("{token}.talentlyft.com"),)
    reserved = frozenset({"www", "app", "api", "help", "developers"})
    ignored = IGNORED

    def page_request(self, at: At) -> Request:
        """The sitemap."""
        return Request(f"https://{at.board.token}.talentlyft.com/sitemap.xml")

    def read_page(self, response: Response, at: At) -> Page:
        """The addresses of postings."""
        urls = (read_xml(response, ["url"]).get("urlset") or {}).get("url", ())
        addresses = (Fields(url).text("loc") for url in urls if isinstance(url, Mapping))
        found = (_POSTING.fullmatch(address or "") for address in addresses)
        return Page([{"id": match[1], "url": match[0]} for match in found if match])

    def detail_url(self, row: Row, board: Board) -> str:
        """As the sitemap has it."""
        return str(row["url"])

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map the page's JobPosting."""
        row = raw.fields.object("row")
        said = schema_org_statement(
            raw.fields.object("detail"),
            source_id=row.identifier("id"),
            url=row.text("url"),
            requisition_id=None,
        )
        return posting(raw, said)
