"""`Statement`: what a source says of one posting, in the source's own words, field by field.

A source only says which of its fields feed which of these; what is made of them is decided once,
in `crawler.normalize.posting`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mappings.posting import SalaryRange
from reference.vocabularies import PostedPrecision


@dataclass(frozen=True, slots=True)
class Place:
    """One place as a source states it: in parts, as a text, or both.

    `country` may be a name or a code. Parts win over the text where they name a place.
    """

    text: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Raw values; null where the source says nothing. `source_id`, `title`, `url` must be there."""

    source_id: str | None
    title: str | None
    url: str | None
    apply_url: str | None = None
    company: str | None = None
    """The hiring company as the payload names it; null where it names none."""
    company_domain: str | None = None
    """Its registered domain as the payload names it; not that of the host of the posting, which may
    be a vendor's. What the registry says of the board goes first."""
    employer_key: str | None = None
    """Where a board is shared: what tells its employers apart (a register number, a name)."""
    departments: Sequence[str | None] = ()
    team: str | None = None
    requisition_id: str | None = None
    html: str | None = None
    """The description as HTML, with the transport's own escaping undone."""
    language: str | None = None
    """A language tag or name."""
    places: Sequence[Place] = ()
    fallback_places: Sequence[Place] = ()
    """Weaker evidence, used where `places` name no city, region or country."""
    remote_places: Sequence[Place] = ()
    """Where a remote worker may live; they count only for remote work."""
    workplace: Sequence[str | None] = ()
    """Structured labels ("OnSite"); places and title are read for marks as well."""
    office_days: Sequence[str | None] = ()
    """What fields say of days in the office ("2 days in office", "3"); texts are read as well."""
    employment: Sequence[str | None] = ()
    """Structured labels ("Full-time")."""
    seniority: str | None = None
    """A structured label ("Mid level")."""
    functions: Sequence[str | None] = ()
    """Labels out of the vendor's own list of job functions ("Information Technology"), and no
    others: departments, which employers name as they like, are weaker evidence."""
    agency: bool | None = None
    """Whether the posting is one of an agency, as the source states it."""
    skills: Sequence[str | None] = ()
    """Skills that the source lists, one a member."""
    experience: str | None = None
    """Years that are asked for, in the source's words ("2-5", "5 Years") or as a number."""
    education: str | None = None
    """A structured label of the degree that is asked for ("Bachelor's Degree")."""
    positions: float | None = None
    """The number of openings."""
    hours: float | str | None = None
    """Hours of work a week, as a number or in words; null where a source states a range."""
    starts: date | None = None
    """The day on which the work begins."""
    ranges: Sequence[SalaryRange | None] = ()
    salary_text: str | None = None
    posted: datetime | date | None = None
    posted_text: str | None = None
    """The date as the source writes it; read where `posted` is null, if it is a relative one."""
    posted_precision: PostedPrecision | None = None
    """Where it is less than that of the value: `AT_LATEST` for a date that is only a bound."""
    updated: datetime | None = None
    valid_through: datetime | date | None = None
    license: str | None = None
    attribution: str | None = None
    may_syndicate: bool | None = None
    evergreen: bool | None = None
    """Stated by the source; the title is read where it is null."""
