"""Strict both ways: what is unknown, empty, doubled or out of range is told, never ignored."""

import json
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.params import JobsParameters
from tests.api.problems import assert_problem, errors_of

NAMES = tuple(JobsParameters.model_fields)


@pytest.mark.parametrize(
    ("sent", "closest"),
    [("contry", "country"), ("employement_type", "employment_type"), ("Country", "country")],
)
def test_an_unknown_parameter_is_refused_and_the_nearest_named(
    api: httpx.Client, sent: str, closest: str
) -> None:
    error = errors_of(api.get("/v1/jobs", params={sent: "DE"}))[sent]
    assert error["closest"][0] == closest
    assert error["allowed"] == list(NAMES)


@pytest.mark.parametrize("name", ["page", "offset", "from", "page_size", "per_page"])
def test_page_numbers_are_refused_with_the_way_of_the_cursor(api: httpx.Client, name: str) -> None:
    error = errors_of(api.get("/v1/jobs", params={name: "1001"}))[name]
    for word in ("cursor", "limit", "500"):
        assert word in error["message"]


@pytest.mark.parametrize(
    ("name", "sent", "closest"),
    [
        ("workplace_type", "remot", "remote"),
        ("workplace_type", "Remote", "remote"),
        ("employment_type", "intership", "internship"),
        ("employment_type", "full_time,contrct", "contract"),
        ("status", "opened", "open"),
        ("sort", "newst", "newest"),
        ("facets", "countries", "country"),
        ("fields", "salary.mn", "salary.min"),
        ("include_unknown", "workplace", "workplace_type"),
        ("source", "greenhose", "greenhouse"),
        ("has_salary", "treu", "true"),
        ("include_test", "False", "false"),
        ("country", "Germany", "DE"),
        ("country", "germny", "DE"),
        ("country", "DEU", "DE"),
        ("country", "UK", "GB"),
        ("country", "Viet Nam", "VN"),
    ],
)
def test_an_unknown_value_is_refused_and_the_nearest_named(
    api: httpx.Client, name: str, sent: str, closest: str
) -> None:
    error = errors_of(api.get("/v1/jobs", params={name: sent}))[name]
    assert error["closest"][0] == closest
    assert error["value"] in sent


def test_a_short_list_of_values_is_given_whole(api: httpx.Client) -> None:
    error = errors_of(api.get("/v1/jobs?workplace_type=moon"))["workplace_type"]
    assert error["allowed"] == ["onsite", "hybrid", "remote"]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=501",
        "limit=1.0",
        "limit=1e1",
        "limit=%2B5",
        "limit=1_0",
        "limit=%D9%A5",  # an Arabic five
        "limit=99999999999999999999",
        "page_size=-1",
        "page_size=100000",
        "salary_min=1e400",
        "posted_after=2025-02-30",
        "posted_after=2025-02-29T08:00:00Z",
        "posted_after=2025-13-01",
        "posted_after=0000-01-01",
        "posted_after=20250101",
        "posted_after=2025-W01-1",
        "posted_after=yesterday",
        "posted_after=yesterday%00",
        "posted_before=2025-01-01T08:00:00",
        "posted_before=2025-01-01T08:00:00+01:00",  # the + is a space here
        "posted_before=1735689600",
        "country=D",
        "country=ZZ",
        "country=DE,",
        "country=,DE",
        "country=DE,,AT",
        "board=stripe",
        "board=greenhouse:a/b",
        "q=%00",
        "q=a%1Bb",
        "q=%FF",
        "q=%ED%A0%80",
        "title=",
        "q=%20%20",
        "sort=relevance",
        "highlight=true",
        "include_unknown=country",
        "status=open,shut",
        "cursor=",
        "=x",
        "q[]=a",
    ],
)
def test_a_bad_value_is_refused(api: httpx.Client, query: str) -> None:
    assert errors_of(api.get(f"/v1/jobs?{query}"))


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_value_is_refused(api: httpx.Client, name: str) -> None:
    assert "empty" in errors_of(api.get(f"/v1/jobs?{name}="))[name]["message"]


@pytest.mark.parametrize(
    "name", ["q", "has_salary", "posted_after", "posted_before", "sort", "limit", "cursor"]
)
def test_one_value_given_twice_is_refused(api: httpx.Client, name: str) -> None:
    answer = api.get(f"/v1/jobs?{name}=2026-01-01&{name}=2026-01-01")
    assert "2 times" in errors_of(answer)[name]["message"]


def test_every_mistake_is_named_at_once(api: httpx.Client) -> None:
    answer = api.get("/v1/jobs?country=Germany&workplace_type=moon&limit=0&posted_after=soon")
    assert errors_of(answer).keys() == {"country", "workplace_type", "limit", "posted_after"}


def test_relevance_without_words_says_so(api: httpx.Client) -> None:
    error = errors_of(api.get("/v1/jobs?sort=relevance&country=DE"))["sort"]
    assert "q or title" in error["message"]


def test_a_refused_word_is_still_a_word(api: httpx.Client) -> None:
    assert errors_of(api.get("/v1/jobs?q=~&sort=relevance&highlight=true")).keys() == {"q"}


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/v1/sources", "/v1/vocabularies"])
def test_a_route_without_parameters_takes_none(api: httpx.Client, path: str) -> None:
    assert errors_of(api.get(f"{path}?limit=1")).keys() == {"limit"}


def test_a_posting_takes_no_parameters(api: httpx.Client) -> None:
    assert errors_of(api.get("/v1/jobs/lever:lantern:plain?fields=title")).keys() == {"fields"}


@pytest.mark.parametrize(
    "query", ["country=de", "country=DE", "country=de,ch", "country=de&country=ch"]
)
def test_lists_take_repetitions_commas_and_codes_in_any_case(api: httpx.Client, query: str) -> None:
    assert api.get(f"/v1/jobs?{query}").json()["total"] >= 2


def test_free_text_keeps_its_commas(api: httpx.Client) -> None:
    """A city such as "Washington, D.C." is one value, not two."""
    assert api.get("/v1/jobs?city=Berlin,Austin").json()["total"] == 0
    assert api.get("/v1/jobs?city=Berlin&city=Austin").json()["total"] == 3


TEXT = st.text(max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(NAMES) | TEXT, TEXT), max_size=4))
def test_any_query_string_is_answered_or_refused(
    api: httpx.Client, sent: list[tuple[str, str]]
) -> None:
    query = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in sent)
    _assert_answered(api.get(f"/v1/jobs?{query}"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    words=st.text(min_size=1, max_size=120),
    field=st.sampled_from(["q", "title", "company", "city"]),
)
def test_any_words_are_answered_or_refused(api: httpx.Client, words: str, field: str) -> None:
    _assert_answered(api.get(f"/v1/jobs?{field}={_quoted(words)}"))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=80))
def test_any_bytes_are_answered_or_refused(api: httpx.Client, raw: bytes) -> None:
    _assert_answered(api.get("/v1/jobs?q=" + "".join(f"%{byte:02X}" for byte in raw)))


def _assert_answered(answer: httpx.Response) -> None:
    if answer.status_code == 200:
        json.loads(answer.text)
    else:
        assert_problem(answer, 400)


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")
