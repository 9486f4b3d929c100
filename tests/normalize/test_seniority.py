"""Career level out of titles and labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.seniority import seniority_label, seniority_of_title
from reference.vocabularies import Seniority


def level(title: str) -> str | None:
    found = seniority_of_title(title)
    return found.seniority.value if found else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Marketing Intern", "internship"),
        ("Mechanical Co-op (Fall)", "internship"),
        ("Werkstudent:in Einkauf", "internship"),
        ("Praktikant (m/w/d) Vertrieb", "internship"),
        ("Stagiaire juridique (H/F)", "internship"),
        ("Stage - Assistant de gestion", "internship"),
        ("Estágio em Direito", "internship"),
        ("Becario de Finanzas", "internship"),
        ("Tirocinio in cucina", "internship"),
        ("实习会计", "internship"),
        ("Junior Cook", "entry"),
        ("Jr. Buyer", "entry"),
        ("Trainee Store Manager", "entry"),
        ("Manager in Training", "entry"),
        ("Graduate Surveyor", "entry"),
        ("Entry-Level Welder", "entry"),
        ("Młodszy księgowy", "entry"),
        ("Mid-Level Java Developer", "mid"),
        ("Medior tester", "mid"),
        ("Journeyman Electrician", "mid"),
        ("Analista Pleno", "mid"),
        ("Senior Cook", "senior"),
        ("Sr Buyer", "senior"),
        ("Starszy księgowy", "senior"),
        ("Старший повар", "senior"),
        ("高级会计", "senior"),
        ("Senior Project Manager", "senior"),
        ("Lead Nurse", "lead"),
        ("Warehouse Team Leader", "lead"),
        ("Staff Software Engineer", "lead"),
        ("Senior Staff Product Designer", "lead"),
        ("Principal Geologist", "lead"),
        ("Shift Supervisor", "lead"),
        ("Head Chef", "lead"),
        ("Schichtleiter (m/w/d)", "lead"),
        ("Chef d'équipe", "lead"),
        ("Teamledare till lager", "lead"),
        ("Sales Manager", "manager"),
        ("Assistant Store Manager", "manager"),
        ("Manager, Software Development", "manager"),
        ("Manager of Product Management", "manager"),
        ("Senior Manager, Tax", "manager"),
        ("Filialleiter/in", "manager"),
        ("Gerente de Loja", "manager"),
        ("Jefe de Ventas", "manager"),
        ("Responsabile di negozio", "manager"),
        ("Kierownik sklepu", "manager"),
        ("Head of Tax", "director"),
        ("Senior Director, Pricing", "director"),
        ("Directrice Marketing", "director"),
        ("销售总监", "director"),
        ("VP Sales", "vp"),
        ("Senior Vice President, Lending", "vp"),
        ("Chief Financial Officer", "executive"),
        ("Interim CFO", "executive"),
        ("President", "executive"),
        ("Geschäftsführer (m/w/d)", "executive"),
    ],
)
def test_words_of_level(title: str, expected: str) -> None:
    assert level(title) == expected
    found = seniority_of_title(title)
    assert found is not None
    assert found.by_word


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Welder I", "entry"),
        ("Chemist II", "mid"),
        ("Accountant III - Payroll", "senior"),
        ("Data Analyst 2", "mid"),
        ("Product Manager I", "entry"),
        ("Chemist II/III", None),
        ("Title I Teacher", None),
        ("Tier II", None),
        ("Home Infusion Nurse IV", None),
        ("Cashier - Store 2", None),
        ("II", None),
    ],
)
def test_grades_at_the_end_of_a_part(title: str, expected: str | None) -> None:
    found = seniority_of_title(title)
    assert (found.seniority.value if found else None) == expected
    assert found is None or not found.by_word


def test_a_word_goes_before_a_grade() -> None:
    assert level("Senior Chemist I") == "senior"


@pytest.mark.parametrize(
    "title",
    [
        "Product Manager",
        "Key Account Manager",
        "Program Manager, Tools",
        "Customer Success Manager",
        "Case Manager",
        "Projektleiter (m/w/d)",
        "Chef de projet",
        "Gerente de Contas",
        "产品经理",
        "Account Executive",
        "Executive Assistant to the Chief Executive Officer",
        "Executive Chef",
        "Assistant to the Director",
        "Engineer (Office of the CTO)",
        "Chief of Staff",
        "Staff Accountant",
        "Staff Nurse",
        "Wait Staff",
        "Member of Technical Staff",
        "Sales Associate",
        "Lead Generation Specialist",
        "Senior Living Receptionist",
        "Junior High Teacher",
        "Middle School Teacher",
        "Account Executive, Mid-Market",
        "Data Entry Clerk",
        "School Principal",
        "Principal Investigator",
        "Art Director",
        "Graduate School Advisor",
        "Internship Coordinator",
        "Internal Auditor",
        "Head Start Teacher",
        "Stage Manager",
        "(Senior) Buyer (m/f/d)",
        "Junior/Senior Developer",
        "Junior to Mid Developer",
        "Cook",
        "",
    ],
)
def test_words_of_function_are_no_level(title: str) -> None:
    assert level(title) is None


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Mid-Level", "mid"),
        ("ENTRY_LEVEL", "entry"),
        ("Internship", "internship"),
        ("Director", "director"),
        ("Manager/Supervisor", "manager"),
        ("Senior", "senior"),
        ("Mid-Senior level", None),
        ("Associate", None),
        ("Experienced", None),
        ("Not Applicable", None),
        ("", None),
        (None, None),
    ],
)
def test_labels_count_as_a_whole(label: str | None, expected: str | None) -> None:
    assert seniority_label(label) == expected


@given(st.text(st.characters(codec=None)))
def test_no_title_raises(text: str) -> None:
    found = seniority_of_title(text)
    assert found is None or found.seniority in Seniority
    assert seniority_of_title(text) == found
