"""`/`, `/healthz`, `/readyz`, `/metrics`: the entrance, and how process and search are."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api import examples, metrics
from api.errors import SEARCHING, InvalidParametersError, declared
from api.examples import shown
from api.parameters import NoParameters, checked
from api.responses import Entrance, Health
from api.services import Given

router = APIRouter(
    tags=["service"],
    responses=declared(InvalidParametersError),
    dependencies=[Depends(checked(NoParameters))],
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


@router.get(
    "/metrics",
    summary="Measure the process",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def read_metrics(request: Request) -> Response:
    """Give what Prometheus gathers, in its text format or, where accepted, as OpenMetrics."""
    content, media_type = metrics.exposition(request.headers.get("accept", ""))
    return Response(content, media_type=media_type, headers={"Cache-Control": "no-store"})
