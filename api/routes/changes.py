"""`/v1/changes`: what became of every posting, in order."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api import examples
from api.errors import (
    SEARCHING,
    ExpiredCursorError,
    InvalidCursorError,
    InvalidParametersError,
    declared,
)
from api.examples import shown
from api.feed_params import NOW, ChangesParameters
from api.feed_responses import ChangesPage
from api.json_response import JSONResponse
from api.parameters import checked, documented
from api.services import Given, Services
from mappings.mark import Place

router = APIRouter(prefix="/v1/changes", tags=["changes"])


@router.get(
    "",
    summary="Follow the changes of postings",
    response_model=ChangesPage,
    responses=shown(examples.CHANGES_PAGE)
    | declared(InvalidParametersError, InvalidCursorError, ExpiredCursorError, *SEARCHING),
    openapi_extra=documented(ChangesParameters),
)
async def read_changes(
    params: Annotated[ChangesParameters, Depends(checked(ChangesParameters))], services: Given
) -> JSONResponse:
    """Give every change once, in order: the versions of a posting follow one another.

    Keep `next_cursor` and come back with it: no change is ever missed. To begin, page through
    `/v1/jobs`, take the `changes_cursor` of its first page, and follow from there; a change whose
    `version` you have already is to be passed over. Without `cursor` you get all changes that are
    kept. A cursor does not age; it answers 410 only when what follows it is no longer kept.
    """
    await services.ledger.require_sources(params.source)
    after = await _place(params.cursor, services)
    batch = await services.feed.follow(params.query(), after, params.limit, params.wait)
    return JSONResponse(
        {
            "items": batch.changes,
            "next_cursor": services.feed_cursors.write(batch.next),
            "up_to_date": batch.up_to_date,
        }
    )


async def _place(cursor: str | None, services: Services) -> Place | None:
    if cursor is None:
        return None
    return await services.feed.end() if cursor == NOW else services.feed_cursors.read(cursor)
