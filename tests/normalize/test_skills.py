"""Skills out of titles and texts, and what only looks like one."""

import pytest

from crawler.normalize.skills import skills_in, stated_skills
from reference.skills import SKILLS


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("We use Go, Postgres and React.", ["Go", "PostgreSQL", "React"]),
        ("Java, JavaScript & TypeScript", ["Java", "JavaScript", "TypeScript"]),
        ("Typescript and Javascript", ["TypeScript", "JavaScript"]),
        ("Machine learning, PyTorch", ["Machine Learning", "PyTorch"]),
        ("C/C++, C#, .NET", ["C", "C++", "C#", ".NET"]),
        ("ASP.NET / Node.js", ["ASP.NET", "Node.js"]),
        ("Strong C++17 and k8s.", ["C++", "Kubernetes"]),
        ("Python, R, SQL", ["Python", "R", "SQL"]),
        ("R programming", ["R"]),
        ("Experience with Go", ["Go"]),
        ("Ausgezeichnete Kenntnisse in Rust", ["Rust"]),
        ("Advanced Excel skills", ["Microsoft Excel"]),
        ("proficiency in MS Excel", ["Microsoft Excel"]),
        ("Word, Excel, Outlook", ["Microsoft Word", "Microsoft Excel", "Microsoft Outlook"]),
        ("What you bring\n* Go\n* Postgres", ["Go", "PostgreSQL"]),
        ("KUBERNETES", ["Kubernetes"]),
        ("PHP 8 and MySQL", ["PHP", "MySQL"]),
        ("CDL Class A and forklifts", ["CDL Class A", "Forklift Operation"]),
        ("Current BLS, ACLS", ["BLS Certification", "ACLS Certification"]),
        ("Experience in logistics and procurement", ["Logistics", "Procurement"]),
        ("Agile methodologies", ["Agile"]),
    ],
)
def test_skills_in_a_text(text, skills):
    assert list(skills_in(None, text)) == skills


@pytest.mark.parametrize(
    "text",
    [
        "Go to market strategy",
        "experience with Go to market plans",
        "the yearly Summer Bash at La Scala",
        "a go-to person, ready to go",
        "Go above and beyond, Python charmers welcome to React",
        "R&D",
        "You excel at communication",
        "Excel at what you do",
        "A swift response, rust prevention",
        "Swift Transport, Python Street",
        "Spark joy",
        "Ask Ruby at the desk",
        "React to incidents",
        "Series C startup",
        "Class C license, plan R",
        "Access to our word of mouth, with a bright outlook",
        "In spring, chefs express themselves",
        "We are a logistics company",
        "clients like Snowflake and Databricks",
        "backed by Snowflake",
        "closing candidates from top cloud companies (Snowflake, Databricks)",
        "Acme is the CRM platform that bakers love",
        "a GDPR-compliant office",
        "plans designed by a BCBA",
        "report vital aims to the RN or LPN",
        "without coding expertise Collaborate with Product Management",
        "an HVAC company",
        "PHP 25,000 per month",
        "version control systems",
        "see https://example.com/docker/react",
        "mail kafka@example.com, #python",
        "javanese scalable mysqlx",
    ],
)
def test_what_only_looks_like_a_skill(text):
    expected = ("Python",) if text.startswith(("Go above", "Swift Transport")) else ()
    assert skills_in(None, text) == expected


def test_a_title_names_languages_and_fields_of_work():
    assert skills_in("Senior Go Developer", None) == ("Go",)
    assert skills_in("Payroll Specialist", None) == ("Payroll",)
    assert skills_in("Go Getter", None) == ()


def test_the_employer_is_no_skill_of_its_own():
    text = "Databricks is hiring. You know Databricks, SQL and Kafka."

    assert skills_in(None, text) == ("Databricks", "SQL", "Apache Kafka")
    assert skills_in(None, text, "Databricks Inc.") == ("SQL", "Apache Kafka")
    assert skills_in(None, "SQL", "SQLite Partners") == ("SQL",)


def test_stated_skills_are_served_by_their_names_and_sentences_are_none():
    labels = ["golang", "Wax moulding", None, " ", "JS", "javascript", "x" * 61]

    assert stated_skills(labels) == ("Go", "Wax moulding", "JavaScript")


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.name)
def test_every_spelling_of_every_skill_is_found_in_a_list(skill):
    for spelling in skill.spellings:
        beside = "Kotlin" if skill.name != "Kotlin" else "COBOL"
        assert skills_in(None, f"{beside}, {spelling.text}, {beside}") == (beside, skill.name)
