"""Employment types out of titles, beside structured labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.title_employment import employment, employment_of_title
from reference.vocabularies import EmploymentType, Provenance


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Cook (Part-Time)", ["part_time"]),
        ("Cook (m/w/d) in Vollzeit oder Teilzeit", ["full_time", "part_time"]),
        ("Full or Part-Time Cook", ["full_time", "part_time"]),
        ("Repartidor - Medio tiempo", ["part_time"]),
        ("Vendeur temps partiel", ["part_time"]),
        ("Kassör deltid", ["part_time"]),
        ("Reinigungskraft auf Minijob-Basis", ["part_time"]),
        ("アルバイト募集", ["part_time"]),
        ("Marketing Intern", ["internship"]),
        ("Praktikum im Einkauf", ["internship"]),
        ("Marketing Intern (Summer 2027)", ["internship"]),
        ("Lifeguard - Summer", ["temporary"]),
        ("1099 Courier", ["contract"]),
        ("Freelance Illustrator", ["contract"]),
        ("Recruiter (Contract)", ["contract"]),
        ("Recruiter - 6 month contract", ["contract"]),
        ("Welder - TEMP", ["temporary"]),
        ("Seasonal Cashier", ["temporary"]),
        ("HR Manager (fixed-term contract)", ["temporary"]),
        ("Buchhalter (m/w/d) befristet", ["temporary"]),
        ("Assistant RH en CDD", ["temporary"]),
        ("Payroll Clerk - Maternity Cover", ["temporary"]),
        ("Sommarvikarie kock", ["temporary"]),
        ("Apprentice Joiner", ["apprenticeship"]),
        ("Ausbildung zum Koch (m/w/d)", ["apprenticeship"]),
        ("Chargé de paie en alternance", ["apprenticeship"]),
        ("Volunteer Driver", ["volunteer"]),
        ("Buchhalter 100% (m/w/d)", ["full_time"]),
        ("Buchhalter 40-60 %", ["part_time"]),
        ("Buchhalter 80-100 %", []),
        ("Sales Agent, 100% commission", []),
        ("Contracts Manager", []),
        ("Contract Attorney", []),
        ("Contractor Relations Lead", []),
        ("Temporary Works Designer", []),
        ("Temp Desk Consultant", []),
        ("Volunteer Coordinator", []),
        ("Apprenticeship Program Manager", []),
        ("Disponent Zeitarbeit im Vertrieb", []),
        ("Engineer, Internal Platforms", []),
        ("Internship Coordinator", []),
        ("Nurse - PRN", []),
        ("Nurse, Per Diem", []),
        ("Long Term Care Aide", []),
        ("Koch - Teilzeit möglich", []),
        ("Comptable CDI", []),
        ("Cook", []),
    ],
)
def test_marks_of_titles(title: str, expected: list[str]) -> None:
    assert list(employment_of_title(title)) == expected


def test_labels_go_first() -> None:
    found = employment(["Full-time"], "Cook (Part-Time)")
    assert found is not None
    assert (found.value, found.provenance) == ((EmploymentType.FULL_TIME,), Provenance.STATED)


def test_a_title_adds_on_what_basis_one_works() -> None:
    found = employment(["FULL_TIME"], "Marketing Intern")
    assert found is not None
    assert found.value == (EmploymentType.FULL_TIME, EmploymentType.INTERNSHIP)
    assert found.provenance is Provenance.PARSED


def test_a_label_of_basis_is_not_added_to() -> None:
    found = employment(["Temporary"], "Marketing Intern")
    assert found is not None
    assert (found.value, found.provenance) == ((EmploymentType.TEMPORARY,), Provenance.STATED)


def test_unknown_labels_say_nothing() -> None:
    assert employment(["Zzz"], "Cook") is None
    assert employment([], None) is None


@given(st.text(st.characters(codec=None)))
def test_no_title_raises(text: str) -> None:
    assert set(employment_of_title(text)) <= set(EmploymentType)
