"""`/v1/jobs.<format>`: any search as a stream, one route a format."""

import pkgutil
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from importlib import import_module
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse

import api.streams.formats
from api.errors import (
    SEARCHING,
    ExpiredCursorError,
    InvalidCursorError,
    InvalidParametersError,
    OtherQueryError,
    declared,
)
from api.parameters import checked, documented
from api.params import SearchParameters
from api.services import Given, Services
from api.streams.format import Format
from api.streams.params import ChosenFieldsParameters, ExportParameters, FeedParameters
from api.streams.service import Addresses, Stream

router = APIRouter(prefix="/v1", tags=["streams"])

_NOT_MODIFIED = 304


def formats() -> Iterator[Format]:
    """Every format, by its module's name."""
    for module in sorted(m.name for m in pkgutil.iter_modules(api.streams.formats.__path__)):
        found = getattr(import_module(f"api.streams.formats.{module}"), "FORMAT", None)
        if isinstance(found, Format):
            yield found


def _add(kind: Format) -> None:
    parameters: Any = _parameters(kind)

    async def read_stream(
        request: Request,
        params: Annotated[parameters, Depends(checked(parameters))],
        services: Given,
    ) -> Response:
        await services.ledger.require_sources(params.source)
        addresses = _addresses(request, services)
        if kind.feed:
            stream = await services.streams.feed(kind, params, addresses)
        else:
            stream = await services.streams.export(kind, params, addresses)
        return _response(request, stream)

    router.add_api_route(
        f"/jobs.{kind.extension}",
        read_stream,
        methods=["GET"],
        name=f"read_{kind.extension}",
        summary=kind.summary,
        description=kind.description,
        response_class=Response,
        responses=_responses(kind),
        openapi_extra=documented(parameters),
    )


def _parameters(kind: Format) -> type[SearchParameters]:
    if kind.feed:
        return FeedParameters
    return ChosenFieldsParameters if kind.chooses_fields else ExportParameters


def _responses(kind: Format) -> dict[int | str, dict[str, Any]]:
    media_type = kind.media_type.partition(";")[0]
    written_as = "object" if media_type.endswith("+json") else "string"
    content = {media_type: {"schema": {"type": written_as}}}
    return {
        200: {"description": "The postings", "content": content, "headers": _HEADERS},
        _NOT_MODIFIED: {"description": "Nothing changed since the answer that the client has"},
        **declared(
            InvalidParametersError,
            InvalidCursorError,
            OtherQueryError,
            ExpiredCursorError,
            *SEARCHING,
        ),
    }


_HEADERS: dict[str, Any] = {
    name: {"description": description, "schema": {"type": "string"}}
    for name, description in {
        "X-Expected-Count": "Postings of the whole search: fewer arrived means it broke off",
        "X-Changes-Cursor": "From here the change feed goes on: nothing is missed between",
        "X-Stream-Cursor": "Resumes an export that broke off; of feeds there is none",
        "ETag": "Send it as If-None-Match: 304 says that nothing changed",
        "Last-Modified": "The last change of any posting",
    }.items()
}


def _addresses(request: Request, services: Services) -> Addresses:
    own = services.public(request.url)
    return Addresses(own=own, home=own.replace(path="/v1/jobs").remove_query_params("cursor"))


def _response(request: Request, stream: Stream) -> Response:
    if _is_known(request, stream.headers):
        kept = {name: stream.headers[name] for name in ("ETag", "Last-Modified", "Cache-Control")}
        return Response(status_code=_NOT_MODIFIED, headers=kept)
    return StreamingResponse(stream.chunks, headers=stream.headers)


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    """Whether the client has this content. `If-None-Match` goes before `If-Modified-Since`.

    https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
    """
    tags = request.headers.get("if-none-match")
    if tags is not None:
        named = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in named or headers["ETag"].removeprefix("W/") in named
    since = request.headers.get("if-modified-since")
    return since is not None and _not_later(headers["Last-Modified"], since)


def _not_later(modified: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):  # no date, or one without a zone: the header is passed over
        return False


for _kind in formats():
    _add(_kind)

EXPORTS = tuple(f"{router.prefix}/jobs.{kind.extension}" for kind in formats() if not kind.feed)
"""The paths of whole searches; feeds are pages."""
