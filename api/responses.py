"""What the routes answer. Keys may be added; none is renamed or changes its meaning."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_jsonable_python

from api.filters.pay import salary_basis
from api.highlight import highlights
from api.json_response import JSONResponse
from api.matches import Match
from api.params import JobsParameters, Sort
from api.places import nearby
from api.search import Page
from mappings.board import BoardState
from mappings.change import ChangeRecord
from mappings.document import without_derived
from mappings.posting import JobPosting
from reference.vocabularies import Outcome

# Every field in its order; what a document lacks is null or empty.
_UNKNOWN: Mapping[str, Any] = {
    name: None
    if field.is_required()
    else to_jsonable_python(field.get_default(call_default_factory=True))
    for name, field in JobPosting.model_fields.items()
}


class Answer(BaseModel):
    """Base of every successful answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FoundJob(JobPosting):
    """A job posting that was found, whole."""

    highlights: dict[str, list[str]] | None = Field(
        None,
        description="With `highlight`: by field, passages as HTML with the words in `<em>`",
        examples=[{"title": ["<em>Boat</em> <em>Builder</em>"]}],
    )
    matches: list[Match] | None = Field(
        None, description="With `explain=matches`: which words were found where"
    )
    distance_km: float | None = Field(
        None, description="With `sort=distance`: how far its nearest place is from `near`"
    )


class ChosenFields(BaseModel):
    """A job posting that was found, with the `fields` that were asked for; they may be parts."""

    model_config = ConfigDict(extra="allow")

    id: str


class Bucket(Answer):
    """One value of a facet."""

    value: bool | int | str
    count: int = Field(description="Postings that have it")


class FacetCounts(Answer):
    """The postings of a search, counted by one field.

    Where a posting has at most one value, buckets, `other` and `unknown` add up to `base`. Where it
    can have several, it counts in the bucket of each.
    """

    buckets: list[Bucket] = Field(description="The most frequent values first")
    other: int | None = Field(
        description="Postings whose value is in no bucket; null where they cannot be told apart"
    )
    unknown: int = Field(description="Postings that do not say")
    base: int = Field(description="All postings found")


class SimilarJobs(Answer):
    """The postings that are most like one, the most similar first."""

    jobs: list[JobPosting]


class NearPlace(Answer):
    """What `near` was taken for."""

    name: str | None = Field(description="Name of the city; null for a point that was given")
    lat: float = Field(examples=[52.52])
    lon: float = Field(examples=[13.41])


class SalaryBasis(Answer):
    """What pay was compared with: a year of 52 weeks, 260 days or 2,080 hours."""

    currency: str | None = Field(
        description="ISO 4217; null where amounts of all currencies were compared as they stand"
    )
    annual: dict[str, float] = Field(
        description="What was asked for, a year", examples=[{"salary_min": 60_000}]
    )
    rates_of: str | None = Field(
        description="Month of the exchange rates; null where none were needed", examples=["2026-10"]
    )


class Stats(Answer):
    """Numbers of postings. Each row is a group: its time, the values that it has in common (null
    where its postings do not say), `count`, and for each measure `_median` and `_count`, the number
    of postings behind it."""

    total: int = Field(description="Postings found that count at all", examples=[1_204])
    rows: list[dict[str, str | int | float | None]] = Field(
        examples=[[{"time": "2026-03-01", "country": "DE", "count": 310}]]
    )
    left_out: bool = Field(
        description="Whether values of a dimension have no row, because more frequent ones do"
    )
    applied_defaults: dict[str, Any]
    salary_basis: SalaryBasis | None = None
    changes_cursor: str = Field(description="From here the change feed goes on")
    suggestion: str | None = Field(
        None,
        description="Where `q` finds nothing: another spelling of it that does, under the same"
        " filters; null if none is known. It is not searched for by itself",
        examples=["boat builder"],
    )
    view_at: datetime = Field(description="The moment whose postings these are")
    took_ms: int = Field(description="Milliseconds that Elasticsearch took", examples=[12])


class JobsPage(Answer):
    """One page of a search, all of it out of one frozen view."""

    total: int = Field(description="Postings found, exactly, on all pages", examples=[1])
    jobs: list[FoundJob | ChosenFields]
    next_cursor: str | None = Field(description="Opaque; null on the last page", examples=[None])
    next: str | None = Field(
        description="Address of the next page; null on the last", examples=[None]
    )
    changes_cursor: str = Field(
        description="Where the change feed was before this view: whoever reads all pages and then"
        " follows `/v1/changes` from here misses nothing",
        examples=["eyJmZWVkIjoi.kW3"],
    )
    facets: dict[str, FacetCounts] | None = Field(
        None, description="Counts over all pages, of the facets that were asked for"
    )
    sort: Sort = Field(description="The order", examples=[Sort.NEWEST])
    applied_defaults: dict[str, Any] = Field(
        description="What was chosen because no parameter said otherwise",
        examples=[{"status": ["open"], "include_duplicates": False}],
    )
    near: NearPlace | None = Field(
        None, description="The middle of the neighbourhood, where `near` was asked for"
    )
    salary_basis: SalaryBasis | None = Field(
        None, description="How pay was compared, where `salary_min` or `salary_max` was asked for"
    )
    view_at: datetime = Field(description="The moment whose postings these are")
    took_ms: int = Field(description="Milliseconds that Elasticsearch took", examples=[4])


class Source(Answer):
    """What is known from one source."""

    source: str = Field(examples=["greenhouse"])
    title: str | None = Field(description="Name of the vendor's product", examples=["Greenhouse"])
    documentation: str | None = Field(
        description="What the vendor says of it",
        examples=["https://developers.greenhouse.io/job-board.html"],
    )
    listing: str | None = Field(
        description="How it is read", examples=["whole board in one document"]
    )
    off: str | None = Field(
        description="Why its boards are only read when they are named one by one; null if they are"
        " on",
        examples=["its robots.txt disallows the list"],
    )
    boards: int = Field(description="Boards that were ever read", examples=[120])
    boards_by_outcome: dict[Outcome, int] = Field(
        description="How their last reads ended", examples=[{"complete": 118, "failed": 2}]
    )
    open_postings: int = Field(
        description="Open postings, with duplicates, test and evergreen ones", examples=[4210]
    )
    last_complete_at: datetime | None = Field(description="Last read of a whole board")


class Sources(Answer):
    """Every source."""

    sources: list[Source]


class Boards(Answer):
    """A page of the ledger."""

    total: int = Field(description="Boards found, on all pages", examples=[1])
    boards: list[BoardState]
    next: str | None = Field(description="Address of the next page; null on the last")


class CompanyCounts(Answer):
    """A company, as its postings tell of it."""

    id: str = Field(description="Its domain where known, else its board", examples=["acme.example"])
    name: str | None
    domain: str | None
    boards: list[str] = Field(description="Where its postings are, `source:token`, 100 at most")
    open_postings: int = Field(examples=[12])
    postings: int = Field(description="Those found, closed ones too", examples=[40])
    first_seen_at: datetime = Field(description="Of its first posting")


class Companies(Answer):
    """A page of companies."""

    about: int = Field(
        description="Companies on all pages; above 40,000 it may be a few per cent off",
        examples=[1],
    )
    companies: list[CompanyCounts]
    next: str | None = Field(description="Address of the next page; null on the last")
    applied_defaults: dict[str, Any]


class CompanyMonth(Answer):
    """What a company sought in a month (UTC)."""

    month: str = Field(description="First day of the month", examples=["2026-03-01"])
    stock: int = Field(description="Postings that were open at any moment of it")
    first_seen: int = Field(description="Postings that were first seen in it")
    closed: int = Field(description="Postings that closed in it")


class CompanyHistory(CompanyCounts):
    """All that is told of one company."""

    countries: dict[str, int] = Field(description="Open postings by country, the ten most frequent")
    categories: dict[str, int] = Field(description="Open postings by job function, likewise")
    days_open_median: float | None = Field(description="Of its closed postings, from first sight")
    history: list[CompanyMonth] = Field(description="Month by month, of the last year")


class FieldMeaning(Answer):
    """One field of a posting."""

    name: str = Field(description="Dotted where it is part of another", examples=["salary.min"])
    type: str = Field(examples=["number"])
    several: bool = Field(description="Whether it is a list")
    required: bool
    description: str | None
    values: list[str] | None = Field(description="Every value it can have, where these are fixed")
    fill_rate: float | None = Field(
        description="The share of open postings that have it; null where it is not counted"
    )


class Schema(Answer):
    """What a posting is."""

    json_schema: dict[str, Any] = Field(description="JSON Schema 2020-12 of a job posting")
    fields: list[FieldMeaning]


class History(Answer):
    """The versions of one posting, in their order."""

    versions: list[ChangeRecord]
    complete: bool = Field(
        description="Whether the first one is the posting's first; older ones are kept no more"
    )
    next: str | None = Field(description="Address of the next page; null on the last")


class Vocabularies(Answer):
    """The closed vocabularies: every value that each such field can have, apart from null."""

    vocabularies: dict[str, list[str]] = Field(
        examples=[{"workplace_type": ["onsite", "hybrid", "remote"]}]
    )


class Health(Answer):
    """The process, or the search, can answer."""

    status: str = Field(examples=["ok"])


class Entrance(Answer):
    """Where to go from the root."""

    name: str = Field(examples=["Openings"])
    jobs: str = Field(examples=["/v1/jobs"])
    documentation: str = Field(examples=["/docs"])


def jobs_page(
    page: Page, params: JobsParameters, reads: Mapping[str, datetime], links: Mapping[str, Any]
) -> JSONResponse:
    """Write a page. `reads` has the last complete read of each board, as far as it is needed;
    `links` are the keys of the answer that lead on from it.

    The documents were checked when they were written, so they pass as they are.
    """
    content = {
        "total": page.total,
        "jobs": [_found_job(hit, params, reads) | _matches(page, hit) for hit in page.hits],
        **links,
        **({"facets": page.facets} if page.facets is not None else {}),
        "sort": params.sort,
        "applied_defaults": params.applied_defaults(),
        **_readings(params),
        **({"suggestion": page.suggestion} if params.q is not None and not page.total else {}),
        "view_at": page.view.opened_at.isoformat(),
        "took_ms": page.took,
    }
    return JSONResponse(content)


def _matches(page: Page, hit: Mapping[str, Any]) -> dict[str, Any]:
    return {} if page.matches is None else {"matches": page.matches[hit["_id"]]}


def _readings(params: JobsParameters) -> dict[str, Any]:
    """What was made of the parameters that can be read in more than one way."""
    near = asdict(nearby(params.near)) if params.near is not None else None
    basis = salary_basis(params)
    return {
        **({"near": near} if near else {}),
        **({"salary_basis": basis} if basis else {}),
    }


def posting(document: Mapping[str, Any], reads: Mapping[str, datetime]) -> dict[str, Any]:
    """Write one posting as it is now, every field of it."""
    whole = {**_UNKNOWN, **without_derived(document)}
    return _with_last_read(whole, document, reads.get(document["board"]))


def _found_job(
    hit: Mapping[str, Any], params: JobsParameters, reads: Mapping[str, datetime]
) -> dict[str, Any]:
    found = served(hit, reads, whole=not params.fields)
    if params.highlight:
        found["highlights"] = highlights(hit)
    if params.sort is Sort.DISTANCE:
        found["distance_km"] = _kilometres(hit["sort"][0])
    return found


def served(
    hit: Mapping[str, Any], reads: Mapping[str, datetime], *, whole: bool = True
) -> dict[str, Any]:
    """Write the posting of a hit; with every field, null where it is not known, if `whole`."""
    found = without_derived(hit["_source"])
    if whole:
        found = {**_UNKNOWN, **found}
    if "last_seen_at" in found:
        state = _state(hit)
        found = _with_last_read(found, state, reads.get(state["board"]))
    return found


def _kilometres(distance: float | str) -> float | None:
    """What a posting without a place is sorted by is written as a word, "Infinity"."""
    return None if isinstance(distance, str) else round(distance, 3)


def _state(hit: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a hit's `last_seen_at` depends on, whichever fields are served."""
    values = hit["fields"]
    return {name: values.get(name, [None])[0] for name in ("board", "status", "missing_since")}


def _with_last_read(
    job: dict[str, Any], state: Mapping[str, Any], read: datetime | None
) -> dict[str, Any]:
    """Say when a posting was last seen: an unchanged one is not written again for that alone.

    An open posting that is not missing was in every complete read of its board.
    """
    listed = state["status"] == "open" and state.get("missing_since") is None
    if listed and read is not None and read > datetime.fromisoformat(job["last_seen_at"]):
        return {**job, "last_seen_at": read.isoformat()}
    return job
