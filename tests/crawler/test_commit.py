"""The one door of the write path, against the real node."""

import asyncio
import json

import pytest
from elasticsearch import AsyncElasticsearch, NotFoundError

from crawler.index.commit import Committer
from crawler.index.lifecycle import Listed, content_hash
from crawler.index.patience import IndexFaultError, IndexUnavailableError
from crawler.index.state import known_postings
from crawler.index.writer import BATCH_SIZE, Write, Writer
from crawler.report import BoardRun
from mappings.definitions import KINDS
from mappings.identity import Board
from mappings.names import IndexName, alias
from mappings.posting import PostingContent
from mappings.raw import RawRecord, packed, unpacked
from reference.vocabularies import Outcome
from tests.factories import SEEN_AT, job_posting
from tests.indices import own_indices

BOARD = Board("greenhouse", "tidewater")


@pytest.fixture
def prefix(elasticsearch_url):
    with own_indices(elasticsearch_url) as prefix:
        yield prefix


@pytest.fixture
def run_with(elasticsearch_url, prefix):
    """Run a coroutine function with a client and the prefix of the indices."""

    def run(work, url=elasticsearch_url):
        async def main():
            async with AsyncElasticsearch(url, retry_on_timeout=False, max_retries=0) as client:
                return await work(client, prefix)

        return asyncio.run(main())

    return run


def _listed(posting, at=SEEN_AT):
    names = PostingContent.model_fields
    return Listed(PostingContent(**{name: getattr(posting, name) for name in names}), at)


async def _commit(client, prefix, postings, patience=5):
    committer = Committer(client, prefix, patience=patience)
    return await committer.commit(
        [_listed(posting) for posting in postings], cause="crawl", run="r1", baseline=False
    )


async def _known(client, prefix, board):
    await client.indices.refresh(index=alias("jobs", prefix))
    return await known_postings(client, alias("jobs", prefix), board)


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


def _write(run, posting=None, **raw):
    posting = posting or job_posting()
    return Write(_listed(posting), posting.source_id, _raw(posting, **raw), run, baseline=False)


def _refused_posting(**changes):
    """One that the model takes and the index does not: a number beyond its type."""
    return job_posting(positions=2**70, **changes)


def test_a_refused_document_is_named_and_costs_no_other(run_with):
    postings = [job_posting(board="lever:one") for _ in range(3)]
    postings[1] = _refused_posting(board="lever:one")

    async def work(client, prefix):
        results = await _commit(client, prefix, postings)
        records = await _records(client, prefix, "lever:one")
        return results, records, await _known(client, prefix, "lever:one")

    results, records, known = run_with(work)

    assert [result.posting_id for result in results] == [posting.id for posting in postings]
    assert [result.verdict for result in results] == ["created", "refused", "created"]
    assert "range" in results[1].reason
    assert set(known) == set(records) == {postings[0].id, postings[2].id}


async def _records(client, prefix, board):
    """The posting of every change of a board, in the order of the changes."""
    await client.indices.refresh(index=alias("changes", prefix))
    found = await client.search(
        index=alias("changes", prefix),
        query={"term": {"board": board}},
        sort=[{"_seq_no": "asc"}],
        size=1_000,
    )
    return [hit["_source"]["posting"] for hit in found["hits"]["hits"]]


def test_what_follows_a_bad_batch_is_written_too(run_with):
    count = 2 * BATCH_SIZE + 120
    postings = [job_posting(board="lever:many") for _ in range(count)]
    for position in (3, 4):
        postings[position] = _refused_posting(board="lever:many")
    run = BoardRun(BOARD)

    async def work(client, prefix):
        writer = Writer(Committer(client, prefix, patience=5))
        for posting in postings:
            run.open_posting()
            await writer.put(_write(run, posting))
        await run.settled()
        await writer.close()
        return await _known(client, prefix, "lever:many")

    known = run_with(work)

    assert len(known) == count - 2
    report = run.report(Outcome.COMPLETE, None)
    assert (report.new, len(report.rejected)) == (count - 2, 2)
    assert {r.source_id for r in report.rejected} == {p.source_id for p in postings[3:5]}


def test_a_version_is_recorded_once(run_with):
    first = job_posting(board="lever:race", source_id="1")
    others = [first.model_copy(update={"title": f"Writer {n}"}) for n in range(5)]

    async def work(client, prefix):
        committed = [await _commit(client, prefix, [first]) for _ in range(2)]
        committed += await asyncio.gather(*(_commit(client, prefix, [p]) for p in others))
        known = await _known(client, prefix, "lever:race")
        return (
            [result for (result,) in committed],
            known,
            await _records(client, prefix, "lever:race"),
        )

    results, known, records = run_with(work)

    assert [result.verdict for result in results] == ["created", "unchanged", *["updated"] * 5]
    assert known[first.id].version == len(records) == 6


def test_several_intents_for_one_posting_are_committed_in_turn(run_with):
    first = job_posting(board="lever:twice", source_id="1")
    second = first.model_copy(update={"title": "Sail Maker"})

    async def work(client, prefix):
        results = await _commit(client, prefix, [first, second, second])
        return results, await _known(client, prefix, "lever:twice")

    results, known = run_with(work)

    assert [result.verdict for result in results] == ["created", "updated", "unchanged"]
    assert known[first.id].version == 2


def test_a_write_never_creates_an_index(run_with):
    async def work(client, prefix):
        jobs = alias("jobs", prefix)
        await client.indices.delete(index=list(await client.indices.get(index=jobs)))
        with pytest.raises(IndexFaultError, match="no such index"):
            await _commit(client, prefix, [job_posting(board="lever:absent")], 1)
        with pytest.raises(NotFoundError, match="no such index"):
            await _commit(client, f"{prefix}-absent", [job_posting()], 1)
        found = await client.indices.get(index=f"{prefix}-*")
        kinds = {IndexName.parse(name).kind for name in found}
        return kinds, await _records(client, prefix, "lever:absent")

    assert run_with(work) == (set(KINDS) - {"jobs"}, [])


def test_an_unreachable_index_ends_in_an_error_that_says_so(run_with):
    async def work(client, prefix):
        await _commit(client, prefix, [job_posting()], patience=1)

    with pytest.raises(IndexUnavailableError, match="cannot be reached"):
        run_with(work, "http://127.0.0.1:9")


def test_postings_that_the_index_never_took_fail_their_board(run_with):
    run = BoardRun(BOARD)

    async def work(client, prefix):
        writer = Writer(Committer(client, prefix, patience=0.6))
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

    async def work(client, prefix):
        await _commit(client, prefix, postings)
        return await _known(client, prefix, "lever:known")

    known = run_with(work)

    assert {k: v.content_hash for k, v in known.items()} == {
        posting.id: content_hash(_listed(posting).content) for posting in postings
    }
    assert "xxx" not in json.dumps([repr(value) for value in known.values()])


def test_the_raw_record_of_a_posting_is_kept_beside_it(run_with):
    posting = job_posting(board="lever:kept")
    payload, size = packed({"id": 1, "text": "Zoë \U0001f680"})
    run = BoardRun(BOARD)

    async def work(client, prefix):
        writer = Writer(Committer(client, prefix, patience=5))
        run.open_posting()
        await writer.put(_write(run, posting, payload=payload, payload_bytes=size))
        await writer.close()
        return (await client.get(index=alias("raw", prefix), id=posting.id))["_source"]

    kept = RawRecord.model_validate(run_with(work))

    assert kept.payload is not None
    assert unpacked(kept.payload) == {"id": 1, "text": "Zoë \U0001f680"}
    assert run.report(Outcome.COMPLETE, None).new == 1


def test_a_raw_record_that_is_not_kept_fails_the_board(run_with):
    run = BoardRun(BOARD)

    async def work(client, prefix):
        await client.indices.delete(
            index=list(await client.indices.get(index=alias("raw", prefix)))
        )
        writer = Writer(Committer(client, prefix, patience=1))
        run.open_posting()
        await writer.put(_write(run))
        await writer.close()

    run_with(work)

    report = run.report(Outcome.COMPLETE, None)
    assert report.outcome == Outcome.FAILED
    assert "raw record" in (report.evidence or "")
