"""Who may ask, and how much: keys and rate limits before every route."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ApiError, UnauthorizedError
from api.handlers import problem_response
from api.keys import Keyring
from api.limits import EXPORTS, REQUESTS, Budgets, Caller, Standing
from api.metrics import RATE_LIMITED

UNMETERED = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked by machines that watch the API: no budget may make it look ill."""
WITHOUT_KEY = frozenset({"/", "/healthz", "/readyz", "/docs", "/openapi.json"})
"""What tells a caller without a key how to get on."""
_ASSETS = "/static-offline-docs/"


class Admission:
    """Tells who asks, takes the request off the budget, and refuses what may not pass.

    A key that is not known is counted on the address that sent it, so that trying keys is bounded.
    """

    def __init__(
        self, app: ASGIApp, keyring: Keyring, budgets: Budgets, exports: Collection[str]
    ) -> None:
        """Take the paths that are `exports` of whole searches."""
        self._app = app
        self._keyring = keyring
        self._budgets = budgets
        self._exports = frozenset(exports)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        owner, refusal = self._identified(scope)
        caller = Caller.of(owner, (scope.get("client") or (None,))[0])
        standing = await self._standing(scope["path"], caller)
        if standing and (limited := standing.refusal()):
            RATE_LIMITED.labels(standing.budget, caller.by).inc()
            refusal = limited
        scope["state"]["key"] = owner
        answer = problem_response(refusal, scope) if refusal else self._app
        await answer(scope, receive, self._telling(standing, send))

    def _identified(self, scope: Scope) -> tuple[str | None, ApiError | None]:
        try:
            return self._keyring.owner(Headers(scope=scope)), None
        except UnauthorizedError as error:
            return None, None if _is_open(scope["path"]) else error

    async def _standing(self, path: str, caller: Caller) -> Standing | None:
        if path in UNMETERED:
            return None
        return await self._budgets.take(EXPORTS if path in self._exports else REQUESTS, caller)

    def _telling(self, standing: Standing | None, send: Send) -> Send:
        """Give the headers of the budget; what needed a key is kept out of shared caches."""
        told = standing.headers() if standing else {}
        private = self._keyring.required

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(told)
                if private and "cache-control" in headers:
                    headers["Cache-Control"] = headers["cache-control"].replace("public", "private")
            await send(message)

        return tell


def _is_open(path: str) -> bool:
    return path in WITHOUT_KEY or path.startswith(_ASSETS)
