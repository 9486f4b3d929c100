"""What a person decides of a board: that it is left alone, or that it is the same one after all."""

from datetime import UTC, datetime
from typing import Any

from elasticsearch import AsyncElasticsearch

from crawler.index.commit import Committer
from crawler.index.intent import Verdict
from crawler.index.lifecycle import Closed
from crawler.index.patience import patiently
from crawler.index.postings import documents
from crawler.index.publishing import Publishing
from crawler.index.state import known_postings
from crawler.settings import CrawlSettings
from mappings.board import BoardState
from mappings.names import alias
from reference.vocabularies import ChangeCause, ClosedReason

_BATCH = 500


class UnknownStateError(ValueError):
    """The ledger has no line that could be changed so; the message says what it lacks."""


async def retire(settings: CrawlSettings, board_id: str) -> int:
    """Close what is open of a board that is left alone from now on; return how many that were.

    Raises `IndexUnavailableError` where Elasticsearch stays out of reach: then some may be open.
    """
    publishing = Publishing(settings)
    # What is published is searchable, so that no posting is overlooked.
    await publishing.join()
    try:
        async with settings.connection().async_client() as client:
            return await _close_all(client, settings, board_id)
    finally:
        await publishing.leave()


async def _close_all(client: AsyncElasticsearch, settings: CrawlSettings, board_id: str) -> int:
    jobs = alias("jobs", settings.index_prefix)
    known = await patiently(lambda: known_postings(client, jobs, board_id), settings.patience)
    names = sorted(known)
    committer = Committer(client, settings.index_prefix, patience=settings.patience)
    closed = 0
    for start in range(0, len(names), _BATCH):
        now = datetime.now(UTC)
        intents = [
            Closed(name, now, ClosedReason.BOARD_RETIRED, since=None)
            for name in names[start : start + _BATCH]
        ]
        results = await committer.commit(
            intents, cause=ChangeCause.RETIRE, run=None, baseline=False
        )
        closed += sum(result.verdict is Verdict.CLOSED for result in results)
    return closed


async def confirm(settings: CrawlSettings, board_id: str) -> str:
    """Believe what the last read of a board was not believed; return what that is, in a sentence.

    That it names another company, or that fields vanished from its postings. Raises
    `UnknownStateError` where nothing waits for that.
    """
    boards = alias("boards", settings.index_prefix)
    async with settings.connection().async_client() as client:
        found = await patiently(lambda: documents(client, boards, [board_id]), settings.patience)
        document = found.get(board_id)
        if document is None:
            raise UnknownStateError(f"{board_id} was never read")
        state, told = _believed(BoardState.model_validate(document["_source"]))
        await client.index(
            index=boards,
            id=board_id,
            document=state.model_dump(mode="json"),
            if_seq_no=document["_seq_no"],
            if_primary_term=document["_primary_term"],
            require_alias=True,
            refresh=True,
        )
    return told


def _believed(state: BoardState) -> tuple[BoardState, str]:
    if state.company_met is not None:
        changes: dict[str, Any] = {"company": state.company_met, "company_met": None}
        return state.model_copy(update=changes), f"is the board of {state.company_met} now"
    if state.suspect is not None:
        changes = {"accepted": tuple(sorted({*state.accepted, *state.lost})), "suspect": None}
        lost = ", ".join(state.lost)
        return state.model_copy(update=changes | {"lost": ()}), f"may be without {lost} from now on"
    raise UnknownStateError(f"nothing of the last read of {state.id} waits to be believed")
