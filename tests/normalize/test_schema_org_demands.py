"""What JobPostings ask for in properties of their own, in the shapes that sites choose."""

from datetime import date

import pytest

from crawler.fields import Fields
from crawler.normalize.requirements import requirements
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.spots import spots_in
from reference.vocabularies import Education


def read(**properties):
    """The fields that are known, by what their values are."""
    said = schema_org_statement(Fields({"title": "Clerk", **properties}))
    found = requirements(said, None, spots_in(None))
    return {name: derived.value for name, derived in found.items() if derived is not None}


@pytest.mark.parametrize(
    ("properties", "values"),
    [
        (
            {"experienceRequirements": {"@type": "X", "monthsOfExperience": "36"}},
            {"experience_years_min": 3},
        ),
        ({"experienceRequirements": {"monthsOfExperience": 6}}, {}),
        ({"experienceRequirements": "Minimum 3 years experience"}, {"experience_years_min": 3}),
        ({"experienceRequirements": "Entry Level"}, {}),
        ({"experienceRequirements": {"description": "2+ years of experience"}},
         {"experience_years_min": 2}),
        (
            {"educationRequirements": {"credentialCategory": "bachelor degree"}},
            {"education": Education.BACHELOR},
        ),
        (
            {"educationRequirements": [
                {"credentialCategory": "bachelor degree"}, {"credentialCategory": "high school"}
            ]},
            {"education": Education.SECONDARY},
        ),
        ({"educationRequirements": "no requirements"}, {"education": Education.NONE}),
        ({"educationRequirements": "Master's Degree"}, {"education": Education.MASTER}),
        ({"skills": ["JS", "Net mending"]}, {"skills": ("JavaScript", "Net mending")}),
        ({"skills": "Golang, k8s; Net mending"}, {"skills": ("Go", "Kubernetes", "Net mending")}),
        ({"skills": "You mend nets and you know your knots"}, {}),
        ({"skills": "You know knots, and you have mended nets of every size and kind"}, {}),
        ({"workHours": "40 hours per week"}, {"hours_per_week": 40}),
        ({"workHours": "8am-5pm, Monday to Friday"}, {}),
        ({"totalJobOpenings": 4}, {"positions": 4}),
        ({"totalJobOpenings": "several"}, {}),
        ({"jobStartDate": "2027-01-04"}, {"start_date": date(2027, 1, 4)}),
        ({"jobStartDate": "2027-01-04T09:00:00+01:00"}, {"start_date": date(2027, 1, 4)}),
        ({"jobStartDate": "as soon as possible"}, {}),
    ],
)  # fmt: skip
def test_demands(properties, values):
    assert read(**properties) == values
