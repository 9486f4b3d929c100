"""The files of one node, and the record of the process that runs on them."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from openings.elastic.errors import BusyError, FolderError

# The clock that the system counts process starts from may be corrected by a second or so.
_CLOCK_SECONDS = 2.0


@contextmanager
def temporary_data() -> Iterator[Path]:
    """Give a data folder for one block that the node's account can reach too, then delete it.

    A folder of `tempfile` is closed to everyone but the caller, and root's node is not root.
    """
    folder = Path(tempfile.mkdtemp(prefix="openings-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True)
class Record:
    """What is known of a started node; times are seconds since the epoch."""

    launch: str
    """Identifies this one start, so that a late helper never ends a later node."""
    pid: int
    created: float
    """When the process began: a process with the same id but another time is someone else's."""
    ready: bool
    """False while it starts: then the process is the launcher, which has the node as a child."""
    port: int
    heap: str
    version: str
    home: str
    secured: bool

    def process(self) -> psutil.Process | None:
        """Return the process if it still runs and is the one that was started."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < _CLOCK_SECONDS
            # A zombie has ended; who inherited it has just not asked for its exit code.
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.NoSuchProcess:
            return None


@dataclass(frozen=True)
class NodeFolder:
    """A folder in which one node at a time keeps all its files."""

    root: Path

    @classmethod
    def below(cls, data: Path) -> "NodeFolder":
        """Return the node's folder below the data folder of the project."""
        return cls(data.absolute() / "elasticsearch")

    @property
    def config(self) -> Path:
        """Folder of configuration files, written anew at each start."""
        return self.root / "config"

    @property
    def data(self) -> Path:
        """Folder of the indices."""
        return self.root / "data"

    @property
    def logs(self) -> Path:
        """Folder of the node's logs."""
        return self.root / "logs"

    @property
    def temporary(self) -> Path:
        """Folder of the node's temporary files."""
        return self.root / "tmp"

    @property
    def start_log(self) -> Path:
        """What launcher and node said until the node was up."""
        return self.root / "start.log"

    @property
    def pid_file(self) -> Path:
        """Where the node itself writes its process id."""
        return self.temporary / "pid"

    def create(self) -> None:
        """Make the root folder; raise `FolderError` if the caller may not."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            (self.root / "lock").touch()
        except OSError as error:
            raise FolderError(
                f"The folder {self.root} cannot be written ({error.strerror}): let OPENINGS_DATA "
                "name a folder that you may write to."
            ) from error

    @contextmanager
    def locked(self, seconds: float) -> Iterator[None]:
        """Keep every other process from starting or stopping the node of this folder.

        Raises `BusyError` if another one does so for longer than `seconds`.
        """
        self.create()
        lock = FileLock(self.root / "lock", timeout=seconds)
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyError(self.root, seconds) from error
        try:
            yield
        finally:
            lock.release()

    def process(self, record: Record) -> psutil.Process | None:
        """Return the process that `record` is about, if it still runs."""
        process = record.process()
        if process is None and not record.ready:
            # The launcher hands over to the node at the end of a start.
            return self.daemon()
        return process

    def daemon(self) -> psutil.Process | None:
        """Return the process of the node as it names it itself, if that is one of this folder."""
        try:
            process = psutil.Process(int(self.pid_file.read_text("utf-8")))
            ours = any(str(self.temporary) in argument for argument in process.cmdline())
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            return None
        return process if ours else None

    def load(self) -> Record | None:
        """Return the record of the last start, unless it was stopped."""
        try:
            return Record(**json.loads(self._record.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise FolderError(
                f"{self._record} was not written by this version of openings: end the node that "
                "it describes, if that runs, and remove the file."
            ) from error

    def save(self, record: Record) -> None:
        """Write the record so that no reader ever sees half of it."""
        draft = self._record.with_suffix(".tmp")
        draft.write_text(json.dumps(asdict(record)), "utf-8")
        draft.replace(self._record)

    def forget(self) -> None:
        """Remove the record."""
        self._record.unlink(missing_ok=True)

    @property
    def _record(self) -> Path:
        return self.root / "node.json"
