"""A writer to be killed: `python -m tests.changes.writer_process URL PREFIX SEED`.

It commits to a few postings that other writers commit to as well, and publishes, until it is
killed. It prints a line for each batch that it committed.
"""

import asyncio
import sys
from datetime import UTC, datetime
from random import Random

from crawler.index import publishing
from crawler.index.commit import Committer
from crawler.index.intent import ERASED
from crawler.index.lifecycle import Listed, Revision
from crawler.settings import CrawlSettings
from reference.vocabularies import Status
from tests.changes.writing import PATIENCE, listed
from tests.factories import job_posting

POSTINGS, BATCH = 40, 15


def _turned(posting):
    closed = posting.status is Status.CLOSED
    return posting.model_copy(update={"status": Status.OPEN if closed else Status.CLOSED})


def _listed(random: Random, number: str) -> Listed:
    company = random.choice(["Tidewater Boats", "Lantern"])
    return listed(
        job_posting(
            source_id=number,
            title=f"Title {random.random()}",
            company={"id": company.lower(), "name": company},
            locations=[{"text": "Kiel", "lat": random.uniform(-90, 90), "lon": 10.1}],
        ),
        datetime.now(UTC),
    )


def _intent(random: Random) -> Listed | Revision:
    number = str(random.randrange(POSTINGS))
    chance = random.random()
    if chance < 0.75:
        return _listed(random, number)
    revise = _turned if chance < 0.95 else lambda _: ERASED
    return Revision(job_posting(source_id=number).id, revise)


async def main(url: str, prefix: str, seed: str) -> None:
    random = Random(seed)
    publishing.PERIOD_SECONDS = 0.2
    settings = CrawlSettings(elasticsearch_url=url, index_prefix=prefix)
    await publishing.Publishing(settings).join()
    async with settings.connection().async_client() as client:
        committer = Committer(client, prefix, patience=PATIENCE)
        while True:
            intents = [_intent(random) for _ in range(BATCH)]
            await committer.commit(intents, cause="crawl", run=seed, baseline=False)
            sys.stdout.write("committed\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
