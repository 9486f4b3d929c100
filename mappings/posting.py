"""`JobPosting`: the one schema into which every source is normalised and which the API serves.

Only `source`, `board`, `source_id`, `url`, `title` and `company` are required. Everything else is
null (or an empty list) where it is not known: never a default, never a guess. Raw text stands
beside every value that parsing loses (`*_text`, `text`). Its fields and those of the index
definition `jobs.json` are the same; a test shows it.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.functional_validators import AfterValidator

from mappings.urls import is_http_url
from reference.vocabularies import (
    Benefit,
    Category,
    ClosedReason,
    Education,
    EmploymentType,
    PostedPrecision,
    Provenance,
    SalaryKind,
    SalaryPeriod,
    Seniority,
    Status,
    WorkplaceType,
)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]


def _is_web_address(value: str) -> str:
    if not is_http_url(value):
        raise ValueError("must be an absolute http or https address")
    return value


WebAddress = Annotated[Text, AfterValidator(_is_web_address)]
"""An absolute http or https address, kept as the source spells it."""

Moment = datetime | date
"""An instant (with its zone) or a bare day, which is never shifted by a zone."""


class Part(BaseModel):
    """Base of every part of a posting: immutable, and nothing unknown goes in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Company(Part):
    """The hiring organisation. `id` is its domain where known, else the board."""

    id: Text
    name: Text
    domain: Text | None = None


class Location(Part):
    """One place of work. `text` is what the source wrote; the rest is null where not certain."""

    text: Text | None = None
    city: Text | None = None
    region: Text | None = None
    region_code: Text | None = Field(None, description="ISO 3166-2, such as US-CA")
    country: CountryCode | None = Field(None, description="ISO 3166-1 alpha-2")
    geonames_id: int | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None


class RemoteFrom(Part):
    """Where a remote worker may live, apart from the office."""

    countries: tuple[CountryCode, ...] = ()
    regions: tuple[Text, ...] = Field((), description="Macro regions, such as EMEA; worldwide")
    text: Text | None = None


class SalaryRange(Part):
    """One stated range. A missing `max` means that no upper bound was stated."""

    min: Amount | None = None
    max: Amount | None = None
    currency: CurrencyCode | None = Field(None, description="ISO 4217")
    period: SalaryPeriod | None = None
    label: Text | None = Field(None, description="What tells ranges apart: a zone, a level")
    kind: SalaryKind | None = None


class Salary(Part):
    """Pay. `min` to `period` are those of the widest base range.

    `annual_min` and `annual_max` are in the native `currency`; `annual_basis_hours` is the number
    of hours a year that turned an hourly amount into an annual one. `reference_min` and
    `reference_max` are US dollars a year by a frozen monthly rate: for sorting and histograms only.
    """

    ranges: tuple[SalaryRange, ...] = ()
    min: Amount | None = None
    max: Amount | None = None
    currency: CurrencyCode | None = None
    period: SalaryPeriod | None = None
    annual_min: Amount | None = None
    annual_max: Amount | None = None
    annual_basis_hours: int | None = None
    reference_min: Amount | None = None
    reference_max: Amount | None = None
    text: Text | None = None


class OpenPeriod(Part):
    """A span in which the posting was open; `lt` is null while it still is."""

    gte: datetime
    lt: datetime | None = None


class PostingContent(Part):
    """What a source says of one job posting: what it is, where, on which terms."""

    # Identity
    id: Text = Field(description="source:board:source_id")
    source: Text = Field(description="The ATS or feed that it was read from")
    board: Text = Field(description="The board that it was read from, source:token")
    source_id: Text = Field(description="The source's own id, exactly")

    # What
    title: Text
    company: Company
    url: WebAddress
    apply_url: WebAddress | None = None
    departments: tuple[Text, ...] = ()
    team: Text | None = None
    requisition_id: Text | None = None
    description_html: str | None = Field(None, description="Sanitised HTML")
    description_text: str | None = None
    language: LanguageCode | None = Field(None, description="ISO 639, of the description")
    category: Category | None = None
    seniority: Seniority | None = None
    skills: tuple[Text, ...] = ()
    experience_years_min: Annotated[int, Field(ge=0, le=60)] | None = None
    education: Education | None = None
    positions: Annotated[int, Field(ge=1)] | None = Field(None, description="Number of openings")
    hours_per_week: Annotated[float, Field(gt=0, le=168)] | None = None
    start_date: date | None = None
    benefits: tuple[Benefit, ...] = ()

    # Where
    locations: tuple[Location, ...] = ()
    workplace_type: WorkplaceType | None = None
    office_days: Annotated[float, Field(ge=0, le=7)] | None = Field(None, description="Days a week")
    remote_from: RemoteFrom | None = None

    # Terms
    employment_types: tuple[EmploymentType, ...] = ()
    employment_text: Text | None = None
    visa_sponsorship: bool | None = None
    salary: Salary | None = None

    # The source's dates
    posted_at: Moment | None = None
    posted_precision: PostedPrecision | None = None
    posted_text: Text | None = None
    source_updated_at: datetime | None = None
    valid_through: Moment | None = None

    # Flags
    evergreen: bool | None = Field(None, description="A talent pool, not an opening")
    test_posting: bool | None = None
    agency: bool | None = None

    # Reuse
    license: Text | None = None
    attribution: Text | None = None
    may_syndicate: bool | None = None

    # How each derived field is known
    provenance: dict[str, Provenance] = Field(default_factory=dict)


class Group(Part):
    """All open ads of one opening, as the face of their group tells them."""

    size: Annotated[int, Field(ge=1)] = Field(description="How many ads are open, copies included")
    boards: tuple[Text, ...] = Field(description="The boards that they stand on")
    urls: tuple[WebAddress, ...] = Field(description="Their addresses, that of the face first")
    locations: tuple[Location, ...] = Field(description="Their places, each once")


class Relations(Part):
    """What an ad is to other ads: found by comparing postings, told by no source.

    Ads of one opening are a group: in several cities, on several boards, anew under another id. One
    of them is its face. All is null for an ad that stands alone.
    """

    group_id: Text | None = Field(None, description="The same opening, advertised several times")
    group_face: bool | None = Field(
        None, description="Whether it stands for its group: one ad does, an open one if there is"
    )
    group: Group | None = Field(None, description="Of a face: all open ads of the group")
    opening_first_seen_at: datetime | None = Field(
        None, description="When the first ad of the group was seen: the age of the opening"
    )
    duplicate_of: Text | None = Field(
        None, description="The posting of which this is a copy, made by a feed or another front"
    )
    repost_of: Text | None = Field(
        None, description="The posting that closed before the same opening came back as this one"
    )


class JobPosting(Relations, PostingContent):
    """One job posting as it is stored and served: its content and our record of its life."""

    status: Status
    first_seen_at: datetime
    last_seen_at: datetime = Field(description="The last complete read that listed it")
    missing_since: datetime | None = None
    changed_at: datetime
    content_changed_at: datetime
    closed_at: datetime | None = None
    closed_reason: ClosedReason | None = None
    open_periods: tuple[OpenPeriod, ...] = ()
    version: Annotated[int, Field(ge=1)]
    content_hash: Text
    normalizer_version: int
    detail_error: Text | None = None
