"""CSV with a header line (RFC 4180): one posting a row, dotted names for what is nested.

https://www.rfc-editor.org/rfc/rfc4180
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from api.fields import LEAF_NAMES
from api.streams.format import About, Document, Format, Writer

SEPARATOR = "; "
"""Between the values of a field that has several, none of which is nested."""


class _Rows(Writer):
    def __init__(self, about: About, fields: Sequence[str]) -> None:
        super().__init__(about, fields)
        self._columns = [name for name in LEAF_NAMES if _wanted(name, fields)]
        self._text = io.StringIO()
        self._rows = csv.writer(self._text)

    def head(self) -> bytes:
        self._rows.writerow(self._columns)
        return self._taken()

    def batch(self, postings: Sequence[Document]) -> bytes:
        for posting in postings:
            self._rows.writerow([_cell(_value(posting, name)) for name in self._columns])
        return self._taken()

    def _taken(self) -> bytes:
        text = self._text.getvalue()
        self._text.seek(0)
        self._text.truncate()
        return text.encode()


def _wanted(name: str, fields: Sequence[str]) -> bool:
    return not fields or any(name == one or name.startswith(f"{one}.") for one in ("id", *fields))


def _value(posting: Document, name: str) -> Any:
    """The value at a dotted name; of a list of objects, the list of theirs."""
    value: Any = posting
    for part in name.split("."):
        if isinstance(value, list):
            value = [one.get(part) for one in value]
        elif isinstance(value, Mapping):
            value = value.get(part)
        else:
            return None
    return value


def _cell(value: Any) -> str:
    """Empty for the unknown; true and false, numbers and dates as JSON has them."""
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return SEPARATOR.join("" if one is None else _cell(one) for one in value)
    return to_json(value).decode()


FORMAT = Format(
    extension="csv",
    media_type="text/csv; charset=utf-8; header=present",
    summary="Export a search as CSV",
    description="A header line, then one posting a row. Nested fields have dotted names; several"
    " values of one field are parted by `; `, in the order of what they belong to.",
    writer=_Rows,
    chooses_fields=True,
)
