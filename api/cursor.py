"""Cursors: opaque signed text that says where in which frozen view the next page begins."""

import hashlib
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from pydantic import BaseModel, ConfigDict, ValidationError

from api.errors import InvalidCursorError
from api.views import View

_SALT = "openings.cursor.1"


class Position(BaseModel):
    """A place between two postings of one search.

    `query` is the fingerprint of that search, `total` its exact number of postings in `view`, and
    `after` the sort values of the last posting that was served.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    view: View
    query: str
    total: int
    after: tuple[str | int | float | None, ...]


class Cursors:
    """Writes positions as cursors and reads them back."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(
            secret, salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256}
        )

    def write(self, position: Position) -> str:
        """Write a position as text that is safe in an address."""
        text = self._serializer.dumps(position.model_dump(mode="json"))
        return text.decode("ascii") if isinstance(text, bytes) else text

    def read(self, cursor: str) -> Position:
        """Read a cursor. Raises `InvalidCursorError` for any text that `write` did not give."""
        try:
            content: Any = self._serializer.loads(cursor)
            return Position.model_validate(content)
        except (BadData, ValidationError) as error:
            raise InvalidCursorError(InvalidCursorError.example) from error
