"""Tables that are built once out of the data of packages, and read from a file ever after.

Parsing that data at each start would take seconds and hundreds of megabytes. Each file is named
after all that it is made of, so that another version of a package or of this code builds another.
"""

import hashlib
import logging
import sqlite3
import tempfile
import time
import unicodedata
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from reference.folders import cache_folder

_log = logging.getLogger(__name__)

_WRITING = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
"""


@dataclass(frozen=True)
class BuiltTables:
    """One file of tables: `schema` is their SQL, `fill` inserts the rows inside of a transaction.

    `made_of` names the packages that `fill` reads: another version of one builds another file.

    The file stands in the cache folder. Where that cannot be written it is built for this process
    alone, with a warning. A broken file is built anew. Processes that build at once do no harm: a
    file appears whole or not at all, and each of theirs is as good as another's.
    """

    name: str
    schema: str
    fill: Callable[[sqlite3.Connection], None]
    made_of: tuple[str, ...]

    def rows(self, query: str, *values: str | float) -> list[Any]:
        """The rows that the query finds; raises `sqlite3.Error` if the query is wrong."""
        return _open(self).execute(query, values).fetchall()

    @property
    def path(self) -> Path:
        """Where the file stands or will stand."""
        return cache_folder() / f"{self.name}-{self._digest()}.sqlite"

    def _digest(self) -> str:
        made_of = [f"{name} {version(name)}" for name in self.made_of]
        text = "\n".join([*made_of, unicodedata.unidata_version, _digest_of_this_package()])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def _open(tables: BuiltTables) -> sqlite3.Connection:
    """The file opened for reading by this process, built first if it is missing or broken."""
    path = tables.path
    try:
        return _opened(path)
    except sqlite3.DatabaseError:
        _log.info("Building %s, once", path)
    try:
        _build(tables, path)
        return _opened(path)
    except (OSError, sqlite3.OperationalError) as error:
        _log.warning(
            "%s cannot be written (%s) and is built for this process only: let OPENINGS_CACHE name "
            "a folder that you may write to",
            path,
            error,
        )
    with tempfile.TemporaryDirectory(prefix="openings-") as folder:
        private = Path(folder) / path.name
        _build(tables, private)
        return _opened(private)  # an open file outlives its name


def _opened(path: Path) -> sqlite3.Connection:
    """The file, read-only; raises `sqlite3.DatabaseError` where it is missing or broken."""
    # Nothing ever changes it, so that neither locks nor checks for changes are needed, and SQLite
    # itself lets several threads use one connection.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    # What is asked again and again, the functions above remember; pages are kept by the system.
    connection.execute("PRAGMA cache_size = -512")
    try:
        _check(connection, path)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    faults = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    whole = connection.execute("PRAGMA user_version").fetchone()[0]
    if faults != ["ok"] or not whole:
        raise sqlite3.DatabaseError(f"{path} is broken: {faults}")


def _build(tables: BuiltTables, path: Path) -> None:
    """Write the file beside its place and move it there when it is whole."""
    started = time.perf_counter()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.stem}-", dir=path.parent) as folder:
        draft = Path(folder) / path.name
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.executescript(_WRITING + tables.schema)
            connection.execute("BEGIN")
            tables.fill(connection)
            connection.execute("PRAGMA user_version = 1")
            connection.execute("COMMIT")
        draft.replace(path)
    _log.info("Built %s in %.1f s", path, time.perf_counter() - started)


@cache
def _digest_of_this_package() -> str:
    """A digest of the code and data that the tables are built by and from."""
    whole = hashlib.sha256()
    for entry in sorted(files("reference").iterdir(), key=lambda one: one.name):
        if entry.name.endswith((".py", ".csv")):
            whole.update(entry.read_bytes())
    return whole.hexdigest()
