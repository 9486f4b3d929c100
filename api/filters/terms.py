"""Filters by the terms of employment."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.clauses import Query, exists
from api.filters.declared import Boolean, Commas, excluding, on, or_unknown
from api.values import one_of
from reference.vocabularies import EmploymentType

_Types = Annotated[
    tuple[Annotated[EmploymentType, one_of(EmploymentType)], ...], Commas, on("employment_types")
]


class Terms(BaseModel):
    """On which terms one is employed; pay has filters of its own."""

    employment_type: _Types = Field(
        (), description="One of the posting's types.", examples=[["internship"]]
    )
    exclude_employment_type: _Types = excluding("employment_type", "temporary")
    visa_sponsorship: Boolean | None = Field(
        None, description="Whether the employer sponsors a visa, where it says so.", examples=[True]
    )


def truth_clauses(params: Any, unknowns: tuple[str, ...]) -> Iterator[Query]:
    """Write the clauses of the filters that are true or false. Unknown is neither."""
    for name in ("visa_sponsorship", "agency"):
        wanted = getattr(params, name)
        if wanted is not None:
            yield or_unknown({"term": {name: wanted}}, exists(name), unknown=name in unknowns)
