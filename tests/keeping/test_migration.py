"""Rebuilding an index beside: searches and writes go on, and whatever fails leaves the old one."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from crawler.keeping import migration
from crawler.keeping.copying import MigrationError
from crawler.keeping.migration import Migration
from mappings.definitions import load
from mappings.names import IndexName, alias
from tests.api.serving import Index, served, settings_for
from tests.changes.writing import PATIENCE
from tests.command import openings
from tests.factories import job_posting

POSTINGS = 300


@pytest.fixture
def next_version(monkeypatch):
    """Another definition of every kind, as a release would bring it."""

    def changed(kind):
        definition = load(kind)
        field = {"of_next_version": {"type": "keyword"}}
        properties = definition.mappings["properties"] | field
        return replace(definition, mappings={**definition.mappings, "properties": properties})

    monkeypatch.setattr(migration, "load", changed)
    return changed


def _migration(stage, copied=lambda _: None):
    return Migration(stage.client, stage.prefix, patience=PATIENCE, copied=copied)


async def _behind(stage, kind):
    return list(await stage.client.indices.get_alias(name=alias(kind, stage.prefix)))


def _postings(count, **changes):
    return [job_posting(source_id=str(n), **changes) for n in range(count)]


async def _write(stage, ended, written):
    """Write postings, new ones and known ones, and lines of the ledger, until told to end."""
    number = 0
    while not ended.is_set():
        number += 1
        title = f"Title {number}"
        postings = [
            job_posting(source_id=str(number % POSTINGS), title=title),
            job_posting(source_id=f"new-{number}", title=title),
        ]
        await stage.commit(*postings)
        written |= {posting.id: title for posting in postings}


async def _search(api, ended, totals):
    while not ended.is_set():
        answer = await asyncio.to_thread(api.get, "/v1/jobs?limit=1")
        totals[answer.json().get("total", answer.status_code)] += 1


def test_nothing_is_missed_while_an_index_is_rebuilt(run_with, elasticsearch_url, next_version):
    totals, written = Counter(), {}

    async def work(stage):
        await stage.commit(*_postings(POSTINGS))
        await stage.publish()
        ended = asyncio.Event()
        with served(settings_for(elasticsearch_url, Index(None, stage.prefix))) as api:
            others = [
                asyncio.create_task(_search(api, ended, totals)),
                asyncio.create_task(_write(stage, ended, written)),
                asyncio.create_task(_write(stage, ended, written)),
            ]
            await asyncio.sleep(0.3)
            done = await _migration(stage).migrate("jobs")
            await asyncio.sleep(0.3)
            ended.set()
            await asyncio.gather(*others)
        await stage.publish()
        old = await stage.client.count(index=done.old)
        return done, await stage.documents("jobs"), await _behind(stage, "jobs"), old["count"]

    done, jobs, behind, old = run_with(work)

    assert (
        behind == [done.new] == [next_version("jobs").index_name(IndexName.parse(done.old).prefix)]
    )
    assert min(totals) >= POSTINGS, totals
    assert {name: jobs[name]["title"] for name in written} == written
    assert POSTINGS < old < len(jobs) or old == done.documents


@pytest.mark.usefixtures("next_version")
def test_a_rollback_keeps_what_was_written_since(run_with):
    async def work(stage):
        await stage.commit(*_postings(3))
        await stage.publish()
        before = await _behind(stage, "jobs")
        await _migration(stage).migrate("jobs")
        await stage.commit(job_posting(source_id="1", title="Written since"))
        await stage.publish()
        assert await _migration(stage).replaced() == ["jobs"]
        done = await _migration(stage).roll_back("jobs")
        await stage.commit(job_posting(source_id="2", title="Written after"))
        again = await _migration(stage).migrate("jobs")
        return before, done, again, await stage.documents("jobs")

    before, done, again, jobs = run_with(work)

    assert [done.new] == before
    assert again.new == done.old
    assert Counter(job["title"] for job in jobs.values()) == {
        "Boat Builder": 1,
        "Written since": 1,
        "Written after": 1,
    }


@pytest.mark.usefixtures("next_version")
@pytest.mark.parametrize("kind", ["boards", "raw", "hosts", "suppressions", "mark"])
def test_every_kind_is_rebuilt_with_its_documents(run_with, kind):
    async def work(stage):
        name, fields = alias(kind, stage.prefix), load(kind).mappings["properties"]
        keyword = next(n for n, field in fields.items() if field.get("type") == "keyword")
        for number in range(4):
            await stage.client.index(index=name, id=str(number), document={keyword: str(number)})
        copied = await _migration(stage).migrate(kind)
        return copied, await stage.documents(kind), await _behind(stage, kind)

    copied, documents, behind = run_with(work)

    assert set(map(str, range(4))) <= documents.keys()
    assert behind == [copied.new]


@pytest.mark.usefixtures("next_version")
def test_what_is_deleted_meanwhile_is_deleted_in_the_copy(run_with):
    async def work(stage):
        name = alias("hosts", stage.prefix)
        for number in range(5):
            await stage.client.index(index=name, id=str(number), document={"host": str(number)})
        loop, deletions = asyncio.get_running_loop(), []

        def copied(_):
            if not deletions:
                deletions.append(loop.create_task(stage.client.delete(index=name, id="3")))

        migrating = Migration(stage.client, stage.prefix, patience=PATIENCE, copied=copied)
        await migrating.migrate("hosts")
        return await stage.documents("hosts")

    assert run_with(work).keys() == {"0", "1", "2", "4"}


@pytest.mark.usefixtures("next_version")
@pytest.mark.parametrize("moment", ["_swap", "_blocked"])
def test_a_failure_leaves_the_old_index_serving(run_with, monkeypatch, moment):
    async def fail(*_):
        raise MigrationError("the swap did not work")

    async def work(stage):
        await stage.commit(*_postings(5))
        before = await _behind(stage, "jobs")
        if moment == "_swap":
            monkeypatch.setattr(Migration, "_swap", fail)
        else:
            monkeypatch.setattr("crawler.keeping.copying.Copy.require_equal", fail)
        with pytest.raises(MigrationError):
            await _migration(stage).migrate("jobs")
        await stage.commit(job_posting(source_id="9", title="Written after"))
        indices = await stage.client.indices.get(index=f"{stage.prefix}-jobs-*")
        return before, await _behind(stage, "jobs"), list(indices), await stage.documents("jobs")

    before, behind, indices, jobs = run_with(work)

    assert before == behind == indices
    assert len(jobs) == 6


def test_what_was_killed_is_done_by_the_next_run(run_with, next_version):
    """It was killed after it blocked the old index: writers wait, and go on with the next run."""

    async def work(stage):
        await stage.commit(*_postings(5))
        (old,) = await _behind(stage, "jobs")
        definition = next_version("jobs")
        await stage.client.indices.create(
            index=definition.index_name(stage.prefix),
            mappings=definition.mappings,
            settings=definition.settings,
            aliases={f"{alias('jobs', stage.prefix)}-next": {}},
        )
        await stage.client.indices.add_block(index=old, block="write")
        waiting = asyncio.create_task(stage.commit(job_posting(source_id="9")))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        done = await _migration(stage).migrate("jobs")
        await waiting
        return done, await stage.documents("jobs")

    done, jobs = run_with(work)

    assert done.documents in (5, 6)
    assert len(jobs) == 6


def test_the_command_rebuilds_what_is_outdated_and_goes_back(elasticsearch_url, run_with, prefix):
    settings = {"OPENINGS_ELASTICSEARCH_URL": elasticsearch_url, "OPENINGS_INDEX_PREFIX": prefix}
    name = alias("hosts", prefix)
    outdated = f"{name}-v1-00000000"

    async def make_outdated(stage):
        (current,) = await _behind(stage, "hosts")
        await stage.client.indices.create(index=outdated, mappings={"properties": {}})
        await stage.client.index(index=outdated, id="a", document={"host": "a", "odd": "x"})
        actions = [
            {"remove_index": {"index": current}},
            {"add": {"index": outdated, "alias": name}},
        ]
        await stage.client.indices.update_aliases(actions=actions)
        return current

    current = run_with(make_outdated)
    assert "index migrate" in openings("index", "create", **settings).sentence
    done = openings("index", "migrate", "--json", **settings)
    nothing = openings("index", "migrate", **settings)
    back = openings("index", "migrate", "--rollback", "--json", **settings)
    again = openings("index", "migrate", **settings)
    dropped = openings("index", "migrate", "--drop-replaced", "--json", **settings)
    unknown = openings("index", "migrate", "job", **settings)

    (migrated,) = done.json["migrated"]
    assert (migrated["new"], migrated["old"], migrated["documents"]) == (current, outdated, 1)
    assert migrated["dropped"] == ["odd"]
    assert "nothing to migrate" in nothing.err
    assert back.json["migrated"][0]["new"] == outdated
    assert current in again.err
    assert dropped.json["dropped"] == [outdated]
    assert "kinds" in unknown.sentence


def test_no_write_creates_an_index(run_with):
    """IDX-07: a writer that starts before there is an alias creates nothing."""

    async def work(stage):
        await stage.client.indices.delete(index=await _behind(stage, "jobs"))
        with pytest.raises(Exception, match="no such index"):
            await stage.commit(job_posting(source_id="1"))
        return await stage.client.indices.exists(index=alias("jobs", stage.prefix))

    assert not run_with(work)
