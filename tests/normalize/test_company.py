"""Names of companies as boards dress them up, and numbers of openings that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.company import company_name, requisition_id


@pytest.mark.parametrize(
    "title",
    [
        "Northwind Corp Public Job Board",
        "Northwind Corp Talent Community",
        "Northwind Corp Jobs & Careers",
        "Northwind Corp - Current Job Openings",
        "Work at Northwind Corp | Northwind Corp Careers",
        "Current Openings | Northwind Corp",
        "Careers at Northwind Corp - Jobs",
        "Work with us | Northwind Corp",
        "Northwind Corp (Careers)",
        "Northwind Corp is hiring!",
        "Northwind Corp \u2013 Karriere",
        "Jobs bei Northwind Corp",
        "Northwind Corp | Offene Stellen",
        "Carri\u00e8res chez Northwind Corp",
        "Offres d'emploi - Northwind Corp",
        "Empleos en Northwind Corp",
        "Trabalhe na Northwind Corp",
        "Vacatures bij Northwind Corp",
        "Northwind Corp - Lediga jobb",
    ],
)
def test_a_board_title_gives_the_company(title: str) -> None:
    assert company_name(title) == "Northwind Corp"


@pytest.mark.parametrize(
    "name",
    ["CareerBuilder", "Jobs for Humanity", "Acme-Tech", "Hiring Solutions", "Work & Co", "Praca"],
)
def test_a_name_that_holds_such_words_stays(name: str) -> None:
    assert company_name(name) == name


@pytest.mark.parametrize(
    "text", ["REQ-TBD", "JR_0", "000000", "XXXX", "n.a.", "#N/A", "----", "To be determined"]
)
def test_templates_fill_in_no_requisition(text: str) -> None:
    assert requisition_id(text) is None


@pytest.mark.parametrize("text", ["R0012", "X1", "ID 7", "2024-0", "NA-17"])
def test_short_requisitions_are_some(text: str) -> None:
    assert requisition_id(text) == text


@given(st.lists(st.sampled_from(["Acme", "Careers", "|", "-", "at", "Jobs", "(", ")", "&"])))
def test_cleaning_twice_equals_once(words: list[str]) -> None:
    once = company_name(" ".join(words))
    assert company_name(once) == once
