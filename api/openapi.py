"""The OpenAPI document: what FastAPI cannot derive by itself."""

from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from api.admission import UNMETERED, WITHOUT_KEY
from api.errors import ParameterError, Problem, RateLimitedError, UnauthorizedError, declared
from api.parameters import COMPONENT, DEFINITIONS

ABOUT: dict[str, Any] = {
    "title": "Openings",
    "version": "1",
    "summary": "Search job postings from the public job boards of many companies.",
    "description": (
        "Read-only. What is not known is null, never a default or a guess.\n\n"
        "Every parameter and value is checked: what is unknown, empty, given twice where one is"
        " taken, or out of range is answered with 400, and the answer names the nearest valid"
        " ones. Every error is one object, `application/problem+json` (RFC 9457). A path that"
        " does not exist answers 404, a method other than GET and HEAD 405, a request with a body"
        " 413, an address over 8 KiB 414. A search that would cost too much is refused with the"
        " reason: facets that are counted under more than 64 filters apart, highlights of more"
        " than 100 postings a page.\n\n"
        "Where the operator demands a key, send it as `Authorization: Bearer KEY` or as"
        " `X-API-Key: KEY`. Where requests are limited, every answer says in `RateLimit-Policy`"
        " and `RateLimit` how many are allowed and left, and 429 says in `Retry-After` when to"
        " come again; exports of whole searches are counted apart. Answers are compressed with"
        " zstd or gzip as `Accept-Encoding` allows."
    ),
}

_HEADERS: dict[str, Any] = {
    "X-Request-ID": {
        "description": "Names the request in the log; a harmless one that was sent is kept",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "Where requests are limited: the budget, how many (`q`) in how many"
        ' seconds (`w`), as `"requests";q=600;w=60`',
        "schema": {"type": "string"},
    },
    "RateLimit": {
        "description": "Where requests are limited: how many are left (`r`) and in how many"
        ' seconds all are back (`t`), as `"requests";r=599;t=1`',
        "schema": {"type": "string"},
    },
    "Retry-After": {
        "description": "Seconds to wait before the next request",
        "schema": {"type": "integer"},
    },
    "WWW-Authenticate": {
        "description": "How a key is sent",
        "schema": {"type": "string"},
    },
}
_OF_STATUS = {"401": "WWW-Authenticate", "429": "Retry-After", "503": "Retry-After"}
_SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A key of the operator"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


def install(app: FastAPI) -> None:
    """Make the application serve its completed document."""
    derived = app.openapi

    def completed() -> dict[str, Any]:
        document = derived()
        components = document["components"]
        components["schemas"].update(_problem_schemas())
        components["headers"] = _HEADERS
        components["securitySchemes"] = _SCHEMES
        for path, item in document["paths"].items():
            operation = item["get"]
            components["schemas"].update(operation.pop(DEFINITIONS, {}))
            _complete(path, operation)
        return document

    app.openapi = completed  # type: ignore[method-assign]


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Declare what happens before any route: keys, budgets, and the headers of every answer."""
    answers = operation["responses"]
    if path not in WITHOUT_KEY:
        operation["security"] = [{}, *({scheme: []} for scheme in _SCHEMES)]
        _declare(answers, UnauthorizedError)
    if path not in UNMETERED:
        _declare(answers, RateLimitedError)
    for status, answer in answers.items():
        names = ["X-Request-ID", *([_OF_STATUS[status]] if status in _OF_STATUS else [])]
        if path not in UNMETERED:
            names += ["RateLimit-Policy", "RateLimit"]
        references = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
        answer["headers"] = {**answer.get("headers", {}), **references}


def _declare(answers: dict[str, Any], kind: type[UnauthorizedError | RateLimitedError]) -> None:
    answers[str(kind.status)] = declared(kind)[kind.status]


def _problem_schemas() -> dict[str, Any]:
    _, schemas = models_json_schema(
        [(Problem, "serialization"), (ParameterError, "serialization")],
        ref_template=COMPONENT,
    )
    definitions: dict[str, Any] = schemas["$defs"]
    return definitions
