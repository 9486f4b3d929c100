"""The application: settings in, a FastAPI application out.

uvicorn --factory api.app:create_app --no-access-log
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api import logs, openapi
from api.handlers import add_handlers
from api.middleware import Envelope, Limits
from api.routes import catalogue, changes, jobs, service, stats, streams
from api.services import Services
from api.settings import ApiSettings


def create_app(settings: ApiSettings | None = None) -> FastAPI:
    """Make the API; without `settings`, by the environment. Nothing connects before a request."""
    logs.configure()
    services = Services.from_settings(settings or ApiSettings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await services.gateway.close()

    app = FastAPIOffline(lifespan=lifespan, redoc_url=None, redirect_slashes=False, **openapi.ABOUT)
    app.state.services = services
    for routes in (streams, jobs, changes, stats, catalogue, service):
        app.include_router(routes.router)
    add_handlers(app)
    _add_middleware(app)
    openapi.install(app)
    return app


def _add_middleware(app: FastAPI) -> None:
    """Wrap the application, from the inside out."""
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(Limits)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD"],
        allow_headers=["X-Request-ID"],
        expose_headers=["X-Request-ID", "Retry-After"],
        max_age=86_400,
    )
    app.add_middleware(Envelope)
