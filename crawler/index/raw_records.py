"""From a raw posting to the record that is kept of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from crawler.fields import is_known
from crawler.raw import RawPosting
from mappings.raw import RawRecord, packed


def raw_record(raw: RawPosting, posting_id: str, personal: Iterable[str]) -> RawRecord:
    """The record of a payload without the paths that its source declares `personal`."""
    payload, size = packed(_without(raw.payload, "", tuple(personal)))
    return RawRecord(
        id=posting_id,
        source=raw.board.source,
        board=raw.board.id,
        url=raw.url,
        fetched_at=raw.fetched_at,
        payload=payload,
        payload_bytes=size,
    )


def _without(value: Any, path: str, personal: tuple[str, ...]) -> Any:
    if isinstance(value, Mapping):
        inner = {name: f"{path}.{name}" if path else name for name in value}
        return {
            name: _without(part, inner[name], personal)
            for name, part in value.items()
            if not is_known(inner[name], personal)
        }
    if isinstance(value, list):
        return [
            _without(part, f"{path}[]", personal)
            for part in value
            if not is_known(f"{path}[]", personal)
        ]
    return value
