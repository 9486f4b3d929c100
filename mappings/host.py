"""`HostRest`: a host that is not asked before a moment, kept from one crawl to the next.

Its fields and those of the index definition `hosts.json` are the same; a test shows it.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from mappings.posting import Text


class HostRest(BaseModel):
    """What a host asked for, or what its errors cost it. Its document id is `host`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: Text = Field(
        description="A host's name, or the pattern of those of one vendor (*.jobs.personio.de)"
    )
    next_allowed_at: datetime
    reason: Text = Field(description="Why it is left alone, in a sentence")
