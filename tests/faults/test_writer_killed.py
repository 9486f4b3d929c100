"""A writer that is killed between its three writes: the change record, the posting, the raw one."""

from crawler.index.raw_records import raw_posting
from mappings.names import alias
from mappings.raw import RawRecord
from tests.faults.boards import AFTER, BEFORE, QUAY, read_before, the_next_read_mends_the_rest


def _raw(life, posting):
    found = life.client.get(index=alias("raw", life.prefix), id=posting)["_source"]
    return RawRecord.model_validate(found)


def test_a_raw_record_that_was_never_kept_is_kept_by_the_next_read(life):
    read_before(life)
    name = next(one.id for one in life.postings(QUAY).values() if one.source_id == "2")
    kept = _raw(life, name)
    life.client.delete(index=alias("raw", life.prefix), id=name, refresh=True)

    report = life.read(QUAY)

    assert (report.unchanged, report.changed) == (2, 0)
    assert _raw(life, name).payload == kept.payload
    assert raw_posting(_raw(life, name)) is not None


def test_a_posting_that_was_recorded_and_not_written_is_written_by_the_next_read(life):
    read_before(life)
    name = next(one.id for one in life.postings(QUAY).values() if one.source_id == "2")
    for kind in ("jobs", "raw"):
        life.client.delete(index=alias(kind, life.prefix), id=name, refresh=True)

    the_next_read_mends_the_rest(life)

    assert _raw(life, name).payload is not None
    assert set(BEFORE) | set(AFTER) == set(life.postings(QUAY))
