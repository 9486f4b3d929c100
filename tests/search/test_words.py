"""Which postings a search for words finds: the words of the trade, spelt as people spell them."""

import pytest

from tests.search.conftest import TitleIndex

C_FAMILY = ("C++ Developer", "C# Developer", "C Developer", "F# Developer", "Objective-C Developer")
DOT_NET = (
    ".NET Engineer",
    "ASP.NET Engineer",
    "Internet Engineer",
    "Network Engineer",
    "Net Fisher",
)
NODE = ("Node.js Developer", "NodeJS Developer", "Node JS Developer", "Node Operator")
SCRIPTS = ("JavaScript Developer", "JS Engineer", "Java Developer", "DJs and Presenters")
STACK = ("Full-Stack Developer", "Full Stack Developer", "Fullstack Developer", "Stacker")
COMMERCE = ("E-Commerce Lead", "eCommerce Lead", "E Commerce Lead", "Commerce Lead")
INITIALS = ("R Programmer", "R&D Engineer", "R & D Manager", "Q&A Host", "AT&T Installer")
SLASHED = ("CI/CD Engineer", "UI/UX Designer", "UX/UI Designer", "C/C++ Engineer", "A/B Tester")
SHORT = (
    "AI Engineer",
    "IT Manager",
    "Go Developer",
    "Maid",
    "Chair Designer",
    "Going Places Agent",
)
INTERN = ("Marketing Intern", "International Sales Lead", "Internal Auditor", "Nurse Internship")
STEMS = (
    "University Lecturer",
    "Universal Banker",
    "Registered Nurses",
    "Coach",
    "Business Analyst",
)
SPLIT = (
    "Engineer (Python)",
    "We use Java, Python.",
    "Data:Python_Rust",
    "Monty.Pythons",
    "Pythonista",
)
HIDDEN = (
    "Data\u200bEngineer",
    "Soft\u00adware Tester",
    "\ufeffWelder",
    "Cafe\u0301 Host",
    "Café Chef",
)
CJK = ("软件工程师", "ソフトウェアエンジニア", "백엔드개발자", "Javaエンジニア")
RANKS = ("SWE", "Software Engineer", "Engineer, Software", "Sr. Buyer", "Senior Buyer", "VP Sales")
SQL = ("T-SQL Developer", "TSQL Developer", "PL/SQL Developer", "SQL Developer")
PLACES = ("Driver's Mate", "Chargé d\u2019études", "Etudes Lead", "U.S. Sales Lead", "US Buyer")

GO = (
    "Go Developer",
    "Golang Developer",
    "Go-To-Market Lead",
    "GTM Lead",
    "Head of Go to Market",
    "Gopher",
)
PENSIONS = ("401(k) Clerk", "401k Clerk", "401 (K) Clerk", "401-k Clerk", "Clerk 401", "K Clerk")
UMLAUTS = ("Büro Chef", "Buero Chef", "Buro Chef", "Smörrebröd Chef", "Poet", "Pot Maker")
FOLDED = ("Naïve Painter", "Straße Maler", "Łódź Guide", "Ærø Pilot", "Æro Pilot", "Señor Chef")
OFFICES = ("Backoffice Clerk", "Back Office Clerk", "Back-Office Clerk", "Office Clerk")
TENANTS = ("Multitenant Lead", "Multi-Tenant Lead", "Multi Tenant Lead", "Tenant Lead")
PLURALS = (
    "Offices Manager",
    "Mechanics Lead",
    "Night Nurse",
    "Facilities Manager",
    "GPS Lead",
    "GP",
)
WORKERS = (
    "Train Driver",
    "Trainer",
    "Accounting Clerk",
    "Account Clerk",
    "French Teacher",
    "France",
)

CASES: list[tuple[tuple[str, ...], str, set[str]]] = [
    (C_FAMILY, "C++", {"C++ Developer"}),
    (C_FAMILY, "c++,", {"C++ Developer"}),
    (C_FAMILY, "cpp", {"C++ Developer"}),
    (C_FAMILY, "(C#)", {"C# Developer"}),
    (C_FAMILY, "F# developer", {"F# Developer"}),
    (C_FAMILY, "C", {"C Developer", "Objective-C Developer"}),
    (C_FAMILY, "objective-c", {"Objective-C Developer"}),
    (C_FAMILY, "\uff23\uff0b\uff0b", {"C++ Developer"}),
    (DOT_NET, ".NET", {".NET Engineer", "ASP.NET Engineer"}),
    (DOT_NET, "dotnet", {".NET Engineer", "ASP.NET Engineer"}),
    (DOT_NET, "asp.net", {"ASP.NET Engineer"}),
    (DOT_NET, "net", {"Net Fisher"}),
    (NODE, "node.js", set(NODE[:3])),
    (NODE, "NodeJS", set(NODE[:3])),
    (NODE, "node js", set(NODE[:3])),
    (NODE, "node", set(NODE)),
    (SCRIPTS, "js", {"JavaScript Developer", "JS Engineer"}),
    (SCRIPTS, "javascript", {"JavaScript Developer", "JS Engineer"}),
    (SCRIPTS, "java", {"Java Developer"}),
    (STACK, "full-stack", set(STACK[:3])),
    (STACK, "full stack developer", set(STACK[:3])),
    (STACK, "fullstack", set(STACK[:3])),
    (COMMERCE, "ecommerce", set(COMMERCE[:3])),
    (COMMERCE, "e-commerce", set(COMMERCE[:3])),
    (COMMERCE, "e commerce lead", set(COMMERCE[:3])),
    (INITIALS, "R", {"R Programmer"}),
    (INITIALS, "R&D", {"R&D Engineer", "R & D Manager"}),
    (INITIALS, "r & d", {"R&D Engineer", "R & D Manager"}),
    (INITIALS, "research and development", {"R&D Engineer", "R & D Manager"}),
    (INITIALS, "q&a", {"Q&A Host"}),
    (INITIALS, "at&t", {"AT&T Installer"}),
    (SLASHED, "CI/CD", {"CI/CD Engineer"}),
    (SLASHED, "cicd", {"CI/CD Engineer"}),
    (SLASHED, "UI/UX", {"UI/UX Designer", "UX/UI Designer"}),
    (SLASHED, "C", {"C/C++ Engineer"}),
    (SLASHED, "a/b", {"A/B Tester"}),
    (SHORT, "AI", {"AI Engineer"}),
    (SHORT, "artificial intelligence", {"AI Engineer"}),
    (SHORT, "IT", {"IT Manager"}),
    (SHORT, "Go", {"Go Developer"}),
    (INTERN, "intern", {"Marketing Intern", "Nurse Internship"}),
    (INTERN, "national", set()),
    (STEMS, "university", {"University Lecturer"}),
    (STEMS, "nurse", {"Registered Nurses"}),
    (STEMS, "rn", {"Registered Nurses"}),
    (STEMS, "coaches", {"Coach"}),
    (STEMS, "businesses", {"Business Analyst"}),
    (SPLIT, "python", set(SPLIT[:4])),
    (SPLIT, "rust", {"Data:Python_Rust"}),
    (HIDDEN, "engineer", {"Data\u200bEngineer"}),
    (HIDDEN, "software", {"Soft\u00adware Tester"}),
    (HIDDEN, "welder", {"\ufeffWelder"}),
    (HIDDEN, "café", {"Cafe\u0301 Host", "Café Chef"}),
    (HIDDEN, "CAFE", {"Cafe\u0301 Host", "Café Chef"}),
    (CJK, "工程师", {"软件工程师"}),
    (CJK, "程工", set()),
    (CJK, "エンジニア", {"ソフトウェアエンジニア", "Javaエンジニア"}),
    (CJK, "개발자", {"백엔드개발자"}),
    (CJK, "java", {"Javaエンジニア"}),
    (RANKS, "swe", {"SWE", "Software Engineer"}),
    (RANKS, "software engineer", {"SWE", "Software Engineer", "Engineer, Software"}),
    (RANKS, "senior buyer", {"Sr. Buyer", "Senior Buyer"}),
    (RANKS, "vice president", {"VP Sales"}),
    (SQL, "t-sql", {"T-SQL Developer", "TSQL Developer"}),
    (SQL, "tsql", {"T-SQL Developer", "TSQL Developer"}),
    (SQL, "pl/sql", {"PL/SQL Developer"}),
    (PLACES, "driver", {"Driver's Mate"}),
    (PLACES, "études", {"Chargé d\u2019études", "Etudes Lead"}),
    (PLACES, "U.S.", {"U.S. Sales Lead", "US Buyer"}),
    (PLACES, "us", {"U.S. Sales Lead", "US Buyer"}),
    (GO, "golang", {"Go Developer", "Golang Developer"}),
    (GO, "go", {"Go Developer", "Golang Developer"}),
    (GO, "golang developer", {"Go Developer", "Golang Developer"}),
    (GO, "go-to-market", set(GO[2:5])),
    (GO, "go to market lead", set(GO[2:4])),
    (GO, "gtm", set(GO[2:5])),
    (PENSIONS, "401k", set(PENSIONS[:4])),
    (PENSIONS, "401(k)", set(PENSIONS[:4])),
    (PENSIONS, "401 (k) clerk", set(PENSIONS[:4])),
    (PENSIONS, "401", {"Clerk 401"}),
    (UMLAUTS, "büro", {"Büro Chef", "Buero Chef", "Buro Chef"}),
    (UMLAUTS, "buero", {"Büro Chef", "Buero Chef"}),
    (UMLAUTS, "buro", {"Büro Chef", "Buro Chef"}),
    (UMLAUTS, "smoerrebroed", {"Smörrebröd Chef"}),
    (UMLAUTS, "pot", {"Pot Maker"}),
    (FOLDED, "naive", {"Naïve Painter"}),
    (FOLDED, "strasse", {"Straße Maler"}),
    (FOLDED, "lodz", {"Łódź Guide"}),
    (FOLDED, "aero", {"Ærø Pilot", "Æro Pilot"}),
    (FOLDED, "senor", {"Señor Chef"}),
    (OFFICES, "backoffice", set(OFFICES[:3])),
    (OFFICES, "back office", set(OFFICES[:3])),
    (OFFICES, "back-office clerk", set(OFFICES[:3])),
    (TENANTS, "multitenant", set(TENANTS[:3])),
    (TENANTS, "multi tenant lead", set(TENANTS[:3])),
    (TENANTS, "multi-tenant", set(TENANTS[:3])),
    (PLURALS, "office", {"Offices Manager"}),
    (PLURALS, "mechanic", {"Mechanics Lead"}),
    (PLURALS, "nights", {"Night Nurse"}),
    (PLURALS, "facility", {"Facilities Manager"}),
    (PLURALS, "gp", {"GP"}),
    (WORKERS, "train", {"Train Driver"}),
    (WORKERS, "trainers", {"Trainer"}),
    (WORKERS, "account", {"Account Clerk"}),
    (WORKERS, "french", {"French Teacher"}),
]


@pytest.mark.parametrize(("titles", "words", "expected"), CASES)
def test_words_find_these_titles_and_no_others(
    titled: TitleIndex, titles: tuple[str, ...], words: str, expected: set[str]
) -> None:
    assert set(titled(titles).titles(q=words)) == expected


@pytest.mark.parametrize(("titles", "words", "expected"), CASES)
def test_the_title_filter_reads_words_as_the_search_does(
    titled: TitleIndex, titles: tuple[str, ...], words: str, expected: set[str]
) -> None:
    assert set(titled(titles).titles(title=[words])) == expected


MANAGERS = (
    "Marketing Manager",
    "Market Manager",
    "Marketing Managers",
    "Account Manager",
    "Accounting Manager",
    "Manager, Marketing",
    "Director - Software Engineering",
)

SYNTAX: list[tuple[str, set[str]]] = [
    ('"Marketing Manager"', {"Marketing Manager"}),
    ("“market manager”", {"Market Manager"}),
    ("„Account Manager“", {"Account Manager"}),
    ("«accounting MANAGER»", {"Accounting Manager"}),
    ('"Marketing Manager', {"Marketing Manager", "Marketing Managers", "Manager, Marketing"}),
    ("manager -marketing", {"Market Manager", "Account Manager", "Accounting Manager"}),
    (
        'manager -"marketing manager" -market -account',
        {"Marketing Managers", "Manager, Marketing", "Accounting Manager"},
    ),
    ("market OR director", {"Market Manager", "Director - Software Engineering"}),
    ('director OR "market manager"', {"Market Manager", "Director - Software Engineering"}),
    ("(market OR director) engineering", {"Director - Software Engineering"}),
    ("market AND manager", {"Market Manager"}),
    ("director engineering", {"Director - Software Engineering"}),
    ("Director - Engineering", {"Director - Software Engineering"}),
    ("OR market", set()),
    ("market OR", set()),
    ("AND OR", set()),
    ("director*", {"Director - Software Engineering"}),
    ("direct*", {"Director - Software Engineering"}),
    ("*irector", set()),
    ("market* -marketing", {"Market Manager"}),
    ("account* -accounting", {"Account Manager"}),
    ("title:director", {"Director - Software Engineering"}),
    ('title:"account manager" OR title:director', {"Account Manager", MANAGERS[-1]}),
    ("company:tidewater market", {"Market Manager"}),
    ("company:market", set()),
    ("-company:tidewater", set()),
    ("-title:manager", {"Director - Software Engineering"}),
    ("title:(market OR director) -engineering", {"Market Manager"}),
    ("(market manager) OR (software director)", {"Market Manager", MANAGERS[-1]}),
    ("manager -(marketing OR market OR account)", {"Accounting Manager"}),
    ("manager -(account manager) -marketing -market", {"Accounting Manager"}),
]


@pytest.mark.parametrize(("words", "expected"), SYNTAX)
def test_phrases_exclusions_and_alternatives(
    titled: TitleIndex, words: str, expected: set[str]
) -> None:
    assert set(titled(MANAGERS).titles(q=words)) == expected


def test_an_exclusion_takes_nothing_away_that_only_means_the_same(titled: TitleIndex) -> None:
    assert "JavaScript Developer" in titled(SCRIPTS).titles(q="developer -js")


@pytest.mark.parametrize("words", ["courier", "parcel courier"])
def test_a_posting_of_which_little_is_known_is_found(titled: TitleIndex, words: str) -> None:
    assert titled(("Parcel Courier",)).titles(q=words) == ["Parcel Courier"]


def test_several_titles_are_alternatives(titled: TitleIndex) -> None:
    found = titled(MANAGERS).titles(title=["director", "market"])
    assert set(found) == {"Market Manager", "Director - Software Engineering"}
