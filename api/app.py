"""The application: settings in, a FastAPI application out.

uvicorn --factory api.app:create_app --no-access-log --no-proxy-headers

The proxies to believe are a setting of the API, so the server is told to believe none.
"""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.middleware.cors import CORSMiddleware
from starlette_compress import CompressMiddleware, add_compress_type
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import logs, openapi
from api.admission import Admission
from api.handlers import add_handlers
from api.limits import Budgets
from api.middleware import Deadlines, Envelope, Limits
from api.routes import (
    boards,
    catalogue,
    changes,
    companies,
    jobs,
    service,
    stats,
    streams,
    suggest,
)
from api.services import Services
from api.settings import ApiSettings
from mappings.garbage import collect_seldom

_READABLE = (
    *("X-Request-ID", "Retry-After", "RateLimit", "RateLimit-Policy", "Deprecation", "Sunset"),
    *("X-Expected-Count", "X-Changes-Cursor", "X-Stream-Cursor", "ETag", "Link"),
)
"""The header fields that scripts of other origins may read, besides those that they always may."""


def create_app(settings: ApiSettings | None = None) -> FastAPI:
    """Make the API; without `settings`, by the environment. Nothing connects before a request."""
    logs.configure()
    settings = settings or ApiSettings()
    services = Services.from_settings(settings)
    budgets = settings.budgets()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        collect_seldom()
        yield
        await services.gateway.close()
        await budgets.close()

    app = FastAPIOffline(lifespan=lifespan, redoc_url=None, redirect_slashes=False, **openapi.ABOUT)
    app.state.services = services
    for routes in (streams, jobs, changes, stats, companies, boards, suggest, catalogue, service):
        app.include_router(routes.router)
    add_handlers(app)
    _add_middleware(app, settings, budgets)
    openapi.install(app)
    return app


def _add_middleware(app: FastAPI, settings: ApiSettings, budgets: Budgets) -> None:
    """Wrap the application, from the inside out."""
    _add_compression(app)
    app.add_middleware(Deadlines, to_begin=settings.request_timeout, idle=settings.idle_timeout)
    app.add_middleware(Limits)
    app.add_middleware(
        Admission,
        keyring=settings.keyring(),
        budgets=budgets,
        exports=streams.EXPORTS,
    )
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "HEAD"],
        allow_headers=["Authorization", "If-None-Match", "X-API-Key", "X-Request-ID"],
        expose_headers=_READABLE,
        max_age=86_400,
    )
    app.add_middleware(Envelope, logged_query=_logged_query(settings))
    app.add_middleware(
        ProxyHeadersMiddleware, trusted_hosts=[str(proxy) for proxy in settings.trusted_proxies]
    )


def _add_compression(app: FastAPI) -> None:
    """Compress as the client accepts: zstd, else gzip. Parquet is compressed within."""
    for media_type in ("application/problem+json", "application/x-ndjson", "text/csv"):
        add_compress_type(media_type)
    add_compress_type("application/feed+json")
    app.add_middleware(
        CompressMiddleware, minimum_size=1_000, brotli=False, zstd_level=3, gzip_level=1
    )


def _logged_query(settings: ApiSettings) -> Callable[[str], str]:
    if settings.log_queries:
        return logs.shown
    secret = settings.cursor_secret
    return logs.hidden(secret.get_secret_value().encode() if secret else secrets.token_bytes(32))
