"""Fetch Elasticsearch out of a Maven repository into a cache folder.

Only the wanted files of the large archive are read, by HTTP range requests. Files gather in a
folder `<name>.partial`, each written only once its checksum is right; that folder gets its final
name when it is whole, so a broken download never counts as installed and the next one goes on
where it ended. A lock lets one process at a time fetch.
"""

import errno
import hashlib
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from typing import Protocol, TypeVar

import requests
from filelock import FileLock
from remotezip import (  # type: ignore[import-untyped]
    RemoteIOError,
    RemoteZip,
    RemoteZipError,
)
from urllib3.exceptions import HTTPError

from openings.elastic.distribution import Archive, Distribution, wanted_paths
from openings.elastic.errors import ChecksumError, DiskFullError, DownloadError

# The files are many and small, so most of the time is spent waiting for answers.
_CONNECTIONS = 4
_TIMEOUT_SECONDS = 30
_ATTEMPTS = 3
_PAUSE_SECONDS = 0.5
# What a cut or garbled answer shows itself as, depending on where in it the fault is.
_BROKEN = (
    requests.RequestException,
    HTTPError,
    RemoteIOError,
    RemoteZipError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
)
_Answer = TypeVar("_Answer")


class Progress(Protocol):
    """Told how far a download is; called by one thread at a time."""

    def begin(self, total: int) -> None:
        """Learn that `total` bytes will be fetched."""

    def advance(self, count: int) -> None:
        """Learn that `count` more bytes have been fetched."""


class SilentProgress:
    """A `Progress` that shows nothing."""

    def begin(self, total: int) -> None:
        """Ignore the total."""

    def advance(self, count: int) -> None:
        """Ignore the step."""


def install(distribution: Distribution, repository: str, cache: Path, progress: Progress) -> Path:
    """Return the folder of `distribution` below `cache`, fetched if it is not there yet.

    `repository` is the address of a Maven repository. Raises `DownloadError`, `ChecksumError`
    and `DiskFullError`.
    """
    home = cache / f"elasticsearch-{distribution.archive.version}"
    if distribution.is_in(home):
        return home
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(home.with_name(f"{home.name}.lock")):
        if not distribution.is_in(home):  # another process may just have fetched it
            partial = home.with_name(f"{home.name}.partial")
            _complete(partial, distribution, repository, progress)
            _open_to_all(partial)
            shutil.rmtree(home, ignore_errors=True)  # one that lost files
            partial.rename(home)
    return home


def compute_checksums(archive: Archive, repository: str) -> Iterator[str]:
    """Yield the lines of a checksum file for `archive`, as the Maven repository has it now."""
    with _Source(archive.url(repository)) as source:
        for path in wanted_paths(source.sizes(), archive.folder):
            content = source.read(archive.folder + path)
            yield f"{hashlib.sha256(content).hexdigest()}  {path}"


class _Source:
    """A remote zip archive, read over one connection that is opened anew when it breaks."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._zip: RemoteZip | None = None

    def __enter__(self) -> "_Source":
        return self

    def __exit__(self, *_: object) -> None:
        self._disconnect()
        self._session.close()

    def sizes(self) -> dict[str, int]:
        """Return the unpacked size in bytes of each file in the archive, by name."""
        return self._ask(lambda archive: {i.filename: i.file_size for i in archive.infolist()})

    def read(self, name: str) -> bytes:
        """Return the content of one file of the archive."""
        return self._ask(lambda archive: bytes(archive.read(name)))

    def _ask(self, question: Callable[[RemoteZip], _Answer]) -> _Answer:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return question(self._connect())
            except _BROKEN as error:
                self._disconnect()
                if attempt == _ATTEMPTS:
                    raise DownloadError(self.url, str(error) or type(error).__name__) from error
                time.sleep(_PAUSE_SECONDS * attempt)
        raise AssertionError("the last attempt either returned or raised")

    def _connect(self) -> RemoteZip:
        if self._zip is None:
            # Compression in transit would turn the ranges into something else.
            headers = {"Accept-Encoding": "identity"}
            self._zip = RemoteZip(
                self.url, session=self._session, headers=headers, timeout=_TIMEOUT_SECONDS
            )
        return self._zip

    def _disconnect(self) -> None:
        if self._zip is not None:
            self._zip.close()
            self._zip = None


def _complete(
    folder: Path, distribution: Distribution, repository: str, progress: Progress
) -> None:
    """Fetch into `folder` each file of `distribution` that is not there with the right content."""
    folder.mkdir(exist_ok=True)
    url = distribution.archive.url(repository)
    missing = [path for path in distribution.checksums if not _is_right(folder, path, distribution)]
    with ExitStack() as stack:
        sources = [stack.enter_context(_Source(url)) for _ in range(_CONNECTIONS)]
        sizes = _sizes(sources[0], distribution.archive.folder, missing)
        total = sum(sizes.values())
        _require_space(folder, total)
        progress.begin(total)
        for path in _fetch_all(sources, distribution, missing, folder):
            progress.advance(sizes[path])


def _is_right(folder: Path, path: str, distribution: Distribution) -> bool:
    target = folder / path
    return target.is_file() and distribution.matches(path, target.read_bytes())


def _sizes(source: _Source, prefix: str, paths: Sequence[str]) -> dict[str, int]:
    """Return the sizes of the files at `paths`; raise `DownloadError` if the archive lacks one."""
    known = source.sizes()
    lacking = next((path for path in paths if prefix + path not in known), None)
    if lacking is not None:
        raise DownloadError(source.url, f"the archive lacks {prefix}{lacking}")
    return {path: known[prefix + path] for path in paths}


def _fetch_all(
    sources: Sequence[_Source], distribution: Distribution, paths: Sequence[str], folder: Path
) -> Iterator[str]:
    """Fetch `paths` over all `sources` at once; yield each path when its file is written."""
    idle: Queue[_Source] = Queue()
    for source in sources:
        idle.put(source)

    def fetch(path: str) -> str:
        source = idle.get()
        try:
            content = source.read(distribution.archive.folder + path)
        finally:
            idle.put(source)
        if not distribution.matches(path, content):
            raise ChecksumError(source.url, path)
        _write(folder / path, content)
        return path

    with ThreadPoolExecutor(len(sources)) as pool:
        tasks = [pool.submit(fetch, path) for path in paths]
        try:
            for task in as_completed(tasks):
                yield task.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _write(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            free = shutil.disk_usage(target.parent).free
            raise DiskFullError(target.parent, len(content), free) from error
        raise


def _require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFullError(folder, needed, free)


def _open_to_all(folder: Path) -> None:
    """Let every account read `folder`, whatever the caller's umask: root's node is not root."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
