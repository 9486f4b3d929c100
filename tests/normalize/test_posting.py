"""Statements become postings: the rules that all sources share, and what holds for any values."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.posting import RejectedError, posting
from crawler.normalize.statement import Place, Statement
from crawler.normalize.where import locations
from crawler.raw import Employer, RawPosting
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange
from reference.vocabularies import SalaryKind, SalaryPeriod

RAW = RawPosting(
    payload={},
    board=Board("greenhouse", "tidewater"),
    employer=Employer("Tidewater Boats", "tidewater.example"),
    url="https://jobs.example.com/tidewater",
    fetched_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
)


def made(**said: Any) -> PostingContent:
    required = {"source_id": "7", "title": "Boat Builder", "url": "https://jobs.example.com/7"}
    return posting(RAW, Statement(**required | said))


def cities(content: PostingContent) -> list[str | None]:
    return [one.city for one in content.locations]


@pytest.mark.parametrize("name", ["HQ", "Remote", "Our workshop", "EMEA", "2 Locations"])
def test_fallback_places_count_where_the_places_name_none(name: str) -> None:
    content = made(places=[Place(name)], fallback_places=[Place("Oslo"), Place("Bergen, Norway")])

    assert cities(content) == ["Oslo", "Bergen"]
    assert content.provenance["locations"] == "parsed"


@pytest.mark.parametrize("name", ["Lima, Peru", "Peru", "Ohio", "Remote - US", "Birmingham"])
def test_fallback_places_do_not_count_where_the_places_name_one(name: str) -> None:
    content = made(places=[Place(name)], fallback_places=[Place("Oslo")])

    assert "Oslo" not in cities(content)
    assert content.locations


def test_a_text_that_names_no_place_stays_where_the_fallback_says_no_more() -> None:
    (place,) = made(places=[Place("HQ Harbour")], fallback_places=[Place("Shed")]).locations

    assert place.text == "HQ Harbour"


def test_of_the_fallback_only_what_names_a_place_counts() -> None:
    content = made(places=[Place("HQ")], fallback_places=[Place("EMEA"), Place("Oslo")])

    assert cities(content) == ["Oslo"]


def test_a_stated_place_that_names_none_stays_as_text_beside_others() -> None:
    content = made(places=[Place("Oslo"), Place("Nordics")])

    assert [one.text for one in content.locations] == ["Oslo", "Nordics"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("Basel or San Diego", "Basel, San Diego"), ["Basel", "San Diego"]),
        (Place(None, "Reno, Tulsa", "Nevada, Oklahoma", "USA"), ["Reno", "Tulsa"]),
        (Place("Reno or Tulsa", "Reno, Tulsa", None, "USA"), ["Reno", "Tulsa"]),
        (Place("Reno or Tulsa", "Reno, Tulsa"), ["Reno", "Tulsa"]),
        (Place(None, "Reno, Tulsa"), [None]),
    ],
)
def test_parts_that_hold_several_cities(place: Place, expected: list[str | None]) -> None:
    found = locations([place])

    assert found is not None
    assert [one.city for one in found.value] == expected


def test_where_remote_workers_live_may_be_stated_in_parts_alone() -> None:
    content = made(workplace=["Remote"], remote_places=[Place(country="AL")])

    assert content.remote_from is not None
    assert (content.remote_from.countries, content.remote_from.text) == (("AL",), None)


TEXT = st.none() | st.text(st.characters(codec=None), max_size=30)
WORDS = st.sampled_from(
    ["Remote", "Berlin, Reno", "CO, WY", "HQ", "Full-time", "N/A", "<p>Hi</p>", "Test", "-", "US"]
)
VALUE = TEXT | WORDS
AMOUNT = st.none() | st.floats(0, 1e12)
RANGE = st.builds(
    SalaryRange,
    min=AMOUNT,
    max=AMOUNT,
    currency=st.sampled_from([None, "USD", "JPY"]),
    period=st.none() | st.sampled_from(SalaryPeriod),
    kind=st.none() | st.sampled_from(SalaryKind),
)
MOMENT = st.none() | st.datetimes(timezones=st.just(UTC))
PLACES = st.lists(st.builds(Place, VALUE, VALUE, VALUE, VALUE), max_size=3)
SEVERAL = st.lists(VALUE, max_size=3)
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str | None: VALUE,
    Sequence[str | None]: SEVERAL,
    Sequence[Place]: PLACES,
    Sequence[SalaryRange | None]: st.lists(st.none() | RANGE, max_size=3),
    datetime | None: MOMENT,
    datetime | date | None: MOMENT | st.dates(),
}
# Mostly there, or else nearly every statement would be rejected.
REQUIRED = {
    "source_id": st.just("7") | VALUE,
    "title": st.just("Boat Builder") | VALUE,
    "url": st.just("https://jobs.example.com/7") | VALUE,
}


def strategy(name: str, hint: Any) -> st.SearchStrategy[Any]:
    return REQUIRED[name] if name in REQUIRED else BY_TYPE.get(hint, st.from_type(hint))


STATEMENTS = st.builds(
    Statement, **{name: strategy(name, hint) for name, hint in get_type_hints(Statement).items()}
)


@given(STATEMENTS)
def test_any_statement_gives_a_posting_or_is_rejected(said: Statement) -> None:
    try:
        content = posting(RAW, said)
    except RejectedError:
        return

    assert posting(RAW, said) == content
    assert PostingContent.model_validate_json(content.model_dump_json()) == content
    assert {name for name in content.provenance if getattr(content, name) in (None, ())} == set()


@pytest.mark.parametrize("missing", ["source_id", "title", "url"])
def test_a_statement_without_what_every_posting_must_have_is_rejected(missing: str) -> None:
    with pytest.raises(RejectedError, match=missing):
        made(**{missing: None})


def test_a_day_stays_a_day() -> None:
    content = made(posted=date(2026, 2, 1), valid_through=date(2026, 5, 1))

    assert content.posted_at == date(2026, 2, 1)
    assert content.valid_through == date(2026, 5, 1)


@pytest.mark.parametrize("place", [Place("Remote - India"), Place(city="Remote", country="IN")])
def test_a_way_of_working_in_place_of_a_city_is_read(place: Place) -> None:
    content = made(places=[place])

    assert content.workplace_type == "remote"
    assert [one.country for one in content.locations] == ["IN"]


def test_a_city_says_nothing_of_the_way_of_working() -> None:
    assert made(places=[Place(city="Oslo", country="NO")]).workplace_type is None


def test_places_for_remote_workers_may_be_codes_alone() -> None:
    content = made(workplace=["remote"], remote_places=[Place(country="CA"), Place(country="US")])

    assert content.remote_from is not None
    assert content.remote_from.countries == ("CA", "US")


def test_employers_that_share_a_board_are_told_apart() -> None:
    raw = replace(RAW, employer=Employer())
    required = {"title": "Boat Builder", "url": "https://jobs.example.com/7"}

    ids = [
        posting(
            raw, Statement(source_id=key, company="Boats", employer_key=key, **required)
        ).company.id
        for key in ("556000-0000", "Åsa & Son")
    ]

    assert ids == ["greenhouse:tidewater:556000-0000", "greenhouse:tidewater:=C3=A5sa=20=26=20son"]


def test_a_place_that_is_named_twice_counts_once() -> None:
    content = made(places=[Place("Lisbon, Portugal"), Place("Lisbon, PT"), Place("Porto")])

    assert [place.text for place in content.locations] == ["Lisbon, Portugal", "Porto"]


def test_two_places_that_nobody_knows_stay_two() -> None:
    content = made(places=[Place("Hangar 1"), Place("Hangar 2")])

    assert [place.text for place in content.locations] == ["Hangar 1", "Hangar 2"]


@pytest.mark.parametrize("sign", ["-", "\u2013", "...", "/", " ", "*"])
def test_signs_are_no_place(sign: str) -> None:
    assert made(places=[Place(sign)]).locations == ()


def test_a_title_tells_no_contact_of_a_person() -> None:
    title = "Boat Builder 2026 (ring +49 40 1234567, ann.lee@yard.test, or jobs@yard.test)"

    assert made(title=title).title == (
        "Boat Builder 2026 (ring [phone removed], [email removed], or jobs@yard.test)"
    )


def test_the_employer_that_only_the_registry_names_is_no_skill() -> None:
    text = "<p>Experience with Databricks and SQL.</p>"
    raw = replace(RAW, employer=Employer("Databricks"))
    said = Statement(source_id="7", title="Clerk", url="https://jobs.example.com/7", html=text)

    assert made(html=text).skills == ("Databricks", "SQL")
    assert posting(raw, said).skills == ("SQL",)


def test_half_an_emoji_in_a_title_or_text_is_no_fault() -> None:
    content = made(
        title="Nurse \ud83d", html="<p>Experience with SQL \ud83d. Our client is hiring.</p>"
    )

    assert content.skills == ("SQL",)
