"""JSON Feed 1.1. https://www.jsonfeed.org/version/1.1/"""

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json

from api.streams.dates import rfc3339
from api.streams.format import About, Document, Format, Writer
from api.streams.words import feed_title, item_title, labels

# What JSON Feed has no name for; the rest of a posting is one request away.
_ITS_OWN = (
    *("company", "locations", "workplace_type", "remote_from", "employment_types", "salary"),
    *("category", "seniority", "skills", "valid_through", "status", "license", "attribution"),
)


class _Feed(Writer):
    def __init__(self, about: About, fields: Sequence[str]) -> None:
        super().__init__(about, fields)
        self._written = 0

    def head(self) -> bytes:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed_title(self.about.words),
            "home_page_url": self.about.home,
            "feed_url": self.about.address,
            **({"next_url": self.about.next} if self.about.next else {}),
        }
        return to_json(feed).removesuffix(b"}") + b',"items":['

    def batch(self, postings: Sequence[Document]) -> bytes:
        comma = b"," if self._written and postings else b""
        self._written += len(postings)
        return comma + b",".join(to_json(_item(posting)) for posting in postings)

    def tail(self) -> bytes:
        return b"]}"


def _item(posting: Document) -> dict[str, Any]:
    company = posting["company"]
    site = {"url": f"https://{company['domain']}"} if company["domain"] else {}
    item = {
        "id": posting["id"],
        "url": posting["url"],
        "external_url": posting["apply_url"],
        "title": item_title(posting),
        "content_html": posting["description_html"],
        "content_text": posting["description_text"],
        "date_published": rfc3339(posting["first_seen_at"]),
        "date_modified": rfc3339(posting["changed_at"]),
        "authors": [{"name": company["name"], **site}],
        "tags": [value for _, value in labels(posting)],
        "language": posting["language"],
    }
    if item["content_html"] is None and item["content_text"] is None:
        item["content_text"] = posting["title"]
    known = {name: value for name, value in item.items() if value is not None}
    return {**known, "_job": {name: posting[name] for name in _ITS_OWN}}


FORMAT = Format(
    extension="feed.json",
    media_type="application/feed+json",
    summary="Follow a search as a JSON Feed",
    description="JSON Feed 1.1 with full texts, the postings that were first seen last first;"
    " `_job` has what the format has no name for, and `next_url` leads to the next page.",
    writer=_Feed,
    feed=True,
)
