"""Atom (RFC 4287), paged by RFC 5005. https://www.rfc-editor.org/rfc/rfc4287"""

from collections.abc import Sequence
from hashlib import sha256

from api.streams.dates import rfc3339
from api.streams.format import Document, Format, Writer
from api.streams.words import feed_title, first_known, item_title, labels
from api.streams.xml_text import element

_TYPE = "application/atom+xml"


class _Feed(Writer):
    def head(self) -> bytes:
        about = self.about
        parts = [
            element("id", f"urn:openings:search:{_digest(about.home)}"),
            element("title", feed_title(about.words)),
            element("updated", rfc3339(about.changed_at)),
            element("link", rel="self", type=_TYPE, href=about.address),
            element("link", rel="alternate", type="application/json", href=about.home),
        ]
        if about.next:
            parts.append(element("link", rel="next", type=_TYPE, href=about.next))
        start = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        return f"{start}\n{''.join(parts)}".encode()

    def batch(self, postings: Sequence[Document]) -> bytes:
        return "".join(map(_entry, postings)).encode()

    def tail(self) -> bytes:
        return b"</feed>\n"


def _entry(posting: Document) -> str:
    company = posting["company"]
    author = [element("name", company["name"])]
    if company["domain"]:
        author.append(element("uri", f"https://{company['domain']}"))
    parts = [
        element("id", f"urn:openings:posting:{posting['id']}"),
        element("title", item_title(posting)),
        element("published", rfc3339(posting["first_seen_at"])),
        element("updated", rfc3339(posting["changed_at"])),
        element("link", rel="alternate", href=posting["url"]),
        f"<author>\n{''.join(author)}</author>\n",
        *(element("category", term=value, scheme=_scheme(name)) for name, value in labels(posting)),
        *_content(posting),
    ]
    if posting["apply_url"]:
        parts.append(element("link", rel="related", href=posting["apply_url"]))
    if posting["license"] or posting["attribution"]:
        rights = ", ".join(filter(None, [posting["attribution"], posting["license"]]))
        parts.append(element("rights", rights))
    return f"<entry>\n{''.join(parts)}</entry>\n"


def _content(posting: Document) -> list[str]:
    text = first_known(posting, "description_html", "description_text")
    kind = "html" if posting["description_html"] else "text"
    language = {"xml:lang": posting["language"]} if posting["language"] else {}
    return [element("content", text, type=kind, **language)] if text else []


def _scheme(name: str) -> str:
    return f"urn:openings:vocabulary:{name}"


def _digest(address: str) -> str:
    return sha256(address.encode()).hexdigest()[:32]


FORMAT = Format(
    extension="atom",
    media_type=_TYPE,
    summary="Follow a search as an Atom feed",
    description="Atom with full texts, the postings that were first seen last first. `updated` is"
    " the last change of a posting; `link rel=next` leads to the next page.",
    writer=_Feed,
    feed=True,
)
