"""What descriptions say of where the work is done: only what they say of this job."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.text import words
from crawler.normalize.workplace_mark import Saying
from crawler.normalize.workplace_sentence import sayings
from crawler.normalize.workplace_text import told

REMOTE = [
    "This is a remote position.",
    "This is a full-time, 100% remote role.",
    "The position is fully remote within the EU.",
    "This role is home-based.",
    "This is a work from home position.",
    "Work location: Remote (US)",
    "Job Type: Full-time, Remote",
    "Remote, Spain",
    "- 100% remote",
    "Canada or Mexico - 100% Remote",
    "#LI-Remote",
    "Apply now #LIRemote",
    "Remote: yes",
    "Die Stelle ist vollständig remote.",
    "Arbeitsort: remote",
    "C'est un poste full remote.",
    "Poste en télétravail complet",
    "Trabajo 100% remoto",
    "Modalidad: remoto",
    "Vaga 100% remota",
    "Home office 100%",
    "Lavoro da remoto",
    "Volledig remote",
    "Praca zdalna",
    "This position is based in Reno, NV, or fully remote.",
    "We are looking for a fully remote bookkeeper.",
    "This remote position reports to the CFO.",
    "The work is 100% remote.",
    "You will work 100% from home.",
    "This role may be performed remotely from anywhere in Canada.",
    "The job is eligible for remote work.",
    "Remote candidates are welcome.",
    "This is a remote position where no sponsorship is available.",
    "We cannot sponsor visas for this remote position.",
    "This remote role is not eligible for relocation.",
    "We do not offer relocation for this remote role.",
    "No commute: this is a fully remote role.",
    "This remote role does not require travel.",
    "No travel required. This is a remote position.",
    "This role is remote but not available in Alaska.",
    "We hire in two cities and happily consider people who work remotely.",
]
HYBRID = [
    "This is a hybrid role based in our Leeds office.",
    "This role is hybrid.",
    "The position follows a hybrid schedule.",
    "This job can be based in our Oslo office (hybrid).",
    "Workplace type: Hybrid",
    "#LI-Hybrid",
    "The crew meets on site three days each week (hybrid).",
    "You will be in the office up to 3 days a week.",
    "Two days remote per week",
    "Homeoffice nach Absprache möglich",
    "2 Tage Homeoffice pro Woche",
    "Télétravail partiel possible",
    "2 jours de télétravail par semaine",
    "Modalidad híbrida",
    "Praca hybrydowa",
    "Lavoro ibrido",
    "Position is hybrid remote with one day per week onsite.",
    "40% home working",
    "bis zu 60 % Homeoffice möglich",
    "Praca w trybie hybrydowym",
    "Smart working 2 giorni a settimana",
    "Hybride werken, 2 dagen per week op kantoor",
]
ONSITE = [
    "This is an on-site role.",
    "The position is 100% on-site in Leeds.",
    "This role is in-person.",
    "All work happens on site in our Reno plant.",
    "You are required to work on site.",
    "Working 5 days a week in our Mesa, AZ office",
    "Work Location: In person",
    "Office-based role",
    "Work is performed on-site.",
    "Poste en présentiel à Lyon",
    "Trabajo presencial en Madrid",
    "Praca stacjonarna",
    "Die Stelle ist vor Ort in Hamburg.",
    "Modalidad presencial",
    "#LI-Onsite",
    "We do not offer remote or hybrid work for this job.",
    "This is not a hybrid or remote position.",
]
DENIED = [
    "No remote.",
    "This is not a remote position.",
    "This role is not eligible for remote work.",
    "Remote work is not possible.",
    "Remote work is not an option for this role.",
    "This job cannot be performed remotely.",
    "This role does not allow for remote work.",
    "We are unable to consider remote candidates.",
    "Remote applicants will not be considered.",
    "Telecommuting is not permitted.",
    "This is not a fully remote position.",
    "There is no remote option.",
    "Fully remote applications will not be considered.",
    "N\u00e3o \u00e9 remoto",
    "This role isn't remote.",
    "You cannot do this job from home.",
    "Home-Office ist bei dieser Stelle nicht möglich.",
    "Este puesto no es remoto.",
    "Please note: this is a non-remote role.",
    "Remote: no",
    "Kein Homeoffice",
    "Homeoffice ist leider nicht möglich.",
    "Pas de télétravail",
    "Télétravail non possible",
    "No se ofrece teletrabajo.",
    "Thuiswerken is niet mogelijk.",
]
OF_SOMETHING_ELSE = [
    "Experience with remote sensing is a plus.",
    "This is a remote sensing role.",
    "Remote monitoring of patients",
    "You will work with remote teams and stakeholders.",
    "Maintain remote sites and support remote customers.",
    "The job site is remote.",
    "Design hybrid cloud architectures.",
    "This position is hybrid cloud focused.",
    "Development of hybrid vehicles and hybrid powertrains",
    "This is a hybrid role that blends sales and engineering.",
    "This position is a hybrid product and sales role.",
    "Remote work may be considered on a case-by-case basis.",
    "The position is responsible for remote and hybrid workforce tools.",
    "No nights away from home",
    "Office hours: 9 to 5, 5 days a week",
    "The office is open 6 days a week.",
    "We offer in-office massages twice a week.",
    "Send reports to the head office 3 times per week.",
    "On-site gym and onsite childcare",
    "Visit customers on-site.",
    "You must be on site for interviews.",
    "Must be onsite as needed for team meetings.",
    "We are a remote-first company.",
    "As a fully remote team, we write a lot.",
    "Our hybrid model gives you flexibility.",
    "You may work from anywhere for up to six weeks a year.",
    "If you are remote, you get a stipend.",
    "No experience with remote work required.",
    "Whether remote, hybrid, or in-office, we empower our teams.",
    "Is this role remote?",
    "About Remote",
    "Remote work is not just possible, it is encouraged.",
    "Remote work is not available in Alaska.",
    "You don't have to work remotely.",
    "You are not required to work on site.",
    "Home office stipend",
    "This is not just a remote job board.",
    "Build dashboards.",
    "",
]


def cases(sentences: list[str], expected: str | None) -> list[tuple[str, str | None]]:
    return [(sentence, expected) for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *cases(REMOTE, "remote"),
        *cases(HYBRID, "hybrid"),
        *cases(ONSITE, "onsite"),
        *cases(DENIED, None),
        *cases(OF_SOMETHING_ELSE, None),
    ],
)
def test_what_a_text_says_of_this_job(text: str, expected: str | None) -> None:
    assert told(f"We build boats.\n{text}\nApply today.").workplace == expected


@pytest.mark.parametrize("text", DENIED)
def test_a_denial_is_told(text: str) -> None:
    assert told(text).is_not_remote


@pytest.mark.parametrize("text", [*REMOTE, *HYBRID, *OF_SOMETHING_ELSE])
def test_nothing_else_is_a_denial(text: str) -> None:
    assert not told(text).is_not_remote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This role is remote.\nThis is a hybrid role.", None),
        ("This position is fully remote.\nThis is not a remote position.", None),
        ("#LI-Remote #LI-Hybrid", None),
        ("- Remote\n- Hybrid\n- On-site", None),
        ("This role is on-site.\nRemote candidates are welcome.", None),
        ("This role is hybrid.\nRemote candidates are welcome.", "hybrid"),
        ("This role is hybrid.\nYou are required to work on site.", "hybrid"),
        ("This is not a remote position.\nThis role is hybrid.", "hybrid"),
        ("Location: Reno, on-site, or remote", "remote"),
        ("Location: Reno (hybrid) or remote", None),
    ],
)
def test_sentences_together(text: str, expected: str | None) -> None:
    assert told(text).workplace == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("This is a hybrid role: 3 days a week in the office.", 3),
        ("3 days a week in the office.\nAt least 3 days a week in our office.", 3),
        ("3 days a week in the office.\n4 days a week in the office for juniors.", None),
        ("This is a hybrid role.", None),
        ("Free lunch in the office 2 days a week.", None),
    ],
)
def test_days_in_the_office(text: str, days: float | None) -> None:
    assert told(text).office_days == days


def test_long_lines_are_read_by_sentence() -> None:
    filler = "We care about craft, and the boats that we build show it. " * 40

    assert told(f"{filler}This role is fully remote. {filler}").workplace == "remote"


WORDS = st.sampled_from(
    sorted(
        words(
            """this role is a fully remote hybrid on-site position not no or and the we İ team in
            Spain #LI-Remote Location: 3 days week office Homeoffice möglich . , ( ) - %"""
        )
    )
)


@given(st.text() | st.lists(WORDS, max_size=15).map(" ".join))
def test_any_text_is_read_and_read_alike_twice(text: str) -> None:
    found = told(text)

    assert told(text) == found
    assert told(text.upper()) is not None
    assert found.office_days is None or 0 < found.office_days <= 7
    assert sayings(text) <= set(Saying)
