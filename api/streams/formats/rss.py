"""RSS 2.0 with full texts. https://www.rssboard.org/rss-specification"""

from collections.abc import Sequence

from api.streams.dates import rfc822
from api.streams.format import Document, Format, Writer
from api.streams.words import feed_title, first_known, item_title, labels
from api.streams.xml_text import cdata, element

_NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_TYPE = "application/rss+xml"


class _Channel(Writer):
    def head(self) -> bytes:
        about = self.about
        title = feed_title(about.words)
        parts = [
            element("title", title),
            element("link", about.home),
            element("description", f"{title}, those first seen last first"),
            element("lastBuildDate", rfc822(about.changed_at)),
            element("atom:link", rel="self", type=_TYPE, href=about.address),
        ]
        if about.next:
            parts.append(element("atom:link", rel="next", type=_TYPE, href=about.next))
        start = f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {_NAMESPACES}>'
        return f"{start}\n<channel>\n{''.join(parts)}".encode()

    def batch(self, postings: Sequence[Document]) -> bytes:
        return "".join(map(_item, postings)).encode()

    def tail(self) -> bytes:
        return b"</channel>\n</rss>\n"


def _item(posting: Document) -> str:
    content = first_known(posting, "description_html", "description_text")
    parts = [
        element("title", item_title(posting)),
        element("link", posting["url"]),
        element("guid", posting["id"], isPermaLink="false"),
        # Of when it could be read here first: a reader shows what is new to it by this date.
        element("pubDate", rfc822(posting["first_seen_at"])),
        element("dc:creator", posting["company"]["name"]),
        *(element("category", value, domain=name) for name, value in labels(posting)),
    ]
    if posting["language"]:
        parts.append(element("dc:language", posting["language"]))
    if posting["license"] or posting["attribution"]:
        rights = ", ".join(filter(None, [posting["attribution"], posting["license"]]))
        parts.append(element("dc:rights", rights))
    if content:
        parts.append(f"<content:encoded>{cdata(content)}</content:encoded>\n")
    return f"<item>\n{''.join(parts)}</item>\n"


FORMAT = Format(
    extension="rss",
    media_type=_TYPE,
    summary="Follow a search as an RSS feed",
    description="RSS 2.0 with full texts, the postings that were first seen last first. An item's"
    " date is when it was first seen; `atom:link rel=next` leads to the next page.",
    writer=_Channel,
    feed=True,
)
