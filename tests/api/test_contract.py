"""The OpenAPI document as a contract: requests made out of it, and what must hold of every answer.

`OPENINGS_CONTRACT_REQUESTS` says how many requests are made (1,000 unless set). Most are made of
values that the catalogue has, so that they find something; the rest are what the document allows
and what it forbids, drawn blindly.
"""

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from mappings.posting import JobPosting
from tests.api.problems import assert_problem
from tests.api.test_openapi import CHANGES

REQUESTS = int(os.environ.get("OPENINGS_CONTRACT_REQUESTS", "1000"))
DOCUMENT = create_app().openapi()
PATHS = sorted(DOCUMENT["paths"])
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
IDS = {
    "job_id": ("lever:lantern:barista", "lever:lantern:data", "greenhouse:tidewater:rigger"),
    "company_id": ("tidewater.example.com", "lever:lantern"),
    "board_id": ("greenhouse:tidewater", "lever:lantern", "ashby:quiet"),
}
BLIND = 5
"""Every so many requests one is drawn blindly."""
WITH_QUERY = [
    path for path in PATHS if len(DOCUMENT["paths"][path]["get"].get("parameters", ())) > 1
]
"""The paths of which there is much to ask; the others get a few requests each."""
FEW = 20

Query = dict[str, Any]


@cache
def _fragments(path: str) -> tuple[Query, ...]:
    """Queries that work: the examples of the document, and the partners that they need."""
    parameters = DOCUMENT["paths"][path]["get"].get("parameters", ())
    found = []
    for parameter in (p for p in parameters if p["in"] == "query"):
        name = parameter["name"]
        if name in ("cursor", "after"):
            continue  # the cursors of examples are of no search
        example = parameter["schema"].get("examples", [None])[0]
        known = dict(parse_qsl(CHANGES.get(name, "")))
        if known.keys() <= {p["name"] for p in parameters} and known:
            found.append(known)
        elif example is not None and name not in CHANGES:
            found.append({name: _text(example)})
    return tuple(found)


def _text(example: Any) -> str:
    if isinstance(example, list):
        return ",".join(map(str, example))
    return str(example).lower() if isinstance(example, bool) else str(example)


@st.composite
def _cases(draw: st.DrawFn, path: str, operation: Any) -> Case:
    """A request for a path: of known values, at most two things at once, or drawn blindly."""
    allowed = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if draw(st.integers(1, BLIND)) == BLIND:
        modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
        mode = draw(st.sampled_from(modes if path in WITH_QUERY else modes[:1]))
        return draw(operation.as_strategy(generation_mode=mode))
    case = draw(allowed)
    fragments = _fragments(path)
    chosen = draw(st.lists(st.sampled_from(fragments), max_size=2)) if fragments else []
    case.query = {name: value for fragment in chosen for name, value in fragment.items()}
    case.path_parameters = {
        name: draw(st.sampled_from(IDS[name])) for name in case.path_parameters or {}
    }
    case.headers.clear()
    case.cookies.clear()
    return case


def _requests_of(path: str) -> int:
    shared = REQUESTS - FEW * (len(PATHS) - len(WITH_QUERY))
    return max(FEW, shared // len(WITH_QUERY)) if path in WITH_QUERY else FEW


@pytest.fixture(scope="module")
def tally() -> Counter[str]:
    return Counter()


@pytest.fixture(scope="module")
def contract(api: httpx.Client) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(str(api.base_url.join("/openapi.json")))


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_the_contract(
    api: httpx.Client, contract: Any, tally: Counter[str], path: str
) -> None:
    @settings(
        max_examples=_requests_of(path),
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_cases(path, contract[path]["GET"]))
    def ask(case: Case) -> None:
        _ask(api, case, tally)

    ask()


def _ask(api: httpx.Client, case: Case, tally: Counter[str]) -> None:
    response = case.call(base_url=str(api.base_url).rstrip("/"))
    case.validate_response(response, checks=CHECKS)
    answer = httpx.Response(
        response.status_code,
        headers={k: v[0] for k, v in response.headers.items() if k != "content-encoding"},
        content=response.content,
        request=httpx.Request("GET", response.request.url),
    )
    tally["requests"] += 1
    tally[str(answer.status_code)] += 1
    if answer.status_code >= 400:
        assert_problem(answer, answer.status_code)
        return
    if case.path == "/v1/jobs" and "fields" not in case.query:
        for job in answer.json()["jobs"]:
            assert JobPosting.model_fields.keys() <= job.keys()
    tally["found"] += _found_something(answer)


def _found_something(answer: httpx.Response) -> bool:
    """Whether an answer says more than that there is nothing."""
    if "x-expected-count" in answer.headers:
        return answer.headers["x-expected-count"] != "0"
    if "json" not in answer.headers["content-type"]:
        return bool(answer.content)
    content = answer.json()
    lists = [value for value in content.values() if isinstance(value, list)]
    return any(lists) if lists else bool(content)


def test_half_of_the_requests_found_something(tally: Counter[str]) -> None:
    """Runs after all others; else an API that refuses everything would pass them."""
    assert tally["requests"] == sum(n for status, n in tally.items() if status.isdigit())
    print(dict(tally))
    assert tally["found"] * 2 >= tally["requests"]


def _errors_of_every_route() -> Iterator[tuple[str, int]]:
    for path in PATHS:
        known = path.format(**{name: values[0] for name, values in IDS.items()})
        yield f"{known}?nope=1", 400
        yield f"{known}?q=%ff", 400
        yield f"{known.rstrip('/')}/nope/nope", 404
        yield f"{known}?q={'x' * 9000}", 414


@pytest.mark.parametrize(("address", "status"), list(_errors_of_every_route()))
def test_every_route_answers_errors_in_one_shape(
    api: httpx.Client, address: str, status: int
) -> None:
    assert_problem(api.get(address), status)


@pytest.mark.parametrize("path", PATHS)
def test_every_route_refuses_what_it_does_not_read(api: httpx.Client, path: str) -> None:
    known = path.format(**{name: values[0] for name, values in IDS.items()})
    assert_problem(api.post(known), 405)
    assert_problem(api.request("GET", known, content=b"{}"), 413)
