"""Homerun: a public Atom feed of the whole board, texts included. The REST API needs a key.

https://developers.homerun.co

- `description`, `department`, `location` and `type` are no Atom elements; they stand in its
  namespace all the same.
- A place named "Remote" or "Hybrid" is a way of working. The country is never stated, nor is the
  day of posting.
- `updated` comes with and without a zone in one feed; the feed's own zone is UTC.
- Postings link to the employer's own host where it has one.
"""

from datetime import UTC, datetime

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import day_or_instant
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.normalize.text import words
from crawler.raw import RawPosting
from crawler.shapes.xml_feed import XmlFeed
from mappings.identity import Board
from mappings.posting import PostingContent


class Homerun(XmlFeed):
    """One request a board, no total."""

    name = "homerun"
    title = "Homerun"
    documentation = "https://developers.homerun.co"
    off = "no real recording of it yet: unverified"
    addresses = (Address("feed.homerun.co/{token}"), Address("{token}.homerun.co"))
    reserved = words(
        "www app api feed cdn assets static media img embed widget support help developers status"
    )
    rows_at = "feed.entry"
    lists = ("author",)
    volatile = ("updated",)
    ignored = {
        "summary": "the description, shortened",
        "link.@rel": "always alternate",
        "link.@type": "always text/html",
    }

    def feed_url(self, board: Board) -> str:
        """The feed."""
        return f"https://feed.homerun.co/{board.token}"

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one entry."""
        row = raw.fields
        authors = [author.text("name") for author in row.objects("author")]
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=row.text("link.@href"),
                company=next(filter(None, authors), None),
                departments=[row.text("department.name")],
                html=row.text("description"),
                places=[Place(row.text("location.name"))],
                employment=[row.text("type.name")],
                updated=_updated(row),
            ),
        )


def _updated(row: Fields) -> datetime | None:
    found = day_or_instant(row.text("updated"), UTC)
    return found if isinstance(found, datetime) else None
