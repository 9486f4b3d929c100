"""Downloader middleware: after an error a host is asked again later, or left alone. Thin glue.

https://docs.scrapy.org/en/latest/topics/downloader-middleware.html
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.politeness.scheduler import turn, turns_of
from crawler.politeness.waiting import (
    ERRORS_UNTIL_REST,
    LONGEST_WAIT,
    REST,
    TRANSIENT_STATUSES,
    TRIES,
    stated_wait,
)
from crawler.web.answers import BoardError
from crawler.web.faults import is_about_name, is_transient
from crawler.web.walls import wall_in
from mappings.host import HostRest

host_rests = object()
"""Scrapy signal: a host is to be left alone. Handlers get `rest`, a `HostRest`."""

_TRY = "openings_try"
RETRIES = "openings/retries/"
"""Before a host's name: the key of Scrapy's statistics that counts what it was asked again."""
SENT_ONCE = "openings_sent_once"
"""Key of a request's `meta`: whoever sent it looks after its next try."""


class HostRestsError(BoardError):
    """A host wants to be left alone for longer than a crawl waits."""


class RetryMiddleware:
    """Asks again after a passing error, when and as often as the host can bear."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Give up what a resting host is asked."""
        rest = turns_of(self._crawler).rests_until(turn(request), time.monotonic())
        if rest is not None:
            until, why = rest
            raise HostRestsError(_in_words(turn(request), why, _moment(until)))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Pass an answer on, unless it is a passing error: then ask again later."""
        if wall_in(response) is not None:
            # Asking again would only be more of what the host refuses.
            self._slow_down(request)
        elif response.status in TRANSIENT_STATUSES:
            wait = stated_wait(response.status, _headers(response), datetime.now(UTC))
            return self._again(request, wait) or response
        else:
            turns_of(self._crawler).succeeded(turn(request))
        return response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """After a failure that may pass, ask again later."""
        if not is_transient(exception):
            return None
        if is_about_name(exception):
            # No server was asked, so none is to be spared.
            return self._next_try(request)
        return self._again(request, None)

    def _again(self, request: Request, wait: float | None) -> Request | None:
        """The request for its next try, None after the last. Raises `HostRestsError`."""
        if wait is not None:
            until = time.monotonic() + wait
            if wait > LONGEST_WAIT:
                raise HostRestsError(self._rest(request, until, "asked to be left alone"))
            turns_of(self._crawler).hold(turn(request), until)
        self._slow_down(request)
        return self._next_try(request)

    def _next_try(self, request: Request) -> Request | None:
        again = next_try(request)
        if again is not None and self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"{RETRIES}{turn(request)}")
        return again

    def _slow_down(self, request: Request) -> None:
        now = time.monotonic()
        if turns_of(self._crawler).failed(turn(request), now) >= ERRORS_UNTIL_REST:
            self._rest(request, now + REST, "answered nothing but errors")

    def _rest(self, request: Request, until: float, why: str) -> str:
        """Leave a host alone, tell whoever listens, and say so in a sentence."""
        host, at = turn(request), _moment(until)
        turns_of(self._crawler).rest(host, until, why)
        rest = HostRest(host=host, next_allowed_at=at, reason=f"{request.url} {why}")
        self._crawler.signals.send_catch_log(host_rests, rest=rest)
        return _in_words(host, why, at)


def next_try(request: Request) -> Request | None:
    """The same request once more, None where it was sent often enough."""
    tries = request.meta.get(_TRY, 1)
    if tries >= TRIES or request.meta.get(SENT_ONCE):
        return None
    again = request.copy()
    again.meta[_TRY] = tries + 1
    return again


def _in_words(host: str, why: str, at: datetime) -> str:
    return f"{host} {why}: it is not asked again before {at:%Y-%m-%dT%H:%M:%SZ} (next_allowed_at)"


def _headers(response: Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in response.headers.items()
        if values
    }


def _moment(until: float) -> datetime:
    """A moment of the monotonic clock on the wall's."""
    return datetime.now(UTC) + timedelta(seconds=until - time.monotonic())
