"""`/v1/jobs`: search postings, read one."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from api import examples, responses
from api.costs import require_affordable
from api.errors import (
    SEARCHING,
    ExpiredCursorError,
    InvalidCursorError,
    InvalidParametersError,
    NotAcceptableError,
    NotFoundError,
    OtherQueryError,
    declared,
)
from api.examples import shown
from api.json_response import JSONResponse
from api.ledger_params import HistoryParameters
from api.markup import job_posting
from api.negotiation import preferred
from api.page import job_page
from api.parameters import NoParameters, checked, documented
from api.params import JobsParameters
from api.search import Page
from api.services import Given, Services
from api.similar import SimilarParameters, similar_request
from mappings.change import is_tombstone
from mappings.posting import JobPosting

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])

JobId = Annotated[
    str, Path(description="`source:board:source_id`", examples=["greenhouse:tidewater:4012"])
]

_LD_JSON = "application/ld+json"
_WRITERS: Mapping[str, Callable[[dict[str, Any]], Response]] = {
    "application/json": JSONResponse,
    _LD_JSON: lambda posting: JSONResponse(job_posting(posting), media_type=_LD_JSON),
    "text/html": job_page,
}
"""The representations of a posting, the preferred one first."""


def _representations(answers: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """Declare the others beside the JSON that a model describes."""
    for kind, schema in ((_LD_JSON, "object"), ("text/html", "string")):
        answers[200]["content"][kind] = {"schema": {"type": schema}}
    return answers


@router.get(
    "",
    summary="Search job postings",
    response_model=responses.JobsPage,
    responses=shown(examples.JOBS_PAGE)
    | declared(
        InvalidParametersError,
        InvalidCursorError,
        OtherQueryError,
        ExpiredCursorError,
        *SEARCHING,
    ),
    openapi_extra=documented(JobsParameters),
)
async def search_jobs(
    request: Request,
    params: Annotated[JobsParameters, Depends(checked(JobsParameters))],
    services: Given,
) -> JSONResponse:
    """Find postings; without any parameter, all open ones, the newest first.

    Filters are ANDed, the values of one filter ORed: `country=DE&city=Berlin` is Berlin in
    Germany. A filter leaves out postings that do not say, unless `include_unknown` names it.
    Duplicates, test postings and evergreen posts are left out unless included;
    `applied_defaults` says so. Page with `cursor`: all pages show the postings of one moment.
    """
    require_affordable(params)
    await services.ledger.require_sources(params.source)
    page = await services.searcher.page(params)
    reads = await services.reads.of(page.boards())
    return responses.jobs_page(page, params, reads, _links(request, services, page))


@router.get(
    "/{job_id}",
    summary="Read one job posting",
    response_model=JobPosting,
    responses=_representations(shown(examples.JOB))
    | declared(InvalidParametersError, NotAcceptableError, NotFoundError, *SEARCHING),
    dependencies=[Depends(checked(NoParameters))],
)
async def read_job(request: Request, job_id: JobId, services: Given) -> Response:
    """Give a posting as it is now, open or closed, whatever a search leaves out by default.

    As JSON; as schema.org JobPosting for `Accept: application/ld+json`; as a page, which holds
    that too, for `text/html`.
    """
    kind = preferred(request.headers.get("accept"), tuple(_WRITERS))
    response = _WRITERS[kind](await _posting(services, job_id))
    response.headers["Vary"] = "Accept"
    return response


@router.get(
    "/{job_id}/similar",
    summary="Find similar job postings",
    response_model=responses.SimilarJobs,
    responses=shown(examples.SIMILAR_JOBS)
    | declared(InvalidParametersError, NotFoundError, *SEARCHING),
    openapi_extra=documented(SimilarParameters),
)
async def read_similar(
    job_id: JobId,
    params: Annotated[SimilarParameters, Depends(checked(SimilarParameters))],
    services: Given,
) -> JSONResponse:
    """Give open postings whose title, skills and text have most in common with this one's.

    Not the posting itself, nor what advertises the same opening.
    """
    document = await _posting(services, job_id)
    found = await services.gateway.search(services.jobs, **similar_request(document, params.limit))
    hits = found["hits"]["hits"]
    boards = {hit["fields"]["board"][0] for hit in hits}
    reads = await services.reads.of(boards)
    return JSONResponse({"jobs": [responses.served(hit, reads) for hit in hits]})


@router.get(
    "/{job_id}/history",
    summary="Read the history of a job posting",
    response_model=responses.History,
    responses=shown(examples.HISTORY) | declared(InvalidParametersError, NotFoundError, *SEARCHING),
    openapi_extra=documented(HistoryParameters),
)
async def read_history(
    request: Request,
    job_id: JobId,
    params: Annotated[HistoryParameters, Depends(checked(HistoryParameters))],
    services: Given,
) -> JSONResponse:
    """Give every version of a posting: what changed, when, and who changed it."""
    after = params.after_version or 0
    found = await services.feed.history(job_id, after, params.limit + 1)
    if not found:
        await _posting(services, job_id)
    page = found[: params.limit]
    more = len(found) > params.limit
    following = services.public(request.url)
    return JSONResponse(
        {
            "versions": page,
            "complete": not page or page[0]["version"] == after + 1,
            "next": str(following.include_query_params(after_version=page[-1]["version"]))
            if more
            else None,
        }
    )


async def _posting(services: Services, job_id: str) -> dict[str, Any]:
    """The posting as it is served. Raises `NotFoundError`."""
    document = await services.gateway.document(services.jobs, job_id)
    if document is None or is_tombstone(document):
        raise NotFoundError(f"There is no job posting {job_id}.")
    reads = await services.reads.of([document["board"]])
    return responses.posting(document, reads)


def _links(request: Request, services: Services, page: Page) -> dict[str, str | None]:
    """Where to go from a page: to the next one, and to what changes after its view."""
    return {
        "next_cursor": page.next_cursor,
        "next": _next_address(request, services, page),
        "changes_cursor": services.feed_cursors.write(page.view.changes),
    }


def _next_address(request: Request, services: Services, page: Page) -> str | None:
    if page.next_cursor is None:
        return None
    return str(services.public(request.url).include_query_params(cursor=page.next_cursor))
