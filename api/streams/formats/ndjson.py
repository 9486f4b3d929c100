"""NDJSON: one posting a line, each as `/v1/jobs/{id}` has it. https://github.com/ndjson/ndjson-spec"""

from collections.abc import Sequence

from api.json_response import json_bytes
from api.streams.format import Document, Format, Writer


class _Lines(Writer):
    def batch(self, postings: Sequence[Document]) -> bytes:
        return b"".join(json_bytes(posting) + b"\n" for posting in postings)


FORMAT = Format(
    extension="ndjson",
    media_type="application/x-ndjson",
    summary="Export a search as NDJSON",
    description="One posting a line, as `/v1/jobs/{id}` has it.",
    writer=_Lines,
    chooses_fields=True,
)
