"""Filters: what each keeps, what it drops, and what it does with postings that do not say."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.search.searching import SearchedIndex

BERLIN = {"city": "Berlin", "country": "DE"}
BERLIN_US = {"city": "Berlin", "region": "Connecticut", "country": "US"}
ZURICH = {"city": "Zürich", "country": "CH"}


def _add(index: SearchedIndex, field: str, values: dict[str, Any]) -> None:
    """Index one posting for each title, with its value of `field`."""
    index.add([{"title": title, field: value} for title, value in values.items()])


@pytest.fixture
def places(index: SearchedIndex) -> SearchedIndex:
    _add(
        index,
        "locations",
        {
            "Berlin": [BERLIN],
            "Berlin US": [BERLIN_US],
            "Berlin US and Zürich": [BERLIN_US, ZURICH],
            "Berlin somewhere": [{"city": "Berlin"}],
            "Germany": [{"country": "DE"}],
            "Text only": [{"text": "Headquarters"}],
            "Nowhere": [],
        },
    )
    return index


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"country": ["DE"]}, {"Berlin", "Germany"}),
        ({"city": ["berlin"]}, {"Berlin", "Berlin US", "Berlin US and Zürich", "Berlin somewhere"}),
        ({"country": ["DE"], "city": ["Berlin"]}, {"Berlin"}),
        ({"country": ["CH"], "city": ["Berlin"]}, set()),
        ({"country": ["CH", "US"], "city": ["Berlin"]}, {"Berlin US", "Berlin US and Zürich"}),
        ({"country": ["CH"], "city": ["Berlin", "Zurich"]}, {"Berlin US and Zürich"}),
        (
            {"country": ["DE"], "include_unknown": ["country"]},
            {"Berlin", "Germany", "Berlin somewhere", "Text only", "Nowhere"},
        ),
        (
            {"country": ["DE"], "city": ["Berlin"], "include_unknown": ["country"]},
            {"Berlin", "Berlin somewhere"},
        ),
        (
            {"country": ["DE"], "city": ["Berlin"], "include_unknown": ["city"]},
            {"Berlin", "Germany"},
        ),
        (
            {"country": ["DE"], "city": ["Berlin"], "include_unknown": ["country", "city"]},
            {"Berlin", "Berlin somewhere", "Germany", "Text only", "Nowhere"},
        ),
    ],
)
def test_country_and_city_hold_for_one_place(
    places: SearchedIndex, filters: dict[str, Any], expected: set[str]
) -> None:
    assert set(places.titles(**filters)) == expected


@pytest.mark.parametrize("city", ["zurich", "ZÜRICH", "Zu\u0308rich", " Zürich ", "Zurich"])
def test_case_and_accents_do_not_matter_in_a_city(index: SearchedIndex, city: str) -> None:
    spellings = {"A": "Zürich", "B": "Zurich", "C": "Zu\u0308rich", "D": "Zug"}
    _add(index, "locations", {title: [{"city": name}] for title, name in spellings.items()})
    assert set(index.titles(city=[city])) == {"A", "B", "C"}


@pytest.mark.parametrize("wanted", ["lodz", "Łódź", "SAO PAULO", "strasse am see", "malmo"])
def test_letters_with_strokes_and_ligatures_fold(index: SearchedIndex, wanted: str) -> None:
    names = ["Łódź", "São Paulo", "Straße am See", "Malmö"]
    _add(index, "locations", {name: [{"city": name}] for name in names})
    assert len(index.titles(city=[wanted])) == 1


@pytest.mark.parametrize(
    ("company", "found"),
    [
        ("CAFÉ LANTERN", True),
        ("cafe lantern", True),
        ("lantern.example", True),
        ("Lantern.Example", True),
        ("lantern", False),
        ("Café Lantern GmbH", False),
    ],
)
def test_a_company_is_named_whole_or_by_its_domain(
    index: SearchedIndex, company: str, found: bool
) -> None:
    domain = "lantern.example"
    _add(index, "company", {"Cook": {"id": domain, "name": "Café Lantern", "domain": domain}})
    assert bool(index.titles(company=["Nobody", company])) is found


@pytest.mark.parametrize(
    ("filter_", "field", "wanted", "other"),
    [
        ("workplace_type", "workplace_type", "remote", "onsite"),
        ("employment_type", "employment_types", "internship", "full_time"),
    ],
)
def test_a_filter_drops_unknowns_unless_told(
    index: SearchedIndex, filter_: str, field: str, wanted: str, other: str
) -> None:
    several = field == "employment_types"
    values = {"Wanted": wanted, "Other": other}
    _add(index, field, {title: [value] if several else value for title, value in values.items()})
    index.add(["Unknown"])
    assert index.titles(**{filter_: [wanted]}) == ["Wanted"]
    assert set(index.titles(**{filter_: [wanted, other]})) == {"Wanted", "Other"}
    keeping = index.titles(**{filter_: [wanted], "include_unknown": [filter_]})
    assert set(keeping) == {"Wanted", "Unknown"}


def test_source_and_board(index: SearchedIndex) -> None:
    index.add(
        [{"title": "A", "board": "greenhouse:quay"}, {"title": "B", "board": "lever:eu.lantern"}]
    )
    assert index.titles(source=["lever"]) == ["B"]
    assert index.titles(board=["greenhouse:quay", "greenhouse:none"]) == ["A"]


def test_pay_is_stated_where_any_amount_is(index: SearchedIndex) -> None:
    _add(
        index,
        "salary",
        {
            "Range": {"min": 10, "max": 20},
            "From": {"min": 10},
            "Zero": {"min": 0},
            "Zones": {"ranges": [{"min": 10, "label": "A"}]},
            "Text": {"text": "competitive"},
            "None": None,
        },
    )
    assert set(index.titles(has_salary=True)) == {"Range", "From", "Zero", "Zones"}
    assert set(index.titles(has_salary=False)) == {"Text", "None"}


@pytest.fixture
def dated(index: SearchedIndex) -> SearchedIndex:
    index.add(
        [
            {"title": "Day 9", "posted_at": "2025-03-09", "posted_precision": "day"},
            {"title": "Day 10", "posted_at": "2025-03-10", "posted_precision": "day"},
            {
                "title": "Late 9",
                "posted_at": "2025-03-09T23:30:00-02:00",
                "posted_precision": "instant",
            },
            {
                "title": "Noon 10",
                "posted_at": "2025-03-10T12:00:00Z",
                "posted_precision": "instant",
            },
            "Undated",
        ]
    )
    return index


_TOKYO = timezone(timedelta(hours=9))
_HONOLULU = timezone(timedelta(hours=-10))


@pytest.mark.parametrize(
    ("moment", "since"),
    [
        (date(2025, 3, 9), {"Day 9", "Day 10", "Late 9", "Noon 10"}),
        (date(2025, 3, 10), {"Day 10", "Late 9", "Noon 10"}),
        (date(2025, 3, 11), set()),
        (datetime(2025, 3, 10, 12, tzinfo=UTC), {"Day 10", "Noon 10"}),
        (datetime(2025, 3, 10, 12, 0, 1, tzinfo=UTC), {"Day 10"}),
        (datetime(2025, 3, 10, 1, tzinfo=_TOKYO), {"Day 10", "Late 9", "Noon 10"}),
        (datetime(2025, 3, 9, 23, tzinfo=_HONOLULU), {"Day 9", "Day 10", "Noon 10"}),
    ],
)
def test_a_moment_parts_the_dated_postings(
    dated: SearchedIndex, moment: date, since: set[str]
) -> None:
    """A bare day is that day in every zone; each posting is either from the moment on or before."""
    everything = {"Day 9", "Day 10", "Late 9", "Noon 10"}
    text = moment.isoformat()
    assert set(dated.titles(posted_after=text)) == since
    assert set(dated.titles(posted_before=text)) == everything - since


def test_undated_postings_are_kept_on_request(dated: SearchedIndex) -> None:
    filters = {"posted_after": "2025-03-10", "posted_before": "2025-03-11"}
    assert set(dated.titles(**filters)) == {"Day 10", "Late 9", "Noon 10"}
    both = ["posted_after", "posted_before"]
    assert "Undated" in dated.titles(**filters, include_unknown=both)
    assert "Undated" not in dated.titles(**filters, include_unknown=both[:1])


def test_the_default_view_and_its_switches(index: SearchedIndex) -> None:
    index.add(
        [
            "Open",
            {"title": "Closed", "status": "closed"},
            {"title": "Duplicate", "duplicate_of": "greenhouse:tidewater:1"},
            {"title": "Test", "test_posting": True},
            {"title": "Evergreen", "evergreen": True},
            {"title": "Known opening", "test_posting": False, "evergreen": False},
        ]
    )
    default = {"Open", "Known opening"}
    assert set(index.titles()) == default
    assert set(index.titles(status=["open", "closed"])) == default | {"Closed"}
    assert set(index.titles(include_duplicates=True)) == default | {"Duplicate"}
    assert set(index.titles(include_test=True)) == default | {"Test"}
    assert set(index.titles(include_evergreen=True)) == default | {"Evergreen"}


def test_filters_and_words_are_all_obeyed(places: SearchedIndex) -> None:
    assert places.titles(q="berlin", country=["US"], city=["Zürich"]) == []
    assert set(places.titles(q="berlin", country=["DE"])) == {"Berlin"}
