"""The leases of hosts that this process holds: taken when wanted, renewed, given back.

A lease is held for a term from the moment at which its last writing began; a process that cannot
reach Elasticsearch stops asking hosts when that is over, and whoever waits for a host takes it a
little later (`lease_watch`). So no two processes ever ask one host at once, whichever of them dies,
hangs or is cut off.
"""

import asyncio
import logging
import os
import socket
import time
import uuid
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol, Self

from elasticsearch import AsyncElasticsearch

from crawler.index.lease_index import Change, LeaseIndex, Written
from crawler.index.lease_watch import Watch
from crawler.index.publishing import FAULTS
from crawler.settings import CrawlSettings
from mappings.lease import Lease

logger = logging.getLogger(__name__)

_RENEWALS = 3
"""How often a lease is written within its term."""
_POLL_SECONDS = 1.0
"""How often at least a lease that another process holds is looked at."""


class Member(Protocol):
    """Who asks hosts; all of a process share its leases."""

    def needs(self) -> set[str]:
        """The hosts that are to be kept: asked now, or in the middle of a board's read."""

    def pauses(self) -> Mapping[str, float]:
        """For how many seconds the hosts that were asked are to be left alone."""

    def admit(self, host: str, pause: float) -> None:
        """A host that was wanted may be asked, after a pause in seconds."""

    def give_up(self, host: str) -> None:
        """A host that was wanted is held by another process for longer than we wait."""


@dataclass
class _Hold:
    """A lease of ours. `until`: from then on it may be another's; `idle_since`: nobody needs it."""

    written: Written
    until: float
    idle_since: float | None = None


@dataclass
class Leases:
    """The leases of one process. `watch` may come from a process before it, of the same machine."""

    settings: CrawlSettings
    watch: Watch
    _holder: str = field(
        default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    )
    _held: dict[str, _Hold] = field(default_factory=dict)
    _wanted: dict[str, float] = field(default_factory=dict)
    _free_at: dict[str, float] = field(default_factory=dict)
    _members: list[Member] = field(default_factory=list)
    _client: AsyncElasticsearch | None = None
    _woken: asyncio.Event | None = None
    _task: asyncio.Task[None] | None = None

    @classmethod
    def of(cls, settings: CrawlSettings) -> Self:
        """None held yet, nothing seen yet."""
        return cls(settings, Watch(settings.lease_seconds))

    def __deepcopy__(self, _: object) -> Self:
        """Scrapy copies its settings for each crawler, and this is for all of them."""
        return self

    def holds(self, host: str) -> bool:
        """Whether the host may be asked now."""
        hold = self._held.get(host)
        return hold is not None and time.monotonic() < hold.until

    def want(self, host: str) -> None:
        """Take the lease of a host as soon as it is free."""
        self._wanted.setdefault(host, time.monotonic())
        if self._woken is not None:
            self._woken.set()

    def pauses(self) -> dict[str, float]:
        """For how many seconds hosts are to be left alone that somebody asked before."""
        now = time.monotonic()
        return {host: at - now for host, at in self._free_at.items() if at > now}

    async def claim(self, hosts: Collection[str]) -> set[str]:
        """Take of these leases what is free at once, before there are members; those held."""
        self._wanted = dict.fromkeys(hosts, time.monotonic())
        async with self._connect() as client:
            await self._take(client)
        self._wanted = {}
        return {host for host in hosts if self.holds(host)}

    async def give_back(self) -> None:
        """Give back what was claimed, where no member ever came for it."""
        if self._held or self._wanted:
            async with self._connect() as client:
                await self._give_back(client)

    async def join(self, member: Member) -> None:
        """Take part, in a running event loop."""
        self._members.append(member)
        if self._client is None:
            self._client, self._woken = self._connect(), asyncio.Event()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    async def leave(self, member: Member) -> None:
        """End taking part; the last one returns when all is given back."""
        self._note_pauses()
        self._members.remove(member)
        if not self._members:
            await self._end()

    async def _end(self) -> None:
        """Let what is being written be written, then give all back."""
        task = self._task
        assert task is not None
        assert self._client is not None
        assert self._woken is not None
        self._woken.set()
        await task
        if self._task is not task:
            # Another member came meanwhile, and looks after the rest.
            return
        client, self._task, self._woken, self._client = self._client, None, None, None
        await self._give_back(client)
        await client.close()

    async def _give_back(self, client: AsyncElasticsearch) -> None:
        """Free whatever is ours; of a writing whose answer was lost, only the index knows."""
        hosts, index = {*self._held, *self._wanted}, LeaseIndex(client, self.settings.index_prefix)
        self._held.clear()
        self._wanted.clear()
        try:
            there = await index.read(hosts)
            ours = {host for host in there if there[host].lease.holder == self._holder}
            await index.write([Change(self._freed(host), there[host]) for host in ours])
        except FAULTS as error:
            logger.warning("Leases could not be given back, they run out: %s", error)

    async def _work(self) -> None:
        assert self._woken is not None
        assert self._client is not None
        while self._members:
            self._woken.clear()
            try:
                await self._renew(self._client)
                await self._take(self._client)
            except FAULTS as error:
                logger.warning("Leases could not be written: %s", error)
            self._give_up()
            period = self.settings.lease_seconds / _RENEWALS / 2
            pause = min(period, _POLL_SECONDS) if self._wanted else period
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause)

    async def _take(self, client: AsyncElasticsearch) -> None:
        """Take what is wanted and free; tell the members."""
        wanted = [host for host in self._wanted if not self.holds(host)]
        index = LeaseIndex(client, self.settings.index_prefix)
        there = await index.read(wanted)
        now = time.monotonic()
        free = [h for h in wanted if self.watch.is_free(there.get(h), self._holder, now)]
        pauses = {host: there[host].lease.free_in for host in free if host in there}
        changes = [
            Change(self._lease(host, pauses.get(host, 0.0)), there.get(host)) for host in free
        ]
        for host, written in (await index.write(changes)).items():
            self.watch.forget(host)
            self._held[host] = _Hold(written, now + self.settings.lease_seconds)
            self._free_at[host] = now + pauses.get(host, 0.0)
        self._admit(pauses)

    def _admit(self, pauses: Mapping[str, float]) -> None:
        for host in [host for host in self._wanted if self.holds(host)]:
            del self._wanted[host]
            for member in self._members:
                member.admit(host, pauses.get(host, 0.0))

    async def _renew(self, client: AsyncElasticsearch) -> None:
        """Write what is needed once more, and give back what is not."""
        self._note_pauses()
        now = time.monotonic()
        term = self.settings.lease_seconds
        needed = self._needs()
        released, renewed = [], []
        for host, hold in self._held.items():
            if host in needed:
                hold.idle_since = None
            elif hold.idle_since is None:
                hold.idle_since = now
            if hold.idle_since is not None and now - hold.idle_since > term:
                released.append(host)
            elif hold.until - now <= term * (1 - 1 / _RENEWALS):
                renewed.append(host)
        await self._write(client, released, renewed, now)

    async def _write(
        self,
        client: AsyncElasticsearch,
        released: Collection[str],
        renewed: Iterable[str],
        now: float,
    ) -> None:
        changes = [Change(self._lease(host, None), self._held[host].written) for host in renewed]
        for host in released:
            changes.append(Change(self._freed(host), self._held.pop(host).written))
        written = await LeaseIndex(client, self.settings.index_prefix).write(changes)
        for host in renewed:
            if host in written:
                self._held[host].written = written[host]
                self._held[host].until = now + self.settings.lease_seconds
            else:
                logger.warning("Another crawl took over %s", host)
                del self._held[host]

    def _give_up(self) -> None:
        """Tell the members what they need not wait for any longer."""
        now = time.monotonic()
        late = [h for h, since in self._wanted.items() if now - since > self.settings.patience]
        for host in late:
            del self._wanted[host]
            for member in self._members:
                member.give_up(host)

    def _needs(self) -> set[str]:
        return set().union(*(member.needs() for member in self._members))

    def _note_pauses(self) -> None:
        now = time.monotonic()
        self._free_at = {host: at for host, at in self._free_at.items() if at > now}
        for member in self._members:
            for host, pause in member.pauses().items():
                self._free_at[host] = max(self._free_at.get(host, 0.0), now + pause)

    def _pause(self, host: str) -> float:
        return max(0.0, self._free_at.get(host, 0.0) - time.monotonic())

    def _lease(self, host: str, pause: float | None) -> Lease:
        """Ours; with the pause that whoever comes after us is to make."""
        return Lease(
            host=host, holder=self._holder, free_in=self._pause(host) if pause is None else pause
        )

    def _freed(self, host: str) -> Lease:
        return Lease(host=host, holder=None, free_in=self._pause(host))

    def _connect(self) -> AsyncElasticsearch:
        """A client that gives up before a renewal is too late."""
        timeout = self.settings.lease_seconds / _RENEWALS
        return self.settings.connection().async_client().options(request_timeout=timeout)
