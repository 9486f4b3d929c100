"""Apache Parquet: columns of the posting's own types, for DuckDB, pandas and the like.

https://parquet.apache.org/docs/
"""

import io
from collections.abc import Sequence
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from api.streams.columns import cell, columns
from api.streams.format import About, Document, Format, Writer
from mappings.posting import JobPosting

ROWS = 5_000
"""Postings a row group: what is held in memory before it is written."""


class _Chunks(io.RawIOBase):
    """A file to write to, whose content is taken out as it comes."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, data: Any) -> int:
        self._chunks.append(bytes(data))
        self._length += len(self._chunks[-1])
        return len(self._chunks[-1])

    def taken(self) -> bytes:
        """What was written since the last time."""
        written = b"".join(self._chunks)
        self._chunks.clear()
        return written


class _Table(Writer):
    def __init__(self, about: About, fields: Sequence[str]) -> None:
        super().__init__(about, fields)
        wanted = {"id", *(name.partition(".")[0] for name in fields)}
        self._schema = pa.schema(
            column for column in columns(JobPosting) if not fields or column.name in wanted
        )
        self._out = _Chunks()
        self._writer = pq.ParquetWriter(self._out, self._schema, compression="zstd")
        self._rows: list[Document] = []

    def batch(self, postings: Sequence[Document]) -> bytes:
        self._rows += postings
        if len(self._rows) >= ROWS:
            self._write()
        return self._out.taken()

    def tail(self) -> bytes:
        if self._rows:
            self._write()
        self._writer.close()
        return self._out.taken()

    def _write(self) -> None:
        arrays = [
            pa.array([cell(row.get(column.name), column.type) for row in self._rows], column.type)
            for column in self._schema
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []


FORMAT = Format(
    extension="parquet",
    media_type="application/vnd.apache.parquet",
    summary="Export a search as Parquet",
    description="Columns of the posting's own types; what is nested is a struct or a list of them."
    " `posted_at` and `valid_through` are texts, since a bare day is no instant.",
    writer=_Table,
    chooses_fields=True,
)
