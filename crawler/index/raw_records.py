"""From a raw posting to the record that is kept of it, and back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from crawler.fields import without
from crawler.index.lifecycle import Listed
from crawler.raw import Employer, RawPosting
from mappings.identity import Board
from mappings.raw import RawRecord, packed, unpacked


@dataclass(frozen=True, slots=True)
class RowOf:
    """The row that a posting was listed in: its id, and the fingerprint of what it said."""

    row_id: str | None = None
    list_hash: str | None = None


def raw_record(
    raw: RawPosting, posting_id: str, personal: Iterable[str], row: RowOf | None = None
) -> RawRecord:
    """The record of a payload without the paths that its source declares `personal`."""
    payload, size = packed(without(raw.payload, tuple(personal)))
    row = row or RowOf()
    return RawRecord(
        id=posting_id,
        source=raw.board.source,
        board=raw.board.id,
        spelling=raw.board.spelling,
        host=raw.board.host,
        employer_name=raw.employer.name or None,
        employer_domain=raw.employer.domain or None,
        url=raw.url,
        fetched_at=raw.fetched_at,
        row_id=row.row_id or None,
        list_hash=row.list_hash,
        payload=payload,
        payload_bytes=size,
    )


def taken_as(record: RawRecord, listed: Listed) -> RawRecord:
    """The record, with what was made of it: only its own content is ever derived of it anew."""
    made = {
        "company": listed.content.company.id,
        "taken_at": listed.at,
        "kept": tuple(sorted(listed.kept)),
    }
    return record.model_copy(update=made)


def raw_posting(record: RawRecord) -> RawPosting | None:
    """The raw posting of a record, as it was read but for what is personal; None where its payload
    was too large to be kept."""
    if record.payload is None:
        return None
    board = replace(Board.parse(record.spelling or record.board), host=record.host)
    employer = Employer(record.employer_name, record.employer_domain)
    return RawPosting(unpacked(record.payload), board, employer, record.url, record.fetched_at)
