"""Cursors: opaque signed text that says where to go on, in a frozen view or in the change feed."""

import hashlib
from typing import Any, ClassVar, Generic, TypeVar

from itsdangerous import BadData, URLSafeSerializer
from pydantic import BaseModel, ConfigDict, ValidationError

from api.errors import InvalidCursorError
from api.views import View
from mappings.mark import Place

P = TypeVar("P", bound=BaseModel)


class Position(BaseModel):
    """A place between two postings of one search.

    `query` is the fingerprint of that search, `total` its exact number of postings in `view`, and
    `after` the sort values of the last posting before the next request begins; with `diversify`
    that is the end of a block (null before the first), and `skip` postings of the next were served.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    view: View
    query: str
    total: int
    after: tuple[str | int | float | None, ...] | None
    skip: int = 0


class _Signed(Generic[P]):
    """Writes places as cursors and reads them back. `salt` keeps cursors of other kinds out."""

    salt: ClassVar[str]
    model: type[P]

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(
            secret, salt=self.salt, signer_kwargs={"digest_method": hashlib.sha256}
        )

    def write(self, position: P) -> str:
        """Write a position as text that is safe in an address."""
        text = self._serializer.dumps(position.model_dump(mode="json"))
        return text.decode("ascii") if isinstance(text, bytes) else text

    def read(self, cursor: str) -> P:
        """Read a cursor. Raises `InvalidCursorError` for any text that `write` did not give."""
        try:
            content: Any = self._serializer.loads(cursor)
            return self.model.model_validate(content)
        except (BadData, ValidationError) as error:
            raise InvalidCursorError(InvalidCursorError.example) from error


class Cursors(_Signed[Position]):
    """The cursors of searches."""

    salt = "openings.cursor.1"
    model = Position


class FeedCursors(_Signed[Place]):
    """The cursors of the change feed. They hold for as long as the feed keeps what follows them."""

    salt = "openings.changes.1"
    model = Place
