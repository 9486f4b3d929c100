"""A backup that is taken while writers write restores to the index of one moment."""

import asyncio
from random import Random

import pytest

from api.errors import ExpiredCursorError
from api.feed import ChangeFeed
from crawler.index.generations import Generations
from crawler.keeping.backup import Backup
from crawler.keeping.backup_files import BackupError, BackupFolder
from crawler.keeping.restore import Restore
from mappings.change import is_tombstone, version_of
from mappings.names import alias
from mappings.suppression import SuppressedKind, Suppression
from tests.changes.reading import EVERYTHING, Reader, gateway_to, indexed, replay
from tests.changes.writing import PATIENCE
from tests.command import openings
from tests.factories import SEEN_AT, job_posting
from tests.indices import own_indices
from tests.keeping.conftest import Stage

POSTINGS = 40


def _backup(stage):
    return Backup(stage.client, stage.prefix, patience=PATIENCE, done=lambda _: None)


async def _restore(stage, folder):
    work = Restore(stage.client, stage.prefix, patience=PATIENCE, done=lambda _: None)
    await work.run(folder, folder.manifest())


async def _write(stage, ended, random):
    while not ended.is_set():
        numbers = random.sample(range(POSTINGS + 20), 5)
        title = f"Title {random.random()}"
        await stage.commit(*(job_posting(source_id=str(n), title=title) for n in numbers))


async def _fed(stage):
    async with gateway_to(stage.url) as gateway:
        reader = Reader(ChangeFeed(gateway, stage.prefix))
        return await reader.catch_up()


@pytest.fixture
def other_prefix(elasticsearch_url):
    with own_indices(elasticsearch_url) as prefix:
        yield prefix


def test_a_backup_under_writes_is_the_index_of_one_moment(run_with, other_prefix, tmp_path):
    folder = BackupFolder(tmp_path / "backup")

    async def work(stage):
        await stage.commit(*(job_posting(source_id=str(n)) for n in range(POSTINGS)))
        await Generations(stage.client, stage.prefix, patience=PATIENCE).begin()
        ended = asyncio.Event()
        writers = [asyncio.create_task(_write(stage, ended, Random(n))) for n in range(2)]
        await asyncio.sleep(0.3)
        manifest = await _backup(stage).make(folder)
        ended.set()
        await asyncio.gather(*writers)
        await stage.publish()
        restored = Stage(stage.client, stage.url, other_prefix)
        await _restore(restored, folder)
        found = await stage.client.search(
            index=alias("jobs", other_prefix), size=10_000, version=True
        )
        versions = {hit["_id"]: hit["_version"] for hit in found["hits"]["hits"]}
        jobs = await restored.documents("jobs")
        return manifest, await _fed(stage), await _fed(restored), jobs, versions

    manifest, before, after, jobs, versions = run_with(work)

    assert manifest.generations == (1, 2)
    assert POSTINGS < len(after) <= len(before)
    assert after == before[: len(after)]
    replayed = {}
    replay(after, replayed)
    assert jobs == indexed(replayed)
    assert versions == {name: version_of(document) for name, document in jobs.items()}


def test_all_kinds_come_back_the_feed_goes_on_and_old_cursors_expire(
    run_with, other_prefix, tmp_path
):
    folder = BackupFolder(tmp_path / "backup")
    one, other = job_posting(source_id="one"), job_posting(board="lever:other", source_id="two")

    async def work(stage):
        await stage.commit(one, other)
        for kind, document in (
            ("boards", {"id": "b"}),
            ("raw", {"id": "r"}),
            ("hosts", {"host": "h"}),
        ):
            await stage.client.index(index=alias(kind, stage.prefix), id="x", document=document)
        await stage.takedown.suppress(
            Suppression(kind=SuppressedKind.BOARD, id="lever:other", reason="-", time=SEEN_AT)
        )
        kinds = ("jobs", "boards", "raw", "hosts", "suppressions")
        before = {kind: await stage.documents(kind) for kind in kinds}
        await _backup(stage).make(folder)
        restored = Stage(stage.client, stage.url, other_prefix)
        await _restore(restored, folder)
        after = {kind: await restored.documents(kind) for kind in kinds}
        changed = one.model_copy(update={"title": "Written since"})
        (result,) = await restored.commit(changed)
        await restored.publish()
        async with gateway_to(stage.url) as gateway:
            place = await ChangeFeed(gateway, stage.prefix).end()
            with pytest.raises(ExpiredCursorError):
                await ChangeFeed(gateway, other_prefix).read(EVERYTHING, place, 10)
        with pytest.raises(BackupError, match="empty indices"):
            await _restore(restored, folder)
        return before, after, result, await _fed(restored)

    before, after, result, changes = run_with(work)

    assert before == after
    assert is_tombstone(before["jobs"][other.id])
    assert result.verdict == "updated"
    assert [(c["posting"], c["version"], c["kind"]) for c in changes] == [
        (one.id, 1, "created"),
        (other.id, 2, "erased"),
        (one.id, 2, "updated"),
    ]


def test_a_backup_that_is_not_whole_is_refused(tmp_path, run_with):
    path = tmp_path / "backup"
    run_with(lambda stage: _backup(stage).make(BackupFolder(path)))

    with pytest.raises(BackupError, match="not empty"):
        run_with(lambda stage: _backup(stage).make(BackupFolder(path)))
    file = path / "jobs.ndjson.zst"
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(BackupError, match="not as it was written"):
        BackupFolder(path).manifest()
    (path / "manifest.json").unlink()
    with pytest.raises(BackupError, match="no manifest"):
        BackupFolder(path).manifest()


def test_the_commands(elasticsearch_url, run_with, prefix, other_prefix, tmp_path):
    url = {"OPENINGS_ELASTICSEARCH_URL": elasticsearch_url}
    run_with(lambda stage: stage.commit(job_posting(source_id="one")))

    made = openings("backup", tmp_path / "b", "--json", OPENINGS_INDEX_PREFIX=prefix, **url)
    back = openings("restore", tmp_path / "b", OPENINGS_INDEX_PREFIX=other_prefix, **url)
    again = openings("restore", tmp_path / "b", OPENINGS_INDEX_PREFIX=other_prefix, **url)
    none = openings("restore", tmp_path, OPENINGS_INDEX_PREFIX=other_prefix, **url)

    assert made.json["documents"]["jobs"] == made.json["documents"]["changes-1"] == 1
    assert (back.status, "1 of jobs" in back.err) == (0, True)
    assert "empty indices" in again.sentence
    assert "no backup" in none.sentence
