"""Filters by pay, compared across currencies and periods.

What is asked for becomes an annual amount in its own currency, and from there one amount in each
currency that postings state: one clause a currency, so that nothing that a posting states is
converted. Postings with pay of an unknown currency or period do not say.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
)

from api.clauses import Query, any_of, exists, without
from api.exchange import annual_amount, in_every_currency
from api.filters.declared import Boolean, Commas, excluding, on, or_unknown
from api.values import currency_code, number, one_of, refuse
from reference.rates import latest_month
from reference.vocabularies import Provenance, SalaryPeriod

# A posting states pay where it has any amount.
_AMOUNTS = ("salary.min", "salary.max", "salary.ranges.min", "salary.ranges.max")
HAS_SALARY = any_of(map(exists, _AMOUNTS))

_COMPARABLE: Query = {
    "bool": {
        "filter": [
            exists("salary.currency"),
            any_of([exists("salary.annual_min"), exists("salary.annual_max")]),
        ]
    }
}
_MAX_AMOUNT = 1e12

_Amount = Annotated[float, BeforeValidator(number), Field(gt=0, le=_MAX_AMOUNT)]
_Currencies = Annotated[
    tuple[Annotated[str, AfterValidator(currency_code)], ...], Commas, on("salary.currency")
]
_Provenances = Annotated[
    tuple[Annotated[Provenance, one_of(Provenance)], ...], Commas, on("provenance.salary")
]


class Pay(BaseModel):
    """What is paid."""

    has_salary: Boolean | None = Field(
        None, description="Whether the posting states an amount of pay.", examples=[True]
    )
    salary_min: _Amount | None = Field(
        None,
        description="Pays this or more: the posting's highest amount reaches it. Without a highest"
        " amount the pay counts as open upwards. Other currencies and periods are compared too;"
        " `salary_basis` says how.",
        examples=[60_000],
    )
    salary_max: _Amount | None = Field(
        None,
        description="Pays this or less: the posting's lowest amount does not exceed it.",
        examples=[90_000],
    )
    salary_currency: Annotated[str, AfterValidator(currency_code)] | None = Field(
        None,
        description="Currency of `salary_min` and `salary_max`, ISO 4217. Without it they are"
        " compared with each posting's amount as it stands, whatever its currency.",
        examples=["EUR"],
    )
    salary_period: Annotated[SalaryPeriod, one_of(SalaryPeriod)] = Field(
        SalaryPeriod.YEAR,
        description="Period of `salary_min` and `salary_max`.",
        examples=["hour"],
    )
    paid_in: _Currencies = Field(
        (), description="Currency in which the pay is stated, ISO 4217.", examples=[["EUR", "CHF"]]
    )
    exclude_paid_in: _Currencies = excluding("paid_in", "JPY")
    salary_provenance: _Provenances = Field(
        (),
        description="How the pay is known: a structured field of the source, or its text.",
        examples=[["stated"]],
    )
    exclude_salary_provenance: _Provenances = excluding("salary_provenance", "parsed")

    @field_validator("salary_max")
    @classmethod
    def _not_below_the_least(cls, most: float | None, info: ValidationInfo) -> float | None:
        least = info.data.get("salary_min")
        if most is not None and least is not None and least > most:
            refuse("salary_min is more than salary_max: together they find nothing")
        return most

    @field_validator("salary_currency", "salary_period")
    @classmethod
    def _of_an_amount(cls, value: Any, info: ValidationInfo) -> Any:
        if all(info.data.get(name, "refused") is None for name in ("salary_min", "salary_max")):
            refuse(f"{info.field_name} does nothing here: give salary_min or salary_max")
        return value


def pay_clauses(params: Any, unknowns: tuple[str, ...]) -> Iterator[Query]:
    """Write the clauses of the filters by pay."""
    if params.has_salary is not None:
        yield HAS_SALARY if params.has_salary else without(HAS_SALARY)
    for name, reaches in (("salary_min", _pays_at_least), ("salary_max", _pays_at_most)):
        amount = getattr(params, name)
        if amount is not None:
            annual = annual_amount(amount, params.salary_period)
            query = any_of(_offers(annual, params.salary_currency, reaches))
            yield or_unknown(query, _COMPARABLE, unknown=name in unknowns)


def salary_basis(params: Any) -> dict[str, Any] | None:
    """Say how pay was compared; null where it was not."""
    asked = {name: getattr(params, name) for name in ("salary_min", "salary_max")}
    if not any(asked.values()):
        return None
    annual = {
        name: round(annual_amount(amount, params.salary_period), 2)
        for name, amount in asked.items()
        if amount is not None
    }
    return {
        "currency": params.salary_currency,
        "annual": annual,
        "rates_of": latest_month() if params.salary_currency else None,
    }


def _offers(
    annual: float, currency: str | None, reaches: Callable[[float], Query]
) -> Iterator[Query]:
    """One clause a currency; a single one where none is asked for."""
    if currency is None:
        yield reaches(annual)
        return
    for other, worth in in_every_currency(annual, currency):
        yield _paid_in(other, reaches(worth))


def _paid_in(currency: str, reaches: Query) -> Query:
    return {"bool": {"filter": [{"term": {"salary.currency": currency}}, reaches]}}


def _pays_at_least(annual: float) -> Query:
    """The highest amount reaches it; where only a lowest is stated, the pay is open upwards."""
    open_upwards: Query = {
        "bool": {
            "filter": [exists("salary.annual_min")],
            "must_not": [exists("salary.annual_max")],
        }
    }
    return any_of([{"range": {"salary.annual_max": {"gte": annual}}}, open_upwards])


def _pays_at_most(annual: float) -> Query:
    """The lowest amount does not exceed it; where only a highest is stated ("up to"), any does."""
    open_downwards: Query = {
        "bool": {
            "filter": [exists("salary.annual_max")],
            "must_not": [exists("salary.annual_min")],
        }
    }
    return any_of([{"range": {"salary.annual_min": {"lte": annual}}}, open_downwards])
