"""What every answer gets, whatever it says: an id, safe headers, a log line; and HEAD and limits.

Pure ASGI, so that nothing is buffered. https://asgi.readthedocs.io/en/latest/specs/www.html
"""

import json
import logging
import re
import time
import uuid
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import AddressTooLongError, BodyNotAllowedError
from api.handlers import problem_response

access_log = logging.getLogger("openings.api.access")

MAX_ADDRESS_BYTES = 8192
_QUIET = frozenset({"/healthz", "/readyz"})
_CURSOR = re.compile(r"\bcursor=[^&]+")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

# Public data, open to every origin; nothing that is served may run, frame or be sniffed as code.
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Envelope:
    """Gives each request an id and each answer its headers, and writes one line a request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = request_id = _request_id(scope)
        answer: MutableMapping[str, Any] = {"status": 500, "bytes": 0}

        async def enveloped(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                headers.update(SAFE_HEADERS)
            elif message["type"] == "http.response.body":
                answer["bytes"] += len(message.get("body", b""))
            await send(message)

        started = time.perf_counter()
        try:
            await self._app(scope, receive, enveloped)
        finally:
            milliseconds = round((time.perf_counter() - started) * 1000, 1)
            _log(scope, {"request_id": request_id, "ms": milliseconds, **answer})


class Limits:
    """Refuses what would not be read, and serves HEAD as GET without its body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif refusal := _refusal(scope):
            await problem_response(refusal, scope["path"])(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, _without_body(send))
        else:
            await self._app(scope, receive, send)


def _refusal(scope: Scope) -> AddressTooLongError | BodyNotAllowedError | None:
    length = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    if length > MAX_ADDRESS_BYTES:
        return AddressTooLongError(
            f"The address has {length} bytes; at most {MAX_ADDRESS_BYTES} are read."
        )
    headers = Headers(scope=scope)
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        return BodyNotAllowedError(BodyNotAllowedError.example)
    return None


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only


def _request_id(scope: Scope) -> str:
    """Take the caller's id where it is harmless in a log, else make one."""
    sent = Headers(scope=scope).get("x-request-id", "")
    return sent if _REQUEST_ID.fullmatch(sent) else uuid.uuid4().hex


def _log(scope: Scope, answer: MutableMapping[str, Any]) -> None:
    if scope["path"] in _QUIET and answer["status"] < 400:
        return
    line = {
        "method": scope["method"],
        "path": scope["path"],
        "query": _CURSOR.sub("cursor=...", scope["query_string"].decode("latin-1"))[:300],
        **answer,
    }
    access_log.info("%s", json.dumps(line))
