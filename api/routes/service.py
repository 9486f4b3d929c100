"""`/`, `/healthz` and `/readyz`: the entrance, and whether process and search can answer."""

from fastapi import APIRouter, Depends

from api import examples
from api.errors import SEARCHING, InvalidParametersError, declared
from api.examples import shown
from api.responses import Entrance, Health
from api.services import Given
from api.strictness import NoParameters, well_formed

router = APIRouter(
    tags=["service"],
    responses=declared(InvalidParametersError),
    dependencies=[Depends(well_formed(NoParameters))],
)


@router.get("/", summary="Find the way", responses=shown(examples.ENTRANCE))
async def read_entrance() -> Entrance:
    """Name the search and its documentation."""
    return Entrance(name="Openings", jobs="/v1/jobs", documentation="/docs")


@router.get("/healthz", summary="Ask the process", responses=shown(examples.HEALTH))
async def read_health() -> Health:
    """Answer as long as the process does, whether or not Elasticsearch answers."""
    return Health(status="ok")


@router.get(
    "/readyz", summary="Ask the search", responses=shown(examples.HEALTH) | declared(*SEARCHING)
)
async def read_readiness(services: Given) -> Health:
    """Search once; 503 where that fails."""
    await services.gateway.search(services.jobs, size=0, terminate_after=1)
    return Health(status="ok")
