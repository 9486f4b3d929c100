"""A small process that ends a node when the process that owns the node has died.

It is run as `python -m openings.elastic guard FOLDER LAUNCH` with a pipe as its standard input,
whose other end only the owner holds: however the owner ends, by a kill too, the pipe closes.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from openings.elastic.folder import NodeFolder
from openings.elastic.launch import clear

# As long as another process could take to start a node in the same folder.
_LOCK_SECONDS = 600


@contextmanager
def guarded(folder: NodeFolder, launch: str) -> Iterator[None]:
    """Have the node that the start `launch` puts into `folder` ended if this process dies."""
    guard = subprocess.Popen(
        [sys.executable, "-m", "openings.elastic", "guard", str(folder.root), launch],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with guard:  # at its end the pipe is closed, so the guard wakes, finds no node and ends
        yield


def wait_for_owner(folder: NodeFolder, launch: str) -> None:
    """Wait until standard input closes, then end the node if it is still that of `launch`."""
    sys.stdin.buffer.read()
    if not folder.root.exists():
        return
    with folder.locked(_LOCK_SECONDS):
        record = folder.load()
        if record is not None and record.launch == launch:
            clear(folder)
