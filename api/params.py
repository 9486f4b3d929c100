"""The parameters of a search, checked once; everything behind relies on them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from api.fields import FIELD_NAMES
from api.values import (
    board_id,
    country_code,
    moment,
    name_of,
    one_of,
    refuse,
    split_commas,
    truth,
    whole_number,
    words,
)
from reference.vocabularies import EmploymentType, Status, WorkplaceType

DEFAULT_LIMIT = 20
MAX_LIMIT = 500


class Sort(StrEnum):
    """The orders of a search."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


class Facet(StrEnum):
    """What a search can be counted by."""

    SOURCE = "source"
    BOARD = "board"
    COMPANY = "company"
    COUNTRY = "country"
    CITY = "city"
    WORKPLACE_TYPE = "workplace_type"
    EMPLOYMENT_TYPE = "employment_type"
    LANGUAGE = "language"
    STATUS = "status"
    SENIORITY = "seniority"
    CATEGORY = "category"
    SKILLS = "skills"
    SALARY_CURRENCY = "salary.currency"
    HAS_SALARY = "has_salary"


class Unknowable(StrEnum):
    """The filters that can keep the postings of which the answer is not known."""

    COUNTRY = "country"
    CITY = "city"
    WORKPLACE_TYPE = "workplace_type"
    EMPLOYMENT_TYPE = "employment_type"
    POSTED_AFTER = "posted_after"
    POSTED_BEFORE = "posted_before"


Commas = BeforeValidator(split_commas)
Boolean = Annotated[bool, BeforeValidator(truth)]
Moment = Annotated[datetime | date, BeforeValidator(moment)]
Distinct = AfterValidator(lambda values: tuple(dict.fromkeys(values)))
FreeText = Annotated[tuple[str, ...], Distinct]


def _default_sort(given: dict[str, Any]) -> Sort:
    return Sort.RELEVANCE if given.get("q") or given.get("title") else Sort.NEWEST


def _has_no_words(given: dict[str, Any]) -> bool:
    """Whether neither was sent; one that was refused is not among those `given`."""
    return given.get("q", "refused") is None and given.get("title", "refused") == ()


class JobsParameters(BaseModel):
    """What `GET /v1/jobs` takes.

    Filters are ANDed and the values of one filter ORed. Free text (`title`, `company`, `city`) is
    repeated for several values; every other list takes commas too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Annotated[str, AfterValidator(words)] | None = Field(
        None,
        description='Words that all occur somewhere in the posting. `"a phrase"` occurs word for'
        " word, `-word` does not occur, and of `one OR another` one does. All else is text.",
        examples=["data engineer (kafka OR flink)"],
    )
    title: Annotated[tuple[Annotated[str, AfterValidator(words)], ...], Distinct] = Field(
        (), description="Words that occur in the title, as in `q`.", examples=[["boat builder"]]
    )
    company: FreeText = Field(
        (),
        description="Name of the company, in any case, with or without accents; or its `id` or"
        " `domain`.",
        examples=[["Tidewater Boats"]],
    )
    source: Annotated[tuple[str, ...], Commas] = Field(
        (),
        description="Where the posting was read: a source of `/v1/sources`.",
        examples=[["greenhouse", "lever"]],
    )
    board: Annotated[tuple[Annotated[str, AfterValidator(board_id)], ...], Commas] = Field(
        (), description="The company's board, `source:token`.", examples=[["greenhouse:tidewater"]]
    )
    country: Annotated[tuple[Annotated[str, AfterValidator(country_code)], ...], Commas] = Field(
        (), description="ISO 3166-1 alpha-2 code of a place of work.", examples=[["DE", "AT"]]
    )
    city: FreeText = Field(
        (),
        description="City of a place of work, in any case, with or without accents. With `country`"
        " both must hold.",
        examples=[["Zürich"]],
    )
    workplace_type: Annotated[
        tuple[Annotated[WorkplaceType, one_of(WorkplaceType)], ...], Commas
    ] = Field((), description="Where the work is done.", examples=[["remote", "hybrid"]])
    employment_type: Annotated[
        tuple[Annotated[EmploymentType, one_of(EmploymentType)], ...], Commas
    ] = Field((), description="One of the posting's types.", examples=[["internship"]])
    has_salary: Boolean | None = Field(
        None, description="Whether the posting states an amount of pay.", examples=[True]
    )
    posted_after: Moment | None = Field(
        None,
        description="Posted on this day or later; or at this instant, given with its zone, or"
        " later. Where a posting names a day only, days are compared.",
        examples=["2026-03-01"],
    )
    posted_before: Moment | None = Field(
        None,
        description="Posted before this day; or before this instant, given with its zone.",
        examples=["2026-04-01T00:00:00Z"],
    )
    status: Annotated[tuple[Annotated[Status, one_of(Status)], ...], Commas] = Field(
        (Status.OPEN,),
        description="Whether one can apply. Closed postings are kept.",
        examples=[["open", "closed"]],
    )
    sort: Annotated[Sort, one_of(Sort)] = Field(
        default_factory=_default_sort,
        description="Best match first, or newest first (postings without a date last). Default:"
        " `relevance` where `q` or `title` is given, else `newest`.",
        examples=["newest"],
    )
    facets: Annotated[tuple[Annotated[Facet, one_of(Facet)], ...], Commas] = Field(
        (),
        description="Count the postings by these, on all pages.",
        examples=[["country", "workplace_type"]],
    )
    include_unknown: Annotated[tuple[Annotated[Unknowable, one_of(Unknowable)], ...], Commas] = (
        Field(
            (),
            description="Filters that also let through the postings which do not say.",
            examples=[["workplace_type"]],
        )
    )
    include_duplicates: Boolean = Field(
        False, description="Also postings seen elsewhere already.", examples=[True]
    )
    include_test: Boolean = Field(
        False, description="Also test postings of the boards' owners.", examples=[True]
    )
    include_evergreen: Boolean = Field(
        False, description="Also talent pools and other posts without an opening.", examples=[True]
    )
    fields: Annotated[tuple[Annotated[str, name_of(FIELD_NAMES)], ...], Commas] = Field(
        (),
        description="Serve these fields only, and `id`; dotted names reach into a field.",
        examples=[["title", "locations.city"]],
    )
    highlight: Boolean = Field(
        False,
        description="Show where the words were found, as HTML with `<em>`.",
        examples=[True],
    )
    limit: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=MAX_LIMIT)] = Field(
        DEFAULT_LIMIT, description="Postings a page.", examples=[50]
    )
    cursor: str | None = Field(
        None,
        description="`next_cursor` of the page before, with the same other parameters; only"
        " `limit`, `fields`, `highlight` and `facets` may change on the way. It lives for ten"
        " minutes after the last use of any cursor of its view, and then answers 410.",
        examples=["eyJ2aWV3Ijp7ImlkIjoi.kW3"],
    )

    @field_validator("sort")
    @classmethod
    def _relevance_needs_words(cls, sort: Sort, info: ValidationInfo) -> Sort:
        if sort is Sort.RELEVANCE and _has_no_words(info.data):
            refuse("relevance needs words to compare with: give q or title, or sort=newest")
        return sort

    @field_validator("include_unknown")
    @classmethod
    def _unknowns_of_a_filter(
        cls, names: tuple[Unknowable, ...], info: ValidationInfo
    ) -> tuple[Unknowable, ...]:
        for name in names:
            if name in info.data and not info.data[name]:
                refuse(f"{name.value} does nothing here: there is no filter {name.value}")
        return names

    @field_validator("highlight")
    @classmethod
    def _highlight_needs_words(cls, highlight: bool, info: ValidationInfo) -> bool:
        if highlight and _has_no_words(info.data):
            refuse("there is nothing to highlight without q or title")
        return highlight

    def applied_defaults(self) -> dict[str, Any]:
        """Name the defaults that decide what is found and in which order, unless they were set."""
        decisive = ("status", "sort", "include_duplicates", "include_test", "include_evergreen")
        given = self.model_dump(mode="json", include=set(decisive) - self.model_fields_set)
        return {name: given[name] for name in decisive if name in given}
