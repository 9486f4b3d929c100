"""What can go wrong with the local Elasticsearch, each as one sentence for people."""

from collections.abc import Sequence
from pathlib import Path


class ElasticError(Exception):
    """Base of everything that the local Elasticsearch reports; its text is meant for people."""


class NoJavaError(ElasticError):
    """No Java on this machine can run Elasticsearch, and none could be downloaded."""

    def __init__(self, seen: Sequence[str], download: str) -> None:
        found = "; ".join(seen) or "none"
        super().__init__(
            "Elasticsearch needs Java 21 or newer with the module jdk.jdi (a full JDK, not a JRE): "
            "install one, for example Temurin 25, and let ES_JAVA_HOME name its folder "
            f"(found: {found}; download: {download})."
        )


class UnsupportedPlatformError(ElasticError):
    """Elasticsearch has no native libraries for this operating system and processor."""

    def __init__(self, platform: str, supported: Sequence[str]) -> None:
        super().__init__(
            f"Elasticsearch cannot run on {platform}, only on {', '.join(supported)}: "
            "let OPENINGS_ELASTICSEARCH_URL name a cluster on another machine."
        )


class InvalidOptionError(ElasticError):
    """An option of the node has a value that is not allowed; the text says what is."""


class InvalidHomeError(ElasticError):
    """`OPENINGS_ELASTICSEARCH_HOME` names a folder without an Elasticsearch in it."""

    def __init__(self, home: Path, missing: str) -> None:
        super().__init__(
            f"{home} is no Elasticsearch installation, for it lacks {missing}: correct "
            "OPENINGS_ELASTICSEARCH_HOME, or unset it to have Elasticsearch fetched."
        )


class DownloadError(ElasticError):
    """Elasticsearch could not be fetched."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"Elasticsearch could not be fetched from {url} ({reason}): check the network, or let "
            "OPENINGS_MAVEN_URL name a mirror of Maven Central, or OPENINGS_ELASTICSEARCH_HOME "
            "an installation."
        )


class ChecksumError(DownloadError):
    """A fetched file is not the one that the project knows."""

    def __init__(self, url: str, path: str) -> None:
        super().__init__(url, f"the content of {path} differs from the known SHA-256")


class DiskFullError(ElasticError):
    """Too little space is free, in bytes."""

    def __init__(self, folder: Path, needed: int, free: int) -> None:
        super().__init__(
            f"{folder} has {free / 1e9:.1f} GB of free disk space and {needed / 1e9:.1f} GB are "
            "needed: free some, or choose another disk by OPENINGS_CACHE and OPENINGS_DATA."
        )


class FolderError(ElasticError):
    """A folder cannot be used by the account that the node runs as."""


class PortInUseError(ElasticError):
    """Another program listens on the wanted port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is already in use on this machine: end the program that listens there, "
            "or choose another port."
        )


class BusyError(ElasticError):
    """Another process has been starting or stopping the same node for too long."""

    def __init__(self, folder: Path, seconds: float) -> None:
        super().__init__(
            f"Another process has been starting or stopping the node in {folder} for more than "
            f"{seconds:.0f} s: wait for it or end it, then try again."
        )


class NodeStartError(ElasticError):
    """The node ended, or did not answer in time; its last log lines follow the sentence."""

    def __init__(self, what: str, log: Path, lines: Sequence[str]) -> None:
        end = " ends with:" if lines else " may tell why."
        super().__init__("\n".join([f"Elasticsearch {what}; its log {log}{end}", *lines]))
