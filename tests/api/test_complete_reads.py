"""When boards were read completely is held ready, and taken in anew as they are read."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api import complete_reads
from api.complete_reads import CompleteReads
from api.errors import UnavailableError
from api.gateway import Gateway
from api.services import Services
from crawler.index.indices import create_indices
from mappings.names import alias
from tests.api.catalogue import board_state
from tests.api.serving import Index, settings_for

DAY = datetime(2026, 3, 1, tzinfo=UTC)
Scenario = Callable[[CompleteReads], Coroutine[Any, Any, None]]
Run = Callable[[Scenario], None]


@pytest.fixture
def reads(elasticsearch_url: str, index: Index, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a scenario with `CompleteReads` that looks anew each time, a few boards at a time."""
    for name, value in {"_FRESH_SECONDS": 0.0, "_WHOLE_PAGE": 4, "_PAGE": 3, "_OVERLAP": 2}.items():
        monkeypatch.setattr(complete_reads, name, value)

    def run(scenario: Scenario) -> None:
        async def within() -> None:
            gateway = Services.from_settings(settings_for(elasticsearch_url, index)).gateway
            try:
                await scenario(CompleteReads(gateway, alias("boards", index.prefix)))
            finally:
                await gateway.close()

        asyncio.run(within())

    return run


def _read(index: Index, *numbers: int, day: int = 0) -> None:
    at = (DAY + timedelta(days=day)).isoformat()
    index.add_states(*(board_state(f"lever:b{n}", last_complete_at=at) for n in numbers))


def test_every_board_is_known_at_first_and_each_new_read_later(reads: Run, index: Index) -> None:
    every = [f"lever:b{n}" for n in range(20)]
    _read(index, *range(20))
    index.add_states(board_state("lever:never", last_complete_at=None))

    async def scenario(reads: CompleteReads) -> None:
        assert await reads.of([*every, "lever:never"]) == dict.fromkeys(every, DAY)
        _read(index, 3, 7, 11, 12, 13, 14, 15, day=1)
        later = await reads.of(every)
        assert {name for name, at in later.items() if at > DAY} == {
            f"lever:b{n}" for n in (3, 7, 11, 12, 13, 14, 15)
        }

    reads(scenario)


@pytest.mark.parametrize(("boards", "whole_seconds"), [(8, 600.0), (9, 0.0), (12, 0.0)])
def test_an_index_that_was_made_anew_is_read_whole(
    reads: Run, index: Index, monkeypatch: pytest.MonkeyPatch, boards: int, whole_seconds: float
) -> None:
    """At once where it shows by its numbers, else in its time."""
    monkeypatch.setattr(complete_reads, "_WHOLE_SECONDS", whole_seconds)
    _read(index, *range(9))

    async def scenario(reads: CompleteReads) -> None:
        await reads.of([])
        (name,) = index.client.indices.get_alias(name=alias("boards", index.prefix))
        index.client.indices.delete(index=name)
        create_indices(index.client, index.prefix)
        _read(index, *range(boards), day=2)
        found = await reads.of([f"lever:b{n}" for n in range(boards)])
        assert set(found.values()) == {DAY + timedelta(days=2)}

    reads(scenario)


def test_a_look_that_fails_is_taken_again(
    reads: Run, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    _read(index, 1)

    async def fail(*_: object, **__: object) -> None:
        raise UnavailableError(UnavailableError.example)

    async def scenario(reads: CompleteReads) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(Gateway, "search", fail)
            with pytest.raises(UnavailableError):
                await reads.of(["lever:b1"])
        assert await reads.of(["lever:b1"]) == {"lever:b1": DAY}

    reads(scenario)
