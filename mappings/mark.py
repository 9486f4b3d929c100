"""`Mark`: how far the change feed is published.

It stands in an index of its own behind its own alias, not among the boards: `boards` stays strict
and countable, and may be rebuilt or restored without a hand on the feed.

What is published is applied to the postings and searchable, and nothing can appear before it any
more. Its fields and those of the index definition `mark.json` are the same; a test shows it.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from mappings.posting import Text

MARK_ID = "mark"
"""The document id of the one mark of an index."""

GROUPS_ID = "groups"
"""The document id of the place beside it up to which the pass over groups has read the feed."""

NOTHING = -1
"""The `seq` before the first record of a generation: sequence numbers start at 0."""


class Place(BaseModel):
    """A place in the feed: behind the record with the sequence number `seq` of a generation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feed: Text = Field(description="Names the feed: another one begins with another set of indices")
    generation: Annotated[int, Field(ge=1)]
    seq: Annotated[int, Field(ge=NOTHING)]


class Mark(Place):
    """The end of what is published, and where the feed begins by now."""

    oldest: Annotated[int, Field(ge=1)] = Field(description="The first generation that is kept")

    @property
    def end(self) -> Place:
        """Behind the last record that is published."""
        return Place(feed=self.feed, generation=self.generation, seq=self.seq)

    @property
    def beginning(self) -> Place:
        """Before the first record that is kept."""
        return Place(feed=self.feed, generation=self.oldest, seq=NOTHING)
