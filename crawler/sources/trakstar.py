"""Trakstar Hire, once Recruiterbox: an RSS feed of the whole board, texts included.

https://hire.trakstar.com

- `pubDate` is the midnight of a day (in India's zone) and may be empty.
- The feed's name keeps the case of its letters.
- Postings are known by the last part of their link, which is http and may end in a slash.
- The text stands between two blocks that repeat the fields and say how to apply.
- The feed names the company in its title ("Jobs at Acme").
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from parsel import Selector

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.normalize.text import words
from crawler.normalize.written_dates import rfc822_day_or_instant
from crawler.raw import Employer, RawPosting
from crawler.shapes.xml_feed import XmlFeed
from mappings.identity import Board
from mappings.posting import PostingContent


class Trakstar(XmlFeed):
    """One request a board, no total."""

    name = "trakstar"
    title = "Trakstar Hire"
    documentation = "https://hire.trakstar.com"
    off = "no real recording of its list yet: unverified"
    addresses = (Address("{token}.hire.trakstar.com"), Address("{token}.recruiterbox.com"))
    reserved = words("www api jsapi app help support static")
    rows_at = "rss.channel.item"
    ignored = {"guid": "the link"}

    def feed_url(self, board: Board) -> str:
        """The feed."""
        return f"https://{board.token}.hire.trakstar.com/jobfeeds/{board.token}"

    def feed_employer(self, feed: Mapping[str, Any]) -> Employer:
        """Out of the title; "Jobs" alone names nobody."""
        title = Fields(feed).text("title")
        name = company_name(title)
        return Employer(None if name == title else name)

    def row_id(self, row: Mapping[str, Any]) -> str | None:
        """The last part of the link."""
        return _id(row.get("link"))

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one item."""
        row = raw.fields
        link, pub_date = row.text("link"), row.text("pubDate")
        return posting(
            raw,
            Statement(
                source_id=_id(link),
                title=row.text("title"),
                url=link.replace("http://", "https://", 1) if link else None,
                departments=[row.text("job:team")],
                html=_text(row.text("description")),
                places=[
                    Place(
                        city=row.text("job:locationCity"),
                        region=row.text("job:locationState"),
                        country=row.text("job:locationCountry"),
                    )
                ],
                employment=[row.text("job:positionType")],
                posted=rfc822_day_or_instant(pub_date),
                posted_text=pub_date,
            ),
        )


def _id(link: object) -> str | None:
    if not isinstance(link, str):
        return None
    return urlsplit(link).path.rstrip("/").rpartition("/jobs/")[2] or None


def _text(html: str | None) -> str | None:
    """The description without its frame; as it is where it has none."""
    if html is None:
        return None
    return Selector(html).css("#job_description").get() or html
