"""Read what is due, round after round: once, or for ever."""

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from crawler.boards import folder
from openings.console import say
from openings.rounds import Order, Round, read_apart

_LONGEST_PAUSE = 300.0
"""Seconds after which a loop looks again in any case: others may write the ledger too."""
_LOOK_AT_REGISTRY = 2.0
"""Seconds between two looks at whether the registry's files changed."""
_AFTER_FAULT = 30.0
_UNTIL_AGAIN = 900.0
"""Seconds until a board is read again whose last read the index did not take."""

_SPAWN = multiprocessing.get_context("spawn")


class RoundError(Exception):
    """A round came to nothing; the message says why."""


@dataclass
class Rounds:
    """Rounds of `order`, one after the other; `tell` hears of each.

    SIGTERM and SIGINT end it: boards that are not at their end are given back.
    """

    order: Order
    tell: Callable[[Round], None]
    _left_out: dict[str, float] = field(default_factory=dict)
    _registry: dict[str, tuple[int, int]] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _process: SpawnProcess | None = None

    def once(self) -> None:
        """Read what is due now. Raises `RoundError` where a round fails.

        Boards whose hosts another crawl asks are waited for until it would be known to be dead.
        """
        lease = self.order.settings.lease_seconds
        deadline = time.monotonic() + 2 * lease
        with self._signals():
            while not self._stop.is_set():
                done = self._read(leave_out=float("inf"))
                if done.deferred and not done.reports and time.monotonic() < deadline:
                    self._stop.wait(min(1.0, lease / 2))
                elif not done.reports and not done.waiting:
                    return

    def for_ever(self) -> None:
        """Read whatever becomes due until a signal comes."""
        with self._signals():
            while not self._stop.is_set():
                try:
                    done = self._read(leave_out=_UNTIL_AGAIN)
                except RoundError as error:
                    say(f"{error}; trying again in {_AFTER_FAULT:.0f} s")
                    self._stop.wait(_AFTER_FAULT)
                else:
                    self._rest(done)

    def _read(self, leave_out: float) -> Round:
        """One round; what it deferred or could not record is left out of the next ones for a time.

        Raises `RoundError`.
        """
        self._registry = _registry()
        now = time.monotonic()
        self._left_out = {name: until for name, until in self._left_out.items() if until > now}
        done = self._run(replace(self.order, left_out=frozenset(self._left_out)))
        self.order = replace(self.order, watch=done.watch)
        self.tell(done)
        now = time.monotonic()
        self._left_out |= dict.fromkeys(done.unrecorded, now + leave_out)
        wait = min(1.0, self.order.settings.lease_seconds / 2)
        self._left_out |= dict.fromkeys(done.deferred, now + wait)
        return done

    def _run(self, order: Order) -> Round:
        receiver, sender = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(target=read_apart, args=(order, sender))
        process.start()
        sender.close()
        self._process = process
        if self._stop.is_set():
            process.terminate()
        try:
            return _received(receiver)
        except EOFError:
            process.join()
            if self._stop.is_set():
                return Round(order.watch)
            raise RoundError(
                f"the process of a round ended with status {process.exitcode}"
            ) from None
        finally:
            process.join()
            self._process = None
            receiver.close()

    def _rest(self, done: Round) -> None:
        """Sleep until something is due, or the registry says something else."""
        if done.waiting or self._stop.is_set():
            return
        now = time.monotonic()
        moments = [now + _LONGEST_PAUSE, *self._left_out.values()]
        if done.next_due_in is not None:
            moments.append(now + done.next_due_in)
        until = min(moments)
        while (left := until - time.monotonic()) > 0 and not self._stop.is_set():
            self._stop.wait(min(left, _LOOK_AT_REGISTRY))
            if _registry() != self._registry:
                return

    def _signals(self) -> "_Handlers":
        return _Handlers(self._end)

    def _end(self, *_: Any) -> None:
        self._stop.set()
        if self._process is not None:
            self._process.terminate()


class _Handlers:
    """Handles SIGTERM and SIGINT within the block."""

    def __init__(self, handle: Callable[..., None]) -> None:
        self._handle = handle
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            self._before[number] = signal.signal(number, self._handle)

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)


def _received(receiver: Connection) -> Round:
    received = receiver.recv()
    if isinstance(received, Round):
        return received
    raise RoundError(str(received))


def _registry() -> dict[str, tuple[int, int]]:
    """What tells whether a file of the registry changed since."""
    found = ((path.name, path.stat()) for path in folder().glob("*.csv"))
    return {name: (told.st_mtime_ns, told.st_size) for name, told in found}
