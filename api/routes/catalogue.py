"""`/v1/sources` and `/v1/vocabularies`: what there is to search."""

import re
from enum import StrEnum

from fastapi import APIRouter, Depends

from api import examples
from api.errors import SEARCHING, InvalidParametersError, declared
from api.examples import shown
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

# EmploymentType is served as employment_type.
_VOCABULARIES = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): [value.value for value in kind]
    for name, kind in sorted(vars(reference).items())
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
}


@router.get(
    "/sources",
    summary="Sum up the sources",
    responses=shown(examples.SOURCES) | declared(*SEARCHING),
)
async def read_sources(services: Given) -> Sources:
    """Tell of each source how many boards were read, how it went, and what is open."""
    return Sources(sources=[Source(**summary) for summary in await services.ledger.sources()])


@router.get(
    "/vocabularies",
    summary="List the closed vocabularies",
    responses=shown(examples.VOCABULARIES),
)
async def read_vocabularies() -> Vocabularies:
    """List every value of the fields that have a fixed set of them."""
    return Vocabularies(vocabularies=_VOCABULARIES)
