"""Who may be asked when: queued requests by host, and the moment from which each host is free.

Pure: the clock is an argument (seconds of a monotonic clock), and requests are any items.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from random import uniform
from typing import Generic, TypeVar

from crawler.politeness import Manners, manners_of

T = TypeVar("T")

SLOWEST = 30.0
"""The longest pause in seconds, times the scale, to which errors slow a host down."""


@dataclass
class _Host(Generic[T]):
    """`free_at`: no request starts before; `rests_until`: none is sent before, and none waits;
    `shut`: none starts at all.
    """

    manners: Manners
    queue: list[tuple[int, int, T]] = field(default_factory=list)
    listed: bool = False
    shut: bool = False
    free_at: float = 0.0
    rests_until: float = 0.0
    rests_why: str = ""
    errors: int = 0
    least_pause: float = 0.0


class Turns(Generic[T]):
    """The queues of all hosts; `take` hands out whatever may start now.

    A `turn` is what hosts take turns under (`politeness.turn_of`). `scale` multiplies the table's
    pauses; 0 means a server of nobody, with no pause at all. `jitter` spreads what waits for the
    same reason: a factor from 1 up.
    """

    def __init__(
        self, scale: float = 1.0, jitter: Callable[[], float] = lambda: uniform(1.0, 1.5)
    ) -> None:
        self._scale = scale
        self._jitter = jitter
        self._hosts: dict[str, _Host[T]] = {}
        self._queued = 0
        self._order = itertools.count()
        # A host with a queue stands in one of the two: by the time it is free, or, once that has
        # come, by the rank of its first request. One that is shut stands in neither.
        self._waiting: list[tuple[float, int, str]] = []
        self._ready: list[tuple[int, int, str]] = []

    def __len__(self) -> int:
        return self._queued

    def put(self, turn: str, item: T, priority: int = 0) -> None:
        """Queue an item; of one host, higher priorities go first, then the older."""
        host = self._host(turn)
        heappush(host.queue, (-priority, next(self._order), item))
        self._queued += 1
        if not host.listed and not host.shut:
            host.listed = True
            self._wait(turn, host)

    def take(self, now: float, active: Mapping[str, int]) -> T | None:
        """The next item that may start, None if none may. `active` counts what is under way."""
        self._promote(now)
        busy = []
        taken: T | None = None
        while self._ready and taken is None:
            entry = heappop(self._ready)
            turn = entry[2]
            host = self._hosts[turn]
            if host.shut:
                host.listed = False
            elif host.free_at > now:
                self._wait(turn, host)
            elif active.get(turn, 0) >= host.manners.at_once and host.rests_until <= now:
                busy.append(entry)
            else:
                taken = self._start(turn, host, now)
        for entry in busy:
            heappush(self._ready, entry)
        return taken

    def next_at(self) -> float | None:
        """When to ask again, if nothing comes to an end before."""
        return self._waiting[0][0] if self._waiting else None

    def hold(self, turn: str, until: float) -> None:
        """Start nothing there before a moment."""
        host = self._host(turn)
        host.free_at = max(host.free_at, until) if self._scale else host.free_at

    def left(self, turn: str, now: float) -> None:
        """What was handed out leaves only now: the pause is counted from here."""
        self.hold(turn, now + self._pause(self._host(turn)))

    def shut(self, turn: str) -> None:
        """Start nothing there until it is opened."""
        self._host(turn).shut = True

    def open(self, turn: str, now: float, pause: float) -> None:
        """Let a host that was shut be asked, after a pause."""
        host = self._host(turn)
        host.shut = False
        self.hold(turn, now + pause)
        if host.queue and not host.listed:
            host.listed = True
            self._wait(turn, host)

    def queued(self) -> Iterator[str]:
        """Where anything is queued."""
        return (turn for turn, host in self._hosts.items() if host.queue)

    def pauses(self, now: float) -> Iterator[tuple[str, float]]:
        """Where nothing may start yet, and for how many seconds."""
        for turn, host in self._hosts.items():
            if host.free_at > now:
                yield turn, host.free_at - now

    def keep_apart(self, turn: str, seconds: float) -> None:
        """Make the pause there so long at least."""
        host = self._host(turn)
        host.least_pause = max(host.least_pause, seconds if self._scale else 0.0)

    def rest(self, turn: str, until: float, why: str) -> None:
        """Send nothing there before a moment; what is queued is handed out to be given up."""
        host = self._host(turn)
        if until > host.rests_until:
            host.rests_until, host.rests_why = until, why
        host.free_at = 0.0
        self._waiting = [(self._hosts[t].free_at, order, t) for _, order, t in self._waiting]
        heapify(self._waiting)

    def rests_until(self, turn: str, now: float) -> tuple[float, str] | None:
        """Until when nothing is sent there, and why; None where it does not rest."""
        host = self._host(turn)
        return (host.rests_until, host.rests_why) if host.rests_until > now else None

    def failed(self, turn: str, now: float) -> int:
        """An error: the host is left alone for longer with each; the number of them in a row."""
        host = self._host(turn)
        host.errors += 1
        self.hold(turn, now + self._pause(host) * self._jitter())
        return host.errors

    def succeeded(self, turn: str) -> None:
        """An answer: each one takes back one step of the slowing down."""
        host = self._host(turn)
        host.errors = max(0, min(host.errors, 8) - 1)

    def _host(self, turn: str) -> _Host[T]:
        if turn not in self._hosts:
            self._hosts[turn] = _Host(manners_of(turn))
        return self._hosts[turn]

    def _start(self, turn: str, host: _Host[T], now: float) -> T:
        *_, item = heappop(host.queue)
        self._queued -= 1
        host.free_at = now if host.rests_until > now else now + self._pause(host)
        host.listed = bool(host.queue)
        if host.listed:
            self._wait(turn, host)
        return item

    def _pause(self, host: _Host[T]) -> float:
        """Doubled by each error in a row, up to a limit."""
        pause = host.manners.pause * self._scale
        slowest = max(SLOWEST * self._scale, pause)
        slowed = min(pause * 2.0 ** min(host.errors, 16), slowest)
        return max(slowed, host.least_pause)

    def _wait(self, turn: str, host: _Host[T]) -> None:
        heappush(self._waiting, (host.free_at, next(self._order), turn))

    def _promote(self, now: float) -> None:
        while self._waiting and self._waiting[0][0] <= now:
            *_, turn = heappop(self._waiting)
            host = self._hosts[turn]
            if host.shut:
                host.listed = False
            elif host.free_at > now:
                self._wait(turn, host)
            else:
                heappush(self._ready, (host.queue[0][0], next(self._order), turn))
