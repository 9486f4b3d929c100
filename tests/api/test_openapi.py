"""The OpenAPI document and the program say the same, both ways."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from api import examples, feed_responses, responses
from api.admission import UNMETERED, WITHOUT_KEY
from api.facets import FACETS
from api.params import Facet, JobsParameters
from api.routes.streams import formats
from mappings.posting import JobPosting
from tests.api.problems import errors_of

Operation = dict[str, Any]


@pytest.fixture(scope="module")
def document(api: httpx.Client) -> dict[str, Any]:
    content: dict[str, Any] = api.get("/openapi.json").json()
    return content


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, item in document["paths"].items():
        assert item.keys() == {"get"}
        yield path, item["get"]


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")


def test_every_parameter_is_documented_and_every_documented_one_exists(
    document: dict[str, Any],
) -> None:
    parameters = document["paths"]["/v1/jobs"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == list(JobsParameters.model_fields)


def test_every_route_documents_what_it_takes(api: httpx.Client, document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        documented = [one["name"] for one in item["get"].get("parameters", ())]
        taken = [name for name in documented if f"{{{name}}}" not in path]
        answer = api.get(re.sub(r"{\w+}", "any", path), params={"surely_unknown": "1"})
        assert answer.status_code == 400, path
        (error,) = answer.json()["errors"]
        assert list(error["allowed"] or ()) == taken, path


WITH_A_PARTNER = {
    *("cursor", "include_unknown", "highlight", "explain", "sort", "source", "radius"),
    "facet_filters",
    *("salary_currency", "salary_period"),
}


def test_every_parameter_has_a_description_and_a_working_example(
    api: httpx.Client, document: dict[str, Any]
) -> None:
    for parameter in document["paths"]["/v1/jobs"]["get"]["parameters"]:
        name, schema = parameter["name"], parameter["schema"]
        assert schema["description"]
        (example,) = schema["examples"]
        if name in WITH_A_PARTNER:
            continue  # shown below
        sent = str(example).lower() if isinstance(example, bool) else example
        assert api.get("/v1/jobs", params={name: sent}).status_code == 200, name


CHANGES = {
    "q": "q=boat",
    "title": "title=boat",
    "company": "company=tidewater boats",
    "source": "source=lever",
    "board": "board=lever:lantern",
    "country": "country=DE",
    "city": "city=Berlin",
    "workplace_type": "workplace_type=remote",
    "employment_type": "employment_type=internship",
    "has_salary": "has_salary=true",
    "posted_after": "posted_after=2026-03-01",
    "posted_before": "posted_before=2026-03-01",
    "status": "status=closed",
    "sort": "q=boat&sort=newest",
    "facets": "facets=country",
    "include_unknown": "country=DE&include_unknown=country",
    "include_duplicates": "include_duplicates=true",
    "collapse": "include_duplicates=true&collapse=group",
    "include_test": "include_test=true",
    "include_evergreen": "include_evergreen=true",
    "fields": "fields=title",
    "highlight": "q=boat&highlight=true",
    "explain": "q=boat&explain=matches",
    "limit": "limit=1",
    "diversify": "diversify=company",
    "facet_filters": "facets=country&country=DE&facet_filters=others",
    "exclude_source": "exclude_source=lever",
    "exclude_board": "exclude_board=lever:lantern",
    "exclude_company": "exclude_company=tidewater boats",
    "id": "id=lever:lantern:barista",
    "url": "url=https://jobs.example.com/lantern/barista",
    "agency": "agency=true",
    "exclude_country": "exclude_country=DE",
    "region": "region=texas",
    "exclude_region": "exclude_region=US-TX",
    "exclude_city": "exclude_city=Berlin",
    "near": "near=Potsdam",
    "radius": "near=Potsdam&radius=5",
    "exclude_workplace_type": "exclude_workplace_type=onsite",
    "remote_from": "remote_from=US",
    "exclude_remote_from": "exclude_remote_from=US",
    "category": "category=data",
    "exclude_category": "exclude_category=data",
    "seniority": "seniority=senior",
    "exclude_seniority": "exclude_seniority=senior",
    "skills": "skills=python",
    "skills_all": "skills_all=python,sql",
    "exclude_skills": "exclude_skills=python",
    "education": "education=bachelor",
    "exclude_education": "exclude_education=bachelor",
    "experience_min": "experience_min=4",
    "experience_max": "experience_max=4",
    "language": "language=en",
    "exclude_language": "exclude_language=en",
    "benefits": "benefits=equity",
    "exclude_benefits": "exclude_benefits=equity",
    "exclude_employment_type": "exclude_employment_type=contract",
    "visa_sponsorship": "visa_sponsorship=true",
    "salary_min": "salary_min=60000",
    "salary_max": "salary_max=60000",
    "salary_currency": "salary_min=51000&salary_currency=USD",
    "salary_period": "salary_min=50&salary_period=hour",
    "paid_in": "paid_in=EUR",
    "exclude_paid_in": "exclude_paid_in=EUR",
    "salary_provenance": "salary_provenance=parsed",
    "exclude_salary_provenance": "exclude_salary_provenance=parsed",
    "posted_within": "posted_within=7d",
    "first_seen_after": "first_seen_after=2026-03-02",
    "first_seen_before": "first_seen_before=2026-03-02",
    "changed_after": "changed_after=2026-03-10",
    "changed_before": "changed_before=2026-03-10",
    "closed_after": "closed_after=2026-01-15",
    "closed_before": "closed_before=2026-03-01",
    "stock_at": "stock_at=2026-01-20",
    "confirmed_within": "confirmed_within=48",
}
"""A query that shows the parameter at work; what precedes its own name is sent for comparison."""


@pytest.mark.parametrize("name", [name for name in JobsParameters.model_fields if name != "cursor"])
def test_every_parameter_changes_the_answer(api: httpx.Client, name: str) -> None:
    query = CHANGES[name]
    without = "&".join(part for part in query.split("&") if not part.startswith(f"{name}="))
    assert _content(api, query) != _content(api, without)


def _content(api: httpx.Client, query: str) -> dict[str, Any]:
    page: dict[str, Any] = api.get(f"/v1/jobs?{query}").raise_for_status().json()
    return {key: page.get(key) for key in ("total", "jobs", "facets")}


def test_a_cursor_changes_the_answer(api: httpx.Client) -> None:
    first = api.get("/v1/jobs?limit=1").json()
    second = api.get(f"/v1/jobs?limit=1&cursor={first['next_cursor']}").json()
    assert first["jobs"] != second["jobs"]


def test_the_facets_are_those_that_can_be_counted() -> None:
    assert tuple(Facet) == FACETS


@pytest.mark.parametrize("facet", list(Facet))
def test_every_facet_counts(api: httpx.Client, facet: Facet) -> None:
    assert api.get(f"/v1/jobs?facets={facet}").json()["facets"].keys() == {facet}


def test_the_values_of_a_parameter_are_those_that_are_accepted(
    api: httpx.Client, document: dict[str, Any]
) -> None:
    for parameter in document["paths"]["/v1/jobs"]["get"]["parameters"]:
        schema = parameter["schema"].get("items", parameter["schema"])
        reference = schema.get("$ref", "").rpartition("/")[2]
        if reference:
            name = parameter["name"]
            error = errors_of(api.get(f"/v1/jobs?{name}=nope"))[name]
            assert error["allowed"] == document["components"]["schemas"][reference]["enum"]


LISTS = {"400", "413", "414", "500", "503"}
SEARCHES = {"400", "410", "413", "414", "500", "503"}


def test_every_error_is_declared_as_a_problem(document: dict[str, Any]) -> None:
    expected = {
        "/v1/jobs": SEARCHES,
        **{f"/v1/jobs.{kind.extension}": SEARCHES for kind in formats()},
        "/v1/changes": SEARCHES,
        "/v1/stats": LISTS,
        "/v1/boards": LISTS,
        "/v1/companies": LISTS,
        "/v1/schema": LISTS,
        "/v1/boards/{board_id}": {*LISTS, "404"},
        "/v1/companies/{company_id}": {*LISTS, "404"},
        "/v1/jobs/{job_id}/history": {*LISTS, "404"},
        "/v1/jobs/{job_id}/similar": {*LISTS, "404"},
        "/v1/jobs/{job_id}": {"400", "404", "406", "413", "414", "500", "503"},
        "/v1/sources": {"400", "413", "414", "500", "503"},
        "/v1/suggest": SEARCHES - {"410"},
        "/v1/vocabularies": {"400", "413", "414", "500"},
        "/": {"400", "413", "414", "500"},
        "/healthz": {"400", "413", "414", "500"},
        "/readyz": {"400", "413", "414", "500", "503"},
        "/metrics": {"400", "413", "414", "500"},
    }
    found = dict(_operations(document))
    assert found.keys() == expected.keys()
    for path, operation in found.items():
        errors = operation["responses"].keys() - {"200", "304"}
        assert errors - {"4XX", "401", "429"} == expected[path]
        assert ("401" in errors) is (path not in WITHOUT_KEY)
        assert ("429" in errors) is (path not in UNMETERED)
        for status in errors:
            (media_type,) = operation["responses"][status]["content"]
            assert media_type == "application/problem+json"
    assert "422" not in str(document)


def test_every_error_has_an_example(document: dict[str, Any]) -> None:
    for _, operation in _operations(document):
        for status, response in operation["responses"].items():
            if status in ("200", "304", "4XX"):
                continue
            (content,) = response["content"].values()
            assert content["examples"]
            for example in content["examples"].values():
                assert example["value"]["status"] == int(status)


def test_every_success_is_described(document: dict[str, Any]) -> None:
    for path, operation in _operations(document):
        contents = operation["responses"]["200"]["content"]
        assert operation["summary"]
        assert operation["description"]
        if content := contents.get("application/json"):
            assert content["schema"]["$ref"], path
            assert content["example"], path
        else:
            assert path.startswith("/v1/jobs.") or path == "/metrics", path


def test_the_examples_are_such_answers() -> None:
    for model, example in (
        (responses.JobsPage, examples.JOBS_PAGE),
        (feed_responses.ChangesPage, examples.CHANGES_PAGE),
        (JobPosting, examples.JOB),
        (responses.Sources, examples.SOURCES),
        (responses.Vocabularies, examples.VOCABULARIES),
        (responses.Health, examples.HEALTH),
        (responses.Entrance, examples.ENTRANCE),
    ):
        assert issubclass(model, BaseModel)
        model.model_validate_json(json.dumps(example))


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in _references(document):
        part: Any = document
        for name in reference.removeprefix("#/").split("/"):
            assert name in part, reference
            part = part[name]


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)
