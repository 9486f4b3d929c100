"""The filters of a search: what may be asked, and what it finds.

Each module holds the parameters of one subject and how they become queries. Filters are ANDed, the
values of one ORed. A filter drops the postings that do not say, unless `include_unknown` names it;
an exclusion keeps them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from api.clauses import Query, without
from api.filters.declared import Commas, declared_clauses
from api.filters.kept import Kept, kept_clauses
from api.filters.openings import FACES, Openings, asked_of_openings
from api.filters.origin import Origin
from api.filters.pay import Pay, pay_clauses
from api.filters.places import APART, Places, place_clauses, radius_needs_near
from api.filters.role import Role, role_clauses
from api.filters.terms import Terms, truth_clauses
from api.filters.times import Times, confirmed, confirmed_since, time_clauses
from api.values import one_of, refuse


class Unknowable(StrEnum):
    """The filters that can keep the postings of which the answer is not known."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    NEAR = "near"
    WORKPLACE_TYPE = "workplace_type"
    REMOTE_FROM = "remote_from"
    EMPLOYMENT_TYPE = "employment_type"
    VISA_SPONSORSHIP = "visa_sponsorship"
    AGENCY = "agency"
    CATEGORY = "category"
    SENIORITY = "seniority"
    SKILLS = "skills"
    EDUCATION = "education"
    EXPERIENCE_MIN = "experience_min"
    EXPERIENCE_MAX = "experience_max"
    LANGUAGE = "language"
    BENEFITS = "benefits"
    SALARY_MIN = "salary_min"
    SALARY_MAX = "salary_max"
    POSTED_AFTER = "posted_after"
    POSTED_BEFORE = "posted_before"
    POSTED_WITHIN = "posted_within"


@dataclass(frozen=True, slots=True)
class Facts:
    """What filters depend on besides the parameters.

    The moment of the view; for `confirmed_within`, the boards that no complete read confirmed
    since; and whether what is found is `passed_on`, which the terms of some sources forbid.
    """

    now: datetime
    stale_boards: tuple[str, ...] = ()
    passed_on: bool = False


class Filters(Kept, Openings, Times, Pay, Terms, Role, Places, Origin):
    """Every filter. (The fields of the last base come first.)"""

    include_unknown: Annotated[tuple[Annotated[Unknowable, one_of(Unknowable)], ...], Commas] = (
        Field(
            (),
            description="Filters that also let through the postings which do not say.",
            examples=[["workplace_type"]],
        )
    )

    @field_validator("include_unknown")
    @classmethod
    def _unknowns_of_a_filter(
        cls, names: tuple[Unknowable, ...], info: ValidationInfo
    ) -> tuple[Unknowable, ...]:
        for name in names:
            if name.value in info.data and info.data[name.value] in ((), None):
                refuse(f"{name.value} does nothing here: there is no filter {name.value}")
        return names

    @field_validator("radius")
    @classmethod
    def _radius_around_something(cls, radius: float, info: ValidationInfo) -> float:
        return radius_needs_near(radius, info.data)


def filter_clauses(params: Filters, facts: Facts, apart: Collection[str] = ()) -> list[Query]:
    """Write every filter of a search but those named in `apart`; empty where all postings pass."""
    if apart:
        params = params.model_copy(update={name: _NOTHING[name] for name in apart})
    return list(_clauses(params, facts))


def _clauses(params: Filters, facts: Facts) -> Iterator[Query]:
    unknowns = tuple(name.value for name in params.include_unknown)
    yield from _advertised_clauses(params, unknowns)
    yield from role_clauses(params, unknowns)
    yield from truth_clauses(params, unknowns)
    yield from pay_clauses(params, unknowns)
    yield from time_clauses(params, unknowns, facts.now)
    if params.confirmed_within is not None:
        yield confirmed(confirmed_since(params.confirmed_within, facts.now), facts.stale_boards)
    yield from kept_clauses(params)
    if params.collapse:
        yield FACES
    if facts.passed_on:
        yield without({"term": {"may_syndicate": False}})


def _advertised_clauses(params: Filters, unknowns: tuple[str, ...]) -> Iterator[Query]:
    """What is asked of ads: of any ad of an opening where these are collapsed."""
    for clause in chain(
        declared_clauses(params, unknowns, apart=APART), place_clauses(params, unknowns)
    ):
        yield asked_of_openings(clause) if params.collapse else clause


_NOTHING = {
    name: field.get_default()
    for name, field in Filters.model_fields.items()
    if field.default_factory is None
} | {"status": ()}
"""The value with which each filter does nothing."""
