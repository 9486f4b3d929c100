"""`RawRecord`: what a source delivered of a posting, kept so that it can be read anew.

Its fields and those of the index definition `raw.json` are the same; a test shows it.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from mappings.posting import Text

MOST_BYTES = 1_000_000
"""A compressed payload larger than this is not kept."""


class RawRecord(BaseModel):
    """One posting's payload, personal data left out. Its document id is that of the posting."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text = Field(description="The posting's id")
    source: Text
    board: Text
    spelling: Text | None = Field(
        None, description="The board with the letters as the host spells them; null: as `board`"
    )
    host: Text | None = Field(
        None, description="The host of the board, where it cannot be told from its token"
    )
    employer_name: Text | None = Field(
        None, description="The company, as it is known apart from the payload"
    )
    employer_domain: Text | None = None
    company: Text | None = Field(None, description="The `company.id` of the posting")
    url: Text = Field(description="The address that answered it")
    fetched_at: datetime
    taken_at: datetime | None = Field(
        None, description="When it was made a posting; content that came later is not from this"
    )
    kept: tuple[Text, ...] = Field(
        (), description="Fields of the posting that the payload lacks by an error, and that stay"
    )
    row_id: Text | None = Field(None, description="The id of its row in the listing")
    list_hash: Text | None = Field(
        None, description="Fingerprint of that row; null where it is to be taken anew in any case"
    )
    payload: str | None = Field(
        description="The payload's JSON, compressed (zlib) and written in Base64; null if too large"
    )
    payload_bytes: int = Field(description="Length of the payload's JSON")


def packed(payload: Mapping[str, Any]) -> tuple[str | None, int]:
    """A payload as `RawRecord` keeps it, and its length before."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    plain = text.encode("utf-8", "surrogatepass")
    small = zlib.compress(plain)
    kept = base64.b64encode(small).decode("ascii") if len(small) <= MOST_BYTES else None
    return kept, len(plain)


def unpacked(payload: str) -> Any:
    """Undo `packed`."""
    plain = zlib.decompress(base64.b64decode(payload))
    return json.loads(plain.decode("utf-8", "surrogatepass"))
