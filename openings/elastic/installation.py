"""The Elasticsearch and the Java that a node is started from."""

import os
from pathlib import Path

from openings.elastic.account import Account
from openings.elastic.distribution import elasticsearch_distribution
from openings.elastic.errors import FolderError, InvalidHomeError
from openings.elastic.fetch import Progress, SilentProgress, install
from openings.elastic.java import USUAL_FOLDERS, java_homes, locate_java
from openings.elastic.settings import ElasticSettings

_CORE = "lib/elasticsearch-[0-9]*.jar"


def ensure_installed(progress: Progress | None = None) -> Path:
    """Return the folder of an Elasticsearch, which is fetched first if need be.

    That is `OPENINGS_ELASTICSEARCH_HOME`, or a folder below `OPENINGS_CACHE`. `progress` is told
    how far the download is. Raises `DownloadError`, `ChecksumError`, `DiskFullError`,
    `FolderError`, `InvalidHomeError` and `UnsupportedPlatformError`.
    """
    settings = ElasticSettings()
    if settings.elasticsearch_home is not None:
        _require_elasticsearch(settings.elasticsearch_home)
        return settings.elasticsearch_home.absolute()
    try:
        return install(
            elasticsearch_distribution(),
            settings.maven_url,
            settings.cache.absolute(),
            progress or SilentProgress(),
        )
    except OSError as error:
        raise FolderError(
            f"{error.filename} cannot be written ({error.strerror}): let OPENINGS_CACHE name a "
            "folder that you may write to."
        ) from error


def installed_version(home: Path) -> str:
    """Return the version of the Elasticsearch in `home`, like `9.4.3`."""
    jar = next(home.glob(_CORE))
    return jar.stem.removeprefix("elasticsearch-")


def java_for(home: Path, account: Account | None) -> Path:
    """Return the folder of a Java for the Elasticsearch in `home`, run by `account` if given.

    Raises `NoJavaError`.
    """
    # A full installation brings its own, in `jdk`.
    homes = java_homes(os.environ, (str(home / "jdk"), *USUAL_FOLDERS))
    return locate_java(homes, ElasticSettings().cache.absolute(), account)


def _require_elasticsearch(home: Path) -> None:
    for pattern in (_CORE, "config/jvm.options", "modules"):
        if next(home.glob(pattern), None) is None:
            raise InvalidHomeError(home, pattern)
