"""Several writers of the same postings, killed again and again, while a reader follows."""

import asyncio
import subprocess
import sys
from collections import defaultdict
from random import Random

from elasticsearch import AsyncElasticsearch

from api.feed import ChangeFeed
from mappings.names import alias
from tests.changes.reading import Reader, gateway_to, indexed, replay, stored
from tests.changes.writing import publisher
from tests.command import environment

WRITERS, KILLS_EACH = 4, 5
LONGEST_LIFE_SECONDS = 0.6
PATIENT_SECONDS = 30


class Writer:
    """A writing process that is replaced by another one when it is killed."""

    def __init__(self, url, prefix, number):
        self._arguments = (url, prefix)
        self._number = number
        self._lives = 0
        self._start()

    def _start(self):
        self._lives += 1
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.changes.writer_process",
                *self._arguments,
                f"writer {self._number}, life {self._lives}",
            ],
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_for_a_commit(self):
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "committed\n"

    def kill(self):
        """With SIGKILL."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    async def live_and_die(self):
        """Be killed at some moment after a commit, and replaced, several times."""
        random = Random(self._number)
        for _ in range(KILLS_EACH):
            await asyncio.to_thread(self.wait_for_a_commit)
            await asyncio.sleep(random.uniform(0, LONGEST_LIFE_SECONDS))
            self.kill()
            self._start()
        await asyncio.to_thread(self.wait_for_a_commit)


async def _live_and_die(writers, done):
    try:
        await asyncio.gather(*(writer.live_and_die() for writer in writers))
    finally:
        for writer in writers:
            writer.kill()
        done.set()


async def _follow(reader, client, prefix, done):
    """Read while others write. What was read is found in the index of postings."""
    while not done.is_set():
        for change in await reader.catch_up():
            reader.newest[change["posting"]] = change["version"]
        found = await stored(client, prefix)
        behind = {
            name: version
            for name, version in reader.newest.items()
            if found[name]["version"] < version
        }
        assert behind == {}
        await asyncio.sleep(0.05)


async def _recorded(client, prefix):
    """The id of every record that there is, published or not."""
    await client.indices.refresh(index=alias("changes", prefix))
    answer = await client.search(index=alias("changes", prefix), size=10_000, source=False)
    assert answer["hits"]["total"]["value"] < 10_000
    return [hit["_id"] for hit in answer["hits"]["hits"]]


async def _scenario(url, prefix):
    done = asyncio.Event()
    async with (
        AsyncElasticsearch(url, request_timeout=60) as client,
        gateway_to(url) as gateway,
    ):
        feed = ChangeFeed(gateway, prefix)
        reader, later = Reader(feed), Reader(feed, limit=7)
        reader.newest = {}
        writers = [Writer(url, prefix, number) for number in range(WRITERS)]
        await asyncio.gather(_live_and_die(writers, done), _follow(reader, client, prefix, done))
        read_meanwhile = len(reader.read)
        recorded = await _settled(reader, client, prefix)
        await later.catch_up()
        return reader.read, read_meanwhile, later.read, recorded, await stored(client, prefix)


async def _settled(reader, client, prefix):
    """Publish what the dead left behind, as any next process would; return what is recorded.

    Elasticsearch may still be at work on their last requests. A change that is lost stays so.
    """
    for _ in range(PATIENT_SECONDS):
        await publisher(client, prefix).publish()
        await reader.catch_up()
        recorded = await _recorded(client, prefix)
        if len(recorded) <= len(reader.read):
            break
        await asyncio.sleep(1)
    return recorded


def test_nothing_is_lost_doubled_or_out_of_order_however_writers_die(elasticsearch_url, prefix):
    read, read_meanwhile, replayed, recorded, postings = asyncio.run(
        _scenario(elasticsearch_url, prefix)
    )

    versions = defaultdict(list)
    for change in read:
        versions[change["posting"]].append(change["version"])
    assert all(seen == list(range(1, len(seen) + 1)) for seen in versions.values())
    assert sorted(f"{c['posting']}@{c['version']}" for c in read) == sorted(recorded)
    assert replayed == read
    copy = {}
    replay(replayed, copy)
    assert indexed(copy) == postings
    assert len(read) >= read_meanwhile > 100
    assert {change["kind"] for change in read} == {
        "created",
        "updated",
        "closed",
        "reopened",
        "erased",
    }
