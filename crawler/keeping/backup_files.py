"""A backup on disk: a folder of files with one JSON object a line (NDJSON), compressed by zstd.

    jobs.ndjson.zst  boards.ndjson.zst  raw.ndjson.zst  ...  changes-1.ndjson.zst  changes-2...
    manifest.json

A line is `{"id": ..., "document": ...}`, of a posting with its `version` besides. The manifest is
written last: a folder without one is no backup. It holds the number of documents and the SHA-256 of
every file. Any program reads it: `zstdcat jobs.ndjson.zst | head -1`.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa  # type: ignore[import-untyped]
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import to_json

FORMAT = 1
MANIFEST = "manifest.json"
_ENDING = ".ndjson.zst"


class BackupError(Exception):
    """A folder is no backup, or not a whole one; or no backup can be made there."""


class BackupFile(BaseModel):
    """One file of a backup."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    documents: Annotated[int, Field(ge=0)]
    sha256: str


class Manifest(BaseModel):
    """What a backup is made of; `files` by their names without the ending."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    made_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    made_by: str = Field(default_factory=lambda: f"openings {version('openings')}")
    prefix: str = Field(description="The first part of the names of the indices")
    generations: tuple[int, ...] = Field(description="Of the change feed, the oldest first")
    files: dict[str, BackupFile]


class Lines:
    """A file that is being written."""

    def __init__(self, out: Any) -> None:
        self._out = out
        self.count = 0

    def write(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Write objects, one a line."""
        self._out.write(b"".join(to_json(line) + b"\n" for line in lines))
        self.count += len(lines)


class BackupFolder:
    """Writes and reads a backup."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self) -> None:
        """Make the folder. Raises `BackupError` where there is something in it."""
        self._path.mkdir(parents=True, exist_ok=True)
        if any(self._path.iterdir()):
            raise BackupError(f"{self._path} is not empty: a backup gets a folder of its own")

    @contextmanager
    def written(self, name: str) -> Iterator[Lines]:
        """Write one file."""
        with pa.output_stream(str(self._file(name)), compression="zstd") as out:
            yield Lines(out)

    def finish(
        self, prefix: str, generations: Sequence[int], counts: Mapping[str, int]
    ) -> Manifest:
        """Write the manifest: the backup is whole. `counts`: documents of each file by name."""
        files = {
            name: BackupFile(documents=count, sha256=_digest(self._file(name)))
            for name, count in counts.items()
        }
        manifest = Manifest(prefix=prefix, generations=tuple(generations), files=files)
        beside = self._path / f"{MANIFEST}.new"
        beside.write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
        beside.replace(self._path / MANIFEST)
        return manifest

    def manifest(self) -> Manifest:
        """Read the manifest and check every file. Raises `BackupError` for what is not whole."""
        try:
            text = (self._path / MANIFEST).read_text(encoding="utf-8")
            manifest = Manifest.model_validate_json(text)
        except FileNotFoundError as error:
            raise BackupError(
                f"{self._path} is no backup, or not a whole one: no {MANIFEST}"
            ) from error
        except ValidationError as error:
            raise BackupError(f"{self._path / MANIFEST} cannot be read: {error}") from error
        if manifest.format != FORMAT:
            raise BackupError(f"{self._path} has format {manifest.format}; this reads {FORMAT}")
        for name, file in manifest.files.items():
            path = self._file(name)
            if not path.exists() or _digest(path) != file.sha256:
                raise BackupError(f"{path} is missing, or is not as it was written")
        return manifest

    def read(self, name: str, size: int) -> Iterator[list[dict[str, Any]]]:
        """The objects of a file, `size` at a time."""
        page: list[dict[str, Any]] = []
        path = str(self._file(name))
        with (
            pa.input_stream(path, compression="zstd") as packed,
            io.BufferedReader(packed) as lines,
        ):
            for line in lines:
                page.append(json.loads(line))
                if len(page) == size:
                    yield page
                    page = []
        if page:
            yield page

    def _file(self, name: str) -> Path:
        return self._path / f"{name}{_ENDING}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
