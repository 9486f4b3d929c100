"""`/v1/stats`: numbers of postings, over time and by what they are."""

from typing import Annotated

from fastapi import APIRouter, Depends

from api import examples
from api.errors import SEARCHING, InvalidParametersError, ParameterError, declared
from api.examples import shown
from api.filters.pay import salary_basis
from api.json_response import JSONResponse
from api.parameters import checked, documented
from api.query import matching
from api.responses import Stats
from api.services import Given
from api.stats import (
    StatsParameters,
    left_out,
    stats_aggregations,
    stats_rows,
    time_faults,
    time_range,
)

router = APIRouter(prefix="/v1/stats", tags=["stats"])


@router.get(
    "",
    summary="Count job postings",
    response_model=Stats,
    responses=shown(examples.STATS) | declared(InvalidParametersError, *SEARCHING),
    openapi_extra=documented(StatsParameters),
)
async def read_stats(
    params: Annotated[StatsParameters, Depends(checked(StatsParameters))], services: Given
) -> JSONResponse:
    """Count what the filters find, over time and by up to two dimensions.

    Open and closed postings count unless `status` says otherwise. Rows are in the order of time,
    then of frequency; a dimension of which a posting does not say is null.
    """
    await services.ledger.require_sources(params.source)
    view = await services.searcher.present_view()
    today = view.opened_at.date()
    if fault := time_faults(params, today):
        raise InvalidParametersError(
            [ParameterError(parameter="of", value=params.of, message=fault)]
        )
    facts = await services.searcher.facts(params, view)
    found = await services.gateway.search_view(
        view.id,
        query={"bool": {"filter": [matching(params, facts), *time_range(params, today)]}},
        size=0,
        track_total_hits=True,
        aggregations=stats_aggregations(params, today),
    )
    total = found["hits"]["total"]["value"]
    basis = salary_basis(params)
    return JSONResponse(
        {
            "total": total,
            "rows": list(stats_rows(params, found.get("aggregations", {}), total)),
            "left_out": left_out(found.get("aggregations", {})),
            "applied_defaults": params.applied_defaults(),
            **({"salary_basis": basis} if basis else {}),
            "changes_cursor": services.feed_cursors.write(view.changes),
            "view_at": view.opened_at.isoformat(),
            "took_ms": found["took"],
        }
    )
