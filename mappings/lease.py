"""`Lease`: one crawl alone asks a host, so that many crawls together keep to its pace.

No time of any clock stands in it: clocks of machines differ, and are set back. Whoever holds a
lease writes it again and again; whoever waits for it watches whether it is still written.

Its fields and those of the index definition `leases.json` are the same; a test shows it.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mappings.posting import Text


class Lease(BaseModel):
    """Who asks a host. Its document id is `host`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: Text = Field(
        description="A host's name, or the pattern of those of one vendor (*.jobs.personio.de)"
    )
    holder: Text | None = Field(description="Names the process that holds it; null: it is free")
    free_in: Annotated[float, Field(ge=0)] = Field(
        0.0, description="Seconds that whoever takes it over waits before the host is asked"
    )
