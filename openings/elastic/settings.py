"""Where the local Elasticsearch is fetched from and where its files are kept."""

import os
from pathlib import Path

from jgo.constants import MAVEN_CENTRAL_URL
from platformdirs import PlatformDirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_DIRS = PlatformDirs("openings", appauthor=False)


def _default_cache() -> Path:
    # Root starts the node as another account, which cannot read below root's home.
    return _DIRS.site_cache_path if os.geteuid() == 0 else _DIRS.user_cache_path


def _default_data() -> Path:
    return _DIRS.site_state_path if os.geteuid() == 0 else _DIRS.user_data_path


class ElasticSettings(BaseSettings):
    """Settings of the local Elasticsearch, read from environment variables `OPENINGS_...`."""

    model_config = SettingsConfigDict(env_prefix="OPENINGS_", env_ignore_empty=True)

    cache: Path = Field(
        default_factory=_default_cache, description="Folder of what can be fetched again."
    )
    data: Path = Field(
        default_factory=_default_data, description="Folder of what must be kept, and of the logs."
    )
    elasticsearch_home: Path | None = Field(
        default=None, description="An existing installation to run instead of fetching one."
    )
    maven_url: str = Field(
        default_factory=lambda: MAVEN_CENTRAL_URL,
        description="Address of a mirror of Maven Central.",
    )
