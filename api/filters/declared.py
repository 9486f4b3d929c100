"""How a filter is declared: once, in the annotation of its parameter.

`Matches` says what the values of a parameter find; that `exclude_x` finds the rest and what
`include_unknown=x` adds follows from it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from api.clauses import Query, any_of, exists, without
from api.values import split_commas, truth

EXCLUDE = "exclude_"

Commas = BeforeValidator(split_commas)
Distinct = AfterValidator(lambda values: tuple(dict.fromkeys(values)))
FreeText = Annotated[tuple[str, ...], Distinct]
Boolean = Annotated[bool, BeforeValidator(truth)]


@dataclass(frozen=True, slots=True)
class Matches:
    """What the values of a filter find, and which postings say anything of it at all."""

    query: Callable[[Sequence[Any]], Query]
    known: Query


def on(field: str) -> Matches:
    """Declare a filter whose values are those of one field of the index."""
    return Matches(lambda values: terms(field, values), exists(field))


def excluding(name: str, example: str) -> Any:
    """Make the field of `exclude_<name>`."""
    return Field(
        (),
        description=f"As `{name}`, but leaves out the postings that it finds; those that do not say"
        " stay.",
        examples=[[example]],
    )


def terms(field: str, values: Sequence[Any]) -> Query:
    """Find the postings whose field has one of the values."""
    return {"terms": {field: [str(value) for value in values]}}


def or_unknown(query: Query, known: Query, *, unknown: bool) -> Query:
    """Find what `query` finds and, with `unknown`, what is not `known`."""
    return any_of([query, without(known)]) if unknown else query


def declared_clauses(
    params: BaseModel, unknowns: Sequence[str], apart: Sequence[str] = ()
) -> Iterator[Query]:
    """Write the clauses of all filters that declare what they match, but those in `apart`.

    What is excluded is never apart: exclusions stand by themselves.
    """
    for name, matches in _declared(type(params)):
        values = getattr(params, name)
        if not values:
            continue
        query = matches.query(values)
        if name.startswith(EXCLUDE):
            yield without(query)
        elif name not in apart:
            yield or_unknown(query, matches.known, unknown=name in unknowns)


@cache
def _declared(model: type[BaseModel]) -> tuple[tuple[str, Matches], ...]:
    return tuple(
        (name, found)
        for name, field in model.model_fields.items()
        for found in field.metadata
        if isinstance(found, Matches)
    )
