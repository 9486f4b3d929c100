"""Level, job function and flags of a posting, out of all that speaks of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.agency import is_of_agency
from crawler.normalize.flags import is_evergreen, is_test_posting
from crawler.normalize.ranks import ranks
from crawler.normalize.spots import spots_in
from crawler.normalize.statement import Statement


def said(title: str, text: str | None = None, **fields: object) -> dict[str, tuple[object, object]]:
    """Each field that says something, with its provenance."""
    statement = Statement(source_id="1", title=title, url="https://x.example", **fields)  # type: ignore[arg-type]
    found = ranks(statement, text, spots_in(text))
    return {name: (one.value, one.provenance) for name, one in found.items() if one is not None}


@pytest.mark.parametrize(
    ("title", "label", "expected"),
    [
        ("Cook", "Mid-Level", ("mid", "stated")),
        ("Senior Cook", None, ("senior", "parsed")),
        ("Senior Cook", "Senior", ("senior", "stated")),
        ("Senior Cook", "Entry level", ("senior", "parsed")),
        ("Cook II", "Senior", ("senior", "stated")),
        ("Cook II", None, ("mid", "parsed")),
    ],
)
def test_seniority(title: str, label: str | None, expected: tuple[str, str]) -> None:
    assert said(title, seniority=label)["seniority"] == expected


@pytest.mark.parametrize(
    ("title", "fields", "expected"),
    [
        ("Nurse", {}, ("healthcare", "parsed")),
        ("Nurse", {"departments": ["Sales"]}, ("healthcare", "parsed")),
        ("Nurse", {"functions": ["Education"]}, ("education", "stated")),
        ("Software Engineer", {"functions": ["Information Technology"]}, ("engineering", "parsed")),
        ("Cook", {"functions": ["General Business"]}, ("hospitality", "parsed")),
        ("Associate", {"functions": ["Information Technology"]}, ("it", "stated")),
        ("Project Manager", {"departments": ["Construction"]}, ("construction", "inferred")),
        ("Associate", {"departments": ["Legal"]}, ("legal", "inferred")),
        ("Associate", {"departments": ["Legal"], "team": "Finance"}, None),
        ("Project Manager", {}, ("operations", "parsed")),
        ("Associate", {}, None),
        ("Join our talent community", {}, ("other", "inferred")),
        ("Talent Pool - Nurses", {}, ("healthcare", "parsed")),
        ("Test", {}, ("other", "inferred")),
    ],
)
def test_category(title: str, fields: dict[str, object], expected: tuple[str, str] | None) -> None:
    assert said(title, **fields).get("category") == expected


def test_flags_that_a_source_states() -> None:
    found = said("Cook", evergreen=True, agency=True)
    assert (found["evergreen"], found["agency"]) == ((True, "stated"), (True, "stated"))


@pytest.mark.parametrize(
    "title",
    [
        "DO NOT APPLY - internal testing",
        "[TEST] Cook",
        "TEST - Cook",
        "Test posting, please ignore",
        "Teststelle",
        "Sample role",
        "テスト",
    ],
)
def test_trials(title: str) -> None:
    assert is_test_posting(title)


@pytest.mark.parametrize(
    "title", ["Engineer (Test)", "TEST ENGINEER - NIGHTS", "Test Kitchen Chef", "Sample Technician"]
)
def test_work_on_tests(title: str) -> None:
    assert not is_test_posting(title)


@pytest.mark.parametrize(
    "title",
    [
        "Substitute Teacher Pool",
        "Adjunct Faculty Pool - Botany",
        "Cook (Evergreen)",
        "Spontanbewerbung",
        "Candidature spontanée (H/F)",
        "Open sollicitatie",
        "Banco de Talentos",
        "Spontanansökan",
        "Future opportunities: sales",
        "Connect with our talent network",
        "人才库",
    ],
)
def test_open_applications(title: str) -> None:
    assert is_evergreen(title)


@pytest.mark.parametrize(
    "title",
    [
        "Float Pool Nurse",
        "Pool Attendant",
        "Car Pool Driver",
        "Teacher (Evergreen, CO)",
        "Open Source Engineer",
        "Join the Care Network Team",
        "Futures Trader",
        "Applications Engineer",
    ],
)
def test_other_pools(title: str) -> None:
    assert is_evergreen(title) is None


@pytest.mark.parametrize(
    "text",
    [
        "Our client is seeking a cook.",
        "Our client, a hotel in Leeds, is currently hiring a cook.",
        "We are recruiting a cook on behalf of our client.",
        "Im Auftrag unseres Kunden suchen wir einen Koch.",
        "Pour notre client, nous recherchons un cuisinier.",
        "Nuestro cliente, un hotel, busca un cocinero.",
        "Voor onze opdrachtgever zoeken wij een kok.",
    ],
)
def test_agencies_hire_for_a_client(text: str) -> None:
    assert said("Cook", text)["agency"] == (True, "inferred")


@pytest.mark.parametrize(
    "text",
    [
        "You negotiate on behalf of our clients.",
        "When our client is looking for advice, you are there.",
        "We are hiring a cook for our client services team.",
        "We are looking for people who care for our clients.",
        "Für unsere Kunden suchen wir die beste Lösung.",
        "Ein guter Kunde.",
        "client",
        "",
        None,
    ],
)
def test_firms_that_have_clients_do_not_say_so(text: str | None) -> None:
    assert "agency" not in said("Cook", text)


@given(st.text(st.characters(codec=None)))
def test_no_text_raises(text: str) -> None:
    is_test_posting(text)
    is_evergreen(text)
    for whole in (f"our client {text}", f"{text} client {text}"):
        is_of_agency(whole, spots_in(whole)["agency"])
