"""The parameters of a search, checked once; everything behind relies on them."""

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
from api.filters import Filters
from api.filters.declared import Boolean, Commas, Distinct
from api.values import name_of, one_of, refuse, whole_number, words, words_and_fields

DEFAULT_LIMIT = 20
MAX_LIMIT = 500


class Sort(StrEnum):
    """The orders of a search."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    FIRST_SEEN = "first_seen"
    SALARY = "salary"
    DISTANCE = "distance"


class Facet(StrEnum):
    """What a search can be counted by."""

    SOURCE = "source"
    BOARD = "board"
    COMPANY = "company"
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    WORKPLACE_TYPE = "workplace_type"
    REMOTE_FROM = "remote_from"
    EMPLOYMENT_TYPE = "employment_type"
    LANGUAGE = "language"
    STATUS = "status"
    SENIORITY = "seniority"
    CATEGORY = "category"
    EDUCATION = "education"
    SKILLS = "skills"
    BENEFITS = "benefits"
    VISA_SPONSORSHIP = "visa_sponsorship"
    AGENCY = "agency"
    SALARY_CURRENCY = "salary.currency"
    SALARY = "salary"
    HAS_SALARY = "has_salary"
    POSTED = "posted"


class Diversify(StrEnum):
    """Of what no value fills a page."""

    COMPANY = "company"


class Explain(StrEnum):
    """What is said of why a posting was found."""

    MATCHES = "matches"


class FacetFilters(StrEnum):
    """Under which filters a facet counts."""

    ALL = "all"
    OTHERS = "others"


class Words(BaseModel):
    """What is sought in the text."""

    q: Annotated[str, AfterValidator(words_and_fields)] | None = Field(
        None,
        description='Words that all occur somewhere in the posting. `"a phrase"` occurs word for'
        " word, `-word` does not occur, and of `one OR another` one does. `engin*` is any word that"
        " begins so (three letters or more, five such words at most). `title:word` and"
        ' `company:"a phrase"` occur in the title and in the name of the company. Parentheses hold'
        " a text of their own: `(kafka OR flink)`, `-(junior OR intern)`, `title:(nurse OR rn)`."
        " All else is text: no other field, star or sign means anything. Words are also found in"
        " other forms, by synonyms and by other names of a skill (`golang`: Go), phrases and what"
        " is excluded only as they are.",
        examples=["title:engineer (kafka OR flink) -intern"],
    )
    title: Annotated[tuple[Annotated[str, AfterValidator(words)], ...], Distinct] = Field(
        (), description="Words that occur in the title, as in `q`.", examples=[["boat builder"]]
    )


class SearchParameters(Filters, Words):
    """What decides which postings are found: the words and the filters, of every route alike.

    Filters are ANDed and the values of one filter ORed. Free text (`title`, `company`, `city`) is
    repeated for several values; every other list takes commas too.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    def applied_defaults(self) -> dict[str, Any]:
        """Name the defaults that decide what is found, unless they were set."""
        return self._unset("status", "include_duplicates", "include_test", "include_evergreen")

    def _unset(self, *names: str) -> dict[str, Any]:
        given = self.model_dump(mode="json", include=set(names) - self.model_fields_set)
        return {name: given[name] for name in names if name in given}


def _default_sort(given: dict[str, Any]) -> Sort:
    return Sort.RELEVANCE if given.get("q") or given.get("title") else Sort.NEWEST


def _has_no_words(given: dict[str, Any]) -> bool:
    """Whether neither was sent; one that was refused is not among those `given`."""
    return given.get("q", "refused") is None and given.get("title", "refused") == ()


class JobsParameters(SearchParameters):
    """What `GET /v1/jobs` takes."""

    sort: Annotated[Sort, one_of(Sort)] = Field(
        default_factory=_default_sort,
        description="Best match first; newest first; by when we first saw it; best paid first, by"
        " the highest amount a year, converted; or nearest first, which needs `near`. Postings that"
        " do not say come last. Default: `relevance` where `q` or `title` is given, else `newest`.",
        examples=["newest"],
    )
    diversify: Annotated[Diversify, one_of(Diversify)] | None = Field(
        None,
        description="Of each 200 postings, in their order, an employer's second comes after every"
        " employer's first, and so on: one employer does not fill a page.",
        examples=["company"],
    )
    facets: Annotated[tuple[Annotated[Facet, one_of(Facet)], ...], Commas] = Field(
        (),
        description="Count the postings by these, on all pages.",
        examples=[["country", "workplace_type"]],
    )
    facet_filters: Annotated[FacetFilters, one_of(FacetFilters)] = Field(
        FacetFilters.ALL,
        description="Count each facet under all filters, or under all others than its own, so that"
        " what might be chosen instead has its count too.",
        examples=["others"],
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
    explain: Annotated[Explain, one_of(Explain)] | None = Field(
        None,
        description="With each posting, `matches`: which words were found in which field, as they"
        " were typed or by what means the same.",
        examples=["matches"],
    )
    limit: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=MAX_LIMIT)] = Field(
        DEFAULT_LIMIT, description="Postings a page.", examples=[50]
    )
    cursor: str | None = Field(
        None,
        description="`next_cursor` of the page before, with the same other parameters; only"
        " `limit`, `fields`, `highlight`, `explain` and `facets` may change on the way. It lives"
        " for ten minutes after the last use of any cursor of its view, and then answers 410.",
        examples=["eyJ2aWV3Ijp7ImlkIjoi.kW3"],
    )

    @field_validator("sort")
    @classmethod
    def _sorted_by_what_is_there(cls, sort: Sort, info: ValidationInfo) -> Sort:
        if sort is Sort.RELEVANCE and _has_no_words(info.data):
            refuse("relevance needs words to compare with: give q or title, or sort=newest")
        if sort is Sort.DISTANCE and info.data.get("near", "refused") is None:
            refuse("distance needs a place to measure from: give near")
        return sort

    @field_validator("facet_filters")
    @classmethod
    def _filters_of_a_facet(cls, value: FacetFilters, info: ValidationInfo) -> FacetFilters:
        if info.data.get("facets", "refused") == ():
            refuse("facet_filters does nothing here: there are no facets")
        return value

    @field_validator("explain")
    @classmethod
    def _explain_needs_words(cls, explain: Explain | None, info: ValidationInfo) -> Explain | None:
        if explain is not None and _has_no_words(info.data):
            refuse("there is nothing to explain without q or title")
        return explain

    @field_validator("highlight")
    @classmethod
    def _highlight_needs_words(cls, highlight: bool, info: ValidationInfo) -> bool:
        if highlight and _has_no_words(info.data):
            refuse("there is nothing to highlight without q or title")
        return highlight

    def applied_defaults(self) -> dict[str, Any]:
        """Name the defaults that decide what is found and in which order, unless they were set."""
        return super().applied_defaults() | self._unset("sort")
