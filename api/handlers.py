"""From exceptions to answers: every error leaves the API as a problem, and as nothing else."""

import logging
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.types import Scope

from api.errors import (
    MEDIA_TYPE,
    ApiError,
    InternalError,
    MethodNotAllowedError,
    NotFoundError,
)
from api.json_response import JSONResponse

logger = logging.getLogger("openings.api")


def problem_response(error: ApiError, scope: Scope) -> JSONResponse:
    """Write an error as the answer to a request."""
    return JSONResponse(
        error.problem(_path(scope)).model_dump(mode="json"),
        status_code=error.status,
        headers={"Cache-Control": "no-store", **error.headers},
        media_type=MEDIA_TYPE,
    )


def _path(scope: Scope) -> str:
    """The path as it was sent, without the query: a reference to itself."""
    raw: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    return raw.decode("latin-1")


def add_handlers(app: FastAPI) -> None:
    """Make the application answer every error with a problem."""
    app.add_exception_handler(ApiError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


async def _known(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ApiError)
    return problem_response(error, request.scope)


async def _http(request: Request, error: Exception) -> JSONResponse:
    """Answer what the framework itself raises: paths and methods that do not exist."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        known: ApiError = MethodNotAllowedError(
            f"{request.method} is not allowed here: this API is read-only (GET, HEAD).",
            headers={"Allow": "GET, HEAD"},
        )
    elif error.status_code == 404:
        known = NotFoundError(
            f"There is no {request.url.path} here: /docs describes what there is."
        )
    else:
        return await _fault(request, error)
    return problem_response(known, request.scope)


async def _fault(request: Request, error: Exception) -> JSONResponse:
    """Answer a fault of ours; the server logs its trace.

    The framework sends this answer past the middleware, so the headers are given here, and then
    lets the server close the connection, which the client is told.
    """
    request_id = request.state.request_id
    logger.error("request %s failed: %r", request_id, error)
    answer = problem_response(InternalError(InternalError.example), request.scope)
    answer.headers["X-Request-ID"] = request_id
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Connection"] = "close"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
