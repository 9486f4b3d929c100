"""Fields that employers name themselves."""

import pytest

from crawler.normalize.custom_fields import (
    Topic,
    customs,
    names_person,
    pay_in,
    pay_text,
    texts_about,
)
from reference.vocabularies import SalaryPeriod


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Job Type", Topic.EMPLOYMENT),
        ("Position Type", Topic.EMPLOYMENT),
        ("TimeType", Topic.EMPLOYMENT),
        ("Assignment Category", Topic.EMPLOYMENT),
        ("FTE (.01 - 1.0)", Topic.EMPLOYMENT),
        ("Work Environment", Topic.WORKPLACE),
        ("WorkSite", Topic.WORKPLACE),
        ("Remote worker", Topic.WORKPLACE),
        ("Days in office", Topic.OFFICE_DAYS),
        ("Number of Office Days", Topic.OFFICE_DAYS),
        ("Days to fill", None),
        ("PcsPostingJobLevel", Topic.LEVEL),
        ("Salary Range", Topic.PAY),
        ("Hiring Range Minimum and Maximum Per Period", Topic.PAY),
        ("Pay Rate Frequency", Topic.PAY_SPAN),
        ("Hours / Pay Period", Topic.PAY_SPAN),
        ("Union Job", None),
        ("Hiring Department", Topic.DEPARTMENT),
        ("Requisition ID", Topic.REQUISITION),
        ("Req. No.", Topic.REQUISITION),
        ("Job Code", Topic.REQUISITION),
        ("Work Shift", None),
        ("Salary Budget", None),
        ("Compensation Grade", None),
    ],
)
def test_a_name_speaks_of_one_topic_or_of_none(name, topic):
    (field,) = customs([(name, "x")])

    assert [one for one in Topic if field.is_about(one)] == ([topic] if topic else [])


def test_of_employment_only_values_that_name_a_type_count():
    fields = customs([("FTE", "1"), ("FTE", "1.0 FT"), ("Job Type", "Full-Time")])

    assert list(texts_about(Topic.EMPLOYMENT, fields)) == ["1.0 FT", "Full-Time"]


def test_pay_takes_its_span_from_the_field_beside_it():
    fields = customs([("Salary Range", "$54.25 - $69.25"), ("Pay Rate Frequency", "HOURLY")])

    (found,) = pay_in(fields, "US")
    assert (found.min, found.max) == (54.25, 69.25)
    assert (found.currency, found.period) == ("USD", SalaryPeriod.HOUR)
    assert pay_text(fields) == "$54.25 - $69.25; HOURLY"


def test_a_field_without_a_value_is_none():
    assert customs([("Pay Range", "null"), ("Pay Range", " "), (None, "5"), ("Pay", None)]) == []
    assert pay_text([]) is None


@pytest.mark.parametrize(
    "name", ["Recruiter", "hiring_manager", "Reports To", "ContactEmail", "Phone", "E-Mail"]
)
def test_a_field_about_a_person_is_told_by_its_name(name):
    assert names_person(name)


@pytest.mark.parametrize("name", ["Department", "Management Level", "Region", "", None])
def test_other_fields_are_not_about_persons(name):
    assert not names_person(name)
