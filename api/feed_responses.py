"""What the change feed answers. Keys may be added; none is renamed or changes its meaning."""

from pydantic import Field

from api.responses import Answer
from mappings.change import ChangeRecord


class Change(ChangeRecord):
    """One version of one posting: what it changed, who changed it, and when.

    Applied to nothing in the order of their versions, the changes of a posting give the posting:
    `created` has all of it in `document`, every other kind has the fields that changed.
    """

    left: bool = Field(
        description="Whether the posting was of the selection before the change, and is no more"
    )


class ChangesPage(Answer):
    """The next changes, in their order."""

    items: list[Change]
    next_cursor: str = Field(
        description="Opaque: where to go on, now or at any later time",
        examples=["eyJmZWVkIjoi.kW3"],
    )
    up_to_date: bool = Field(
        description="Whether there is no further change yet: come back later, or with `wait`"
    )
