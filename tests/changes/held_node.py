"""A real node of which one write can be held in the middle: after it was given its number, before
it is anywhere to be found.

A Java debugger suspends the thread that does it. That is the moment that a reader of bare sequence
numbers loses a change in, once in some ten thousand; here it lasts as long as a test wants.
https://docs.oracle.com/en/java/javase/25/docs/specs/man/jdb.html
"""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from openings.elastic import NodeOptions, launch, running_node, temporary_data

NUMBERED = "org.elasticsearch.index.engine.InternalEngine.indexIntoLucene"
"""Where a write has its sequence number, and is not in the index yet."""


class Debugger:
    """Speaks with `jdb`."""

    def __init__(self, jdb: Path, port: int) -> None:
        self._process = subprocess.Popen(
            [jdb, "-attach", f"127.0.0.1:{port}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=0,
        )
        self._said = ""
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, command: str, answer: str) -> None:
        """Send a command, and wait for a text that comes after it."""
        assert self._process.stdin is not None
        with self._news:
            self._said = ""
        self._process.stdin.write(f"{command}\n")
        self.expect(answer)

    def expect(self, text: str) -> None:
        with self._news:
            assert self._news.wait_for(lambda: text in self._said, timeout=60), self._said

    def close(self) -> None:
        """Let everything run on, and go."""
        self._process.communicate("resume\nquit\n", timeout=30)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while said := self._process.stdout.read(1):
            with self._news:
                self._said += said
                self._news.notify_all()


@dataclass(frozen=True)
class HeldNode:
    """The node's address, and what holds its writes."""

    url: str
    debugger: Debugger

    def hold_the_next_write(self) -> None:
        self.debugger.ask(f"stop thread in {NUMBERED}", "Set breakpoint")

    def wait_until_held(self) -> None:
        """Wait until a write is held; all others pass from then on."""
        self.debugger.expect("Breakpoint hit")
        self.debugger.ask(f"clear {NUMBERED}", "Removed")

    def release(self) -> None:
        self.debugger.ask("resume", "resumed")


@contextmanager
def held_node(monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldNode]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = launch.jvm_options
    agent = f"-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:{port}"
    monkeypatch.setattr(launch, "jvm_options", lambda heap: f"{options(heap)}{agent}\n")
    with temporary_data() as data, running_node(NodeOptions(data=data, heap="512m")) as node:
        java = Path(psutil.Process(node.pid).exe())
        debugger = Debugger(java.with_name("jdb"), port)
        try:
            yield HeldNode(node.url, debugger)
        finally:
            debugger.close()
