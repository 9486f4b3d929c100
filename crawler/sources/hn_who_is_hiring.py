"""Hacker News "Who is hiring?": the first-level comments of the newest monthly thread.

https://hn.algolia.com/api

Terms: a comment belongs to its author, so nothing but a link and a short excerpt is read out of
it, and what is read is not passed on in streams. Authors are never stored.

- A feed: one board (`hn_who_is_hiring:monthly`), each comment with an employer of its own.
- The first line says, by convention, "Company | Role | Place | REMOTE | ...", in changing order.
  A comment without the bars, or without a part that names a role, is rejected: there is no title.
- Deleted comments have no text. The account also posts threads of other kinds. With a new month's
  thread the postings of the last one close.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from parsel import Selector
from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.normalize.where import locations
from crawler.normalize.workplace import workplace_from_location
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent

API = "https://hn.algolia.com/api/v1"
EXCERPT = 300
"""Letters that are kept of the first line, and of the text below it."""

_THREAD = re.compile(r"\bwho is hiring\b", re.I)
_ADDRESS = re.compile(r"\(?\s*(?:https?://|www\.)[^\s()]+\s*\)?")
_ROLE = re.compile(
    r"\b(?:engineer(?:s|ing)?|developers?|programmers?|designers?|managers?|scientists?|analysts?"
    r"|architects?|researchers?|leads?|heads?|directors?|vp|cto|sre|devops|interns?(?:hips?)?"
    r"|consultants?|specialists?|administrators?|technicians?|writers?|recruiters?|marketers?"
    r"|associates?|founders?|executives?|coordinators?|(?:multiple|various|several) (?:roles"
    r"|positions)|full[- ]?stack|front[- ]?end|back[- ]?end)\b",
    re.I,
)


class HnWhoIsHiring(Listing):
    """Proof of completeness: the thread comes as one document."""

    name = "hn_who_is_hiring"
    title = 'Hacker News "Who is hiring?"'
    feed = True
    documentation = "https://hn.algolia.com/api"
    off = "a feed of many employers: links and excerpts only; no real recording of it yet"
    listing = "one thread in one document"
    addresses = (
        Address("hn.algolia.com/api/v1", written="monthly"),
        Address("news.ycombinator.com/submitted", written="monthly"),
    )

    def opening_request(self, board: Board) -> Request:
        """The account's newest threads."""
        return Request(f"{API}/search_by_date?tags=story,author_whoishiring&hitsPerPage=5")

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """The newest thread of the kind."""
        for hit in Fields(read_json(response)).objects("hits"):
            if _THREAD.search(hit.text("title") or ""):
                return {"thread": hit.identifier("objectID")}
        raise BoardError(f"{response.url} lists no thread of the kind")

    def page_request(self, at: At) -> Request:
        """The thread with all comments."""
        return Request(f"{API}/items/{at.opening['thread']}")

    def read_page(self, response: Response, at: At) -> Page:
        """The comments, cut to what may be kept; those without a text are deleted ones."""
        comments = Fields(read_json(response)).objects("children")
        return Page([row for comment in comments if (row := _row(comment))])

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map an excerpt."""
        row = raw.fields
        line, created = row.text("line") or "", row.text("created_at")
        company, *parts = [part.strip() for part in _ADDRESS.sub(" ", line).split("|")]
        title = next(filter(_ROLE.search, parts), None)
        source_id = row.identifier("id")
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=title,
                url=f"https://news.ycombinator.com/item?id={source_id}",
                company=company,
                employer_key=company,
                html=f"<p>{escape(line)}</p><p>{escape(row.text('below') or '')}</p>",
                places=list(_places(part for part in parts if part != title)),
                posted=instant(created),
                posted_text=created,
                attribution="Hacker News, by the comment's author",
                may_syndicate=False,
            ),
        )


def _row(comment: Fields) -> dict[str, Any] | None:
    """The first line and the beginning of what follows it, both as plain text."""
    first, _, rest = (comment.text("text") or "").partition("<p>")
    line = _beginning(first)
    if not line:
        return None
    return {
        "id": comment.identifier("id"),
        "created_at": comment.text("created_at"),
        "line": line,
        "below": _beginning(rest),
    }


def _beginning(markup: str) -> str:
    text: str = Selector(markup or " ").xpath("normalize-space()").get() or ""
    return f"{text[:EXCERPT].rstrip()}…" if len(text) > EXCERPT else text


def _places(parts: Iterator[str]) -> Iterator[Place]:
    """The parts that name a place or a way of working."""
    for part in parts:
        found = locations([Place(part)])
        named = found is not None and any(place.country for place in found.value)
        if named or workplace_from_location(part):
            yield Place(part)
