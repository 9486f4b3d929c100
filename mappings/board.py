"""`BoardState`: one line of the crawl ledger, how the last read of a board went.

Its fields and those of the index definition `boards.json` are the same; a test shows it.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mappings.posting import Text
from reference.vocabularies import Outcome

Count = Annotated[int, Field(ge=0)]


class Validators(BaseModel):
    """By which a source tells whether its answer changed; sent back as it gave them.

    https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Text = Field(description="The address that they belong to")
    etag: Text | None = None
    last_modified: Text | None = None


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
    closed: Count = Field(0, description="Postings that the last read closed")
    missing: Count = Field(
        0, description="Open postings that it did not list, and that wait for another read to close"
    )
    consecutive_failures: Count = Field(0, description="Reads since the last complete one")
    baseline: bool | None = Field(None, description="Whether the last read was the first complete")
    suspect: Text | None = Field(
        None, description="Why the last complete read is not trusted; it closed and cleared nothing"
    )
    lost: tuple[Text, ...] = Field((), description="The fields that make the last read suspect")
    accepted: tuple[Text, ...] = Field(
        (), description="Fields that a person confirmed to have vanished, so that this is no fault"
    )
    company_met: Text | None = Field(
        None, description="The other company that the board names, where its postings are refused"
    )
    missing_on: tuple[date, ...] = Field(
        (), description="The last days on which the source said that it has no such board"
    )
    validators: Validators | None = Field(
        None, description="Of the last complete read's listing, where that was one document"
    )
    fill_rates: dict[str, float] | None = Field(
        None, description="Of the open postings after it, the share that has each field"
    )
    next_due_at: datetime | None = Field(None, description="When it is to be read again")
    run_id: Text | None = Field(None, description="The crawl that read it")
    seconds: Annotated[float, Field(ge=0)] | None = Field(None, description="Duration of the read")
