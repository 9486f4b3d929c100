"""Rate limits: how much a caller may ask for, and what is left of it.

Each caller, a key or else an address, has one budget for requests and one for exports of whole
searches. A budget refills evenly (GCRA, a token bucket that stores one number), in this process
or, by a setting, in a Redis that several processes share.
https://throttled-py.readthedocs.io https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""

import ipaddress
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Self

from throttled.asyncio import BaseStore, MemoryStore, RateLimiterType, RedisStore, Throttled
from throttled.exceptions import BaseThrottledError, StoreUnavailableError
from throttled.rate_limiter import Quota
from throttled.rate_limiter.quota_parser import parse

from api.errors import RateLimitedError
from api.metrics import STORE_FAILURES

logger = logging.getLogger("openings.api")

REQUESTS, EXPORTS = "requests", "exports"
_GCRA = RateLimiterType.GCRA.value
_STORE_SECONDS = 0.5
MAX_CALLERS = 100_000
"""Callers whose budgets a process remembers; of more, those that asked longest ago start anew."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the owner of a key or, without one, an address."""

    id: str
    by: str

    @classmethod
    def of(cls, owner: str | None, host: str | None) -> "Caller":
        """A caller by its key's owner, else by the address that it asks from."""
        return cls(owner, "key") if owner else cls(_network(host), "address")


@dataclass(frozen=True, slots=True)
class Rates:
    """The budgets of a kind of caller, as `600/minute`; None is no limit."""

    requests: str | None
    exports: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a budget says to one request. Times are in seconds."""

    budget: str
    quota: int
    window: int
    remaining: int
    reset: int
    retry_after: int | None

    def headers(self) -> dict[str, str]:
        """The header fields that tell the caller."""
        return {
            "RateLimit-Policy": f'"{self.budget}";q={self.quota};w={self.window}',
            "RateLimit": f'"{self.budget}";r={self.remaining};t={self.reset}',
        }

    def refusal(self) -> RateLimitedError | None:
        """Why the request is not served; None where it is."""
        if self.retry_after is None:
            return None
        return RateLimitedError(
            f"{self.quota} {self.budget} in {self.window} seconds are allowed. Try again in"
            f" {self.retry_after} seconds.",
            self.retry_after,
        )


class Budgets:
    """The budgets of all callers. One a process."""

    def __init__(self, by: Mapping[str, Rates], store: str | None = None) -> None:
        """Take the rates by `Caller.by`; `store` is the address of a Redis, None this process."""
        self._shared = _SharedStore.at(store) if store else None
        kept = self._shared or MemoryStore(options={"MAX_SIZE": MAX_CALLERS})
        self._budgets = {
            (kind, name): _Budget(name, rate, kept)
            for kind, rates in by.items()
            for name, rate in ((REQUESTS, rates.requests), (EXPORTS, rates.exports))
            if rate is not None
        }

    async def close(self) -> None:
        """Close the connections of a shared store."""
        if self._shared:
            await self._shared.close()

    async def take(self, name: str, caller: Caller) -> Standing | None:
        """Take one request off a budget of a caller; None where it has no limit.

        Where the shared store does not answer the request passes, and that is logged and counted:
        a search without limits is better than none.
        """
        budget = self._budgets.get((caller.by, name))
        if budget is None:
            return None
        try:
            return await budget.take(f"{caller.by}:{caller.id}")
        except StoreUnavailableError as error:
            STORE_FAILURES.inc()
            logger.warning("the store of the rate limits does not answer: %s", error.__cause__)
            return None


class _Budget:
    """One rate, for many callers apart."""

    def __init__(self, name: str, rate: str, store: BaseStore) -> None:
        self._name = name
        self._quota = quota(rate)
        prefix = f"openings:{name}"
        self._limiter = Throttled(using=_GCRA, quota=rate, store=store, key_prefix=prefix)

    async def take(self, key: str) -> Standing:
        result = await self._limiter.limit(key)
        return Standing(
            budget=self._name,
            quota=self._quota.get_limit(),
            window=self._quota.get_period_sec(),
            remaining=result.state.remaining,
            reset=ceil(result.state.reset_after),
            retry_after=max(1, ceil(result.state.retry_after)) if result.limited else None,
        )


def quota(rate: str) -> Quota:
    """Read `600/minute`. Raises `ValueError` for what is no rate, or several."""
    try:
        (found,) = parse(rate)
    except (BaseThrottledError, ValueError) as error:
        raise ValueError(f"{rate!r} is no rate such as 600/minute or 10/second") from error
    return found


class _SharedStore(RedisStore):
    """A Redis whose connections can be closed."""

    @classmethod
    def at(cls, address: str) -> Self:
        seconds = {"SOCKET_TIMEOUT": _STORE_SECONDS, "SOCKET_CONNECT_TIMEOUT": _STORE_SECONDS}
        return cls(server=address, options=seconds)

    async def close(self) -> None:
        client: Any = self._backend.get_client()
        await client.connection_pool.disconnect()


def _network(host: str | None) -> str:
    """The address that is counted: of IPv6 the /64, which is the least that one customer has."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:  # a socket without addresses, or a name that a test client gives itself
        return host or "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
