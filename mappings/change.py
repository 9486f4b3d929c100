"""`ChangeRecord`: one version of one posting, as the append-only index `changes` keeps it.

A posting is what its records make of it: `applied`, from nothing, in the order of their versions,
gives its document byte for byte (`mappings.document` derives the rest of what is indexed). One that
was erased leaves a tombstone, which holds its version and nothing of its content, so that versions
go on from there if it is ever created anew. Its earlier records are purged: what is left of them
holds their place, so that no writer that comes late takes it, and no reader is served it.

Everything here is pure and works on documents as JSON has them, so that no way through a model can
change a value.

The fields of `ChangeRecord` and those of the index definition `changes.json` are the same; a test
shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from mappings.posting import Company, Text
from reference.vocabularies import ChangeCause, ChangeKind, Status

Document = dict[str, Any]
"""A `JobPosting` in JSON: what the index `jobs` holds, without what is derived for searching."""


ERASED_STATUS = "erased"
"""The status of a tombstone. It is none of `Status`: no filter finds it."""

PURGED_KIND = "purged"
"""The kind of what is left of a record whose posting was erased. It is none of `ChangeKind`."""


class OutOfOrderError(ValueError):
    """A record does not follow the version that it is applied to."""


class FieldChange(BaseModel):
    """One field of a posting, as JSON has it; null where it was or is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    before: Any = None
    after: Any = None


class ChangeRecord(BaseModel):
    """What one version of a posting changed. Its document id is `id`.

    `company` and `company_before` are there to be searched by: a selection follows a change that
    takes a posting into it or out of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    posting: Text = Field(description="The posting's id")
    version: Annotated[int, Field(ge=1)] = Field(description="The version that it made")
    kind: ChangeKind
    cause: ChangeCause
    run: Text | None = Field(None, description="The crawl, or other pass, that it belongs to")
    baseline: bool = Field(
        description="Whether it comes from the first read of the board: news to us, not to the"
        " world"
    )
    time: datetime
    source: Text
    board: Text
    company: Company | None = Field(None, description="The company since; null once erased")
    company_before: Company | None = Field(None, description="The company until then")
    document: dict[str, Any] | None = Field(
        None, description="Of a created posting: all of it, as a search serves it"
    )
    changes: dict[str, FieldChange] | None = Field(
        None, description="Of a changed posting: each field that changed, before and after"
    )

    @property
    def id(self) -> str:
        """Unique, since a version is written once."""
        return record_id(self.posting, self.version)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where changes come from; see the fields of `ChangeRecord`."""

    cause: ChangeCause
    run: str | None
    baseline: bool
    time: datetime


def record_id(posting: str, version: int) -> str:
    """Name the record of a version."""
    return f"{posting}@{version}"


def change_between(
    before: Document | None, after: Document | None, origin: Origin
) -> ChangeRecord | None:
    """Write the record that leads from one document to the next; None where nothing changes.

    It makes the version after that of `before`, whatever `after` says. `before` is null or a
    tombstone where there is no such posting, `after` is null where it is erased. Raises
    `ValueError` where there is neither.
    """
    version = version_of(before) + 1
    before = None if is_tombstone(before) else before
    known = after or before
    if known is None:
        raise ValueError("there is no change from nothing to nothing")
    changes = _differences(before, after) if before and after else None
    if changes is not None and not changes:
        return None
    return ChangeRecord(
        posting=known["id"],
        version=version,
        kind=_kind(before, after),
        cause=origin.cause,
        run=origin.run,
        baseline=origin.baseline,
        time=origin.time,
        source=known["source"],
        board=known["board"],
        company=after and after["company"],
        company_before=before and before["company"],
        document={**after, "version": version} if after and not before else None,
        changes=changes,
    )


def applied(document: Document | None, record: ChangeRecord) -> Document:
    """The document after a record: a tombstone once erased.

    Raises `OutOfOrderError` where the record does not follow the document. An erasure follows any
    earlier version, and nothing at all: what lies between may be purged.
    """
    version, lives = version_of(document), document is not None and not is_tombstone(document)
    if record.kind is ChangeKind.ERASED and record.version > version:
        return _tombstone(record)
    if record.version != version + 1 or lives == (record.kind is ChangeKind.CREATED):
        raise OutOfOrderError(
            f"the change {record.id} ({record.kind}) does not follow version {version}"
        )
    if document is None or record.document is not None:
        assert record.document is not None
        return record.document
    afters = {name: change.after for name, change in (record.changes or {}).items()}
    return {**document, **afters, "version": record.version}


def purged(record: Document) -> Document:
    """What is left of a record, as the index `changes` holds it, when its posting is erased."""
    bodies = ("document", "changes", "company", "company_before")
    kept = {name: value for name, value in record.items() if name not in bodies}
    return kept | {"kind": PURGED_KIND}


def read_record(document: Document) -> ChangeRecord:
    """The record that the index `changes` holds; one that was purged is read as an erasure."""
    if document["kind"] == PURGED_KIND:
        return ChangeRecord(**document | {"kind": ChangeKind.ERASED})
    return ChangeRecord.model_validate(document)


def version_of(document: Document | None) -> int:
    """The version of a document; 0 where there is none."""
    return 0 if document is None else int(document["version"])


def is_tombstone(document: Mapping[str, Any] | None) -> bool:
    """Whether that is all that is left of an erased posting. Readers take it for no posting."""
    return document is not None and document["status"] == ERASED_STATUS


def _tombstone(record: ChangeRecord) -> Document:
    return {
        "id": record.posting,
        "source": record.source,
        "board": record.board,
        "status": ERASED_STATUS,
        "version": record.version,
    }


def replayed(document: Document | None, first: ChangeRecord, *others: ChangeRecord) -> Document:
    """The document after one record or more. Raises as `applied` does."""
    return reduce(applied, others, applied(document, first))


def _differences(before: Document, after: Document) -> dict[str, FieldChange]:
    """A field that is missing is null."""
    names = [*before, *(name for name in after if name not in before)]
    return {
        name: FieldChange(before=before.get(name), after=after.get(name))
        for name in names
        if name != "version" and before.get(name) != after.get(name)
    }


def _kind(before: Document | None, after: Document | None) -> ChangeKind:
    if before is None:
        return ChangeKind.CREATED
    if after is None:
        return ChangeKind.ERASED
    if before["status"] == after["status"]:
        return ChangeKind.UPDATED
    return ChangeKind.CLOSED if after["status"] == Status.CLOSED else ChangeKind.REOPENED
