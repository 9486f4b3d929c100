"""Where the local Elasticsearch is fetched from and where its files are kept."""

import os
from pathlib import Path

from jgo.constants import MAVEN_CENTRAL_URL
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from reference.folders import DIRS, default_cache_folder


def _default_data() -> Path:
    return DIRS.site_state_path if os.geteuid() == 0 else DIRS.user_data_path


class ElasticSettings(BaseSettings):
    """Settings of the local Elasticsearch, read from environment variables `OPENINGS_...`."""

    model_config = SettingsConfigDict(env_prefix="OPENINGS_", env_ignore_empty=True)

    cache: Path = Field(
        default_factory=default_cache_folder, description="Folder of what can be fetched again."
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
