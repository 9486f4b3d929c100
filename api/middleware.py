"""What every answer gets, whatever it says: an id, safe headers, a log line; and its bounds.

Pure ASGI, so that nothing is buffered. https://asgi.readthedocs.io/en/latest/specs/www.html
"""

import asyncio
import logging
import re
import time
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics
from api.errors import (
    AddressTooLongError,
    BodyNotAllowedError,
    TookTooLongError,
    UnavailableError,
)
from api.handlers import problem_response

access_log = logging.getLogger("openings.api.access")

MAX_ADDRESS_BYTES = 8192
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

# Public data, open to every origin; nothing that is served may run, frame or be sniffed as code.
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Envelope:
    """Gives each request an id and each answer its headers; logs, counts and times it."""

    def __init__(self, app: ASGIApp, logged_query: Callable[[str], str]) -> None:
        self._app = app
        self._logged_query = logged_query

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
            with metrics.IN_FLIGHT.track_inprogress():
                await self._app(scope, receive, enveloped)
        finally:
            self._record(scope, answer, time.perf_counter() - started)

    def _record(self, scope: Scope, answer: MutableMapping[str, Any], seconds: float) -> None:
        """Count and log one answer; probes are logged where they fail."""
        route = metrics.template(scope)
        metrics.REQUESTS.labels(route, answer["status"]).inc()
        metrics.REQUEST_SECONDS.labels(route).observe(seconds)
        if scope["path"] in _QUIET and answer["status"] < 400:
            return
        line = {
            "request_id": scope["state"]["request_id"],
            "method": scope["method"],
            "path": scope["path"],
            "query": self._logged_query(scope["query_string"].decode("latin-1")),
            "route": route,
            "key": scope["state"].get("key"),
            "ms": round(seconds * 1000, 1),
            **answer,
        }
        access_log.info("%s %s %s", line["method"], line["path"], line["status"], extra=line)


class Limits:
    """Refuses what would not be read, and serves HEAD as GET without its body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif refusal := _refusal(scope):
            await problem_response(refusal, scope)(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self._head(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the head of what GET would answer, and end there: nothing is read for a body."""

        async def head_only(message: Message) -> None:
            await send(message)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            raise _HeadSentError

        got = {**scope, "method": "GET"}
        try:
            await self._app(got, receive, head_only)
        except _HeadSentError:
            pass
        finally:
            scope["route"] = got.get("route")


class _HeadSentError(Exception):
    """Ends the writing of a body that nobody gets."""


class Deadlines:
    """Bounds the time until an answer begins, and the time in which its client takes nothing.

    How long an answer may go on is not bounded: a stream ends when it is whole, or cut off where
    the server is stopped, which then cancels what it has not answered within its grace.
    """

    def __init__(self, app: ASGIApp, to_begin: float, idle: float) -> None:
        self._app = app
        self._to_begin = to_begin
        self._idle = idle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = stalled = False

        async def bounded(message: Message) -> None:
            nonlocal begun, stalled
            if not begun:
                begun = True
                beginning.reschedule(None)
            try:
                async with asyncio.timeout(self._idle):
                    await send(message)
            except TimeoutError:
                stalled = True
                raise

        try:
            async with asyncio.timeout(self._to_begin) as beginning:
                await self._app(scope, receive, bounded)
        except (TimeoutError, ClientDisconnect):
            if begun and not stalled:
                raise
            if begun:  # the server closes the connection
                access_log.warning("%s: the client takes nothing", scope["state"]["request_id"])
                return
            await problem_response(self._too_long(), scope)(scope, receive, send)
        except asyncio.CancelledError:
            if begun:
                raise
            await problem_response(_STOPPING, scope)(scope, receive, send)

    def _too_long(self) -> TookTooLongError:
        return TookTooLongError(
            f"The request was given up after {self._to_begin:g} seconds. Ask for less at once"
            " (fewer facets, words or values), or try again later."
        )


_STOPPING = UnavailableError("The server is being stopped. Try again in a few seconds.")


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


def _request_id(scope: Scope) -> str:
    """Take the caller's id where it is harmless in a log, else make one."""
    sent = Headers(scope=scope).get("x-request-id", "")
    return sent if _REQUEST_ID.fullmatch(sent) else uuid.uuid4().hex
