"""The parameters of the change feed, checked once, and the query that they come to."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from api.clauses import Query, any_of
from api.feed import AFTER, BEFORE
from api.values import board_id, one_of, split_commas, whole_number
from reference.vocabularies import ChangeCause, ChangeKind

DEFAULT_LIMIT = 100
MAX_LIMIT = 500
MAX_WAIT = 30
NOW = "now"

_Commas = BeforeValidator(split_commas)
_WholeNumber = BeforeValidator(whole_number)


class FeedSelection(BaseModel):
    """Which changes are read. Filters are ANDed and the values of one filter ORed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[tuple[str, ...], _Commas] = Field(
        (),
        description="Where the posting was read: a source of `/v1/sources`.",
        examples=[["greenhouse", "lever"]],
    )
    board: Annotated[tuple[Annotated[str, AfterValidator(board_id)], ...], _Commas] = Field(
        (), description="The company's board, `source:token`.", examples=[["greenhouse:tidewater"]]
    )
    company: tuple[str, ...] = Field(
        (),
        description="Name of the company, in any case, with or without accents; or its `id` or"
        " `domain`: before or after the change. Where it is so no more, the change says `left`.",
        examples=[["Tidewater Boats"]],
    )
    kind: Annotated[tuple[Annotated[ChangeKind, one_of(ChangeKind)], ...], _Commas] = Field(
        (), description="What became of the posting.", examples=[["created", "closed"]]
    )
    cause: Annotated[tuple[Annotated[ChangeCause, one_of(ChangeCause)], ...], _Commas] = Field(
        (), description="Who changed it.", examples=[["crawl"]]
    )

    def query(self) -> Query:
        """Find the changes of this selection."""
        equal = {name: getattr(self, name) for name in ("source", "board", "kind", "cause")}
        clauses = [_terms(name, values) for name, values in equal.items() if values]
        return {"bool": {"filter": [*clauses, *_company(self.company)]}}


class ChangesParameters(FeedSelection):
    """What `GET /v1/changes` takes."""

    cursor: str | None = Field(
        None,
        description="Where to go on: `next_cursor` of the answer before, or `changes_cursor` of a"
        " search, with any filters. `now` is the present end. Without it, all that is kept is read,"
        " from the oldest change on.",
        examples=[NOW],
    )
    limit: Annotated[int, _WholeNumber, Field(ge=1, le=MAX_LIMIT)] = Field(
        DEFAULT_LIMIT, description="Changes an answer.", examples=[50]
    )
    wait: Annotated[int, _WholeNumber, Field(ge=0, le=MAX_WAIT)] = Field(
        0,
        description="Where there is no change yet, wait for one, at most so many seconds.",
        examples=[1],
    )


def _company(names: Sequence[str]) -> Iterator[Query]:
    if names:
        yield any_of(
            [_company_is("company", names, AFTER), _company_is("company_before", names, BEFORE)]
        )


def _company_is(field: str, names: Sequence[str], name: str) -> Query:
    """By name (case and accents do not matter), domain or id, which are in small letters."""
    keys = [given.lower() for given in names]
    found = [
        _terms(f"{field}.name.folded", names),
        _terms(f"{field}.domain", keys),
        _terms(f"{field}.id", keys),
    ]
    return {"bool": {"should": found, "minimum_should_match": 1, "_name": name}}


def _terms(field: str, values: Sequence[str]) -> Query:
    return {"terms": {field: [str(value) for value in values]}}
