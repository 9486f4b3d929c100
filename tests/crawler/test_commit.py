"""The one door of the write path, against the real node."""

import asyncio
import json

import pytest
from elasticsearch import AsyncElasticsearch, NotFoundError

from crawler.index.commit import Committer
from crawler.index.patience import IndexUnavailableError
from crawler.index.state import known_postings
from crawler.index.writer import BATCH_SIZE, Write, Writer
from crawler.report import BoardRun
from mappings.identity import Board
from mappings.names import alias
from mappings.raw import RawRecord, packed, unpacked
from reference.vocabularies import Outcome
from tests.factories import job_posting
from tests.indices import own_indices

BOARD = Board("greenhouse", "tidewater")


@pytest.fixture(scope="module")
def prefix(elasticsearch_url):
    with own_indices(elasticsearch_url) as prefix:
        yield prefix


@pytest.fixture
def run_with(elasticsearch_url, prefix):
    """Run a coroutine function with a client and the alias of postings."""

    def run(work, url=elasticsearch_url):
        async def main():
            async with AsyncElasticsearch(url, retry_on_timeout=False, max_retries=0) as client:
                return await work(client, alias("jobs", prefix))

        return asyncio.run(main())

    return run


def _committer(client, jobs, patience):
    return Committer(client, jobs, jobs.replace("jobs", "raw"), patience=patience)


def _raw(posting, **changes):
    values = {
        "id": posting.id,
        "source": posting.source,
        "board": posting.board,
        "url": posting.url,
        "fetched_at": posting.first_seen_at,
        "payload": None,
        "payload_bytes": 2,
    }
    return RawRecord(**values | changes)


def _write(run):
    posting = job_posting()
    return Write(posting, _raw(posting), run)


def _refused_posting(**changes):
    """One that the model takes and the index does not: a number beyond its type."""
    return job_posting(positions=2**70, **changes)


def test_a_refused_document_is_named_and_costs_no_other(run_with):
    postings = [job_posting(board="lever:one") for _ in range(3)]
    postings[1] = _refused_posting(board="lever:one")

    async def work(client, jobs):
        refusals = await _committer(client, jobs, 5).commit(postings)
        await client.indices.refresh(index=jobs)
        return refusals, await known_postings(client, jobs, "lever:one")

    refusals, known = run_with(work)

    assert [refusal.posting_id for refusal in refusals] == [postings[1].id]
    assert "range" in refusals[0].reason
    assert set(known) == {postings[0].id, postings[2].id}


def test_what_follows_a_bad_batch_is_written_too(run_with):
    count = 2 * BATCH_SIZE + 120
    postings = [job_posting(board="lever:many") for _ in range(count)]
    for position in (3, 4):
        postings[position] = _refused_posting(board="lever:many")
    run = BoardRun(BOARD)

    async def work(client, jobs):
        writer = Writer(_committer(client, jobs, 5))
        for posting in postings:
            run.open_posting()
            await writer.put(Write(posting, _raw(posting), run))
        await run.settled()
        await writer.close()
        await client.indices.refresh(index=jobs)
        return await known_postings(client, jobs, "lever:many")

    known = run_with(work)

    assert len(known) == count - 2
    report = run.report(Outcome.COMPLETE, None)
    assert (report.new, len(report.rejected)) == (count - 2, 2)
    assert {r.source_id for r in report.rejected} == {p.source_id for p in postings[3:5]}


def test_a_version_is_written_once(run_with):
    first = job_posting(board="lever:race", source_id="1")
    other = first.model_copy(update={"title": "Another Writer", "content_hash": "1" * 64})

    async def work(client, jobs):
        committer = _committer(client, jobs, 5)
        return [await committer.commit([posting]) for posting in (first, first, other)]

    written, again, beaten = run_with(work)

    assert written == again == []
    assert [refusal.posting_id for refusal in beaten] == [first.id]
    assert "version_conflict" in beaten[0].reason


def test_a_write_never_creates_an_index(run_with):
    async def work(client, jobs):
        refusals = await _committer(client, f"{jobs}-absent", 1).commit([job_posting()])
        with pytest.raises(NotFoundError):
            await client.indices.get(index=f"{jobs}-absent")
        return refusals

    (refusal,) = run_with(work)
    assert "index_not_found" in refusal.reason


def test_an_unreachable_index_ends_in_an_error_that_says_so(run_with):
    async def work(client, jobs):
        await _committer(client, jobs, 1).commit([job_posting()])

    with pytest.raises(IndexUnavailableError, match="cannot be reached"):
        run_with(work, "http://127.0.0.1:9")


def test_postings_that_the_index_never_took_fail_their_board(run_with):
    run = BoardRun(BOARD)

    async def work(client, jobs):
        writer = Writer(_committer(client, jobs, 0.6))
        run.open_posting()
        await writer.put(_write(run))
        await run.settled()
        await writer.close()

    run_with(work, "http://127.0.0.1:9")

    report = run.report(Outcome.COMPLETE, None)
    assert report.outcome == Outcome.FAILED
    assert "Elasticsearch" in (report.evidence or "")


def test_known_postings_are_loaded_without_their_bodies(run_with):
    postings = [job_posting(board="lever:known", description_text="x" * 100) for _ in range(5)]

    async def work(client, jobs):
        await _committer(client, jobs, 5).commit(postings)
        await client.indices.refresh(index=jobs)
        return await known_postings(client, jobs, "lever:known")

    known = run_with(work)

    assert {k: v.content_hash for k, v in known.items()} == {
        posting.id: posting.content_hash for posting in postings
    }
    assert "xxx" not in json.dumps([repr(value) for value in known.values()])


def test_the_raw_record_of_a_posting_is_kept_beside_it(run_with):
    posting = job_posting(board="lever:kept")
    payload, size = packed({"id": 1, "text": "Zoë \U0001f680"})
    run = BoardRun(BOARD)

    async def work(client, jobs):
        raw = jobs.replace("jobs", "raw")
        writer = Writer(Committer(client, jobs, raw, patience=5))
        run.open_posting()
        await writer.put(Write(posting, _raw(posting, payload=payload, payload_bytes=size), run))
        await writer.close()
        return (await client.get(index=raw, id=posting.id))["_source"]

    kept = RawRecord.model_validate(run_with(work))

    assert kept.payload is not None
    assert unpacked(kept.payload) == {"id": 1, "text": "Zoë \U0001f680"}
    assert run.report(Outcome.COMPLETE, None).new == 1


def test_a_raw_record_that_is_not_kept_fails_the_board(run_with):
    run = BoardRun(BOARD)

    async def work(client, jobs):
        writer = Writer(Committer(client, jobs, f"{jobs}-absent", patience=1))
        run.open_posting()
        await writer.put(_write(run))
        await writer.close()

    run_with(work)

    report = run.report(Outcome.COMPLETE, None)
    assert report.outcome == Outcome.FAILED
    assert "raw record" in (report.evidence or "")
