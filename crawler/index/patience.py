"""Wait for an Elasticsearch that is down, restarting or too busy, but not for ever."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from elastic_transport import ConnectionError as NoConnectionError
from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError

logger = logging.getLogger(__name__)
T = TypeVar("T")

_UNAVAILABLE = frozenset({408, 429, 502, 503, 504})
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0


class TooBusyError(Exception):
    """Elasticsearch answered, and did not all that it was asked because it is not able to now."""


class IndexUnavailableError(Exception):
    """Elasticsearch stayed out of reach or too busy for as long as we are patient."""


class IndexFaultError(Exception):
    """Elasticsearch refuses what must not be refused; waiting does not help."""


async def patiently(attempt: Callable[[], Awaitable[T]], patience: float) -> T:
    """Try until it works; pauses grow from half a second to fifteen.

    Raises `IndexUnavailableError` when `patience` seconds have passed. An answer that waiting does
    not change (a missing index, a refused right) is raised at once.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + patience
    pause = _FIRST_PAUSE
    while True:
        try:
            return await attempt()
        except (TransportError, ApiError, TooBusyError) as error:
            reason = _transient(error)
            if reason is None:
                raise
            if clock() + pause > deadline:
                raise IndexUnavailableError(
                    f"Elasticsearch gave no service within {patience:.0f} s: it {reason}"
                ) from error
        logger.warning("Elasticsearch %s; trying again in %.1f s", reason, pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _transient(error: Exception) -> str | None:
    """Why waiting may help; None where it does not."""
    if isinstance(error, TooBusyError):
        return str(error)
    if isinstance(error, ConnectionTimeout):
        return "does not answer in time"
    if isinstance(error, NoConnectionError):
        return "cannot be reached"
    if isinstance(error, ApiError) and error.error == "cluster_block_exception":
        return f"takes no writes now: {error.body['error']['reason']}"
    if isinstance(error, ApiError) and error.meta.status in _UNAVAILABLE:
        return f"answers {error.meta.status}"
    return None
