"""The filters of a search: pure functions from checked parameters to query dicts.

Filters are ANDed, the values of one ORed. A filter drops the postings that do not say, unless
`include_unknown` names it. Of a place, that a filter is about, not every value need be known: a
posting is unknown to `country` where one of its places, or its only one, names no country.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from api.params import JobsParameters

Query = dict[str, Any]

# A posting states pay where it has any amount.
_AMOUNTS = ("salary.min", "salary.max", "salary.ranges.min", "salary.ranges.max")
HAS_SALARY: Query = {"bool": {"should": [{"exists": {"field": name}} for name in _AMOUNTS]}}

_PLACE = {"country": "locations.country", "city": "locations.city.folded"}


def filters(params: JobsParameters) -> list[Query]:
    """Write every filter of a search but its words; empty where all postings pass."""
    return [
        *_equalities(params),
        *_company(params.company),
        *_places(params),
        *_has_salary(params.has_salary),
        *_posted(params),
        *_left_out(params),
    ]


def _equalities(params: JobsParameters) -> Iterator[Query]:
    fields: dict[str, Sequence[str]] = {
        "source": params.source,
        "board": params.board,
        "status": params.status,
        "workplace_type": params.workplace_type,
    }
    for field, values in fields.items():
        yield from _one_of(field, values, unknown=field in params.include_unknown)
    unknown = "employment_type" in params.include_unknown
    yield from _one_of("employment_types", params.employment_type, unknown=unknown)


def _company(names: Sequence[str]) -> Iterator[Query]:
    """By name (case and accents do not matter), domain or id."""
    if names:
        fields = ("company.name.folded", "company.domain", "company.id")
        lowered = [name.lower() for name in names]
        yield _any(
            _terms(field, names if field.endswith("folded") else lowered) for field in fields
        )


def _places(params: JobsParameters) -> Iterator[Query]:
    """Country and city hold for one and the same place.

    One of them alone needs no look at the places one by one: the posting itself holds their values.
    """
    wanted = {
        name: values
        for name, values in (("country", params.country), ("city", params.city))
        if values
    }
    unknown = wanted.keys() & set(params.include_unknown)
    if len(wanted) == 1 and not unknown:
        yield from (_terms(_PLACE[name], values) for name, values in wanted.items())
    elif wanted:
        yield _same_place(wanted, unknown)


def _same_place(wanted: dict[str, tuple[str, ...]], unknown: Collection[str]) -> Query:
    conditions = [
        query
        for name, values in wanted.items()
        for query in _one_of(_PLACE[name], values, unknown=name in unknown)
    ]
    place = {"nested": {"path": "locations", "query": {"bool": {"filter": conditions}}}}
    if unknown != wanted.keys():
        return place
    no_place = _without({"nested": {"path": "locations", "query": {"match_all": {}}}})
    return _any([place, no_place])


def _has_salary(wanted: bool | None) -> Iterator[Query]:
    if wanted is not None:
        yield HAS_SALARY if wanted else _without(HAS_SALARY)


def _posted(params: JobsParameters) -> Iterator[Query]:
    """From `posted_after` on (inclusive) and up to `posted_before` (exclusive)."""
    for name, bound, moment in (
        ("posted_after", "gte", params.posted_after),
        ("posted_before", "lt", params.posted_before),
    ):
        if moment is not None:
            unknown = name in params.include_unknown
            yield _or_unknown(_posted_at(bound, moment), "posted_at", unknown=unknown)


def _posted_at(bound: str, moment: datetime | date) -> Query:
    """Compare with a day, or with an instant.

    A posting of which only the day is known is compared as that day with the day of the instant
    where it was asked for, and never shifted by a zone: it is either from then on or before.
    """
    if not isinstance(moment, datetime):
        return _range(bound, moment)
    is_instant = {"term": {"posted_precision": "instant"}}
    return _any(
        [
            {"bool": {"filter": [_range(bound, moment), is_instant]}},
            {"bool": {"filter": [_range(bound, moment.date())], "must_not": [is_instant]}},
        ]
    )


def _left_out(params: JobsParameters) -> Iterator[Query]:
    """What a search hides unless it is asked for."""
    if not params.include_duplicates:
        yield _without({"exists": {"field": "duplicate_of"}})
    if not params.include_test:
        yield _without({"term": {"test_posting": True}})
    if not params.include_evergreen:
        yield _without({"term": {"evergreen": True}})


def _one_of(field: str, values: Sequence[str], *, unknown: bool) -> Iterator[Query]:
    if values:
        yield _or_unknown(_terms(field, values), field, unknown=unknown)


def _or_unknown(query: Query, field: str, *, unknown: bool) -> Query:
    return _any([query, _without({"exists": {"field": field}})]) if unknown else query


def _terms(field: str, values: Sequence[str]) -> Query:
    return {"terms": {field: [str(value) for value in values]}}


def _range(bound: str, moment: date) -> Query:
    return {"range": {"posted_at": {bound: moment.isoformat()}}}


def _any(queries: "Iterator[Query] | Sequence[Query]") -> Query:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _without(query: Query) -> Query:
    return {"bool": {"must_not": [query]}}
