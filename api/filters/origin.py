"""Filters by where a posting comes from: source, board, company, address, id."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from api.clauses import MATCH_ALL, Query, any_of
from api.filters.declared import Boolean, Commas, Distinct, FreeText, Matches, excluding, on, terms
from api.values import board_id, web_page


def _company(names: Sequence[str]) -> Query:
    """By name (case and accents do not matter), domain or id, which are in small letters."""
    keys = [name.lower() for name in names]
    return any_of(
        [
            terms("company.name.folded", names),
            terms("company.domain", keys),
            terms("company.id", keys),
        ]
    )


_Sources = Annotated[tuple[str, ...], Commas, on("source")]
_Boards = Annotated[tuple[Annotated[str, AfterValidator(board_id)], ...], Commas, on("board")]
_Companies = Annotated[FreeText, Matches(_company, MATCH_ALL)]
_Pages = Annotated[tuple[Annotated[str, AfterValidator(web_page)], ...], Distinct, on("url_keys")]
_Ids = Annotated[tuple[str, ...], Distinct, on("id")]


class Origin(BaseModel):
    """Where a posting comes from."""

    source: _Sources = Field(
        (),
        description="Where the posting was read: a source of `/v1/sources`.",
        examples=[["greenhouse", "lever"]],
    )
    exclude_source: _Sources = excluding("source", "lever")
    board: _Boards = Field(
        (), description="The company's board, `source:token`.", examples=[["greenhouse:tidewater"]]
    )
    exclude_board: _Boards = excluding("board", "lever:northwind")
    company: _Companies = Field(
        (),
        description="Name of the company, in any case, with or without accents; or its `id` or"
        " `domain`.",
        examples=[["Tidewater Boats"]],
    )
    exclude_company: _Companies = excluding("company", "Northwind Rail")
    id: _Ids = Field(
        (),
        description="The posting's `id`, repeated for several. Open or closed, whatever a search"
        " leaves out by default.",
        examples=[["greenhouse:tidewater:4012"]],
    )
    url: _Pages = Field(
        (),
        description="Address of a posting or of its application form: which posting is this?"
        " Tracking parameters, `www.` and the like do not matter. Open or closed, whatever a search"
        " leaves out by default.",
        examples=[["https://jobs.example.com/tidewater/4012?utm_source=mail"]],
    )
    agency: Boolean | None = Field(
        None,
        description="Whether the posting is known to be a recruiter's for a client of theirs.",
        examples=[False],
    )
