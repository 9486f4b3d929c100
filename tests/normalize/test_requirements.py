"""What a text asks of an applicant and offers, through the face that postings are made with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.requirements import requirements
from crawler.normalize.spots import spots_in
from crawler.normalize.statement import Statement
from reference.vocabularies import Benefit, Education, Provenance


def said(**fields):
    return Statement(source_id="1", title=fields.pop("title", "Clerk"), url="u", **fields)


def read(field, text):
    found = requirements(said(), text, spots_in(text))[field]
    assert found is None or found.provenance is Provenance.PARSED
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("5+ years of experience", 5),
        ("3-5 years of experience", 3),
        ("between 3 and 5 years of experience", 3),
        ("someone who has 5 years of experience", 5),
        ("4 to 8 years working in bakeries", 4),
        ("at least two years of experience", 2),
        ("Minimum of five (5) years experience in retail", 5),
        ("five-plus years of experience", 5),
        ("Requires 7 years' relevant experience", 7),
        ("six or more years of working on engines", 6),
        ("1.5 years of experience", 1),
        ("0-2 years of experience", 0),
        ("10+ years in wholesale", 10),
        ("Experience: 3+ years", 3),
        ("Cold storage: 2 years (Required)", 2),
        ("Our ideal candidate has 4 years of experience", 4),
        ("mindestens 3 Jahre Berufserfahrung", 3),
        ("2-jährige Berufserfahrung", 2),
        ("Drei Jahre Erfahrung im Vertrieb", 3),
        ("3 ans d'expérience minimum", 3),
        ("Al menos 3 años de experiencia", 3),
        ("Min. 2 lata doświadczenia", 2),
        ("3 jaar werkervaring", 3),
        ("経験3年以上", 3),
        ("3年以上の開発経験", 3),
    ],
)
def test_years_that_are_asked_for(text, years):
    assert read("experience_years_min", text) == years


@pytest.mark.parametrize(
    "text",
    [
        "We have 20 years of experience in the market",
        "Acme, a leader with over 30 years of experience in logistics, is hiring",
        "our team has 50 years of combined experience",
        "With 20 years of experience in tea, Acme serves five towns",
        "Acme has 15 years of experience in tea",
        "Ideally you have 5 years of experience",
        "5 years of experience preferred",
        "Cold storage: 2 years (Preferred)",
        "Nice to have:\n* 3+ years of experience with ovens",
        "within the last 5 years of experience",
        "up to 3 years of experience",
        "You must be at least 18 years of age",
        "Shares vest over 4 years",
        "a four year degree",
        "$120,000 per year, depending on experience",
        "Mehrjährige Berufserfahrung",
    ],
)
def test_years_of_other_things_are_none_that_are_asked_for(text):
    assert read("experience_years_min", text) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("8+ years of experience, preferably with bridges", 8),
        ("* 7+ years of experience in mills, with at least 3 years as a lead", 7),
        ("5 years of experience or a Master's with 3 years of experience", 3),
        ("No experience required", 0),
        ("No experience required.\n* 2 years of experience", 2),
        ("* 5+ years of experience\n* 2 years of experience with ovens", 5),
    ],
)
def test_the_first_requirement_counts_and_the_lowest_of_alternatives(text, years):
    assert read("experience_years_min", text) == years


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Bachelor's degree required", "bachelor"),
        ("Bachelor\u2019s or equivalent experience", "bachelor"),
        ("BS in Chemistry", "bachelor"),
        ("a degree in engineering", "bachelor"),
        ("Bachelor's degree required, Master's preferred", "bachelor"),
        ("PhD preferred, Bachelor's required", "bachelor"),
        ("PhD or Master's degree in physics", "master"),
        ("advanced degree in optics", "master"),
        ("PhD in physics", "doctorate"),
        ("High school diploma or GED", "secondary"),
        ("Associate's degree in nursing", "vocational"),
        ("No degree required", "none"),
        ("abgeschlossene Berufsausbildung oder Studium", "vocational"),
        ("ein abgeschlossenes Studium der Chemie", "bachelor"),
        ("Bac+5 en chimie", "master"),
    ],
)
def test_the_lowest_degree_that_is_asked_for(text, level):
    assert read("education", text) == Education(level)


@pytest.mark.parametrize(
    "text",
    [
        "Master's degree preferred",
        "Bachelor's or Master's degree preferred",
        "Ideally, a PhD in physics",
        "Preferred Qualifications\n* MBA",
        "We pay tuition for your bachelor's degree",
        "Currently pursuing a Bachelor's degree",
        "In the process of receiving a Bachelor's or Master's degree",
        "Our founder has a PhD",
        "Scrum Master with MS Excel",
        "a high degree of care",
    ],
)
def test_degrees_that_are_welcome_or_of_others_are_not_asked_for(text):
    assert read("education", text) is None


@pytest.mark.parametrize(
    ("text", "benefits"),
    [
        (
            "Benefits: health, dental, and vision insurance, 401(k)",
            ["health_insurance", "dental", "vision", "retirement_plan"],
        ),
        ("We offer 30 days PTO and stock options", ["paid_time_off", "equity"]),
        ("Wir bieten:\n* 30 Tage Urlaub\n* Jobrad", ["paid_time_off", "commuter"]),
        ("* Paid vacation\n* Company car", ["paid_time_off", "company_car"]),
        ("We offer relocation assistance", ["relocation"]),
    ],
)
def test_benefits_that_are_offered(text, benefits):
    assert list(read("benefits", text)) == list(map(Benefit, benefits))


@pytest.mark.parametrize(
    "text",
    [
        "You sell health insurance and life insurance",
        "Join our dental practice",
        "For dental and medical offices",
        "Our vision is health for all",
        "Diversity, equity and inclusion",
        "private equity",
        "Contractors are not eligible for benefits such as health insurance",
        "Relocation assistance is not offered",
        "You administer the 401(k) of our clients",
    ],
)
def test_what_is_sold_or_denied_is_no_benefit(text):
    assert read("benefits", text) is None


@pytest.mark.parametrize(
    ("text", "sponsors"),
    [
        ("Visa sponsorship available", True),
        ("We sponsor H-1B visas.", True),
        ("* Visa sponsorship and relocation", True),
        ("Visa support available.", True),
        ("Visa sponsorship is available. We cannot sponsor visas for every role.", True),
        ("We do not sponsor visas.", False),
        ("We are unable to provide visa sponsorship.", False),
        ("Must be authorized to work in the US without sponsorship", False),
        ("Candidates must not require visa sponsorship now or in the future", False),
        ("This role is not eligible for visa sponsorship", False),
        ("Visa sponsorship: No", False),
        ("No visa sponsorship", False),
        ("We may sponsor visas.", None),
        ("Visa sponsorship is decided case by case", None),
        ("Will you now or in the future require visa sponsorship?", None),
        ("We sponsor H-1B visas. We do not sponsor visas for drivers.", None),
        ("You report to the executive sponsor of the programme", None),
        ("We do not sponsor local events", None),
    ],
)
def test_visa_sponsorship(text, sponsors):
    assert read("visa_sponsorship", text) is sponsors


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("40 hours per week", 40),
        ("40-hour work week", 40),
        ("Full-time, 37.5 hours/week", 37.5),
        ("Vollzeit 38,5 Std./Woche", 38.5),
        ("40 Stunden pro Woche", 40),
        ("35 heures par semaine", 35),
        ("20-30 hours per week", None),
        ("20 to 30 hours per week", None),
        ("at least 20 hours per week", None),
        ("30+ hours per week", None),
        ("~10 hours per week", None),
        ("15 hours/week or 37.5 hours/week", None),
        ("overtime beyond 40 hours per week", None),
        ("eligible for benefits at 30 hours per week", None),
        ("1,000 hours per week", None),
        ("24 hours a day", None),
    ],
)
def test_hours_a_week_only_where_exact(text, hours):
    assert read("hours_per_week", text) == hours


@pytest.mark.parametrize(
    ("fields", "field", "value"),
    [
        ({"experience": "2-5"}, "experience_years_min", 2),
        ({"experience": "lt-1"}, "experience_years_min", 0),
        ({"experience": "gt-15"}, "experience_years_min", 15),
        ({"experience": "5 Years"}, "experience_years_min", 5),
        ({"experience": "60 months"}, "experience_years_min", 5),
        ({"experience": "At least 3 years of experience"}, "experience_years_min", 3),
        ({"education": "bachelor_degree"}, "education", Education.BACHELOR),
        ({"education": "High School"}, "education", Education.SECONDARY),
        ({"education": "Master's Degree"}, "education", Education.MASTER),
        ({"education": "bachelor degree; high school"}, "education", Education.SECONDARY),
        ({"hours": "40"}, "hours_per_week", 40),
        ({"hours": 38.5}, "hours_per_week", 38.5),
        ({"starts": date(2027, 1, 4)}, "start_date", date(2027, 1, 4)),
        ({"employment": ["Full time (37.5 hours/week; 7.5 hours /shift)"]}, "hours_per_week", 37.5),
        ({"positions": 3.0}, "positions", 3),
        (
            {"skills": ["k8s", "Beekeeping", "JS"]},
            "skills",
            ("Kubernetes", "Beekeeping", "JavaScript"),
        ),
    ],
)
def test_what_a_source_states_goes_before_its_text(fields, field, value):
    text = "20 hours per week, 9 years of experience, SQL"
    found = requirements(said(**fields), text, spots_in(text))[field]

    assert found is not None
    assert (found.value, found.provenance) == (value, Provenance.STATED)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"experience": "6 months"}, "experience_years_min"),
        ({"experience": "Senior"}, "experience_years_min"),
        ({"education": "Any"}, "education"),
        ({"hours": "0"}, "hours_per_week"),
        ({"positions": 0.0}, "positions"),
    ],
)
def test_labels_that_say_nothing(fields, field):
    assert requirements(said(**fields), None, spots_in(None))[field] is None


_FRAGMENTS = st.sampled_from(
    (
        *("5+ years experience", "Jahre Erfahrung", "or", "Bachelor's", "preferred", "we", "not"),
        *(
            "visa sponsorship",
            "\n* ",
            ". ",
            "health, dental",
            "401(k)",
            "40 hours per week",
            "Go, ",
        ),
        *("R", "C++", "Excel", "(", ")", "\u2013", "\u200b", "年以上"),
    )
)


@given(st.one_of(st.text(), st.lists(st.one_of(_FRAGMENTS, st.text(max_size=5))).map(" ".join)))
def test_any_text_is_read_and_values_are_of_their_vocabularies(text):
    fields = {"title": text, "experience": text, "education": text, "hours": text}
    found = requirements(said(**fields), text, spots_in(text))

    values = {field: derived.value for field, derived in found.items() if derived is not None}
    assert 0 <= values.get("experience_years_min", 0) <= 60
    assert isinstance(values.get("education", Education.NONE), Education)
    assert all(isinstance(benefit, Benefit) for benefit in values.get("benefits", ()))
    assert values.get("visa_sponsorship") in (None, True, False)
    assert 0 < values.get("hours_per_week", 1) <= 168
    assert len(set(values.get("skills", ()))) == len(values.get("skills", ()))


@pytest.mark.parametrize(("last", "level"), [("Preferred", None), ("Required", "bachelor")])
def test_headings_within_a_text_that_lost_its_lines(last: str, level: str | None) -> None:
    text = f"{'You keep the lamp burning and the log in order. ' * 20}Basic A boat licence"
    text += f" and steady hands {last} Strong swimming A bachelor's degree in optics"

    assert read("education", text) == level
