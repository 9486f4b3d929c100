"""The pay of a posting: which of its statements counts, how it is known, what it is worth."""

from datetime import date

from crawler.normalize.derived import parsed, stated
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Statement
from crawler.normalize.terms import Setting, countries_of, terms
from mappings.posting import Location, RemoteFrom
from reference.rates import in_reference
from reference.vocabularies import Provenance

_US = Setting(countries=("US",))
_YEAR = interval("year")


def _pay(text=None, setting=_US, **said):
    statement = Statement(source_id="1", title="Baker", url="https://jobs.example/1", **said)
    found = terms(statement, text, setting)["salary"]
    return (found.value, found.provenance) if found else (None, None)


def test_structure_goes_before_any_text():
    stated_pay = stated_range(Amounts(70_000, 80_000), "USD", _YEAR)
    pay, known = _pay("Salary: $10,000 - $20,000 a year", ranges=[stated_pay])

    assert (pay.ranges, known) == ((stated_pay,), Provenance.STATED)


def test_a_field_on_pay_goes_before_the_description_and_is_kept_as_it_stands():
    pay, known = _pay("Salary: $10,000 - $20,000 a year", salary_text="$70k-$80k, negotiable")

    assert (pay.min, pay.max, pay.text, known) == (
        70_000,
        80_000,
        "$70k-$80k, negotiable",
        Provenance.PARSED,
    )


def test_the_description_tells_what_a_field_leaves_open():
    pay, known = _pay("We pay a salary of $70,000 a year.", salary_text="Competitive")

    assert (pay.min, pay.text, known) == (70_000, "Competitive", Provenance.PARSED)


def test_a_field_without_amounts_is_kept_as_words():
    pay, known = _pay("No money is mentioned.", salary_text="Depends on experience")

    assert (pay.ranges, pay.text, known) == ((), "Depends on experience", Provenance.STATED)


def test_a_text_on_the_same_amounts_completes_structure_and_another_does_not():
    open_range = stated_range(Amounts(25, 30), None)

    assert _pay("Pay: $25.00 - $30.00 per hour", ranges=[open_range])[0].period == "hour"
    assert _pay("Pay: $25.00 - $30.00 per hour", ranges=[open_range])[0].currency == "USD"
    assert _pay("Pay: $26.00 - $30.00 per hour", ranges=[open_range])[0].period is None


def test_text_contradicts_no_structure():
    euros = stated_range(Amounts(25, 30), "EUR")

    assert _pay("Pay: $25.00 - $30.00 per hour", ranges=[euros])[0].period is None


def test_without_any_word_on_pay_there_is_none():
    assert _pay("We raised $20M and offer a $500 stipend.") == (None, None)


def test_the_countries_of_offices_and_of_home_workers_tell_the_dollar():
    offices = stated((Location(country="CA"), Location(city="Springfield")))
    homes = parsed(RemoteFrom(countries=("CA", "US")))

    assert countries_of(offices, None) == ("CA",)
    assert countries_of(offices, homes) == ("CA", "US")
    assert _pay("Salary: $70,000", Setting(countries_of(offices, None)))[0].currency == "CAD"
    assert _pay("Salary: $70,000", Setting(countries_of(offices, homes)))[0].currency is None


def test_only_on_target_earnings_are_not_presented_as_base_pay():
    pay, _ = _pay("OTE $150,000 - $170,000")

    assert (pay.min, pay.max, pay.annual_max, pay.reference_max) == (None, None, None, None)
    assert [one.kind for one in pay.ranges] == ["ote"]


def test_the_worth_is_that_of_a_year_in_dollars_of_the_month():
    day = date(2024, 3, 9)
    pay, _ = _pay("Salary: €20 - €25 per hour", Setting(day=day))

    assert (pay.annual_min, pay.annual_max, pay.annual_basis_hours) == (41_600, 52_000, 2080)
    assert pay.reference_min == in_reference(41_600, "EUR", day)
    assert pay.reference_max == in_reference(52_000, "EUR", date(2024, 3, 31))


def test_there_is_no_worth_without_a_period_a_currency_or_a_day():
    assert _pay("Salary: €2,000", Setting(day=date(2024, 3, 9)))[0].reference_min is None
    assert _pay("Salary: $70,000", Setting(day=date(2024, 3, 9)))[0].reference_min is None
    assert _pay("Salary: €70,000", Setting())[0].reference_min is None
