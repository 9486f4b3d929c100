"""Start, stop and look at a local Elasticsearch node.

One data folder holds one node. A record of its process lies there, so that any process can look
at the node or stop it; a lock lets one process at a time start or stop it.
"""

import re
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psutil
from elasticsearch import ApiError, Elasticsearch, TransportError

from openings.elastic.account import node_account
from openings.elastic.config import HOST
from openings.elastic.errors import InvalidOptionError, NodeStartError
from openings.elastic.fetch import Progress
from openings.elastic.folder import NodeFolder, Record
from openings.elastic.guard import guarded
from openings.elastic.installation import ensure_installed, installed_version, java_for
from openings.elastic.launch import Launch, claim_port, clear
from openings.elastic.security import Security
from openings.elastic.settings import ElasticSettings

_HEAP = re.compile(r"[1-9]\d*[mg]")
_LOCK_SECONDS = 600


@dataclass(frozen=True)
class NodeOptions:
    """How to start a node."""

    data: Path | None = None
    """Folder below which the node keeps its files; `OPENINGS_DATA` if not given."""
    port: int | None = None
    """Port on loopback; a free one if not given."""
    heap: str = "1g"
    """Memory of the Java heap, like `512m` or `2g`."""
    security: Security | None = None
    """Users and roles; without them everyone on this machine may do everything."""
    timeout: float = 120
    """Seconds to wait for the node, and as many again for the indices that it already has."""


@dataclass(frozen=True)
class Node:
    """A running node."""

    url: str
    pid: int
    version: str
    heap: str
    secured: bool
    """Whether a request needs a user name and a password."""
    started_at: datetime
    folder: Path
    """Where configuration, indices and logs are."""


def start_node(options: NodeOptions | None = None, progress: Progress | None = None) -> Node:
    """Return the node of the data folder, started if none runs there; it outlives the caller.

    A node that already runs is returned as it is, whatever the other options say. `progress` is
    told about the download, if Elasticsearch has to be fetched. Raises an `ElasticError`.
    """
    return _start(options or NodeOptions(), progress, uuid.uuid4().hex)


@contextmanager
def running_node(
    options: NodeOptions | None = None, progress: Progress | None = None
) -> Iterator[Node]:
    """Give a node that ends with the block, or with the caller if that dies within the block.

    A node that already ran in the data folder is given too, and left running. Raises an
    `ElasticError`.
    """
    options = options or NodeOptions()
    folder = _folder(options.data)
    launch = uuid.uuid4().hex
    folder.create()
    with guarded(folder, launch):
        try:
            yield _start(options, progress, launch)
        finally:
            _stop(folder, only=launch)


def stop_node(data: Path | None = None) -> Node | None:
    """End the node of the data folder and return what it was; `None` if none ran.

    Its indices stay. Raises `BusyError` if another process starts it and does not finish.
    """
    return _stop(_folder(data), only=None)


def node_status(data: Path | None = None) -> Node | None:
    """Return the node that runs in the data folder; `None` if there is none, or not yet."""
    folder = _folder(data)
    record = folder.load()
    if record is None or not record.ready or folder.process(record) is None:
        return None
    return Node(
        url=f"http://{HOST}:{record.port}",
        pid=record.pid,
        version=record.version,
        heap=record.heap,
        secured=record.secured,
        started_at=datetime.fromtimestamp(record.created, UTC),
        folder=folder.root,
    )


def _folder(data: Path | None) -> NodeFolder:
    return NodeFolder.below(data or ElasticSettings().data)


def _start(options: NodeOptions, progress: Progress | None, launch: str) -> Node:
    folder = _folder(options.data)
    with folder.locked(_LOCK_SECONDS):
        node = node_status(options.data)
        if node is not None:
            return node
        clear(folder)  # what a start that was cut off may have left
        _run(_plan(folder, options, progress), launch, options.timeout)
        node = node_status(options.data)
        if node is None:
            raise NodeStartError("ended right after starting", folder.start_log, [])
    _await_indices(node, options)
    return node


def _plan(folder: NodeFolder, options: NodeOptions, progress: Progress | None) -> Launch:
    """Decide all about a start; whatever can be found wrong is found before anything is started."""
    if not _HEAP.fullmatch(options.heap):
        raise InvalidOptionError(f"The heap must be like 512m or 2g, not {options.heap!r}.")
    account = node_account()
    port = claim_port(options.port)
    home = ensure_installed(progress)
    java = java_for(home, account)
    return Launch(folder, home, java, account, port, options.heap, options.security)


def _run(plan: Launch, launch: str, timeout: float) -> None:
    """Carry out a plan and record the node; nothing is left running if that fails."""
    plan.prepare()
    launcher = plan.spawn()
    record = Record(
        launch=launch,
        pid=launcher.pid,
        created=psutil.Process(launcher.pid).create_time(),
        ready=False,
        port=plan.port,
        heap=plan.heap,
        version=installed_version(plan.home),
        home=str(plan.home),
        secured=plan.security is not None,
    )
    with ExitStack() as undo:
        undo.callback(launcher.wait)
        undo.callback(clear, plan.folder)
        plan.folder.save(record)
        process = plan.wait(launcher, timeout)
        plan.folder.save(
            replace(record, pid=process.pid, created=process.create_time(), ready=True)
        )
        undo.pop_all()


def _stop(folder: NodeFolder, only: str | None) -> Node | None:
    """End the node of `folder`, if it is the one that the start `only` made or that is `None`."""
    if not folder.root.exists():
        return None
    with folder.locked(_LOCK_SECONDS):
        record = folder.load()
        if record is None or only not in (None, record.launch):
            return None
        node = node_status(folder.root.parent)
        clear(folder)
        return node


def _await_indices(node: Node, options: NodeOptions) -> None:
    """Wait until a node can search its indices; raise `NodeStartError` but leave it running.

    Of a node without a superuser nobody may ask that.
    """
    user = options.security.superuser() if options.security else None
    if node.secured and user is None:
        return
    with Elasticsearch(node.url, basic_auth=user, max_retries=0) as client:
        try:
            client.options(request_timeout=options.timeout + 10).cluster.health(
                wait_for_status="yellow", timeout=f"{options.timeout:.0f}s"
            )
        except (ApiError, TransportError) as error:
            what = f"runs at {node.url}, but cannot search all its indices yet ({error})"
            raise NodeStartError(what, node.folder / "logs", []) from error
