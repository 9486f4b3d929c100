"""What is stored next, given what was stored before: a pure function."""

from datetime import UTC, date, datetime, timedelta

from crawler.index.lifecycle import Known, Listed, content_hash
from mappings.posting import PostingContent
from tests.factories import job_posting

FIRST = datetime(2026, 11, 1, tzinfo=UTC)
LATER = FIRST + timedelta(days=3)


def _content(**changes):
    full = job_posting(source_id="1", **changes)
    return PostingContent(**{name: getattr(full, name) for name in PostingContent.model_fields})


def _stored(content, version=4):
    """The posting as the commit finds it, first listed on the first day."""
    posting = Listed(content, FIRST).apply(None)
    assert posting is not None
    return posting.model_copy(update={"version": version})


def test_a_posting_never_seen_is_new():
    posting = Listed(_content(), FIRST).apply(None)

    assert posting is not None
    assert posting.version == 1
    assert posting.status == "open"
    assert posting.first_seen_at == posting.changed_at == FIRST
    assert [period.gte for period in posting.open_periods] == [FIRST]


def test_an_unchanged_posting_is_not_stored_again():
    listed = Listed(_content(), LATER)

    assert listed.apply(_stored(_content())) is None
    assert listed.is_known(Known(4, content_hash(_content())))
    assert not listed.is_known(Known(4, content_hash(_content(title="Sail Maker"))))
    assert not listed.is_known(None)


def test_a_changed_posting_keeps_when_it_was_first_seen():
    posting = Listed(_content(title="Sail Maker"), LATER).apply(_stored(_content()))

    assert posting is not None
    assert (posting.title, posting.first_seen_at, posting.changed_at) == (
        "Sail Maker",
        FIRST,
        LATER,
    )
    assert [period.gte for period in posting.open_periods] == [FIRST]


def test_a_source_that_only_touches_its_updated_at_changes_nothing():
    touched = _content(source_updated_at=LATER)

    assert Listed(touched, LATER).apply(_stored(_content())) is None


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
    first = _told_by_words(seen, "day", "Posted Yesterday")
    bound = _told_by_words(seen, "at_latest", "Posted 30+ Days Ago")
    renamed = later.model_copy(update={"title": "Sail Maker"})
    exact = _told_by_words(date(2026, 10, 20), "day", "Posted 12 Days Ago").model_copy(
        update={"title": "Sail Maker"}
    )

    kept = Listed(renamed, LATER).apply(_stored(first))
    narrowed = Listed(exact, LATER).apply(_stored(bound))

    assert kept is not None
    assert (kept.posted_at, kept.posted_precision) == (seen, "day")
    assert narrowed is not None
    assert narrowed.posted_at == date(2026, 10, 20)
