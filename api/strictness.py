"""The shape of a query string: nothing unknown, nothing twice, nothing empty, all of it text.

What this lets through is checked value by value by the parameters' model; together they leave
nothing that would be silently ignored.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import get_origin

from fastapi import Request
from pydantic import BaseModel

from api.errors import InvalidParametersError, ParameterError

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNDECODABLE = "\N{REPLACEMENT CHARACTER}"

# How other APIs name what is here named otherwise.
_ELSEWHERE = {
    **dict.fromkeys(("page", "offset", "from", "start", "skip", "after"), "cursor"),
    **dict.fromkeys(("page_size", "per_page", "size", "count", "rows"), "limit"),
    **dict.fromkeys(("query", "search", "keyword", "keywords"), "q"),
    **dict.fromkeys(("remote", "workplace"), "workplace_type"),
    **dict.fromkeys(("type", "job_type"), "employment_type"),
    **dict.fromkeys(("order", "order_by", "sort_by"), "sort"),
    "location": "city",
}
_PAGING = (
    "pages are not numbered: take `limit` postings (at most 500) and send the `next_cursor` of"
    " the answer as `cursor`, as far as you like"
)


class NoParameters(BaseModel):
    """The parameters of a route that has none."""


def well_formed(model: type[BaseModel]) -> Callable[[Request], Awaitable[None]]:
    """Make the dependency that checks a query string against the fields of `model`.

    It raises `InvalidParametersError` that names every fault of the shape at once.
    """

    # FastAPI hands what is not async to a thread, which takes longer than the check.
    async def check(request: Request) -> None:
        sent = request.query_params.multi_items()
        if errors := tuple(_faults(model, sent)):
            raise InvalidParametersError(errors)

    return check


def _faults(model: type[BaseModel], sent: list[tuple[str, str]]) -> Iterator[ParameterError]:
    times = Counter(name for name, _ in sent)
    for name, value in dict(sent).items():
        if name not in model.model_fields:
            yield _unknown(name, value, tuple(model.model_fields))
        elif times[name] > 1 and not _repeatable(model, name):
            yield _fault(name, value, f"is given {times[name]} times, and takes one value")
    for name, value in sent:
        if name in model.model_fields and (message := _unreadable(value)):
            yield _fault(name, value, message)


def _unknown(name: str, value: str, known: tuple[str, ...]) -> ParameterError:
    meant = _ELSEWHERE.get(name.casefold())
    if meant not in known:
        return ParameterError.choosing(
            name, value, "there is no such parameter", among=known, sent=name
        )
    message = _PAGING if meant in ("cursor", "limit") else "there is no such parameter"
    return ParameterError(
        parameter=name, value=value, message=message, allowed=known, closest=(meant,)
    )


def _unreadable(value: str) -> str | None:
    if not value.strip():
        return "is empty: leave the parameter out, or give it a value"
    if _CONTROL.search(value):
        return "holds a control character"
    if _UNDECODABLE in value:
        return "is not UTF-8"
    return None


def _repeatable(model: type[BaseModel], name: str) -> bool:
    return get_origin(model.model_fields[name].annotation) is tuple


def _fault(name: str, value: str, message: str) -> ParameterError:
    return ParameterError(parameter=name, value=value, message=message)
