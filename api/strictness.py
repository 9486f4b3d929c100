"""The shape of a query string: nothing unknown, nothing twice, nothing empty, all of it text.

What this lets through is checked value by value by the parameters' model; together they leave
nothing that would be silently ignored.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from api.errors import ParameterError

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


def faults(
    sent: Mapping[str, Sequence[str]], known: Sequence[str], repeatable: Collection[str]
) -> Iterator[ParameterError]:
    """Find every fault of the shape of what was sent: the values by the names of parameters.

    Those that are `repeatable` take several values.
    """
    for name, values in sent.items():
        if name not in known:
            yield _unknown(name, values[-1], tuple(known))
            continue
        if len(values) > 1 and name not in repeatable:
            yield _fault(name, values[-1], f"is given {len(values)} times, and takes one value")
        for value in values:
            if message := _unreadable(value):
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


def _fault(name: str, value: str, message: str) -> ParameterError:
    return ParameterError(parameter=name, value=value, message=message)
