"""`BoardState`: one line of the crawl ledger, how the last read of a board went.

Its fields and those of the index definition `boards.json` are the same; a test shows it.
"""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mappings.posting import Text
from reference.vocabularies import Outcome

Count = Annotated[int, Field(ge=0)]


class BoardState(BaseModel):
    """What is known of one board after its last read. Its document id is `id`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text = Field(description="source:token or source:token~site, case-folded")
    source: Text
    spelling: Text = Field(description="The same as id, with the letters as the host spells them")
    token: Text
    site: Text | None = None
    company: Text | None = Field(None, description="Name of the company, where it was learnt")
    last_attempt_at: datetime
    last_complete_at: datetime | None = Field(
        None, description="End of the last read that saw every listed posting"
    )
    outcome: Outcome
    evidence: Text | None = Field(None, description="Why the outcome is what it is, in a sentence")
    listed: Count = Field(0, description="Rows of the listing; each is one of the next five")
    new: Count = 0
    changed: Count = 0
    unchanged: Count = 0
    skipped: Count = Field(0, description="Rows that the source marks as not for the public list")
    rejected: Count = Field(0, description="Rows that could not be taken")
    consecutive_failures: Count = Field(0, description="Reads since the last complete one")
    run_id: Text | None = Field(None, description="The crawl that read it")
    seconds: Annotated[float, Field(ge=0)] | None = Field(None, description="Duration of the read")
