"""Before a crawl: erase what is suppressed and lives yet, and leave suppressed boards out."""

import asyncio
from collections.abc import Sequence

from crawler.keeping.takedown import Takedown
from crawler.settings import CrawlSettings
from mappings.identity import Board
from mappings.suppression import SuppressedKind
from openings.console import say


def allowed(boards: Sequence[Board], settings: CrawlSettings) -> list[Board]:
    """The boards that may be read; of each other one a line is said."""
    reasons = asyncio.run(suppressed_boards(settings))
    for board in boards:
        if board.id in reasons:
            say(f"{board.spelling} is suppressed and not read: {reasons[board.id]}")
    return [board for board in boards if board.id not in reasons]


async def suppressed_boards(settings: CrawlSettings) -> dict[str, str]:
    """The suppressed boards, and why."""
    async with settings.connection().async_client() as client:
        takedown = Takedown(client, settings.index_prefix, patience=settings.patience)
        await takedown.mend()
        found = await takedown.listed()
    return {one.id: one.reason for one in found if one.kind is SuppressedKind.BOARD}
