"""Put a posting together from what a source says: values, provenance, and what is required."""

from typing import Any

from pydantic import ValidationError

from crawler.normalize.derived import Derived
from crawler.raw import RawPosting
from mappings.identity import posting_id
from mappings.posting import PostingContent


class RejectedError(ValueError):
    """A listed posting lacks what every posting must have. The text names each fault."""


def posting(raw: RawPosting, *, source_id: str | None, **values: Any) -> PostingContent:
    """A posting out of field values; a `Derived` value sets its field and its provenance.

    Null values are left out, so that a field says null and nothing else.
    Raises `RejectedError` where a required field is missing or a value is none of its field.
    """
    if source_id is None:
        raise RejectedError("source_id: missing")
    fields = {name: _plain(value) for name, value in values.items() if value is not None}
    provenance = {
        name: value.provenance for name, value in values.items() if isinstance(value, Derived)
    }
    try:
        return PostingContent(
            id=posting_id(raw.board, source_id),
            source=raw.board.source,
            board=raw.board.id,
            source_id=source_id,
            provenance=provenance,
            **fields,
        )
    except ValidationError as error:
        raise RejectedError(_faults(error)) from error


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Derived) else value


def _faults(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, fault['loc']))}: {_fault(fault['type'], fault['msg'])}"
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    )


def _fault(kind: str, message: str) -> str:
    return "missing" if kind == "missing" else message[:1].lower() + message[1:]
