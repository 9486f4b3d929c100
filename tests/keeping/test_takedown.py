"""Taking postings down: nothing of them is left anywhere, and nothing brings them back."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from crawler.index.generations import Generations
from crawler.index.intent import Verdict
from crawler.index.raw_records import raw_record, taken_as
from crawler.raw import Employer, RawPosting
from mappings.identity import Board
from mappings.names import alias
from mappings.suppression import SuppressedKind, Suppression, Target
from tests.api.serving import Index, served, settings_for
from tests.changes.writing import PATIENCE, listed
from tests.factories import job_posting

SECRET = "Zwiebelturm"
TIDEWATER = {"id": "tidewater.example", "name": f"{SECRET} AG", "domain": "tidewater.example"}


def _posting(number, **changes):
    text = {"title": f"{SECRET} {number}", "description_text": f"All about {SECRET}."}
    return job_posting(source_id=str(number), **text | changes)


def _suppression(kind, name):
    return Suppression(kind=kind, id=name, reason="asked for", time=datetime.now(UTC))


def _raw(posting):
    board = Board.parse(posting.board)
    raw = RawPosting({"about": SECRET}, board, Employer(), posting.url, datetime.now(UTC))
    return taken_as(raw_record(raw, posting.id, ()), listed(posting))


async def _store(stage, *postings):
    await stage.commit(*postings)
    await stage.committer.keep([_raw(posting) for posting in postings])
    await stage.publish()


async def _everything(stage, *kinds):
    """All that the indices hold, as text."""
    return json.dumps([await stage.documents(kind) for kind in kinds], ensure_ascii=False)


ONE, OTHER = _posting(1), _posting(2, board="lever:harbour", title="Cook", description_text="Soup.")


@pytest.mark.parametrize(
    ("target", "changes"),
    [
        (Target(SuppressedKind.POSTING, ONE.id), {}),
        (Target(SuppressedKind.BOARD, ONE.board), {}),
        (Target(SuppressedKind.COMPANY, "tidewater.example"), {"company": TIDEWATER}),
        (Target(SuppressedKind.COMPANY, ONE.board), {}),
    ],
)
def test_of_what_is_suppressed_only_its_erasure_is_left(run_with, target, changes):
    one = _posting(1, **changes)

    async def work(stage):
        await _store(stage, one, OTHER)
        await _store(stage, one.model_copy(update={"title": f"Other {SECRET}"}))
        erased = await stage.takedown.suppress(_suppression(target.kind, target.id))
        left = await _everything(stage, "jobs", "raw", "boards")
        changes = await stage.documents("changes")
        return erased, left, [c for c in changes.values() if c["posting"] == one.id]

    erased, left, records = run_with(work)

    assert erased == 1
    assert SECRET not in left
    assert OTHER.title in left
    assert {r["version"]: r["kind"] for r in records} == {1: "purged", 2: "purged", 3: "erased"}
    assert SECRET not in json.dumps([{**r, "company_before": None} for r in records])


def test_no_writer_brings_it_back_until_it_is_allowed_again(run_with):
    target = Target(SuppressedKind.BOARD, ONE.board)

    async def work(stage):
        await _store(stage, ONE)
        await stage.takedown.suppress(_suppression(target.kind, target.id))
        held = await stage.commit(ONE, _posting(77), OTHER)
        await stage.committer.keep([_raw(ONE), _raw(OTHER)])
        kept = await stage.documents("raw")
        assert await stage.takedown.allow(target)
        assert not await stage.takedown.allow(target)
        again = await stage.commit(ONE)
        jobs = await stage.documents("jobs")
        return [r.verdict for r in held], set(kept), [r.verdict for r in again], jobs

    held, kept, again, jobs = run_with(work)

    assert held == [Verdict.SUPPRESSED, Verdict.SUPPRESSED, Verdict.CREATED]
    assert kept == {OTHER.id}
    assert again == [Verdict.CREATED]
    assert (jobs[ONE.id]["title"], jobs[ONE.id]["version"]) == (ONE.title, 3)


def test_what_was_under_way_when_it_was_suppressed_is_taken_back(run_with):
    """Writers commit all the time while their board, and what they write, is suppressed."""

    async def write(stage, number, verdicts):
        for part in range(15):
            postings = [_posting(f"{number}-{part}-{n}") for n in range(3)]
            verdicts += [r.verdict for r in await stage.commit(*postings)]
            await stage.committer.keep([_raw(posting) for posting in postings])

    async def work(stage):
        verdicts = []
        writers = [asyncio.create_task(write(stage, n, verdicts)) for n in range(2)]
        while Verdict.CREATED not in verdicts:
            await asyncio.sleep(0.01)
        await stage.takedown.suppress(_suppression(SuppressedKind.BOARD, ONE.board))
        await asyncio.gather(*writers)
        await stage.publish()
        jobs = await stage.documents("jobs")
        rest = await _everything(stage, "raw", "changes")
        return verdicts, {document["status"] for document in jobs.values()}, rest

    verdicts, statuses, rest = run_with(work)

    assert Verdict.CREATED in verdicts
    assert verdicts[-1] is Verdict.SUPPRESSED
    assert statuses == {"erased"}
    assert SECRET not in rest


def test_older_generations_are_purged_too_and_stay_closed(run_with):
    async def work(stage):
        generations = Generations(stage.client, stage.prefix, patience=PATIENCE)
        await _store(stage, ONE, OTHER)
        await generations.begin()
        await _store(stage, ONE.model_copy(update={"title": f"New {SECRET}"}))
        await generations.begin()
        await stage.takedown.suppress(_suppression(SuppressedKind.POSTING, ONE.id))
        settings = await stage.client.indices.get_settings(index=alias("changes", stage.prefix))
        blocked = {
            name[-2:]: found["settings"]["index"].get("blocks", {}).get("write")
            for name, found in settings.items()
        }
        created = await stage.commit(_posting(3))
        await stage.publish()
        return await _everything(stage, "changes"), blocked, created

    changes, blocked, created = run_with(work)

    assert changes.count(SECRET) == changes.count(f"{SECRET} 3") + 1  # its description
    assert blocked == {"g1": "true", "g2": "true", "g3": None}
    assert [result.verdict for result in created] == [Verdict.CREATED]


def test_a_crawl_begins_by_erasing_what_a_dying_writer_left(run_with):
    async def work(stage):
        await stage.takedown.suppress(_suppression(SuppressedKind.COMPANY, "tidewater.example"))
        posting = _posting(5, company=TIDEWATER)
        index = alias("suppressions", stage.prefix)
        held = await stage.documents("suppressions")
        await stage.client.delete_by_query(index=index, query={"match_all": {}}, refresh=True)
        await _store(stage, posting)
        ((key, suppression),) = held.items()
        await stage.client.index(index=index, id=key, document=suppression, refresh=True)
        first, second = await stage.takedown.mend(), await stage.takedown.mend()
        return first, second, await _everything(stage, "jobs", "raw")

    first, second, left = run_with(work)

    assert (first, second) == (1, 0)
    assert SECRET not in left


def test_the_api_serves_nothing_of_it(run_with, elasticsearch_url, prefix):
    async def suppress(stage):
        await stage.takedown.suppress(_suppression(SuppressedKind.POSTING, ONE.id))

    run_with(lambda stage: _store(stage, ONE, OTHER))
    with served(settings_for(elasticsearch_url, Index(None, prefix))) as api:
        before = api.get("/v1/changes").json()
        run_with(suppress)
        found = {
            path: api.get(path)
            for path in (
                "/v1/jobs?status=open,closed",
                f"/v1/jobs?q={SECRET}&status=open,closed",
                "/v1/jobs?facets=company,country&status=open,closed",
                "/v1/jobs?format=rss&status=open,closed",
                "/v1/jobs?format=csv&status=open,closed",
                "/v1/changes",
                f"/v1/jobs/{ONE.id}",
                f"/v1/jobs/{ONE.id}/history",
                f"/v1/jobs/{ONE.id}/similar",
            )
        }
        after = api.get(f"/v1/changes?cursor={before['next_cursor']}").json()

    served_texts = {path: answer.text for path, answer in found.items()}
    assert not [
        path
        for path, text in served_texts.items()
        if SECRET in text.replace("q=", "") and f"q={SECRET}" not in path
    ]
    assert found["/v1/jobs?status=open,closed"].json()["total"] == 1
    assert found[f"/v1/jobs?q={SECRET}&status=open,closed"].json()["total"] == 0
    assert {found[f"/v1/jobs/{ONE.id}{end}"].status_code for end in ("", "/similar")} == {404}
    assert [(i["posting"], i["kind"], i["left"]) for i in after["items"]] == [
        (ONE.id, "erased", True)
    ]
    assert [i["kind"] for i in found["/v1/changes"].json()["items"]] == ["created", "erased"]
