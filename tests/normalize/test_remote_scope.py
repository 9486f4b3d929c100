"""Where a remote worker may live, out of sentences about the work or the applicant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.remote_scope import remote_from_text
from crawler.normalize.text import words


def read(text: str) -> list[str]:
    found = remote_from_text(text)
    return [*found.countries, *found.regions] if found else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This position is fully remote within the EU.", ["European Union"]),
        ("The role is remote from anywhere in Latin America.", ["LATAM"]),
        ("Candidates must reside in the United States or Canada.", ["US", "CA"]),
        ("You must live in one of the following states: Ohio, Utah, Texas.", ["US"]),
        ("Remote in CA, CO, NY", ["US"]),
        ("This role is 100% remote in either Norway or Denmark.", ["NO", "DK"]),
        ("Must be located in Reno, NV.", ["US"]),
        ("Open only to residents of Canada.", ["CA"]),
        ("This position requires you to live in Australia.", ["AU"]),
        ("This job is 100% remote (Spain).", ["ES"]),
        ("Poste en télétravail depuis la France", ["FR"]),
        ("Teletrabajo desde España", ["ES"]),
        ("This job can be done remotely from anywhere in Canada.", ["CA"]),
        ("You are eligible to work remotely from Portugal or Spain.", ["PT", "ES"]),
        ("This is a remote position open to people living in Germany.", ["DE"]),
        ("Applicants must be based in the UK and have the right to work.", ["GB"]),
        ("Location: Remote (Norway)", ["NO"]),
        ("We can only hire in: Germany, Spain and Poland.", ["DE", "ES", "PL"]),
        ("We are able to hire people based in the following countries: Peru, Chile.", ["PE", "CL"]),
        ("Candidates must be located within the contiguous United States.", ["US"]),
        ("This role is remote in the US, excluding Hawaii.", ["US"]),
        ("Die Stelle ist remote innerhalb Deutschlands.", ["DE"]),
        ("This is a fully remote role: work from anywhere in the world.", ["worldwide"]),
    ],
)
def test_where_remote_workers_may_live(text: str, expected: list[str]) -> None:
    assert read(f"We build boats.\n{text}\nApply today.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "This is a remote position.",
        "Remote within 2 hours of CET",
        "This is a remote role for people located in European time zones.",
        "Candidates must be located in the Eastern time zone.",
        "You must live within 50 miles of Denver.",
        "Our customers are located in Germany.",
        "We have people based in Oslo and Lima.",
        "Our remote team is spread across Europe.",
        "This role is remote, based in our London office.",
        "Perk: work from anywhere in the world for four weeks a year.",
        "Perk: do your job from whichever country you like.",
        "We are a remote company with people from anywhere in the world.",
        "For applicants located in Colorado, the salary range is $50,000 to $60,000.",
        "Must be authorized to work in the United States.",
        "Employees who live in California are covered by the act.",
        "Our yards are in Oslo and we work remotely across Europe.",
        "Work from anywhere in the world.",
        "This job is remote (Java).",
        "We prefer candidates based in New York.",
        "We hire in Berlin and Oslo.",
        "We can hire in weeks, not months.",
        "Remote-friendly",
        "",
    ],
)
def test_nothing_is_read_out_of_other_sentences(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Remote in the US or Canada.\nMust reside in Canada.", ["CA"]),
        ("Remote within Europe.\nCandidates must reside in Spain.", ["ES"]),
        ("Must reside in Spain.\nMust reside in Peru.", []),
    ],
)
def test_the_narrowest_counts_and_contradictions_do_not(text: str, expected: list[str]) -> None:
    assert read(text) == expected


WORDS = st.sampled_from(
    sorted(words("remote within the EU must reside in Canada or Spain anywhere world , . ( only"))
)


@given(st.text() | st.lists(WORDS, max_size=12).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    found = remote_from_text(text)

    assert found is None or found.countries or found.regions
    assert remote_from_text(text) == found
