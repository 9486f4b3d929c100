"""`/v1/sources`, `/v1/schema` and `/v1/vocabularies`: what there is to search."""

import re
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends

from api import examples
from api.dictionary import dictionary, fill_rates, fill_request
from api.errors import SEARCHING, InvalidParametersError, declared
from api.examples import shown
from api.ledger_params import SchemaParameters
from api.parameters import NoParameters, checked, documented
from api.responses import FieldMeaning, Schema, Source, Sources, Vocabularies
from api.services import Given
from mappings.document import FILLABLE
from mappings.posting import JobPosting
from reference import vocabularies as reference

router = APIRouter(
    prefix="/v1",
    tags=["catalogue"],
    responses=declared(InvalidParametersError),
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
    dependencies=[Depends(checked(NoParameters))],
)
async def read_sources(services: Given) -> Sources:
    """Tell of each source how many boards were read, how it went, and what is open."""
    return Sources(sources=[Source(**summary) for summary in await services.ledger.sources()])


@router.get(
    "/schema",
    summary="Read what a posting is",
    responses=shown(examples.SCHEMA) | declared(*SEARCHING),
    openapi_extra=documented(SchemaParameters),
)
async def read_schema(
    params: Annotated[SchemaParameters, Depends(checked(SchemaParameters))], services: Given
) -> Schema:
    """Give the JSON Schema of a posting, and what each field means, may hold and how often it is
    known."""
    await services.ledger.require_sources(params.source)
    counted = await services.gateway.search(services.jobs, **fill_request(params.source))
    rates = fill_rates(counted, FILLABLE)
    return Schema(
        json_schema=JobPosting.model_json_schema(mode="serialization"),
        fields=[FieldMeaning(**entry) for entry in dictionary(rates)],
    )


@router.get(
    "/vocabularies",
    summary="List the closed vocabularies",
    responses=shown(examples.VOCABULARIES),
    dependencies=[Depends(checked(NoParameters))],
)
async def read_vocabularies() -> Vocabularies:
    """List every value of the fields that have a fixed set of them."""
    return Vocabularies(vocabularies=_VOCABULARIES)
