"""`/v1/suggest`: what to search for, while one types."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from api import examples
from api.errors import SEARCHING, InvalidParametersError, declared
from api.examples import shown
from api.parameters import checked, documented
from api.responses import Answer
from api.services import Given, Services
from api.suggest import (
    Candidate,
    Kind,
    SuggestParameters,
    candidates_of,
    candidates_request,
    counting_request,
    fitting_request,
    indexed,
    known_candidates,
    suggestions_of,
)

router = APIRouter(prefix="/v1", tags=["jobs"])


class Suggestion(Answer):
    """Something that open postings have, and how to search for it."""

    kind: Kind = Field(examples=[Kind.TITLE])
    text: str = Field(examples=["Boat Builder"])
    count: int = Field(description="Open postings that have it", examples=[12])
    search: dict[str, str] = Field(
        description="The parameters of a search for it", examples=[{"title": '"Boat Builder"'}]
    )


class Suggestions(Answer):
    """Suggestions of each kind, the most frequent first."""

    suggestions: list[Suggestion]
    took_ms: int = Field(description="Milliseconds that Elasticsearch took", examples=[4])


@router.get(
    "/suggest",
    summary="Complete what is typed",
    responses=shown(examples.SUGGESTIONS) | declared(InvalidParametersError, *SEARCHING),
    openapi_extra=documented(SuggestParameters),
)
async def suggest(
    params: Annotated[SuggestParameters, Depends(checked(SuggestParameters))], services: Given
) -> Suggestions:
    """Give titles, companies, skills and cities of open postings in which a word begins so.

    Words before the last one are whole words. `count` is exact. Of a beginning that more than 4,000
    postings fit, 2,000 drawn at random name the candidates: rare ones show when more is typed.
    """
    named = [_named(services, kind, params) for kind in indexed(params.kind)]
    candidates, took = [], 0
    for found, milliseconds in await asyncio.gather(*named):
        candidates += found
        took += milliseconds
    for kind in params.kind:
        candidates += known_candidates(kind, params.q, params.limit)
    if not candidates:
        return Suggestions(suggestions=[], took_ms=took)
    counted = await services.gateway.search(services.jobs, **counting_request(candidates))
    return Suggestions(
        suggestions=[
            Suggestion(**one) for one in suggestions_of(candidates, counted, params.limit)
        ],
        took_ms=took + counted["took"],
    )


async def _named(
    services: Services, kind: Kind, params: SuggestParameters
) -> tuple[list[Candidate], int]:
    """The candidates that the index names, and the milliseconds that it took."""
    search = services.gateway.search
    fitting = await search(services.jobs, **fitting_request(kind, params.q))
    total = fitting["hits"]["total"]["value"]
    if not total:
        return [], fitting["took"]
    answer = await search(services.jobs, **candidates_request(kind, params.q, total, params.limit))
    return candidates_of(kind, answer), fitting["took"] + answer["took"]
