"""What a JobPosting says, in the shapes that sites give it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fields import Fields, unmapped
from crawler.normalize.html import description
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.schema_org_ignored import IGNORED, ignored_at, personal_at
from crawler.normalize.text import words
from crawler.normalize.web_dates import web_date
from crawler.raw import Employer, RawPosting
from mappings.identity import Board

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)


def said(**properties):
    return schema_org_statement(Fields({"@type": "JobPosting", **properties}))


def made(**properties):
    """The posting that such a JobPosting becomes."""
    payload = {"@type": "JobPosting", "title": "Baker", **properties}
    url = "https://jobs.host.example/7"
    raw = RawPosting(payload, Board("jsonld", "host"), Employer("Acme"), url, NOW)
    return posting(raw, schema_org_statement(raw.fields, source_id="7", url=url))


def address(**parts):
    return {"@type": "Place", "address": {"@type": "PostalAddress", **parts}}


def country(name):
    return {"@type": "Country", "name": name}


LEEDS = address(addressLocality="Leeds", addressCountry="GB")


@pytest.mark.parametrize(
    ("properties", "title"),
    [
        ({"title": "Baker"}, "Baker"),
        ({"title": None, "name": "Baker"}, "Baker"),
        ({"title": "", "name": "Baker"}, "Baker"),
        ({"title": "R&amp;D Baker"}, "R&D Baker"),
        ({"title": ["Baker", "Cook"]}, "Baker"),
        ({}, None),
    ],
)
def test_title(properties, title):
    assert said(**properties).title == title


@pytest.mark.parametrize(
    ("organization", "name", "domain"),
    [
        ("Acme Ltd", "Acme Ltd", None),
        ("Salt &amp; Sons", "Salt & Sons", None),
        ({"name": "Acme", "sameAs": "https://www.acme.example/about"}, "Acme", "acme.example"),
        ({"name": "Acme", "sameAs": "careers.acme.co.uk"}, "Acme", "acme.co.uk"),
        ({"name": "Acme", "sameAs": ["https://www.linkedin.com/company/acme"]}, "Acme", None),
        ({"name": "Acme", "url": "https://acme.example"}, "Acme", "acme.example"),
        ({"legalName": "Acme Inc."}, "Acme Inc.", None),
        ([{"name": "Acme"}, {"name": "Bolt"}], "Acme", None),
        ("confidential", None, None),
        ({"name": "Confidential"}, None, None),
        ({"name": None}, None, None),
        (None, None, None),
    ],
)
def test_employer(organization, name, domain):
    statement = said(hiringOrganization=organization)

    assert (statement.company, statement.company_domain) == (name, domain)


def test_the_domain_of_whoever_hosts_the_posting_is_not_the_employers():
    organization = {"name": "Acme", "sameAs": "https://acme.host.example"}

    assert made(hiringOrganization=organization).company.domain is None


def test_what_the_registry_says_of_a_board_goes_before_what_a_page_says():
    payload = {"title": "Baker", "hiringOrganization": {"name": "A", "sameAs": "https://a.example"}}
    raw = RawPosting(payload, Board("jsonld", "x"), Employer("Acme", "acme.example"), "", NOW)

    statement = schema_org_statement(raw.fields, source_id="7", url="https://x.example/7")

    assert posting(raw, statement).company.id == "acme.example"


@pytest.mark.parametrize(
    "identifier",
    [
        "R-7",
        {"@type": "PropertyValue", "name": "Acme", "value": "R-7"},
        ["R-7"],
        [{"value": "R-7"}],
    ],
)
def test_identifier(identifier):
    statement = said(identifier=identifier)

    assert (statement.source_id, statement.requisition_id) == ("R-7", "R-7")


def test_an_identifier_may_be_a_number():
    assert said(identifier={"value": 7}).source_id == said(identifier=7).source_id == "7"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("2026-7-27", date(2026, 7, 27)),
        ("2026-09-01 17:48:55", date(2026, 9, 1)),
        ("2026-09-01T17:48:55", date(2026, 9, 1)),
        ("2026-09-01 17:48:55 UTC", datetime(2026, 9, 1, 17, 48, 55, tzinfo=UTC)),
        ("2026-09-01T17:48:55Z", datetime(2026, 9, 1, 17, 48, 55, tzinfo=UTC)),
        ("2026-09-01T17:48:55+01:00", datetime(2026, 9, 1, 16, 48, 55, tzinfo=UTC)),
        ("11/20/2025 08:55:24 AM", date(2025, 11, 20)),
        ("20.11.2025", date(2025, 11, 20)),
        ("01.02.2026", date(2026, 2, 1)),
        ("01/02/2026", None),
        ("2026/07/24", date(2026, 7, 24)),
        ("24-07-2026", date(2026, 7, 24)),
        ("04-07-2026", None),
        ("2026\u5e747\u670824\u65e5", date(2026, 7, 24)),
        ("24. Juli 2026", date(2026, 7, 24)),
        ("Fri, 04 Sep 2026 14:50:13 +0300", datetime(2026, 9, 4, 11, 50, 13, tzinfo=UTC)),
        ("2026-09-01T17:48:55+02:00[Europe/Berlin]", datetime(2026, 9, 1, 15, 48, 55, tzinfo=UTC)),
        ("/Date(1788255600000+0100)/", datetime(2026, 9, 1, 9, 40, tzinfo=UTC)),
        ("\nSeptember 24, 2025\n", date(2025, 9, 24)),
        ("Sep. 4, 2026", date(2026, 9, 4)),
        ("24 September 2025", date(2025, 9, 24)),
        ("Thu, 24 Sep 2026", date(2026, 9, 24)),
        ("Mon Jul 13 00:00:00 UTC 2026", date(2026, 7, 13)),
        ("1788255600", datetime(2026, 9, 1, 9, 40, tzinfo=UTC)),
        (1788255600000, datetime(2026, 9, 1, 9, 40, tzinfo=UTC)),
        ("1970-01-01T00:00:00", None),
        ("0001-01-01", None),
        ("2026-13-45", None),
        ("soon", None),
        ("", None),
        (True, None),
        (None, None),
        ({}, None),
    ],
)
def test_dates(value, expected):
    found = web_date(value)

    assert (found, type(found)) == (expected, type(expected))


@given(st.text(max_size=40))
def test_no_text_is_a_fault_of_dates(text):
    web_date(text)


def test_a_date_that_cannot_be_read_is_kept_as_text():
    found = made(datePosted="01/02/2026")

    assert (found.posted_at, found.posted_text) == (None, "01/02/2026")


@pytest.mark.parametrize("value", ["9999-12-31", "1970-01-01", "2076-01-01T00:00:00Z", ""])
def test_a_date_that_stands_for_no_end_is_none(value):
    assert made(validThrough=value).valid_through is None


@pytest.mark.parametrize(
    ("value", "types"),
    [
        ("FULL_TIME", ["full_time"]),
        ("https://schema.org/FULL_TIME", ["full_time"]),
        (["FULL_TIME", "PART_TIME"], ["full_time", "part_time"]),
        ("FULL_TIME, CONTRACTOR", ["full_time", "contract"]),
        ("INTERN", ["internship"]),
        ("TEMPORARY", ["temporary"]),
        ("VOLUNTEER", ["volunteer"]),
        ({"@type": "DefinedTerm", "name": "Vollzeit"}, ["full_time"]),
        (["アルバイト", "正社員"], ["full_time", "part_time"]),
        ("Permanent", []),
        ("OTHER", []),
        ("PER_DIEM", []),
        ("Null", []),
    ],
)
def test_employment_type(value, types):
    assert set(made(employmentType=value).employment_types) == set(types)


@pytest.mark.parametrize(
    ("location", "cities"),
    [
        (LEEDS, ["Leeds"]),
        ([LEEDS, address(addressLocality="York", addressCountry="GB")], ["Leeds", "York"]),
        ("Leeds, United Kingdom", ["Leeds"]),
        ({"address": "Leeds, United Kingdom"}, ["Leeds"]),
        ({"address": [{"addressLocality": "Leeds", "addressCountry": "GB"}]}, ["Leeds"]),
        ({"@type": "PostalAddress", "addressLocality": "Leeds", "addressCountry": "GB"}, ["Leeds"]),
        ({"@type": "Place", "name": "Leeds, United Kingdom"}, ["Leeds"]),
        (address(addressLocality="Leeds", addressCountry={"name": "GB"}), ["Leeds"]),
        (address(addressLocality="Leeds", addressCountry={"name": ["GB", "GB"]}), ["Leeds"]),
        (address(addressLocality="Leeds", addressCountry=["GB"]), ["Leeds"]),
        (address(addressLocality=["Leeds", "York"], addressCountry="GB"), ["Leeds", "York"]),
        ({"name": "Acme plc", **LEEDS}, ["Leeds"]),
        (address(streetAddress="Leeds, GB, LS1 1UR"), ["Leeds"]),
        (
            address(streetAddress="York Road 1", addressLocality="Leeds", addressCountry="GB"),
            ["Leeds"],
        ),
        ([{"name": "Leeds, UK", **LEEDS}, {"name": "York, UK", **LEEDS}], ["Leeds", "York"]),
    ],
)
def test_places(location, cities):
    found = made(jobLocation=location)

    assert [place.city for place in found.locations] == cities
    assert {place.country for place in found.locations} == {"GB"}


@pytest.mark.parametrize(
    "location",
    [None, "", "-", "UNKNOWN", "UNAVAILABLE", [], {}, address(), address(addressLocality="-")],
)
def test_no_place(location):
    assert made(jobLocation=location).locations == ()


@pytest.mark.parametrize("value", ["TELECOMMUTE", ["TELECOMMUTE"], "telecommute"])
def test_telecommute_is_remote(value):
    found = made(jobLocationType=value, jobLocation=LEEDS)

    assert (found.workplace_type, found.provenance["workplace_type"]) == ("remote", "stated")


@pytest.mark.parametrize("value", ["", None, "am Arbeitsplatz (z.B. Büro)", True])
def test_nothing_is_concluded_from_other_words_about_the_workplace(value):
    assert made(jobLocationType=value, jobLocation=LEEDS).workplace_type is None


@pytest.mark.parametrize(
    ("requirements", "countries", "regions"),
    [
        (country("Mexico"), ("MX",), ()),
        ([country("US"), country("CA")], ("US", "CA"), ()),
        (country("Georgia"), ("GE",), ()),
        ({"@type": "State", "name": "Texas"}, ("US",), ()),
        ({"@type": "State", "name": "Texas, US"}, ("US",), ()),
        ({"@type": "Country", "name": ["FR", "DE"]}, ("FR", "DE"), ()),
        ("Germany", ("DE",), ()),
        ({"@type": "AdministrativeArea", "addressRegion": "Europe", "addressCountry": None}, (),
         ("Europe",)),
        ({"address": {"addressCountry": "IE"}}, ("IE",), ()),
    ],
)  # fmt: skip
def test_where_a_remote_worker_may_live(requirements, countries, regions):
    found = made(jobLocationType="TELECOMMUTE", applicantLocationRequirements=requirements)

    assert (found.remote_from.countries, found.remote_from.regions) == (countries, regions)
    assert found.provenance["remote_from"] == "stated"
    assert found.locations == ()


@pytest.mark.parametrize("requirements", [{"name": ""}, [], None, {"@type": "Country"}])
def test_requirements_that_name_no_place_say_nothing(requirements):
    found = made(jobLocationType="TELECOMMUTE", applicantLocationRequirements=requirements)

    assert found.remote_from is None


def test_requirements_alone_do_not_make_a_posting_remote():
    found = made(jobLocation=LEEDS, applicantLocationRequirements={"name": "GB"})

    assert (found.workplace_type, found.remote_from) == (None, None)


def test_a_title_narrows_the_list_that_an_employer_puts_on_all_of_its_postings():
    everywhere = [country(code) for code in ("US", "MX", "CA", "BR", "DE", "FR", "IN")]

    found = made(title="Baker, Remote Work | Mexico", applicantLocationRequirements=everywhere)

    assert found.remote_from.countries == ("MX",)


def amount(value, currency="EUR", unit=None):
    inner = {"@type": "QuantitativeValue", "unitText": unit, **value}
    return {"@type": "MonetaryAmount", "currency": currency, "value": inner}


@pytest.mark.parametrize(
    ("salary", "expected"),
    [
        (amount({"value": 100}, unit="DAY"), (100, 100, "EUR", "day")),
        (amount({"minValue": 20, "maxValue": 30}, unit="HOUR"), (20, 30, "EUR", "hour")),
        (amount({"minValue": "20", "maxValue": "30"}, unit="HOUR"), (20, 30, "EUR", "hour")),
        (amount({"minValue": 30, "maxValue": 20}, unit="HOUR"), (20, 30, "EUR", "hour")),
        (amount({"minValue": 20}, unit="HOUR"), (20, None, "EUR", "hour")),
        (amount({"minValue": "20,000/-", "maxValue": "42,000/-"}, "INR", "MONTH"),
         (20000, 42000, "INR", "month")),
        (amount({"value": "£30000.00 - £35000.00 per annum"}, "GBP", "YEAR"),
         (30000, 35000, "GBP", "year")),
        (amount({"value": 50000}, unit="annually"), (50000, 50000, "EUR", "year")),
        (amount({"value": 50000}, unit="p.a."), (50000, 50000, "EUR", "year")),
        (amount({"value": 50000, "unitCode": "ANN"}), (50000, 50000, "EUR", "year")),
        (amount({"value": 50000}), (50000, 50000, "EUR", None)),
        ([amount({"value": 50000}, unit="YEAR")], (50000, 50000, "EUR", "year")),
        ({"currency": "EUR", "unitText": "MONTH", "value": 3000}, (3000, 3000, "EUR", "month")),
        ({"currency": "EUR", "unitText": "MONTH", "value": {"value": 20, "unitText": "HOUR"}},
         (20, 20, "EUR", "hour")),
        ({"currency": "EUR", "minValue": 20, "maxValue": 30, "unitText": "HOUR"},
         (20, 30, "EUR", "hour")),
        ({"currency": "INR", "value": "12500-28500/-"}, (12500, 28500, "INR", None)),
        ({"currency": "USD", "value": "$10,500"}, (10500, 10500, "USD", None)),
        ({"minValue": 20, "maxValue": 30, "unitText": "HOUR"}, (20, 30, None, "hour")),
        ("45000", (45000, 45000, None, None)),
        (45000, (45000, 45000, None, None)),
        ("9 10 HOUR", (9, 10, None, "hour")),
        ("  30000\n 35000  YEAR ", (30000, 35000, None, "year")),
        ("EUR 45.000 bis 50.000 jährlich", (45000, 50000, "EUR", "year")),
        ("up to 60k", (None, 60000, None, None)),
        ("from 30 000", (30000, None, None, None)),
    ],
)  # fmt: skip
def test_pay(salary, expected):
    found = made(baseSalary=salary).salary

    assert (found.min, found.max, found.currency, found.period) == expected


@pytest.mark.parametrize(
    "salary",
    [
        amount({"minValue": 0, "maxValue": 0}, "", ""),
        {"currency": "USD", "value": "0.00"},
        {"currency": "USD", "value": ""},
        amount({}),
        True,
        0,
        None,
        [],
    ],
)
def test_no_pay(salary):
    assert made(baseSalary=salary).salary is None


@pytest.mark.parametrize("text", ["nach Vereinbarung", "A convenir", "Hourly", "1-2-3 of 4"])
def test_words_about_pay_are_kept_as_words(text):
    found = made(baseSalary={"currency": "EUR", "value": text}).salary

    assert (found.text, found.ranges) == (text, ())


def test_words_that_parsing_loses_stand_beside_the_amount():
    assert made(baseSalary="45000 plus tips").salary.text == "45000 plus tips"
    assert made(baseSalary="45000").salary.text is None


def test_the_old_place_of_the_currency_counts():
    found = made(baseSalary="45000", salaryCurrency="GBP").salary

    assert (found.currency, found.ranges[0].currency) == ("GBP", "GBP")


@pytest.mark.parametrize("currency", ["$", "Null", "", None, "bitcoin"])
def test_an_unknown_currency_is_none(currency):
    assert made(baseSalary=amount({"value": 9000}, currency)).salary.currency is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<p>Bake.</p><p>Cook.</p>", ["Bake.", "", "Cook."]),
        ("&lt;p&gt;Bake.&lt;/p&gt;&lt;p&gt;Cook.&lt;/p&gt;", ["Bake.", "", "Cook."]),
        ("&amp;lt;p&amp;gt;Bake.&amp;lt;/p&amp;gt;", ["Bake."]),
        ("Bake.\nCook.", ["Bake.", "Cook."]),
        ("Salt &amp; water", ["Salt & water"]),
        ("&lt;p&gt;Salt &amp;amp; water &amp;lt; milk&lt;/p&gt;", ["Salt & water < milk"]),
        ("Know the &lt;canvas&gt; element", ["Know the <canvas> element"]),
        ("<p>Bake.</p>&amp;#xa;&amp;#xa;<p>Cook.</p>", ["Bake.", "", "Cook."]),
        ("&lt;p&gt;Bake.&lt;/p&gt;&lt;script&gt;track()&lt;/script&gt;", ["Bake."]),
    ],
)
def test_escaping_is_undone_exactly_as_often_as_it_was_done(text, lines):
    assert description(said(description=text).html).text.split("\n") == lines


def test_parts_that_were_taken_out_of_the_description_are_put_back():
    found = made(
        description="<p>We bake.</p>",
        responsibilities="Knead the dough.",
        qualifications=["Strong arms", "Early bird"],
    ).description_text

    assert found.index("We bake.") < found.index("Knead") < found.index("* Strong arms")


def test_parts_that_the_description_holds_do_not_come_twice():
    found = made(
        description="<p>We bake. <b>Knead</b> the dough.</p>", responsibilities="Knead the dough."
    )

    assert found.description_text.count("dough") == 1


@pytest.mark.parametrize(
    "action",
    [
        {"target": "https://acme.example/apply"},
        {"target": {"@type": "EntryPoint", "urlTemplate": "https://acme.example/apply"}},
        [{"target": [{"url": "https://acme.example/apply"}]}],
    ],
)
def test_where_to_apply(action):
    assert said(potentialAction=action).apply_url == "https://acme.example/apply"


def test_what_a_source_knows_better_goes_first():
    statement = schema_org_statement(Fields({"title": "x", "identifier": "1"}), source_id="2")

    assert (statement.source_id, statement.requisition_id) == ("2", "1")


def test_every_property_is_read_or_ignored_with_a_reason_in_whatever_shape():
    place = {**address(streetAddress="1 High St", addressLocality="Leeds"), "geo": {"latitude": 1}}
    job = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "@id": "#1",
        "industry": ["Food"],
        "identifier": {"@type": "PropertyValue", "name": "Acme", "value": "7"},
        "hiringOrganization": [{"name": "Acme", "logo": {"url": "x"}, "address": {"x": 1}}],
        "jobLocation": [place, place],
        "baseSalary": amount({"value": 1}),
        "experienceRequirements": {"monthsOfExperience": 6},
    }

    for payload in (job, {**job, "jobLocation": place, "hiringOrganization": {"name": "Acme"}}):
        fields = Fields({"detail": payload, "new": 1})
        schema_org_statement(fields.object("detail"))
        assert unmapped({"detail": payload, "new": 1}, fields.reading, ignored_at("detail.")) == {
            "new"
        }


def test_personal_paths_are_no_mapped_ones():
    assert set(personal_at()) <= set(ignored_at())
    assert all(path in ignored_at("a.b.") for path in ("a.b.industry", "a.b.jobLocation[].geo"))
    assert "industry" in IGNORED


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "value", "address", "addressLocality", "minValue", "unitText", "target"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)
PROPERTIES = words(
    """title identifier hiringOrganization jobLocation baseSalary employmentType description
    datePosted validThrough applicantLocationRequirements jobLocationType potentialAction
    responsibilities url salaryCurrency inLanguage"""
)


@given(st.dictionaries(st.sampled_from(sorted(PROPERTIES)), JSON))
def test_no_shape_is_a_fault(properties):
    made(**{**properties, "title": "Baker"})
