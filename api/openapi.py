"""The OpenAPI document: what FastAPI cannot derive by itself."""

from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from api.errors import ParameterError, Problem

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
        " 413, an address over 8 KiB 414."
    ),
}


def install(app: FastAPI) -> None:
    """Make the application serve its completed document."""
    derived = app.openapi

    def completed() -> dict[str, Any]:
        document = derived()
        document["components"]["schemas"].update(_problem_schemas())
        return document

    app.openapi = completed  # type: ignore[method-assign]


def _problem_schemas() -> dict[str, Any]:
    _, schemas = models_json_schema(
        [(Problem, "serialization"), (ParameterError, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    definitions: dict[str, Any] = schemas["$defs"]
    return definitions
