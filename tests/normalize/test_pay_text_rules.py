"""Pay out of running text: whose money it is, which ranges there are, what is kept of the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.pay_text.marks import Clues
from crawler.normalize.pay_text.reading import pay_in_text
from reference.vocabularies import SalaryKind


def read(text, country=None, language=None, **options):
    clues = Clues((country,) if country else (), language)
    return pay_in_text(text, clues, **options).ranges


@pytest.mark.parametrize(
    ("text", "countries", "currency"),
    [
        ("Salary: $80,000", (), None),
        ("Salary: $80,000", ("US",), "USD"),
        ("Salary: $80,000", ("US", "DE"), "USD"),
        ("Salary: $80,000", ("US", "CA"), None),
        ("Salary: $80,000", ("DE",), None),
        ("Salary: $80,000 (CAD)", ("US", "CA"), "CAD"),
        ("Salary: $80,000 in Canadian dollars", (), "CAD"),
        ("Salary: $80,000. A 401(k) plan is offered.", (), "USD"),
        ("Salary: $80,000. A 401(k) plan is offered.", ("AU",), None),
        ("Salary: $80,000. A 401(k) plan is offered.", ("US", "CA"), None),
        ("Salary: $80,000. An RRSP is offered.", ("CA",), "CAD"),
        ("Salary: $80,000. 401(k) in the US, RRSP in Canada.", ("CA",), "CAD"),
        ("Salary: kr 480 000 per year", (), None),
        ("Salary: kr 480 000 per year", ("NO",), "NOK"),
        ("Salary: ¥4,800,000 per year", (), None),
        ("Salary: ¥4,800,000 per year", ("JP",), "JPY"),
        ("Salary: £48,000", (), "GBP"),
        ("Salary: £480,000 per year", ("EG",), "EGP"),
        ("Salary: US$80,000", ("CA",), "USD"),
        ("Salary: 80,000 per year", ("US",), None),
    ],
)
def test_a_shared_sign_needs_another_signal(text, countries, currency):
    (found,) = pay_in_text(text, Clues(countries)).ranges

    assert found.currency == currency


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("All amounts are in USD.", "CA", None),
        ("All amounts are in CAD.", "CA", "CAD"),
        ("You draw in CAD.", "US", "USD"),
    ],
)
def test_an_ad_that_names_other_dollars_elsewhere_leaves_the_sign_open(text, country, currency):
    (found,) = read(f"Salary: $80,000\n{'You keep the lamp burning. ' * 20}\n{text}", country)

    assert found.currency == currency


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("Salary: $80,000", "CA", None),
        ("Salary: $80,000. RRSP.", "CA", "CAD"),
        ("Salary: CA$80,000", "CA", "CAD"),
        ("Salary: $80,000", "US", "USD"),
        ("Salary: kr 480 000 per year", "NO", "NOK"),
    ],
)
def test_for_work_from_home_a_dollar_may_be_the_employer_s(text, country, currency):
    (found,) = pay_in_text(text, Clues((country,), from_home=True)).ranges

    assert found.currency == currency


@pytest.mark.parametrize(("language", "currency"), [("sv", "SEK"), ("da", "DKK"), ("en", None)])
def test_the_language_tells_crowns_apart(language, currency):
    (found,) = read("Salary: kr 38 000 per month", language=language)

    assert found.currency == currency


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Salary: $4,000", None),
        ("Salary: $40,000", "year"),
        ("Salary: $24", None),
        ("Salary: 4.000.000 COP", None),
        ("Salary: ₹2,50,000", None),
    ],
)
def test_a_period_that_is_not_stated_is_a_year_only_where_no_shorter_one_could_be(text, period):
    (found,) = read(text, "US")

    assert found.period == period


def test_ranges_keep_what_tells_them_apart():
    found = read("San Francisco: $180k-$220k; Austin, TX: $150k-$185k", "US")

    assert [(one.label, one.min) for one in found] == [
        ("San Francisco", 180_000),
        ("Austin, TX", 150_000),
    ]


def test_a_clause_that_leads_to_a_name_is_no_part_of_it():
    found = read("Below are pay ranges in these places: Ohio: $95k-$115k\nZone 1: Utah: $99k", "US")

    assert [one.label for one in found] == ["Ohio", "Zone 1: Utah"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "The base pay in Oregon is $90k-$99k, and in all other states $80k-$88k.",
            ["Oregon", "all other states"],
        ),
        (
            "The pay for this role in Salt Lake City is $90k-$99k. In Reno, it is $80k-$88k.",
            ["Salt Lake City", "Reno"],
        ),
        (
            "For those in Boise, ID, the pay range is $80k-$88k. For Utah, it is $70k-$77k.",
            ["Boise, ID", "Utah"],
        ),
    ],
)
def test_a_sentence_about_a_place_is_named_by_the_place(text, labels):
    assert [one.label for one in read(text, "US")] == labels


def test_the_code_of_one_amount_says_nothing_of_another():
    found = read("US pay: $140,000 - $160,000; Canada pay: CAD 120,000 - 140,000", "US")
    after = read("Canada pay: 120,000 - 140,000 CAD; US pay: $140,000 - $160,000", "US")
    of_both = read("Base pay: $80,000; with bonus: $95,000 (both in CAD)", "CA")

    assert [one.currency for one in found] == ["USD", "CAD"]
    assert [one.currency for one in after] == ["CAD", "USD"]
    assert {one.currency for one in of_both} == {"CAD"}


def test_a_place_behind_a_range_names_it():
    found = read("Salary: $95k-$115k in Ohio and $99k-$130k (Utah)", "US")

    assert [one.label for one in found] == ["Ohio", "Utah"]


def test_a_single_range_needs_no_label_and_words_of_pay_are_none():
    (alone,) = read("Denver: $90,000 - $100,000", "US")
    base, ote = read("Base salary: $90,000. OTE: $150,000.", "US")

    assert (alone.label, base.label, ote.label) == (None, None, None)
    assert (base.kind, ote.kind) == (SalaryKind.BASE, SalaryKind.OTE)


def test_what_is_said_twice_is_kept_once_with_all_that_is_known():
    (found,) = read("$90,000 - $100,000\nBase salary: $90,000.00 to $100,000.00 USD a year")

    assert (found.currency, found.period, found.kind) == ("USD", "year", "base")


def test_a_field_on_pay_says_by_itself_that_it_is_pay():
    assert read("18.50 - 22", about_pay=True)[0].min == 18.5
    assert read("24000", about_pay=True)[0].max == 24_000
    assert read("DOE, competitive", about_pay=True) == ()
    assert read("min=-1, max=0", about_pay=True) == ()
    assert read("plus a $5,000 bonus", about_pay=True) == ()


def test_the_words_that_pay_was_read_from_are_kept_and_short():
    text = "Much is said here. " * 40 + "The salary is $90,000 a year. " + "More is said. " * 40
    found = pay_in_text(text, Clues(("US",)))

    assert "salary is $90,000 a year" in found.text
    assert len(found.text) <= 300


_AMOUNTS = st.integers(20_000, 400_000)


@given(_AMOUNTS, _AMOUNTS, st.sampled_from(["$", "€", "£", "USD ", "CHF "]))
def test_a_written_range_is_read_whichever_end_comes_first(one, other, mark):
    (found,) = read(f"Salary: {mark}{one:,} - {mark}{other:,} per year")

    assert (found.min, found.max) == (min(one, other), max(one, other))


_PIECES = st.sampled_from(
    [
        *"0123456789 .,-+/$€£¥₹()kKmM\n",
        "\u2013",
        "salary ",
        "\ud800",
        "per hour",
        " bis ",
        "EUR",
        "万円",
        "LPA",
        "kr",
    ]
)


@given(st.lists(_PIECES).map("".join) | st.text(), st.booleans())
def test_any_text_is_read_without_error_and_ranges_are_whole(text, about_pay):
    found = pay_in_text(text, Clues(("US",)), about_pay=about_pay)

    for one in found.ranges:
        assert one.min is not None or one.max is not None
        assert one.min is None or one.max is None or one.min <= one.max
        assert one.currency is None or re.fullmatch("[A-Z]{3}", one.currency)
    assert found == pay_in_text(text, Clues(("US",)), about_pay=about_pay)
