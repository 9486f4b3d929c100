"""The API's log lines: one JSON object each, and how much of a query stands in them."""

import hashlib
import logging
import re
from collections.abc import Callable

from pythonjsonlogger.json import JsonFormatter

MAX_QUERY = 300
_NOT_SHOWN = re.compile(r"(?i)\b(cursor|[a-z_-]*(?:key|token|secret|password))=[^&]*")


def configure() -> None:
    """Write the API's lines to standard error, unless the process has set up logging itself."""
    logger = logging.getLogger("openings.api")
    logger.setLevel(logging.INFO)
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(formatter())
        logger.addHandler(handler)


def formatter() -> logging.Formatter:
    """Write a record, and what it was given as `extra`, as one line of JSON."""
    return JsonFormatter(
        ["levelname", "name", "message"],
        rename_fields={"levelname": "level", "name": "logger"},
        timestamp="time",
    )


def shown(query: str) -> str:
    """A query string as it is logged: cut, without cursors and without misplaced secrets."""
    return _NOT_SHOWN.sub(r"\1=...", query)[:MAX_QUERY]


def hidden(secret: bytes) -> Callable[[str], str]:
    """Make what logs a query as a hash: equal queries are seen to be equal, and no more.

    The secret keeps others from trying likely words.
    """
    key = hashlib.sha256(secret).digest()

    def hashed(query: str) -> str:
        kept = _NOT_SHOWN.sub(r"\1=...", query)
        return hashlib.blake2b(kept.encode(), key=key, digest_size=12).hexdigest() if query else ""

    return hashed
