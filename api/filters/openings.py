"""One posting for each opening, however many ads it has.

The ads of one opening are a group, and one of them, its face, stands for it. In the index the face
has the places, boards and addresses of all open ads of its group below `opening`, any other posting
its own: what is asked of these is asked there.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.clauses import Query, without
from api.values import one_of
from mappings.document import OF_OPENING, OPENING, PLACE_WORDS


class Collapse(StrEnum):
    """Of what only one is found."""

    GROUP = "group"


class Openings(BaseModel):
    """Whether openings are found instead of ads."""

    collapse: Annotated[Collapse, one_of(Collapse)] | None = Field(
        None,
        description="Find openings: of the ads of one `group_id` the one with `group_face`, and"
        " every posting without a group. Words and filters by place, source, board and `url` find"
        " it by any of its open ads, which it lists in `group`; all else is asked of that ad. What"
        " an exclusion leaves out is what its filter finds. An opening with an open ad is not found"
        " among closed ones.",
        examples=["group"],
    )


FACES: Query = without({"term": {"group_face": False}})
"""Finds one posting for each opening."""

_NAME_FIELDS = frozenset({"field", "fields", "path"})


def of_opening(field: str) -> str:
    """The field that says the same of all ads of an opening; the field itself if none does."""
    first = field.partition(".")[0]
    return f"{OPENING}.{field}" if first in (*OF_OPENING, PLACE_WORDS) else field


def asked_of_openings(clause: Any) -> Any:
    """A query, an aggregation or an order that asks of openings what `clause` asks of postings."""
    if isinstance(clause, dict):
        return {of_opening(key): _renamed(key, value) for key, value in clause.items()}
    if isinstance(clause, list):
        return [asked_of_openings(one) for one in clause]
    return clause


def _renamed(key: str, value: Any) -> Any:
    if key not in _NAME_FIELDS:
        return asked_of_openings(value)
    if isinstance(value, str):
        return of_opening(value)
    return [of_opening(name) for name in value] if isinstance(value, list) else value
