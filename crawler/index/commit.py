"""The one door through which postings are written, whoever writes them.

`Committer.commit` takes intents, and for each posting

1. reads it as it is now (version v), applies the intent, and drops it if nothing changes,
2. rehearses the document, since a change that is recorded must be possible,
3. creates the record `posting@v+1` in `changes`: one writer alone succeeds,
4. writes the posting at version v+1, as a pure function of version v and the record.

A writer that finds the record there already applies it, whose ever it is, and starts again from the
version that it made. A writer that dies between 3 and 4 leaves a record that the next one, or the
publisher, applies: replaying the records always gives exactly the postings.

What is suppressed is held back before 2, and taken back where it came to be suppressed meanwhile.

The generation of `changes` is read before the postings are. A new generation begins only when all
records of the one before are applied, so that no version is recorded in both.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from elasticsearch import AsyncElasticsearch
from pydantic_core import to_json

from crawler.index.bulk import Fate, Operation, send
from crawler.index.feed import Feed
from crawler.index.intent import ERASED, Erasing, Intent, Result, Verdict
from crawler.index.patience import TooBusyError, patiently
from crawler.index.postings import Postings, Version
from crawler.index.purging import Purging
from crawler.index.suppressions import Suppressions
from mappings.change import ChangeRecord, Document, Origin, applied, change_between, is_tombstone
from mappings.document import from_document
from mappings.names import alias
from mappings.raw import RawRecord
from reference.vocabularies import ChangeCause


@dataclass(eq=False)
class _Attempt:
    """An intent under way: what was read, what is to be recorded, what came of it."""

    intent: Intent
    before: Document | None = None
    record: ChangeRecord | None = None
    version: Version | None = None
    """What the record makes of the posting."""
    result: Result | None = None
    ours: bool = False
    """Whether the record was created by this attempt, and not found in its place."""

    @property
    def posting_id(self) -> str:
        return self.intent.posting_id

    def plan(self, before: Document | None, origin: Origin) -> None:
        """Write the record that the intent leads to, or settle that nothing changes."""
        self.before, self.ours = before, False
        record = _record(self.intent, before, origin)
        if record is None:
            self.settle(Verdict.UNCHANGED)
        else:
            self.take(record)

    def take(self, record: ChangeRecord) -> None:
        """Go on with this record, ours or another writer's."""
        self.record, self.version = record, Version.of(applied(self.before, record))

    def settle(self, verdict: Verdict, reason: str | None = None) -> None:
        """This is what came of it."""
        self.result = Result(self.posting_id, verdict, reason)


class Committer:
    """Writes what intents make of postings; waits as long as `patience` (seconds) says."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, *, patience: float) -> None:
        self._client = client
        self._feed = Feed(client, prefix, patience)
        self._postings = Postings(client, prefix, patience)
        self._suppressions = Suppressions(client, prefix, patience)
        self._purging = Purging(client, prefix, patience)
        self._raw = alias("raw", prefix)
        self._patience = patience

    async def commit(
        self, intents: Sequence[Intent], *, cause: ChangeCause, run: str | None, baseline: bool
    ) -> list[Result]:
        """Commit; give the result of each intent, in their order.

        Several intents for one posting are committed one after the other. Raises
        `IndexUnavailableError` when Elasticsearch stays out of reach or too busy; what was
        committed by then stays.
        """
        attempts = [_Attempt(intent) for intent in intents]
        await self._settle(attempts, Origin(cause, run, baseline, datetime.now(UTC)))
        await self._take_back(attempts)
        return [attempt.result for attempt in attempts if attempt.result is not None]

    async def keep(self, records: Sequence[RawRecord]) -> dict[str, str]:
        """Keep the raw records of postings; return those that were refused, by id, and why.

        Raises as `commit` does.
        """
        operations = [
            Operation({"index": {"_index": self._raw, "_id": record.id}}, to_json(record))
            for record in records
        ]
        fates = await send(self._client, operations, self._patience, until_unblocked=True)
        await self._throw_away(await self._suppressions.of_raw(records))
        return {
            record.id: fate.reason
            for record, fate in zip(records, fates, strict=True)
            if fate.error is not None
        }

    async def _throw_away(self, postings: Collection[str]) -> None:
        """Delete the raw records of postings that were suppressed while they were kept."""
        deletions = [Operation({"delete": {"_index": self._raw, "_id": name}}) for name in postings]
        await send(self._client, deletions, self._patience, until_unblocked=True)

    async def _settle(self, attempts: Sequence[_Attempt], origin: Origin) -> None:
        """Commit, one attempt a posting at a time."""
        while waiting := [attempt for attempt in attempts if attempt.result is None]:
            now = replace(origin, time=datetime.now(UTC))
            await self._round(_one_a_posting(waiting), now)

    async def _take_back(self, attempts: Sequence[_Attempt]) -> None:
        """Erase what was suppressed while it was written."""
        written = [attempt for attempt in attempts if attempt.ours]
        suppressed = await self._suppressions.of_records(_records(written))
        if not suppressed:
            return
        erasures = [_Attempt(Erasing(name)) for name in sorted(suppressed)]
        origin = Origin(ChangeCause.ERASE, None, baseline=False, time=datetime.now(UTC))
        await self._settle(erasures, origin)
        await self._purging.purge(suppressed)
        for attempt in written:
            if attempt.posting_id in suppressed:
                attempt.settle(Verdict.SUPPRESSED)

    async def _round(self, attempts: Sequence[_Attempt], origin: Origin) -> None:
        """Settle attempts, all but those that another writer came before."""
        generation = (await self._feed.mark()).mark.generation
        stored = await self._postings.stored([attempt.posting_id for attempt in attempts])
        for attempt in attempts:
            attempt.plan(stored.get(attempt.posting_id), origin)
        await self._hold_back([a for a in attempts if a.result is None])
        await self._rehearse([a for a in attempts if a.result is None])
        recorded = await self._record(generation, [a for a in attempts if a.result is None])
        await self._postings.write(_versions(recorded))
        for attempt in recorded:
            if attempt.ours and attempt.record is not None:
                attempt.settle(Verdict(attempt.record.kind))

    async def _hold_back(self, attempts: Sequence[_Attempt]) -> None:
        """Settle what is suppressed."""
        suppressed = await self._suppressions.of_records(_records(attempts))
        for attempt in attempts:
            if attempt.posting_id in suppressed:
                attempt.settle(Verdict.SUPPRESSED)

    async def _rehearse(self, attempts: Sequence[_Attempt]) -> None:
        """Refuse what the index of postings would."""
        refusals = await self._postings.refusals(_versions(attempts))
        for attempt in attempts:
            if attempt.posting_id in refusals:
                attempt.settle(Verdict.REFUSED, refusals[attempt.posting_id])

    async def _record(self, generation: int, attempts: Sequence[_Attempt]) -> list[_Attempt]:
        """Create the records; return the attempts that have one now, be it another writer's."""
        fates = await self._feed.create(generation, _records(attempts))
        beaten = []
        for attempt, fate in zip(attempts, fates, strict=True):
            attempt.ours = fate.error is None
            if fate.conflicts:
                beaten.append(attempt)
            elif fate.error is not None and not _is_closed(fate):
                attempt.settle(Verdict.REFUSED, fate.reason)
        if any(map(_is_closed, fates)):
            await patiently(self._next_generation(generation), self._patience)
        taken_over = await self._take_over(generation, beaten)
        return [*(attempt for attempt in attempts if attempt.ours), *taken_over]

    async def _take_over(self, generation: int, beaten: Sequence[_Attempt]) -> list[_Attempt]:
        """Take over the records that are there in the place of ours."""
        ids = [attempt.record.id for attempt in beaten if attempt.record is not None]
        there = await self._feed.records(generation, ids)
        found = [a for a in beaten if a.record is not None and a.record.id in there]
        for attempt in found:
            assert attempt.record is not None
            theirs = there[attempt.record.id]
            if theirs == attempt.record:
                # To the very moment: ours, by a request whose answer was lost.
                attempt.settle(Verdict(theirs.kind))
            else:
                attempt.take(theirs)
        return found

    def _next_generation(self, generation: int) -> Callable[[], Awaitable[None]]:
        async def attempt() -> None:
            if (await self._feed.mark()).mark.generation == generation:
                raise TooBusyError("takes no writes of changes now")

        return attempt


def _record(intent: Intent, before: Document | None, origin: Origin) -> ChangeRecord | None:
    absent = before is None or is_tombstone(before)
    posting = None if before is None or absent else from_document(before)
    after = intent.apply(posting)
    if after is None or after is posting or (after is ERASED and absent):
        return None
    document = None if after is ERASED else after.model_dump(mode="json")
    return change_between(before, document, origin)


def _records(attempts: Iterable[_Attempt]) -> list[ChangeRecord]:
    return [attempt.record for attempt in attempts if attempt.record is not None]


def _versions(attempts: Iterable[_Attempt]) -> list[Version]:
    return [attempt.version for attempt in attempts if attempt.version is not None]


def _one_a_posting(attempts: Iterable[_Attempt]) -> list[_Attempt]:
    """The first attempt of each posting."""
    first: dict[str, _Attempt] = {}
    for attempt in attempts:
        first.setdefault(attempt.posting_id, attempt)
    return list(first.values())


def _is_closed(fate: Fate) -> bool:
    """Whether the generation of changes takes no records any more."""
    return fate.blocked or fate.missing or fate.shut
