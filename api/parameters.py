"""The parameters of a route: a model that reads them from the query string, and documents them.

FastAPI can do both, and needs a multiple of the time for a model of ninety fields: it looks for
each of them in every request. This looks at what was sent.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar, get_origin

from fastapi import Request
from pydantic import BaseModel, ValidationError

from api.errors import InvalidParametersError, ParameterError
from api.strictness import faults

DEFINITIONS = "x-definitions"
"""Where an operation holds the schemas that its parameters refer to, until they are components."""
COMPONENT = "#/components/schemas/{model}"

P = TypeVar("P", bound=BaseModel)

# A consequence of another error of the same request: it says nothing of its own.
_CONSEQUENCE = "default_factory_not_called"


class NoParameters(BaseModel):
    """The parameters of a route that has none."""


def checked(model: type[P]) -> Callable[[Request], Awaitable[P]]:
    """Make the dependency that reads the parameters of a request.

    It raises `InvalidParametersError`, which names every fault at once: of the shape, or else of
    the values.
    """
    known = tuple(model.model_fields)
    repeatable = frozenset(
        name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple
    )

    # FastAPI hands what is not async to a thread, which takes longer than the check.
    async def check(request: Request) -> P:
        sent: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            sent.setdefault(name, []).append(value)
        if errors := tuple(faults(sent, known, repeatable)):
            raise InvalidParametersError(errors)
        given = {n: values if n in repeatable else values[0] for n, values in sent.items()}
        try:
            return model.model_validate(given)
        except ValidationError as error:
            raise InvalidParametersError(_errors(error)) from error

    return check


def documented(model: type[BaseModel]) -> dict[str, Any]:
    """Describe the parameters of a route, as its `openapi_extra`."""
    schema = model.model_json_schema(ref_template=COMPONENT)
    parameters = [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "schema": described,
            "description": described["description"],
        }
        for name, described in schema["properties"].items()
    ]
    return {"parameters": parameters, DEFINITIONS: schema.get("$defs", {})}


def _errors(error: ValidationError) -> Iterator[ParameterError]:
    for fault in error.errors():
        if fault["type"] == _CONSEQUENCE:
            continue
        context = fault.get("ctx", {})
        yield ParameterError(
            parameter=str(fault["loc"][0]),
            value=_as_sent(fault["input"]),
            message=fault["msg"],
            allowed=context.get("allowed"),
            closest=context.get("closest", ()),
        )


def _as_sent(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
