"""Records rebuild postings byte for byte: a property of pure functions."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.change import (
    ChangeRecord,
    Origin,
    OutOfOrderError,
    applied,
    change_between,
    is_tombstone,
    replayed,
)
from mappings.document import with_derived, without_derived
from tests.factories import job_posting

ORIGIN = Origin("crawl", "r1", baseline=False, time=datetime(2026, 3, 2, tzinfo=UTC))

_TEXT = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)
_PLACES = st.lists(
    st.fixed_dictionaries(
        {"text": _TEXT}, optional={"lat": st.floats(-90, 90), "lon": st.floats(-180, 180)}
    ),
    max_size=3,
)
_CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": _TEXT,
        "description_text": st.none() | st.text(st.characters(codec="utf-8")),
        "company": st.fixed_dictionaries({"id": _TEXT, "name": _TEXT}),
        "locations": _PLACES,
        "salary": st.none() | st.fixed_dictionaries({"min": st.floats(0, 1e12)}),
        "posted_at": st.none() | st.dates() | st.datetimes(timezones=st.just(UTC)),
        "skills": st.lists(_TEXT, max_size=3),
        "status": st.sampled_from(["open", "closed"]),
        "provenance": st.dictionaries(_TEXT, st.sampled_from(["stated", "parsed"]), max_size=3),
    },
)
_LIVES = st.lists(_CHANGES | st.none(), min_size=1, max_size=8)
"""What a posting becomes, one after the other; None where it is erased."""


def _served(**changes):
    return job_posting(source_id="7", **changes).model_dump(mode="json")


def _live(life):
    """The records of a life, and the document that the index has after each."""
    now, records, documents = None, [], []
    for changes in life:
        after = None if changes is None else _served(**changes)
        if after is None and (now is None or is_tombstone(now)):
            continue
        record = change_between(now, after, ORIGIN)
        if record is not None:
            now = applied(now, record)
            records.append(record)
            documents.append(now if after is None else after | {"version": len(records)})
    return records, documents


def _bytes(value):
    return json.dumps(value, ensure_ascii=False)


@given(_LIVES)
def test_the_records_of_a_posting_rebuild_it_byte_for_byte(life):
    records, documents = _live(life)
    kept = [ChangeRecord.model_validate_json(record.model_dump_json()) for record in records]

    for length, document in enumerate(documents, start=1):
        rebuilt = replayed(None, *kept[:length])
        assert _bytes(rebuilt) == _bytes(document)
        if not is_tombstone(document):
            assert _bytes(with_derived(rebuilt)) == _bytes(with_derived(document))
            assert _bytes(without_derived(with_derived(document))) == _bytes(document)


@given(_LIVES)
def test_each_record_is_one_version_and_says_what_changed(life):
    records, documents = _live(life)

    for record, before, after in zip(records, [None, *documents], documents, strict=False):
        assert record.version == after["version"] == (before["version"] if before else 0) + 1
        for name, change in (record.changes or {}).items():
            assert (before[name], after[name]) == (change.before, change.after)
            assert change.before != change.after


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, {}, "created"),
        ({}, {"title": "Sail Maker"}, "updated"),
        ({}, {"status": "closed"}, "closed"),
        ({"status": "closed"}, {"title": "Sail Maker"}, "reopened"),
        ({}, None, "erased"),
    ],
)
def test_a_record_says_what_became_of_the_posting(before, after, kind):
    before, after = (None if changes is None else _served(**changes) for changes in (before, after))

    record = change_between(before, after, ORIGIN)

    assert record is not None
    assert record.kind == kind
    assert (record.document is None) == (kind != "created")
    assert (record.company is None) == (kind == "erased")


def test_nothing_changed_is_no_record():
    posting = _served()

    assert change_between(posting, posting | {"version": 9}, ORIGIN) is None
    with pytest.raises(ValueError, match="nothing to nothing"):
        change_between(None, None, ORIGIN)


def test_a_record_is_applied_to_the_version_before_it_alone():
    records, _ = _live([{}, {"title": "Second"}, {"title": "Third"}])
    first, second, third = records

    for wrong in ([second], [first, third], [first, first], [first, second, second]):
        with pytest.raises(OutOfOrderError, match="does not follow"):
            replayed(None, *wrong)


def test_a_posting_that_is_created_anew_goes_on_counting_and_keeps_nothing_of_before():
    (first, erased, anew), (_, tombstone, document) = _live([{"title": "Secret"}, None, {}])

    assert [record.version for record in (first, erased, anew)] == [1, 2, 3]
    assert [record.kind for record in (first, erased, anew)] == ["created", "erased", "created"]
    assert "Secret" not in _bytes([tombstone, document, erased.model_dump(mode="json")])
    assert anew.company_before is None
