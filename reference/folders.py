"""The folder of what can be fetched or built again, chosen once for all parts."""

import os
from pathlib import Path

from platformdirs import PlatformDirs

DIRS = PlatformDirs("openings", appauthor=False)


def cache_folder() -> Path:
    """`OPENINGS_CACHE` if that is set, else the system's own place; nothing is created."""
    named = os.environ.get("OPENINGS_CACHE")
    return Path(named) if named else default_cache_folder()


def default_cache_folder() -> Path:
    """The user's cache folder, or for root the machine's.

    Root starts the local Elasticsearch as another account, which cannot read below root's home.
    """
    return DIRS.site_cache_path if os.geteuid() == 0 else DIRS.user_cache_path
