"""What the routes work with, made once a process and handed to each request."""

import logging
import secrets
from dataclasses import dataclass
from typing import Annotated, Self

from fastapi import Depends, Request
from starlette.datastructures import URL

from api.complete_reads import CompleteReads
from api.cursor import Cursors, FeedCursors
from api.feed import ChangeFeed
from api.gateway import Gateway
from api.ledger import Ledger
from api.search import Searcher
from api.settings import ApiSettings
from api.streams.service import Streams
from api.views import Views
from mappings.names import alias

logger = logging.getLogger("openings.api")


@dataclass(frozen=True, slots=True)
class Services:
    """The parts behind the routes. `jobs` is the alias of the postings."""

    gateway: Gateway
    searcher: Searcher
    ledger: Ledger
    reads: CompleteReads
    feed: ChangeFeed
    feed_cursors: FeedCursors
    jobs: str
    streams: Streams
    public_url: str | None

    @classmethod
    def from_settings(cls, settings: ApiSettings) -> Self:
        """Put the parts together; nothing connects before the first request."""
        gateway = Gateway(
            settings.connection().async_client(), settings.view_lifetime, settings.search_timeout
        )
        jobs = alias("jobs", settings.index_prefix)
        feed = ChangeFeed(gateway, settings.index_prefix)
        views = Views(lambda: gateway.open_view(jobs), feed.end, settings.view_interval)
        secret = _cursor_secret(settings)
        ledger = Ledger(gateway, settings.index_prefix)
        searcher = Searcher(gateway, ledger, views, Cursors(secret))
        feed_cursors = FeedCursors(secret)
        reads = CompleteReads(gateway, ledger.boards)
        return cls(
            gateway=gateway,
            searcher=searcher,
            ledger=ledger,
            reads=reads,
            feed=feed,
            feed_cursors=feed_cursors,
            streams=Streams(gateway, reads, searcher, feed_cursors),
            jobs=jobs,
            public_url=str(settings.public_url).rstrip("/") if settings.public_url else None,
        )

    def public(self, address: URL) -> URL:
        """An address of this API as its clients know it."""
        if self.public_url is None:
            return address
        query = f"?{address.query}" if address.query else ""
        return URL(f"{self.public_url}{address.path}{query}")


# FastAPI hands what is not async to a thread.
async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Given = Annotated[Services, Depends(_services)]
"""The parameter of a route that receives the services."""


def _cursor_secret(settings: ApiSettings) -> str:
    if settings.cursor_secret is not None:
        return settings.cursor_secret.get_secret_value()
    logger.warning("OPENINGS_CURSOR_SECRET is not set: cursors end with this process")
    return secrets.token_urlsafe(32)
