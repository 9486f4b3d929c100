"""The job function out of titles and labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.category import Strength, category_of_label, category_of_title
from crawler.normalize.word_table import table_rows
from reference.folding import fold
from reference.vocabularies import Category


def category(title: str) -> str | None:
    found = category_of_title(title)
    return found.category.value if found else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Software Engineer, Payments", "engineering"),
        ("Sales Engineer", "sales"),
        ("Join our Sales Talent Community", "sales"),
        ("Web Seller", "sales"),
        ("Technical Sourcing Manager", "supply_chain"),
        ("Fixed Income Research Strategist", "finance"),
        ("Training & Development Manager", "hr"),
        ("Technical Program Manager (Product Design)", "engineering"),
        ("Data Center Design Lead", "engineering"),
        ("Nurse Recruiter", "hr"),
        ("Product Marketing Manager", "marketing"),
        ("Product Manager, Payroll", "product"),
        ("Manager, Software Development", "engineering"),
        ("Director of Product Security", "security"),
        ("Head of Talent Acquisition", "hr"),
        ("Marketing Data Analyst", "marketing"),
        ("Data Engineer - Finance", "data"),
        ("Senior Database Administrator (Remote)", "it"),
        ("UX Researcher", "design"),
        ("Customer Success Manager", "customer_service"),
        ("General Manager", "operations"),
        ("Forklift Operator", "supply_chain"),
        ("Machine Operator", "manufacturing"),
        ("Estimator (Roofing)", "construction"),
        ("Truck Driver - Nights", "transport"),
        ("Pharmacy Technician", "healthcare"),
        ("Maintenance Technician", "trades"),
        ("IT Technician", "it"),
        ("Maths Teacher", "education"),
        ("Staff Accountant", "finance"),
        ("Contracts Counsel", "legal"),
        ("Executive Assistant", "administration"),
        ("Store Manager", "retail"),
        ("Line Cook", "hospitality"),
        ("Process Server", "legal"),
        ("Server", "hospitality"),
        ("Research Scientist", "science"),
        ("Security Guard", "security"),
        ("Police Officer", "public_service"),
        ("Video Editor", "media"),
        ("Farm Worker", "agriculture"),
        ("Hair Stylist", "other"),
        ("Krankenpflegerin (m/w/d)", "healthcare"),
        ("Betriebselektriker:in", "trades"),
        ("Bauprojektleiter (m/w/d)", "construction"),
        ("Sachbearbeiter Buchhaltung", "finance"),
        ("Bürokraft in Teilzeit", "administration"),
        ("Ingénieur commercial (H/F)", "sales"),
        ("Aide-soignant(e) de nuit", "healthcare"),
        ("Gestionnaire de la comptabilité", "finance"),
        ("Vendedor/a de seguros", "sales"),
        ("Director de Recursos Humanos", "hr"),
        ("Auxiliar de Enfermagem", "healthcare"),
        ("Cuoco / Cuoca", "hospitality"),
        ("Vrachtwagenchauffeur", "transport"),
        ("Sjuksköterska till vårdcentral", "healthcare"),
        ("Butikschef", "retail"),
        ("Elektryk", "trades"),
        ("Бухгалтер", "finance"),
        ("Οδηγός", "transport"),
        ("高级软件工程师", "engineering"),
        ("看護師", "healthcare"),
    ],
)
def test_the_head_of_a_title_decides(title: str, expected: str) -> None:
    assert category(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        *("Senior Associate", "Team Member", "Join our talent community", "Regional Director"),
        *("Apprentice", "Registrar", "Garden Planner", "Manager | Acme Automotive", "", "42"),
    ],
)
def test_titles_that_do_not_tell(title: str) -> None:
    assert category(title) is None


def test_a_hint_is_marked_as_one() -> None:
    found = category_of_title("Project Manager")
    assert found is not None
    assert found.strength is Strength.HINT


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Engineering", "engineering"),
        ("information_technology", "it"),
        ("Health Care Provider", "healthcare"),
        ("Human Resources", "hr"),
        ("Finance & Accounting", "finance"),
        ("Customer Support", "customer_service"),
        ("Sales & Marketing", None),
        ("Other", None),
        ("General Business", "operations"),
        ("29-1141.00", "healthcare"),
        ("13-2011", None),
        ("15-1252.00 Software Developers", "engineering"),
        ("Berlin", None),
        (None, None),
    ],
)
def test_labels_that_name_one_function(label: str | None, expected: str | None) -> None:
    found = category_of_label(label)
    assert (found.category.value if found else None) == expected


def test_no_word_speaks_of_two_categories() -> None:
    meanings: dict[str, set[str]] = {}
    for row, word in table_rows("categories.csv"):
        meanings.setdefault(fold(word), set()).add(row["category"] + row["strength"])
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


def test_every_category_has_words() -> None:
    known = {row["category"] for row, _ in table_rows("categories.csv")}
    assert known - {"-"} == {one.value for one in Category}


@given(st.text(st.characters(codec=None)))
def test_no_title_raises(text: str) -> None:
    found = category_of_title(text)
    assert found is None or found.category in Category
    category_of_label(text)
