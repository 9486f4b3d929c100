"""The pass over groups: reads ads by employer, compares them, commits what changed. Thin.

It holds the names of all employers, and the ads of a few employers at a time. It can be run at any
time, beside crawls and other passes: what it says of an ad follows from the ads alone, and the next
pass mends what changed while it read.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from elasticsearch import AsyncElasticsearch

from crawler.groups.ad import Ad
from crawler.groups.employers import Circle, batches, circles, touched
from crawler.groups.opening import blocks
from crawler.groups.reader import AdReader
from crawler.groups.relations import relations
from crawler.groups.since import Since
from crawler.index.commit import Committer
from crawler.index.feed import Feed
from crawler.index.intent import Result
from crawler.index.postings import Postings
from crawler.index.publisher import Publisher
from mappings.posting import JobPosting, Relations
from reference.vocabularies import ChangeCause

BATCH_ADS = 5_000
"""Ads that are held at a time, unless one employer has more."""
_COMMIT = 250


@dataclass(frozen=True, slots=True)
class Related:
    """Intent: this is what an ad is to others, found at `at`."""

    posting_id: str
    relations: Relations
    at: datetime

    def apply(self, before: JobPosting | None) -> JobPosting | None:
        """The posting with these relations; its content, and when that changed, stay."""
        values = dict(self.relations)
        if before is None or all(getattr(before, name) == values[name] for name in values):
            return None
        return before.model_copy(update=values | {"changed_at": self.at})


@dataclass(frozen=True, slots=True)
class GroupReport:
    """What a pass came to. `groups`, `copies`, `reposts`: how many there are among the `ads`.

    `everything` says whether all ads were compared, or those of employers with changes; `refused`
    are the postings that the index did not take, each with the reason.
    """

    everything: bool
    ads: int = 0
    groups: int = 0
    copies: int = 0
    reposts: int = 0
    changed: int = 0
    refused: tuple[Result, ...] = ()

    def with_batch(self, related: Iterable[Relations], results: Sequence[Result]) -> "GroupReport":
        """The report with some more ads."""
        found: Counter[str] = Counter()
        for one in related:
            found["ads"] += 1
            found["groups"] += bool(one.group_face)
            found["copies"] += one.duplicate_of is not None
            found["reposts"] += one.repost_of is not None
        refused = tuple(result for result in results if result.refused)
        return replace(
            self,
            ads=self.ads + found["ads"],
            groups=self.groups + found["groups"],
            copies=self.copies + found["copies"],
            reposts=self.reposts + found["reposts"],
            changed=self.changed + len(results) - len(refused),
            refused=self.refused + refused,
        )


class Grouping:
    """Assigns groups, faces, copies and reposts; waits as long as `patience` (seconds) says."""

    def __init__(self, client: AsyncElasticsearch, prefix: str, *, patience: float) -> None:
        self._committer = Committer(client, prefix, patience=patience)
        self._reader = AdReader(client, prefix, patience)
        self._since = Since(client, prefix, patience)
        self._publisher = Publisher(
            Feed(client, prefix, patience), Postings(client, prefix, patience)
        )
        self._run = uuid.uuid4().hex

    async def run(self, *, everything: bool = False) -> GroupReport:
        """Compare the ads of employers with changes since the last pass, or those of all.

        Raises `IndexUnavailableError` when Elasticsearch stays out of reach or too busy. What was
        committed by then stays, and the next pass begins where this one did.
        """
        mark = await self._publisher.publish()
        place = None if everything else await self._since.place()
        changed = await self._since.changed(place, mark)
        report = GroupReport(everything=changed is None)
        found = circles([named async for named in self._reader.employers()])
        for batch in batches(found if changed is None else touched(found, changed), BATCH_ADS):
            report = await self._regroup(batch, report)
        await self._publisher.publish()
        await self._since.keep(mark.end)
        return report

    async def _regroup(self, batch: Sequence[Circle], report: GroupReport) -> GroupReport:
        by_name = await self._reader.ads([name for circle in batch for name in circle.names])
        found: dict[str, Relations] = {}
        for circle in batch:
            found |= await self._compare([ad for name in circle.names for ad in by_name[name]])
        ads = [ad for named in by_name.values() for ad in named]
        results = await self._commit([ad for ad in ads if ad.relations != found[ad.id]], found)
        return report.with_batch(found.values(), results)

    async def _compare(self, circle: Sequence[Ad]) -> dict[str, Relations]:
        """Read the texts of the ads that may belong to others, and no others' texts."""
        compared = {ad.id: ad for block in blocks(circle) for ad in block}
        alone = [ad for ad in circle if ad.id not in compared]
        return relations([*alone, *[ad async for ad in self._reader.with_texts(compared.values())]])

    async def _commit(self, ads: Sequence[Ad], found: dict[str, Relations]) -> list[Result]:
        now = datetime.now(UTC)
        intents = [Related(ad.id, found[ad.id], now) for ad in ads]
        results: list[Result] = []
        for start in range(0, len(intents), _COMMIT):
            results += await self._committer.commit(
                intents[start : start + _COMMIT],
                cause=ChangeCause.GROUP,
                run=self._run,
                baseline=False,
            )
        return results
