"""Start the processes of a node and end them.

Elasticsearch's own launcher starts the node as a daemon and ends once that is up. Its documented
face is `bin/elasticsearch`, which a full installation has; the fetched one lacks that script and
is started the way the script does it.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from openings.elastic.account import Account
from openings.elastic.config import HOST, elasticsearch_yml, jvm_options
from openings.elastic.errors import (
    DiskFullError,
    InvalidOptionError,
    NodeStartError,
    PortInUseError,
)
from openings.elastic.folder import NodeFolder
from openings.elastic.security import Security

_LAUNCHER = "org.elasticsearch.server.launcher.ServerLauncher"
_LOG_LINES = 15
# Below this, the node would begin to refuse shards: the watermark `high` and some room to work.
_SPARE_BYTES = 1_500_000_000
# A node that flushes its indices on the way out takes a few seconds.
_END_SECONDS = 30
_POLL_SECONDS = 0.1
# What a program may need to know of the caller's environment; the rest could change the node.
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ")


@dataclass(frozen=True)
class Launch:
    """All that is decided about one start."""

    folder: NodeFolder
    home: Path
    java: Path
    account: Account | None
    """Who the node runs as; `None` is the caller."""
    port: int
    heap: str
    security: Security | None

    def prepare(self) -> None:
        """Make the folders and write the configuration, all owned by the node's account.

        Raises `DiskFullError`, and `FolderError` if the account cannot come near a folder.
        """
        require_space(self.folder.root)
        if self.account is not None:
            self.account.require_reach(self.folder.config, "OPENINGS_DATA")
            settings = "OPENINGS_CACHE or OPENINGS_ELASTICSEARCH_HOME"
            self.account.require_reach(self.home / "lib", settings)
        # Written from scratch: nothing of an earlier start can leak in, and a link that the
        # node's account may have put there is not followed by root.
        shutil.rmtree(self.folder.config, ignore_errors=True)
        for path in (self.folder.data, self.folder.logs, self.folder.temporary):
            path.mkdir(mode=0o700, exist_ok=True)
            self._own(path)
        self.folder.pid_file.unlink(missing_ok=True)
        self._write_config()

    def spawn(self) -> "subprocess.Popen[bytes]":
        """Start the launcher, in a session of its own so that Ctrl-C does not reach it."""
        with self.folder.start_log.open("wb") as log:
            return subprocess.Popen(
                [*self._command(), "-d", "-p", str(self.folder.pid_file)],
                cwd=self.home,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
            )

    def wait(self, launcher: "subprocess.Popen[bytes]", seconds: float) -> psutil.Process:
        """Return the node's process once it is up; raise `NodeStartError` if that fails."""
        try:
            code = launcher.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise self._failure(f"did not answer within {seconds:.0f} s") from error
        if code != 0:
            raise self._failure("ended while starting")
        process = self.folder.daemon()
        if process is None:
            raise self._failure("ended right after starting")
        return process

    def _failure(self, what: str) -> NodeStartError | PortInUseError:
        log = self.folder.start_log
        lines = log.read_text("utf-8", errors="replace").splitlines()
        if any("BindHttpException" in line for line in lines):
            return PortInUseError(self.port)
        return NodeStartError(what, log, lines[-_LOG_LINES:])

    def _write_config(self) -> None:
        texts = {
            "elasticsearch.yml": elasticsearch_yml(
                self.folder, self.home, self.port, self.security
            ),
            "jvm.options.d/openings.options": jvm_options(self.heap),
        }
        texts |= self.security.files() if self.security else {}
        for name in ("jvm.options", "log4j2.properties"):
            texts[name] = (self.home / "config" / name).read_text("utf-8")
        self.folder.config.mkdir(mode=0o700)
        (self.folder.config / "jvm.options.d").mkdir()
        for name, text in texts.items():
            (self.folder.config / name).write_text(text, "utf-8")
        for path in [self.folder.config, *self.folder.config.rglob("*")]:
            self._own(path)

    def _own(self, path: Path) -> None:
        if self.account is not None:
            self.account.own(path)

    def _command(self) -> Sequence[str]:
        script = self.home / "bin" / "elasticsearch"
        if script.is_file():
            return [str(script)]
        libraries = [self.home / "lib/tools/server-launcher/*", self.home / "lib/*"]
        path = os.pathsep.join(map(str, libraries))
        return [str(self.java / "bin/java"), "-cp", path, _LAUNCHER]

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        return kept | {
            "ES_HOME": str(self.home),
            "ES_PATH_CONF": str(self.folder.config),
            "ES_TMPDIR": str(self.folder.temporary),
            "ES_JAVA_HOME": str(self.java),
            "ES_DISTRIBUTION_TYPE": "zip",
            "JAVA": str(self.java / "bin/java"),
            "JAVA_TYPE": "ES_JAVA_HOME",
            "CLI_JAVA_OPTS": "",
        }


def claim_port(wanted: int | None) -> int:
    """Return `wanted`, or a free port if that is `None`.

    Raises `PortInUseError`, and `InvalidOptionError` for a port that the node may not open.
    """
    if wanted is not None and not 1024 <= wanted <= 65535:
        raise InvalidOptionError(f"The port must be from 1024 to 65535, not {wanted}.")
    with socket.socket() as probe:
        # As the node does: a port whose last connections are only timing out is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted or 0))
        except OSError as error:
            raise PortInUseError(wanted or 0) from error
        port: int = probe.getsockname()[1]
        return port


def require_space(folder: Path) -> None:
    """Raise `DiskFullError` if the disk of `folder` has too little room for a node to work."""
    free = shutil.disk_usage(folder).free
    if free < _SPARE_BYTES:
        raise DiskFullError(folder, _SPARE_BYTES, free)


def clear(folder: NodeFolder) -> None:
    """End the node of `folder`, if one runs or starts there, and forget it; hold the lock."""
    record = folder.load()
    if record is None:
        return
    process = folder.process(record)
    if process is not None:
        _end(process)
    folder.forget()


def _end(process: psutil.Process) -> None:
    """End `process` and what it has started: asked first, forced after half a minute."""
    family = _family(process)
    for member in family:
        _signal(member, force=False)
    deadline = time.monotonic() + _END_SECONDS
    while any(map(_runs, family)) and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
    for member in filter(_runs, family):
        _signal(member, force=True)


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _signal(process: psutil.Process, *, force: bool) -> None:
    try:
        process.kill() if force else process.terminate()
    except psutil.NoSuchProcess:
        return


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
