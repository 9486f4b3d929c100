"""The one shape of every error."""

from typing import Any

import httpx

from api.errors import MEDIA_TYPE

_OF_OTHERS = ("Traceback", "lucene", "exception", "elastic_transport", "shard", "parse_", ".py")


def assert_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """Check an error answer and return its content."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-request-id"]
    problem: dict[str, Any] = answer.json()
    assert problem.keys() == {"type", "title", "status", "detail", "instance", "errors"}
    assert problem["status"] == status
    assert problem["type"].startswith("urn:openings:problem:")
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == answer.request.url.raw_path.partition(b"?")[0].decode()
    for error in problem["errors"]:
        assert error.keys() == {"parameter", "value", "message", "allowed", "closest"}
        assert error["message"]
    if status >= 500:
        _assert_nothing_inner(answer.text)
    return problem


def _assert_nothing_inner(text: str) -> None:
    for inner in _OF_OTHERS:
        assert inner not in text


def errors_of(answer: httpx.Response) -> dict[str, dict[str, Any]]:
    """The errors of a 400 by parameter."""
    return {error["parameter"]: error for error in assert_problem(answer, 400)["errors"]}
