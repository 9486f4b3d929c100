"""JSON-LD: one document with a schema.org JobPosting for each posting. https://schema.org/JobPosting"""

from collections.abc import Sequence

from pydantic_core import to_json

from api.markup import job_posting
from api.streams.format import About, Document, Format, Writer


class _Graph(Writer):
    def __init__(self, about: About, fields: Sequence[str]) -> None:
        super().__init__(about, fields)
        self._written = 0

    def head(self) -> bytes:
        return b'{"@context":"https://schema.org","@graph":[\n'

    def batch(self, postings: Sequence[Document]) -> bytes:
        comma = b",\n" if self._written and postings else b""
        self._written += len(postings)
        return comma + b",\n".join(to_json(job_posting(posting)) for posting in postings)

    def tail(self) -> bytes:
        return b"\n]}\n"


FORMAT = Format(
    extension="jsonld",
    media_type="application/ld+json",
    summary="Export a search as JSON-LD",
    description="One document whose `@graph` has a schema.org JobPosting for each posting.",
    writer=_Graph,
)
