import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalize.company import company_name, domain, requisition_id
from crawler.normalize.employment import employment_types
from crawler.normalize.flags import is_evergreen, is_test_posting
from crawler.normalize.language import contradicts_script, language_code
from crawler.normalize.workplace import (
    workplace_from_location,
    workplace_from_title,
    workplace_label,
)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("On-site", "onsite"),
        ("OnSite", "onsite"),
        ("on_site", "onsite"),
        ("2 - In-Office", "onsite"),
        ("HYBRID", "hybrid"),
        ("Hybrid (3 days a week)", "hybrid"),
        ("4-Fully Remote", "remote"),
        ("TELECOMMUTE", "remote"),
        ("Remote job", "remote"),
        ("Poste à distance", "remote"),
        ("Praca zdalna", "remote"),
        ("60% remote", "hybrid"),
        ("Homeoffice nach Vereinbarung", "hybrid"),
        ("Remote partly", "hybrid"),
        ("unspecified", None),
        ("Depends on the team", None),
        ("Remote control systems", None),
        ("", None),
        (None, None),
    ],
)
def test_labels_of_the_way_of_working(label: str | None, expected: str | None) -> None:
    assert workplace_label(label) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Remote - Spain", "remote"),
        ("Oslo (hybrid)", "hybrid"),
        ("In Office - Leeds", "onsite"),
        ("Tulsa, OK; Remote", "remote"),
        ("Home office, Austria", "remote"),
        ("在宅勤務", "remote"),
        ("Bonn (60% Remote)", "hybrid"),
        ("Bonn (2 days remote)", "hybrid"),
        ("Leeds, 3 days a week in the office", "hybrid"),
        ("Leeds (5 days in office)", "onsite"),
        ("Bonn (Home Office möglich)", "hybrid"),
        ("Paris - télétravail partiel", "hybrid"),
        ("100% Remote", "remote"),
        ("Remote, 5 offices", "remote"),
        ("Remote / Hybrid", None),
        ("not remote", None),
        ("Tulsa, OK", None),
        ("Head Office, Leeds", None),
        (None, None),
    ],
)
def test_places_that_name_the_way_of_working(text: str | None, expected: str | None) -> None:
    assert workplace_from_location(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tax Adviser - Remote", "remote"),
        ("Tax Adviser (Remote, Spain)", "remote"),
        ("[Hybrid] Tax Adviser", "hybrid"),
        ("Tax Adviser, Remote", "remote"),
        ("Tax Adviser | On-site", "onsite"),
        ("Remote: Tax Adviser", "remote"),
        ("Tax Adviser Remote", "remote"),
        ("Tax Adviser (m/w/d) Remote", "remote"),
        ("Tax Adviser-Remote", "remote"),
        ("Tax Adviser, Reno, NV Onsite", "onsite"),
        ("Tax Adviser (Oslo Hybrid)", "hybrid"),
        ("Tax Adviser - Remote Opportunity", "remote"),
        ("Work From Home Tax Adviser", "remote"),
        ("Work-from-home Agent", "remote"),
        ("WFH Tax Adviser", "remote"),
        ("Cook/Driver Hybrid", None),
        ("Head of Remote", None),
        ("Nurse Non-Remote", None),
        ("Remote Sensing Analyst", None),
        ("Manager, Remote Sensing", None),
        ("Hybrid Cloud Engineer", None),
        ("Sales Lead, Hybrid Cloud", None),
        ("Virtual Reality Artist", None),
        ("Tax Adviser (Hybrid or Remote)", None),
        ("Tax Adviser (no remote)", None),
    ],
)
def test_titles_state_the_way_of_working_by_a_marker(title: str, expected: str | None) -> None:
    assert workplace_from_title(title) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("FullTime", ["full_time"]),
        ("Regular Full Time (Salary)", ["full_time"]),
        ("Full-time or part-time", ["full_time", "part_time"]),
        ("full_or_part", ["full_time", "part_time"]),
        ("Teilzeit (20 h)", ["part_time"]),
        ("Temps plein", ["full_time"]),
        ("Jornada completa", ["full_time"]),
        ("アルバイト", ["part_time"]),
        ("正社員", ["full_time"]),
        ("Fuldtid", ["full_time"]),
        ("Deltid", ["part_time"]),
        ("Heltidsstilling", ["full_time"]),
        ("Kokoaikainen", ["full_time"]),
        ("Osa-aikainen", ["part_time"]),
        ("Voltijds", ["full_time"]),
        ("Deeltijd", ["part_time"]),
        ("Pełny etat", ["full_time"]),
        ("Niepełny wymiar czasu pracy", ["part_time"]),
        ("Plný úvazek", ["full_time"]),
        ("Zkrácený úvazek", ["part_time"]),
        ("Teljes munkaidős", ["full_time"]),
        ("Részmunkaidő", ["part_time"]),
        ("Normă întreagă", ["full_time"]),
        ("Timp parțial", ["part_time"]),
        ("Tam zamanl\u0131", ["full_time"]),
        ("Yar\u0131 zamanl\u0131", ["part_time"]),
        ("Πλήρης απασχόληση", ["full_time"]),
        ("Μερικής απασχόλησης", ["part_time"]),
        ("フルタイム", ["full_time"]),
        ("非常勤", ["part_time"]),
        ("パート", ["part_time"]),
        ("パートナー", []),
        ("풀타임", ["full_time"]),
        ("비정규직", []),
        ("시간제", ["part_time"]),
        ("全职", ["full_time"]),
        ("非全日制", ["part_time"]),
        ("دوام كامل", ["full_time"]),
        ("دوام جزئي", ["part_time"]),
        ("במשרה מלאה", ["full_time"]),
        ("משרה חלקית", ["part_time"]),
        ("Полный рабочий день", ["full_time"]),
        ("Неполная занятость", ["part_time"]),
        ("Повна зайнятість", ["full_time"]),
        ("Неповний робочий день", ["part_time"]),
        ("Toàn thời gian", ["full_time"]),
        ("Bán thời gian", ["part_time"]),
        ("Penuh waktu", ["full_time"]),
        ("Paruh waktu", ["part_time"]),
        ("งานประจำ", ["full_time"]),
        ("ไม่เต็มเวลา", ["part_time"]),
        ("Midlertidig", ["temporary"]),
        ("Na dobu určitou", ["temporary"]),
        ("Na dobu neurčitou", []),
        ("Gyakornok", ["internship"]),
        ("Thực tập", ["internship"]),
        ("Lærling", ["apprenticeship"]),
        ("Frivilligt", ["volunteer"]),
        ("Teilzeit möglich", []),
        ("Part-time possible", []),
        ("Part time (possible)", []),
        ("Auch in Teilzeit", []),
        ("Option for part-time work", []),
        ("Vollzeit, Teilzeit möglich", ["full_time", "part_time"]),
        ("Full-time or part-time possible", ["full_time", "part_time"]),
        ("Full-time, remote possible", ["full_time"]),
        ("Remote possible, full-time", ["full_time"]),
        ("Teilzeit", ["part_time"]),
        ("Independent contractor", ["contract"]),
        ("Fixed-term contract", ["temporary"]),
        ("fixed_term_contract", ["temporary"]),
        ("Contract (fixed term)", ["temporary"]),
        ("Permanent contract", []),
        ("Vast contract", []),
        ("Contract voor onbepaalde tijd", []),
        ("Contract voor bepaalde tijd", ["temporary"]),
        ("Bepaalde tijd", ["temporary"]),
        ("Contrat à durée déterminée", ["temporary"]),
        ("Contrat à durée indéterminée", []),
        ("Prazo determinado", ["temporary"]),
        ("Obra o labor", ["temporary"]),
        ("Freie Mitarbeit", ["contract"]),
        ("Mini-Job", ["part_time"]),
        ("Geringfügige Beschäftigung", ["part_time"]),
        ("SEASONAL", ["temporary"]),
        ("Befristet, Vollzeit", ["full_time", "temporary"]),
        ("Unbefristet", []),
        ("Co-op", ["internship"]),
        ("Ausbildung", ["apprenticeship"]),
        ("Volunteer", ["volunteer"]),
        ("Permanent", []),
        ("CDI", []),
        ("Internal", []),
        ("Flexible hours", []),
        ("Per diem", []),
        ("Qwxz", []),
        ("", []),
        (None, []),
    ],
)
def test_employment_types_by_whole_words_of_many_languages(
    label: str | None, expected: list[str]
) -> None:
    assert list(employment_types(label)) == expected


@pytest.mark.parametrize(
    "title",
    ["Test", "testing", "Test job 4", "TEST POSTING", "Test: please do not apply", "test test"],
)
def test_trial_postings_are_flagged(title: str) -> None:
    assert is_test_posting(title)


@pytest.mark.parametrize(
    "title",
    [
        "Test Engineer",
        "Penetration Tester",
        "Head of Testing",
        "QA Test Lead",
        "Test Automation",
        "",
    ],
)
def test_work_with_tests_is_not_flagged(title: str) -> None:
    assert not is_test_posting(title)


@pytest.mark.parametrize(
    "title",
    [
        "Join our talent community",
        "Talent Pool - Nurses",
        "General Application",
        "Future openings in sales",
        "Expression of interest: drivers",
        "Initiativbewerbung (m/w/d)",
        "Don't see your role? Send us your CV",
    ],
)
def test_talent_pools_are_evergreen(title: str) -> None:
    assert is_evergreen(title) is True


@pytest.mark.parametrize(
    "title",
    [
        "Nurse, Float Pool",
        "Talent Community Manager",
        "Pipeline Engineer",
        "Analyst, Evergreen Fund",
        "General Manager",
        "Swimming Pool Attendant",
    ],
)
def test_other_titles_do_not_tell(title: str) -> None:
    assert is_evergreen(title) is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("pt-BR", "pt"),
        ("ZH_hans", "zh"),
        ("ger", "de"),
        ("Dutch", "nl"),
        ("Español", "es"),
        ("한국어", "ko"),
        ("q1", None),
        ("Klingonese", None),
        (None, None),
    ],
)
def test_language_tags(tag: str | None, code: str | None) -> None:
    assert language_code(tag) == code


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "東京のオフィスで働くエンジニアを募集しています", True),
        ("en", "서울에서 함께 일할 개발자를 찾습니다", True),
        ("en", "Ищем инженера в Москву", True),
        ("ja", "東京のオフィスでPythonを使う", False),
        ("ja", "We are looking for a cook", True),
        ("de", "Wir suchen eine Köchin", False),
        ("sr", "Тражимо кувара", False),
        ("en", "12345 !!", False),
        (None, "東京", False),
        ("en", None, False),
    ],
)
def test_scripts_that_contradict_a_tag(code: str | None, text: str | None, expected: bool) -> None:
    assert contradicts_script(code, text) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Northwind Job Board", "Northwind"),
        ("Careers at Northwind ", "Northwind"),
        ("Northwind | Open Positions", "Northwind"),
        ("Northwind", "Northwind"),
        ("Jobs", "Jobs"),
        (None, None),
    ],
)
def test_company_names_without_board_titles(text: str | None, name: str | None) -> None:
    assert company_name(text) == name


@pytest.mark.parametrize("text", ["TBD", "MULTI", "one", "See Opening ID", "N/A", "-", " ", None])
def test_placeholders_are_no_requisition(text: str | None) -> None:
    assert requisition_id(text) is None


def test_requisitions_stay_as_they_are() -> None:
    assert requisition_id(" R-0042 ") == "R-0042"


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.Acme.com/careers", "acme.com"),
        ("acme.co.uk", "acme.co.uk"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("acme", None),
        ("not a host.com", None),
        ("http://[::1", None),
        (None, None),
    ],
)
def test_domains(text: str | None, host: str | None) -> None:
    assert domain(text) == host


@given(st.text(st.characters(codec=None)))
def test_no_label_raises_and_values_are_stable(text: str) -> None:
    workplace_label(text)
    workplace_from_location(text)
    workplace_from_title(text)
    employment_types(text)
    contradicts_script("en", text)
    is_evergreen(text)
    is_test_posting(text)
    assert company_name(company_name(text)) == company_name(text)
    assert requisition_id(requisition_id(text)) == requisition_id(text)
    assert domain(domain(text)) == domain(text)
    code = language_code(text)
    assert code is None or language_code(code) == code
