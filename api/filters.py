"""The filters of a search: pure functions from checked parameters to query dicts.

Filters are ANDed, the values of one ORed. A filter drops the postings that do not say, unless
`include_unknown` names it.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from api.clauses import Query, any_of, exists, without
from api.params import JobsParameters

# A posting states pay where it has any amount.
_AMOUNTS = ("salary.min", "salary.max", "salary.ranges.min", "salary.ranges.max")
HAS_SALARY = any_of(map(exists, _AMOUNTS))

_PLACE = {"country": "locations.country", "city": "locations.city.folded"}
_ANY_PLACE: Query = {"nested": {"path": "locations", "query": {"match_all": {}}}}


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
    """The filters whose values are those of one field."""
    for name, field, values in (
        ("source", "source", params.source),
        ("board", "board", params.board),
        ("status", "status", params.status),
        ("workplace_type", "workplace_type", params.workplace_type),
        ("employment_type", "employment_types", params.employment_type),
    ):
        if values:
            unknown = name in params.include_unknown
            yield _or_unknown(_terms(field, values), field, unknown=unknown)


def _company(names: Sequence[str]) -> Iterator[Query]:
    """By name (case and accents do not matter), domain or id, which are in small letters."""
    if names:
        keys = [name.lower() for name in names]
        yield any_of(
            [
                _terms("company.name.folded", names),
                _terms("company.domain", keys),
                _terms("company.id", keys),
            ]
        )


def _places(params: JobsParameters) -> Iterator[Query]:
    """Country and city hold for one and the same place.

    One of them alone needs no look at the places one by one: the posting itself has their values.
    """
    asked = {"country": params.country, "city": params.city}
    wanted = {name: values for name, values in asked.items() if values}
    unknown = wanted.keys() & set(params.include_unknown)
    if len(wanted) == 1 and not unknown:
        yield from (_terms(_PLACE[name], values) for name, values in wanted.items())
    elif wanted:
        yield _same_place(wanted, unknown)


def _same_place(wanted: dict[str, tuple[str, ...]], unknown: Collection[str]) -> Query:
    """Find the postings with a place that has the wanted values, or lacks one of `unknown`.

    A posting without places lacks all values: it passes only where all may be unknown.
    """
    conditions = [
        _or_unknown(_terms(_PLACE[name], values), _PLACE[name], unknown=name in unknown)
        for name, values in wanted.items()
    ]
    place = {"nested": {"path": "locations", "query": {"bool": {"filter": conditions}}}}
    return any_of([place, without(_ANY_PLACE)]) if unknown == wanted.keys() else place


def _has_salary(wanted: bool | None) -> Iterator[Query]:
    if wanted is not None:
        yield HAS_SALARY if wanted else without(HAS_SALARY)


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
    """Compare with a day (which begins at midnight UTC for instants) or with an instant.

    A posting of which only the day is known is that day in every zone: it is compared with the
    day of the instant, as the instant itself spells it.
    """
    if not isinstance(moment, datetime):
        return _range(bound, moment)
    is_instant = {"term": {"posted_precision": "instant"}}
    return any_of(
        [
            {"bool": {"filter": [_range(bound, moment), is_instant]}},
            {"bool": {"filter": [_range(bound, moment.date())], "must_not": [is_instant]}},
        ]
    )


def _left_out(params: JobsParameters) -> Iterator[Query]:
    """What a search hides unless it is asked for."""
    if not params.include_duplicates:
        yield without(exists("duplicate_of"))
    if not params.include_test:
        yield without({"term": {"test_posting": True}})
    if not params.include_evergreen:
        yield without({"term": {"evergreen": True}})


def _or_unknown(query: Query, field: str, *, unknown: bool) -> Query:
    return any_of([query, without(exists(field))]) if unknown else query


def _terms(field: str, values: Sequence[str]) -> Query:
    return {"terms": {field: [str(value) for value in values]}}


def _range(bound: str, moment: date) -> Query:
    return {"range": {"posted_at": {bound: moment.isoformat()}}}
