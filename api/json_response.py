"""Answers as JSON."""

from typing import Any

import orjson
from fastapi import responses
from pydantic_core import to_jsonable_python

_AS_PYDANTIC = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def json_bytes(content: Any) -> bytes:
    """Write JSON as Pydantic does, in a fifth of the time. What is no number is null."""
    return orjson.dumps(content, default=to_jsonable_python, option=_AS_PYDANTIC)


class JSONResponse(responses.JSONResponse):
    """As FastAPI's, in a fraction of the time: pages of postings are long."""

    def render(self, content: Any) -> bytes:
        """Write the bytes."""
        return json_bytes(content)
