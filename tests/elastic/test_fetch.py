"""Fetching: only what is wanted, only what is right, all of it or nothing."""

import hashlib
import io
import os
import random
import shutil
import stat
import subprocess
import sys
import zipfile
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from openings.elastic import ensure_installed
from openings.elastic.distribution import (
    ELASTICSEARCH,
    Archive,
    Distribution,
    elasticsearch_distribution,
    parse_checksums,
)
from openings.elastic.errors import (
    ChecksumError,
    DiskFullError,
    DownloadError,
    FolderError,
    InvalidHomeError,
    UnsupportedPlatformError,
)
from openings.elastic.fetch import SilentProgress, compute_checksums, install

from .repository import Repository, serve

FOLDER = "product-1/elasticsearch/"
ARCHIVE = Archive("0.0.1", "org/example/product/1/product-1.zip", FOLDER)
# Not compressible, so that an answer cut in the middle lacks something.
FILES = {
    f"{kind}/{number}.jar": random.Random(f"{kind}{number}").randbytes(5000)
    for kind in ("lib", "modules/one")
    for number in range(10)
}
OTHERS = {"bin/elasticsearch.bat": b"rem", "modules/x-pack-inference/big.jar": b"big"}
DISTRIBUTION = Distribution(
    ARCHIVE, {path: hashlib.sha256(content).hexdigest() for path, content in FILES.items()}
)


class Recorder:
    def __init__(self) -> None:
        self.total = 0
        self.done = 0

    def begin(self, total: int) -> None:
        self.total = total

    def advance(self, count: int) -> None:
        self.done += count


def archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("product-1/web/much-else.bin", random.Random("web").randbytes(300_000))
        target.mkdir(FOLDER.rstrip("/"))
        for path, content in files.items():
            target.writestr(FOLDER + path, content)
    return buffer.getvalue()


@pytest.fixture
def repository() -> Iterator[Repository]:
    with serve(archive(FILES | OTHERS)) as served:
        yield served


def held(home: Path) -> dict[str, bytes]:
    files = (path for path in home.rglob("*") if path.is_file())
    return {str(path.relative_to(home)): path.read_bytes() for path in files}


def fetch(repository: Repository, cache: Path) -> Path:
    return install(DISTRIBUTION, repository.url, cache, SilentProgress())


def test_only_the_wanted_files_are_fetched_and_progress_is_told(
    repository: Repository, tmp_path: Path
) -> None:
    progress = Recorder()
    home = install(DISTRIBUTION, repository.url, tmp_path / "cache", progress)
    assert home == tmp_path / "cache" / "elasticsearch-0.0.1"
    assert held(home) == FILES
    assert progress.total == progress.done == sum(map(len, FILES.values()))
    assert set(repository.paths) == {f"/maven2/{ARCHIVE.path}"}
    # The first bytes of the archive hold what is not wanted.
    firsts = [int(wanted[6:].split("-")[0] or 300_000) for wanted in repository.ranges]
    assert min(firsts) >= 300_000


def test_what_is_installed_is_not_fetched_again(repository: Repository, tmp_path: Path) -> None:
    home = fetch(repository, tmp_path)
    asked = len(repository.ranges)
    assert fetch(repository, tmp_path) == home
    assert len(repository.ranges) == asked


def test_an_answer_cut_in_the_middle_is_asked_for_again(
    repository: Repository, tmp_path: Path
) -> None:
    repository.cut = 2
    assert held(fetch(repository, tmp_path)) == FILES
    assert repository.cut == 0


def test_a_broken_download_is_no_installation_and_the_next_one_goes_on(
    repository: Repository, tmp_path: Path
) -> None:
    whole = repository.content
    last = list(FILES)[-1]
    repository.content = archive(FILES | {last: b"changed on the way"})
    with pytest.raises(ChecksumError, match=last):
        fetch(repository, tmp_path)
    assert not (tmp_path / "elasticsearch-0.0.1").exists()

    kept = held(tmp_path / "elasticsearch-0.0.1.partial")
    assert kept
    assert kept.items() <= FILES.items()
    repository.content = whole
    progress = Recorder()
    home = install(DISTRIBUTION, repository.url, tmp_path, progress)
    assert held(home) == FILES
    assert progress.total == sum(map(len, FILES.values())) - sum(map(len, kept.values()))


def test_a_half_written_file_of_a_killed_download_is_fetched_anew(
    repository: Repository, tmp_path: Path
) -> None:
    half = tmp_path / "elasticsearch-0.0.1.partial" / "lib" / "3.jar"
    half.parent.mkdir(parents=True)
    half.write_bytes(FILES["lib/3.jar"][:2500])
    assert held(fetch(repository, tmp_path)) == FILES


def test_an_installation_that_lost_a_file_is_made_whole(
    repository: Repository, tmp_path: Path
) -> None:
    (fetch(repository, tmp_path) / "lib" / "3.jar").unlink()
    assert held(fetch(repository, tmp_path)) == FILES


def test_an_archive_without_a_wanted_file_is_refused(tmp_path: Path) -> None:
    with (
        serve(archive({"lib/0.jar": FILES["lib/0.jar"]})) as repository,
        pytest.raises(DownloadError, match=r"lacks product-1/elasticsearch/lib/1\.jar"),
    ):
        fetch(repository, tmp_path)


@pytest.mark.parametrize("status", [404, 503])
def test_a_refusing_mirror_is_named(status: int, repository: Repository, tmp_path: Path) -> None:
    repository.status = status
    with pytest.raises(DownloadError, match=f"{repository.url}.*{status}.*OPENINGS_MAVEN_URL"):
        fetch(repository, tmp_path)


def test_a_mirror_without_ranges_is_named(repository: Repository, tmp_path: Path) -> None:
    repository.honours_ranges = False
    with pytest.raises(DownloadError, match="range"):
        fetch(repository, tmp_path)


def test_the_mirror_and_the_cache_are_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(archive(FILES)) as repository:
        url = repository.url
    monkeypatch.setenv("OPENINGS_MAVEN_URL", url + "/")  # nobody listens there any more
    monkeypatch.setenv("OPENINGS_CACHE", str(tmp_path))
    with pytest.raises(DownloadError, match=f"{url}/{ELASTICSEARCH.path} "):
        ensure_installed()


def test_a_full_disk_is_found_before_anything_is_fetched(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 50_000))
    with pytest.raises(DiskFullError, match="free disk space"):
        fetch(repository, tmp_path)
    assert held(tmp_path / "elasticsearch-0.0.1.partial") == {}


def test_an_unwritable_cache_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("OPENINGS_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(FolderError, match="OPENINGS_CACHE"):
        ensure_installed()


def test_two_processes_at_once_fetch_once(repository: Repository, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path;"
        "from tests.elastic.test_fetch import *;"
        "print(install(DISTRIBUTION, sys.argv[1], Path(sys.argv[2]), SilentProgress()))"
    )
    command = [sys.executable, "-c", script, repository.url, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = {process.communicate()[0] for process in both}
    assert outputs == {f"{tmp_path / 'elasticsearch-0.0.1'}\n"}
    assert held(tmp_path / "elasticsearch-0.0.1") == FILES
    assert len([wanted for wanted in repository.ranges if wanted.startswith("bytes=-")]) <= 4


def test_every_account_may_read_what_a_caller_with_a_strict_umask_fetched(
    repository: Repository, tmp_path: Path
) -> None:
    before = os.umask(0o077)
    try:
        home = fetch(repository, tmp_path)
    finally:
        os.umask(before)
    for path in [home, *home.rglob("*")]:
        wanted = 0o555 if path.is_dir() else 0o444
        assert stat.S_IMODE(path.stat().st_mode) & wanted == wanted


def test_checksums_are_computed_from_the_archive(repository: Repository) -> None:
    text = "\n".join(compute_checksums(ARCHIVE, repository.url))
    assert parse_checksums(text) == DISTRIBUTION.checksums


@pytest.mark.parametrize(
    ("system", "machine", "library", "others"),
    [
        ("linux", "x86_64", "linux-x64/libzstd.so", "darwin"),
        ("linux", "aarch64", "linux-aarch64/libzstd.so", "linux-x64"),
        ("darwin", "arm64", "darwin-aarch64/libzstd.dylib", "linux"),
    ],
)
def test_native_libraries_are_those_of_the_platform(
    system: str, machine: str, library: str, others: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    paths = elasticsearch_distribution().checksums
    assert f"lib/platform/{library}" in paths
    assert not [path for path in paths if path.startswith(f"lib/platform/{others}")]
    assert "lib/elasticsearch-9.4.3.jar" in paths
    assert "modules/apm/apm-9.4.3.jar" in paths
    assert not [path for path in paths if "inference" in path]


def test_an_unknown_platform_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(UnsupportedPlatformError, match=r"riscv64.*linux-x64"):
        elasticsearch_distribution()


def test_a_given_installation_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENINGS_ELASTICSEARCH_HOME", str(tmp_path))
    with pytest.raises(InvalidHomeError, match="OPENINGS_ELASTICSEARCH_HOME"):
        ensure_installed()
    for name in ("lib", "config", "modules"):
        (tmp_path / name).mkdir()
    (tmp_path / "lib" / "elasticsearch-9.9.9.jar").touch()
    (tmp_path / "config" / "jvm.options").touch()
    assert ensure_installed() == tmp_path
