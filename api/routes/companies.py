"""`/v1/companies`: who hires, as the postings tell."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from api import examples
from api.companies import companies, companies_request, company, company_request
from api.errors import SEARCHING, InvalidParametersError, NotFoundError, declared
from api.examples import shown
from api.json_response import JSONResponse
from api.ledger_params import CompaniesParameters
from api.parameters import NoParameters, checked, documented
from api.query import matching
from api.responses import Companies, CompanyHistory
from api.services import Given

router = APIRouter(prefix="/v1/companies", tags=["companies"])


@router.get(
    "",
    summary="List the companies of a search",
    response_model=Companies,
    responses=shown(examples.COMPANIES) | declared(InvalidParametersError, *SEARCHING),
    openapi_extra=documented(CompaniesParameters),
)
async def read_companies(
    request: Request,
    params: Annotated[CompaniesParameters, Depends(checked(CompaniesParameters))],
    services: Given,
) -> JSONResponse:
    """List the companies of the postings that the filters find, and count these postings.

    To see which companies have most of them, ask `/v1/jobs` for `facets=company`.
    """
    await services.ledger.require_sources(params.source)
    view = await services.searcher.present_view()
    facts = await services.searcher.facts(params, view)
    found = await services.gateway.search_view(
        view.id, **companies_request(matching(params, facts), params)
    )
    listed = companies(found)
    more = len(listed) == params.limit
    last = listed[-1]["id"] if more else None
    return JSONResponse(
        {
            "about": found["aggregations"]["number"]["value"],
            "companies": listed,
            "next": last and str(services.public(request.url).include_query_params(after=last)),
            "applied_defaults": params.applied_defaults(),
        }
    )


@router.get(
    "/{company_id}",
    summary="Read one company",
    response_model=CompanyHistory,
    responses=shown(examples.COMPANY) | declared(InvalidParametersError, NotFoundError, *SEARCHING),
    dependencies=[Depends(checked(NoParameters))],
)
async def read_company(
    company_id: Annotated[
        str,
        Path(
            description="`company.id` of a posting: a domain or a board",
            examples=["tidewater.example"],
        ),
    ],
    services: Given,
) -> JSONResponse:
    """Tell where a company's boards are, what it seeks now, and what it sought month by month."""
    view = await services.searcher.present_view()
    request = company_request(company_id, view.opened_at.date())
    found = company(company_id, await services.gateway.search_view(view.id, **request))
    if found is None:
        raise NotFoundError(f"There is no company {company_id} among the postings.")
    return JSONResponse(found)
