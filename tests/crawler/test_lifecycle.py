"""What is stored next, given what was stored before: a pure function."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

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


def _told_by_words(day, precision, text):
    return _content(
        posted_at=day,
        posted_precision=precision,
        posted_text=text,
        provenance={"posted_at": "parsed"},
    )


def _known_with_date(content, day, precision, text="x"):
    posted = {"posted_at": day, "posted_precision": precision, "posted_text": text}
    return replace(_known(content), posted=posted)


def test_a_date_told_by_words_does_not_change_a_posting_from_day_to_day():
    first = _told_by_words(date(2026, 11, 1), "day", "Posted Yesterday")
    second = _told_by_words(date(2026, 11, 1), "day", "Posted 3 Days Ago")
    later = _told_by_words(date(2026, 11, 9), "at_latest", "Posted 30+ Days Ago")

    assert content_hash(first) == content_hash(second) == content_hash(later)


def test_a_stated_date_that_changes_changes_the_posting():
    dates = [
        _content(posted_at=day, posted_precision="day", provenance={"posted_at": "stated"})
        for day in (date(2026, 11, 1), date(2026, 11, 2))
    ]

    assert content_hash(dates[0]) != content_hash(dates[1])


def test_a_date_told_by_words_stays_that_of_the_first_sight_and_is_only_narrowed():
    seen = date(2026, 11, 1)
    later = _told_by_words(date(2026, 11, 9), "at_latest", "Posted 30+ Days Ago")
    renamed = later.model_copy(update={"title": "Sail Maker"})
    exact = _told_by_words(date(2026, 10, 20), "day", "Posted 12 Days Ago").model_copy(
        update={"title": "Sail Maker"}
    )

    kept = observe(renamed, _known_with_date(later, seen, "day"), LATER)
    narrowed = observe(exact, _known_with_date(later, seen, "at_latest"), LATER)

    assert kept is not None
    assert (kept.posted_at, kept.posted_precision) == (seen, "day")
    assert narrowed is not None
    assert narrowed.posted_at == date(2026, 10, 20)
