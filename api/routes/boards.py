"""`/v1/boards`: the ledger, how the last read of each board went."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from api import examples
from api.boards import boards_request
from api.errors import SEARCHING, InvalidParametersError, NotFoundError, declared
from api.examples import shown
from api.json_response import JSONResponse
from api.ledger_params import BoardsParameters
from api.parameters import NoParameters, checked, documented
from api.responses import Boards
from api.services import Given
from mappings.board import BoardState
from mappings.identity import Board, IdentityError

router = APIRouter(prefix="/v1/boards", tags=["ledger"])


@router.get(
    "",
    summary="List the boards",
    response_model=Boards,
    responses=shown(examples.BOARDS) | declared(InvalidParametersError, *SEARCHING),
    openapi_extra=documented(BoardsParameters),
)
async def read_boards(
    request: Request,
    params: Annotated[BoardsParameters, Depends(checked(BoardsParameters))],
    services: Given,
) -> JSONResponse:
    """Tell of every board that was ever read when that was, how it ended and what came of it."""
    await services.ledger.require_sources(params.source)
    found = await services.gateway.search(
        services.ledger.boards, **boards_request(params, datetime.now(UTC))
    )
    hits = found["hits"]["hits"]
    page, more = hits[: params.limit], len(hits) > params.limit
    last = page[-1]["_id"] if more else None
    return JSONResponse(
        {
            "total": found["hits"]["total"]["value"],
            "boards": [hit["_source"] for hit in page],
            "next": last and str(services.public(request.url).include_query_params(after=last)),
        }
    )


@router.get(
    "/{board_id}",
    summary="Read the ledger of one board",
    response_model=BoardState,
    responses=shown(examples.BOARD) | declared(InvalidParametersError, NotFoundError, *SEARCHING),
    dependencies=[Depends(checked(NoParameters))],
)
async def read_board(
    board_id: Annotated[str, Path(description="`source:token`", examples=["greenhouse:tidewater"])],
    services: Given,
) -> JSONResponse:
    """Tell how the last read of a board went."""
    try:
        name = Board.parse(board_id).id
    except IdentityError as error:
        raise NotFoundError(str(error)) from error
    document = await services.gateway.document(services.ledger.boards, name)
    if document is None:
        raise NotFoundError(f"There is no board {name} that was ever read.")
    return JSONResponse(document)
