"""The parameters of streams: those of a search, and where to go on."""

from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from api.fields import FIELD_NAMES
from api.filters.declared import Commas
from api.params import JobsParameters, SearchParameters, Sort
from api.values import name_of, refuse, whole_number

FEED_LIMIT = 100
MAX_FEED_LIMIT = 500


class ExportParameters(SearchParameters):
    """What an export of a whole search takes."""

    cursor: str | None = Field(
        None,
        description="`X-Stream-Cursor` of an answer that broke off, with the same other parameters:"
        " the same postings again, as they were then. It lives for ten minutes after its last use.",
        examples=["eyJ2aWV3Ijp7ImlkIjoi.kW3"],
    )
    after: str | None = Field(
        None,
        description="With `cursor`: the `id` of the last posting that arrived whole. The stream"
        " goes on behind it.",
        examples=["greenhouse:tidewater:4012"],
    )

    @field_validator("after")
    @classmethod
    def _after_in_a_stream(cls, after: str | None, info: ValidationInfo) -> str | None:
        if after is not None and info.data.get("cursor", "refused") is None:
            refuse("after needs the X-Stream-Cursor of the stream in question as cursor")
        return after


class ChosenFieldsParameters(ExportParameters):
    """What an export takes whose fields can be chosen."""

    fields: Annotated[tuple[Annotated[str, name_of(FIELD_NAMES)], ...], Commas] = Field(
        (),
        description="Write these fields only, and `id`; dotted names reach into a field.",
        examples=[["title", "locations.city"]],
    )


class FeedParameters(SearchParameters):
    """What a feed takes: the postings that were first seen last come first."""

    limit: Annotated[int, BeforeValidator(whole_number), Field(ge=1, le=MAX_FEED_LIMIT)] = Field(
        FEED_LIMIT, description="Postings a page.", examples=[50]
    )
    cursor: str | None = Field(
        None,
        description="Part of the address of the next page, which each page names.",
        examples=["eyJ2aWV3Ijp7ImlkIjoi.kW3"],
    )

    def search(self) -> JobsParameters:
        """The search whose pages the feed's are. All values were checked."""
        return JobsParameters.model_construct(**dict(self), sort=Sort.FIRST_SEEN)
