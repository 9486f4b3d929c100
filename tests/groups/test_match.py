"""What two ads are to each other, and how well that is decided over the labelled pairs."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.groups import WANTED, measure, pairs
from crawler.groups.employer import Employer, Sameness, employer_key
from crawler.groups.match import Relation, relation
from crawler.groups.text import are_near, share_kept, words
from crawler.groups.title import title_key
from tests.groups.ads import an_ad
from tests.groups.grouped import BODY

SAMPLES = Path(os.environ["OPENINGS_SAMPLES"]) if "OPENINGS_SAMPLES" in os.environ else None


def test_the_labelled_pairs_are_told_apart():
    said: list[str] = []
    precision, recall = measure(SAMPLES, said.append)
    assert precision >= WANTED, said
    assert recall >= 0.95, said


def test_half_of_the_labelled_pairs_are_real():
    every, invented = pairs(Path("anywhere")), pairs(None)
    assert len(every) >= 200
    assert 0.45 <= len(invented) / len(every) <= 0.55


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Claims Adjuster I", "Claims Adjuster II"),
        ("Engineer 1", "Engineer 2"),
        ("Engineer", "Senior Engineer"),
        ("Nurse L4", "Nurse L5"),
        ("Nurse (days)", "Nurse (nights)"),
        ("Account Executive - Germany", "Account Executive - France"),
        ("C++ Developer", "C# Developer"),
        ("C Developer", "C++ Developer"),
    ],
)
def test_what_a_title_says_besides_is_another_opening(one, other):
    """DUP-06"""
    assert relation(an_ad(title=one, city="Kiel"), an_ad(title=other, city="Kiel")) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fitter (m/w/d)", "Fitter (w/m/d)"),
        ("Fitter II", "Fitter 2"),
        ("Sr. Fitter", "Senior Fitter"),
        ("Fitter, Pumps", "Pumps - Fitter"),
        ("Fitter (Remote)", "Fitter"),
        ("FITTER", "Fitter"),
    ],
)
def test_how_a_title_is_written_does_not_matter(one, other):
    assert relation(an_ad(title=one), an_ad(title=other)) is Relation.OPENING


@pytest.mark.parametrize(
    "pattern", ["{} Fitter", "Fitter - {}", "Fitter in {}", "Fitter ({})", "Fitter | {}, DE"]
)
def test_the_city_in_a_title_does_not_matter(pattern):
    one, other = (an_ad(title=pattern.format(city), city=city) for city in ("Kiel", "Ulm"))
    assert relation(one, other) is Relation.OPENING


@pytest.mark.parametrize(
    "changes",
    [
        ({"requisition_id": "JR30021"}, {"requisition_id": "JR30187"}),
        ({"departments": ["Library"]}, {"departments": ["Dentistry"]}),
        ({"employment_types": ["full_time"]}, {"employment_types": ["part_time"]}),
        ({"domain": "harbor.example"}, {"domain": "harbor-marine.example"}),
        ({"description_text": BODY}, {"description_text": " ".join(reversed(BODY.split()))}),
        ({"description_text": None}, {"description_text": None}),
    ],
)
def test_one_title_is_not_one_opening(changes):
    """DUP-05, DUP-10"""
    one, other = changes
    assert relation(an_ad(**one), an_ad(**other)) is None


def test_a_name_alone_is_no_employer():
    """DUP-10: short texts are shared by chance."""
    short = {"description_text": "We look for a fitter. Come by!"}
    assert relation(an_ad("lever:acme", **short), an_ad("ashby:acme", **short)) is None
    assert relation(an_ad("lever:acme", **short), an_ad("lever:acme", **short)) is Relation.OPENING


def test_an_apply_link_leads_to_the_original():
    original = an_ad("lever:acme", requisition_id="A1")
    copy = an_ad("ashby:front", company="Acme Jobs", apply_url=f"{original.url}?utm_source=front")
    assert relation(original, copy) is Relation.AD


def test_another_requisition_at_a_front_is_another_opening():
    own = an_ad("workday:acme", domain="acme.example", requisition_id="JR30021")
    front = an_ad("phenom:acme", domain="acme.example", requisition_id="JR30187")
    assert relation(own, front) is None


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Fitter", "Fitter II", "Fitter (m/f)", "Cook"]),
        "requisition_id": st.sampled_from(["1", "2", "JR1", "JR2"]),
        "departments": st.sampled_from([[], ["A"], ["B"]]),
        "city": st.sampled_from(["Kiel", "Ulm"]),
        "board": st.sampled_from(["lever:acme", "ashby:acme", "jobtech:acme", "phenom:acme"]),
        "domain": st.sampled_from(["a.example", "b.example"]),
        "description_text": st.sampled_from([BODY, BODY[:200], "Come by!", None]),
    },
)


@given(FIELDS, FIELDS)
def test_a_relation_holds_both_ways(one, other):
    first, second = an_ad(**one), an_ad(**other)
    assert relation(first, second) is relation(second, first)
    assert relation(first, first) is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Acme Sp. z o.o.", "acme"),
        ("ACME, Inc.", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Société Acmé S.A.S.", "societe acme"),
        ("Steam & Bean Ltd", "steam and bean"),
        ("AG", "ag"),
        ("Acme Group", "acme group"),
        ("株式会社アクメ", "株式会社アクメ"),
    ],
)
def test_a_legal_form_is_no_part_of_a_name(name, key):
    assert employer_key(name) == key


def test_employers():
    acme = Employer("acme", "acme.example", "lever:acme")
    assert acme.sameness(Employer("acme labs", "acme.example", "x:y")) is Sameness.SURE
    assert acme.sameness(Employer("acme", "other.example", "lever:acme")) is Sameness.DIFFERENT
    assert acme.sameness(Employer("acme", None, "ashby:acme")) is Sameness.BY_NAME
    assert acme.sameness(Employer("acme", None, "lever:acme")) is Sameness.SURE


def test_a_title_of_nothing_but_a_place_keeps_it():
    assert title_key("Kiel", ["Kiel"], None) == "kiel"


@given(st.text(), st.text())
def test_nearness_of_texts(one, other):
    a, b = words(one), words(other)
    assert are_near(a, b) == are_near(b, a)
    assert are_near(a, a) == bool(a)
    assert 0 <= share_kept(a, b) <= 1


def test_texts_without_spaces_are_compared_by_sign():
    text = "東京本社で業務用アプリの品質保証を担当していただきます。"
    assert are_near(words(text), words(text.replace("東京", "大阪")))
