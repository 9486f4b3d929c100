"""What is old is dropped; what is needed stays."""

from datetime import UTC, datetime, timedelta

import pytest
import typer

from crawler.index.generations import Generations
from crawler.index.patience import IndexUnavailableError
from crawler.keeping.retention import Retention
from mappings.names import alias
from mappings.raw import RawRecord
from openings.ages import age
from tests.changes.writing import PATIENCE
from tests.command import openings
from tests.factories import job_posting

OLD = datetime(2020, 1, 1, tzinfo=UTC)


def _raw(posting, fetched_at):
    return RawRecord(
        id=posting, source="lever", board="lever:a", url="https://x.example",
        fetched_at=fetched_at, payload=None, payload_bytes=1,
    )  # fmt: skip


def test_payloads_of_postings_that_are_not_open_go_when_they_are_old(run_with):
    opened, closed, young = (job_posting(source_id=name) for name in ("open", "closed", "young"))

    async def work(stage):
        await stage.commit(opened, closed, young)
        for posting in (closed, young):
            done = posting.model_copy(update={"status": "closed"})
            await stage.client.index(
                index=f"{stage.prefix}-jobs", id=posting.id, document={
                    "id": posting.id, "status": done.status, "version": 2,
                }, version=2, version_type="external",
            )  # fmt: skip
        now = datetime.now(UTC)
        await stage.committer.keep(
            [_raw(opened.id, OLD), _raw(closed.id, OLD), _raw("gone", OLD), _raw(young.id, now)]
        )
        await stage.documents("raw")
        retention = Retention(stage.client, stage.prefix, patience=PATIENCE)
        count = await retention.drop_raw(now - timedelta(days=400))
        return count, set(await stage.documents("raw"))

    assert run_with(work) == (2, {opened.id, young.id})


def test_generations_go_as_a_whole_when_their_last_change_is_old(run_with):
    async def work(stage):
        generations = Generations(stage.client, stage.prefix, patience=PATIENCE)
        retention = Retention(stage.client, stage.prefix, patience=PATIENCE)
        await stage.commit(job_posting())
        await generations.begin()
        await stage.commit(job_posting())
        await generations.begin()
        nothing = await retention.drop_changes(datetime.now(UTC) - timedelta(hours=1))
        both = await retention.drop_changes(datetime.now(UTC))
        return nothing, both, (await generations.mark()).oldest

    nothing, both, oldest = run_with(work)

    assert (nothing, len(both), oldest) == ([], 2, 3)


def test_the_command_needs_to_be_told_what(elasticsearch_url, prefix):
    settings = {"OPENINGS_ELASTICSEARCH_URL": elasticsearch_url, "OPENINGS_INDEX_PREFIX": prefix}

    done = openings(
        "index", "prune", "--changes-older-than", "90d", "--raw-older-than", "400d", "--json",
        **settings,
    )  # fmt: skip

    assert done.json == {"dropped": [], "payloads": 0}
    assert "--keep" in openings("index", "prune", **settings).sentence
    assert "no age" in openings("index", "prune", "--raw-older-than", "soon", **settings).err


def test_ages():
    assert age("90d") == timedelta(days=90)
    assert age("8w") == timedelta(weeks=8)
    for wrong in ("", "90", "d", "-1d", "1y"):
        with pytest.raises(typer.BadParameter):
            age(wrong)


def test_what_cannot_be_read_now_is_not_taken_for_gone(run_with):
    """Elasticsearch answers 200 for documents of a shard that no node holds, as in a restart."""
    posting = job_posting()

    async def work(stage):
        await stage.commit(posting)
        await stage.committer.keep([_raw(posting.id, OLD)])
        await stage.documents("raw")
        jobs, lost = alias("jobs", stage.prefix), f"{stage.prefix}-lost"
        nowhere = {"index.routing.allocation.require._name": "nowhere"}
        await stage.client.indices.create(index=lost, settings=nowhere, wait_for_active_shards="0")
        (there,) = (await stage.client.indices.get_alias(name=jobs)).body
        actions = [{"remove": {"index": there, "alias": jobs}}]
        actions.append({"add": {"index": lost, "alias": jobs}})
        await stage.client.indices.update_aliases(actions=actions)
        retention = Retention(stage.client, stage.prefix, patience=1)
        with pytest.raises(IndexUnavailableError, match="cannot be read"):
            await retention.drop_raw(datetime.now(UTC))
        return set(await stage.documents("raw"))

    assert run_with(work) == {posting.id}
