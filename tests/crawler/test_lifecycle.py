"""What is stored next, given what was stored before: a pure function."""

from datetime import UTC, datetime, timedelta

from crawler.index.lifecycle import Known, content_hash, observe
from mappings.posting import PostingContent
from tests.factories import job_posting

FIRST = datetime(2026, 11, 1, tzinfo=UTC)
LATER = FIRST + timedelta(days=3)


def _content(**changes):
    full = job_posting(source_id="1", **changes)
    return PostingContent(**{name: getattr(full, name) for name in PostingContent.model_fields})


def _known(content, version=4):
    return Known(version, content_hash(content), FIRST)


def test_a_posting_never_seen_is_new():
    posting = observe(_content(), None, FIRST)

    assert posting is not None
    assert posting.version == 1
    assert posting.status == "open"
    assert posting.first_seen_at == posting.changed_at == FIRST
    assert [period.gte for period in posting.open_periods] == [FIRST]


def test_an_unchanged_posting_is_not_stored_again():
    assert observe(_content(), _known(_content()), LATER) is None


def test_a_changed_posting_keeps_when_it_was_first_seen():
    posting = observe(_content(title="Sail Maker"), _known(_content()), LATER)

    assert posting is not None
    assert (posting.version, posting.first_seen_at, posting.changed_at) == (5, FIRST, LATER)


def test_a_source_that_only_touches_its_updated_at_changes_nothing():
    touched = _content(source_updated_at=LATER)

    assert observe(touched, _known(_content()), LATER) is None


def test_the_rate_of_another_month_changes_nothing():
    pay = {"min": 10, "max": 20, "currency": "EUR"}
    before = _content(salary=pay | {"reference_min": 11})

    assert content_hash(before) == content_hash(_content(salary=pay | {"reference_min": 12}))
    assert content_hash(before) != content_hash(_content(salary=pay | {"max": 21}))
