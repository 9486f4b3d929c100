"""Where the API's log lines go when nobody else decides."""

import logging

_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


def configure() -> None:
    """Write the API's lines to standard error, unless the process has set up logging itself."""
    logger = logging.getLogger("openings.api")
    logger.setLevel(logging.INFO)
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(_LINE))
        logger.addHandler(handler)
