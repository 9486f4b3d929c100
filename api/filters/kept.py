"""What a search hides unless it is asked for."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.clauses import Query, exists, without
from api.filters.declared import Boolean, Commas, on
from api.values import one_of
from reference.vocabularies import Status

_OF_THE_PAST = ("stock_at", "closed_after", "closed_before")
_NAMED = ("id", "url")


def _default_status(given: dict[str, Any]) -> tuple[Status, ...]:
    past = any(given.get(name) for name in (*_OF_THE_PAST, *_NAMED))
    return tuple(Status) if past else (Status.OPEN,)


def _is_named(given: dict[str, Any]) -> bool:
    return any(given.get(name) for name in _NAMED)


class Kept(BaseModel):
    """Which postings are hidden. Comes after all filters, on which the defaults depend."""

    status: Annotated[tuple[Annotated[Status, one_of(Status)], ...], Commas, on("status")] = Field(
        default_factory=_default_status,
        description="Whether one can apply. Closed postings are kept. Default: `open`; with a"
        " filter that asks for the past or for certain postings (`closed_after`, `closed_before`,"
        " `stock_at`, `id`, `url`) both.",
        examples=[["open", "closed"]],
    )
    include_duplicates: Boolean = Field(
        default_factory=_is_named,
        description="Also postings seen elsewhere already.",
        examples=[True],
    )
    include_test: Boolean = Field(
        default_factory=_is_named,
        description="Also test postings of the boards' owners.",
        examples=[True],
    )
    include_evergreen: Boolean = Field(
        default_factory=_is_named,
        description="Also talent pools and other posts without an opening.",
        examples=[True],
    )


def kept_clauses(params: Any) -> Iterator[Query]:
    """Write the clauses that hide."""
    if not params.include_duplicates:
        yield without(exists("duplicate_of"))
    if not params.include_test:
        yield without({"term": {"test_posting": True}})
    if not params.include_evergreen:
        yield without({"term": {"evergreen": True}})
