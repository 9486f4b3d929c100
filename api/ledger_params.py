"""The parameters of the routes that tell of boards, companies, fields and histories."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from api.filters.declared import Boolean, Commas, FreeText
from api.params import SearchParameters
from api.values import board_id, one_of, whole_number
from reference.vocabularies import Outcome

DEFAULT_LIMIT, MAX_LIMIT = 50, 500

Limit = Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=MAX_LIMIT)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BoardsParameters(_Strict):
    """What `GET /v1/boards` takes."""

    source: Annotated[tuple[str, ...], Commas] = Field(
        (), description="A source of `/v1/sources`.", examples=[["greenhouse"]]
    )
    company: FreeText = Field(
        (),
        description="Name of the company, in any case, with or without accents.",
        examples=[["Tidewater Boats"]],
    )
    outcome: Annotated[tuple[Annotated[Outcome, one_of(Outcome)], ...], Commas] = Field(
        (), description="How the last read ended.", examples=[["failed", "blocked"]]
    )
    suspect: Boolean | None = Field(
        None,
        description="Whether the last complete read is not trusted, because a field that it used"
        " to have is missing.",
        examples=[True],
    )
    unread_for: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=8_760)] | None = Field(
        None, description="No complete read for so many hours, or never.", examples=[48]
    )
    limit: Limit = Field(DEFAULT_LIMIT, description="Boards a page.", examples=[100])
    after: Annotated[str, AfterValidator(board_id)] | None = Field(
        None,
        description="The `id` of the last board of the page before: boards come in their order.",
        examples=["greenhouse:tidewater"],
    )


class HistoryParameters(_Strict):
    """What `GET /v1/jobs/{id}/history` takes."""

    after_version: Annotated[int, BeforeValidator(whole_number), Field(ge=1)] | None = Field(
        None, description="Only the versions after this one.", examples=[3]
    )
    limit: Limit = Field(DEFAULT_LIMIT, description="Versions a page.", examples=[100])


class CompaniesParameters(SearchParameters):
    """What `GET /v1/companies` takes: the filters of a search, whose companies are listed."""

    limit: Limit = Field(DEFAULT_LIMIT, description="Companies a page.", examples=[100])
    after: str | None = Field(
        None,
        description="The `id` of the last company of the page before: companies come in the order"
        " of their ids.",
        examples=["tidewater.example"],
    )


class SchemaParameters(_Strict):
    """What `GET /v1/schema` takes."""

    source: Annotated[tuple[str, ...], Commas] = Field(
        (),
        description="Tell the fill rates of the open postings of these sources; else of all.",
        examples=[["greenhouse"]],
    )
