"""`/v1/jobs`: search postings, read one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse

from api import examples, responses
from api.errors import (
    SEARCHING,
    ExpiredCursorError,
    InvalidCursorError,
    InvalidParametersError,
    NotFoundError,
    OtherQueryError,
    declared,
)
from api.examples import shown
from api.params import JobsParameters
from api.search import Page
from api.services import Given, Services
from api.strictness import NoParameters, well_formed
from mappings.change import is_tombstone
from mappings.posting import JobPosting

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


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
    dependencies=[Depends(well_formed(JobsParameters))],
)
async def search_jobs(
    request: Request, params: Annotated[JobsParameters, Query()], services: Given
) -> JSONResponse:
    """Find postings; without any parameter, all open ones, the newest first.

    Filters are ANDed, the values of one filter ORed: `country=DE&city=Berlin` is Berlin in
    Germany. A filter leaves out postings that do not say, unless `include_unknown` names it.
    Duplicates, test postings and evergreen posts are left out unless included;
    `applied_defaults` says so. Page with `cursor`: all pages show the postings of one moment.
    """
    await services.ledger.require_sources(params.source)
    page = await services.searcher.page(params)
    reads = await services.ledger.last_complete_reads(page.boards())
    return responses.jobs_page(page, params, reads, _links(request, services, page))


@router.get(
    "/{job_id}",
    summary="Read one job posting",
    response_model=JobPosting,
    responses=shown(examples.JOB) | declared(InvalidParametersError, NotFoundError, *SEARCHING),
    dependencies=[Depends(well_formed(NoParameters))],
)
async def read_job(
    job_id: Annotated[
        str,
        Path(
            description="`source:board:source_id`",
            examples=["greenhouse:tidewater:4012"],
        ),
    ],
    services: Given,
) -> JSONResponse:
    """Give a posting as it is now, open or closed, whatever a search leaves out by default."""
    document = await services.gateway.document(services.jobs, job_id)
    if document is None or is_tombstone(document):
        raise NotFoundError(f"There is no job posting {job_id}.")
    reads = await services.ledger.last_complete_reads([document["board"]])
    return responses.job(document, reads)


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
