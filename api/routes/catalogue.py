"""`/v1/sources` and `/v1/vocabularies`: what there is to search."""

from enum import StrEnum

from fastapi import APIRouter, Depends

from api.errors import SEARCHING, InvalidParametersError, declared
from api.responses import Source, Sources, Vocabularies
from api.services import Given
from api.strictness import NoParameters, well_formed
from reference import vocabularies as reference

router = APIRouter(
    prefix="/v1",
    tags=["catalogue"],
    responses=declared(InvalidParametersError),
    dependencies=[Depends(well_formed(NoParameters))],
)

VOCABULARIES: dict[str, type[StrEnum]] = {
    "category": reference.Category,
    "closed_reason": reference.ClosedReason,
    "education": reference.Education,
    "employment_type": reference.EmploymentType,
    "outcome": reference.Outcome,
    "posted_precision": reference.PostedPrecision,
    "provenance": reference.Provenance,
    "salary_kind": reference.SalaryKind,
    "salary_period": reference.SalaryPeriod,
    "seniority": reference.Seniority,
    "status": reference.Status,
    "workplace_type": reference.WorkplaceType,
}


@router.get("/sources", summary="Sum up the sources", responses=declared(*SEARCHING))
async def read_sources(services: Given) -> Sources:
    """Tell of each source how many boards were read, how it went, and what is open."""
    return Sources(sources=[Source(**summary) for summary in await services.ledger.sources()])


@router.get("/vocabularies", summary="List the closed vocabularies")
async def read_vocabularies() -> Vocabularies:
    """List every value of the fields that have a fixed set of them."""
    return Vocabularies(
        vocabularies={name: [value.value for value in kind] for name, kind in VOCABULARIES.items()}
    )
