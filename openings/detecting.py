"""From what a user names to boards: by the text alone, else by a look at the careers page."""

from collections.abc import Sequence

from crawler.detect import Detection, detect_apart
from crawler.discovery import UnknownBoardError, find_board, is_address
from crawler.settings import CrawlSettings
from mappings.identity import Board
from openings.console import say
from openings.errors import CommandError


def boards_named(texts: Sequence[str], settings: CrawlSettings) -> list[Board]:
    """The boards that are meant by `source:token` or careers URLs; pages are read where needed.

    Raises `UnknownBoardError` for what is neither, `CommandError` where no board stands behind a
    page.
    """
    found = {text: recognised(text) for text in texts}
    unknown = [text for text, board in found.items() if board is None]
    for detection in detect_apart(unknown, settings) if unknown else ():
        found[detection.url] = _told(detection)
    return [board for board in found.values() if board is not None]


def recognised(text: str) -> Board | None:
    """The board that a text names by itself; null for an address that no source knows.

    Raises `UnknownBoardError` for a text that is no address and names no board.
    """
    try:
        return find_board(text)
    except UnknownBoardError:
        if is_address(text):
            return None
        raise


def nothing_found(detection: Detection) -> CommandError:
    """What was tried, for a page behind which no board was found."""
    tried = "; ".join(dict.fromkeys(detection.tried)) or "no page was read"
    return CommandError(
        f"no board was found behind {detection.url}: {tried}. If its postings come from a system"
        " that is read (`openings boards list` shows which), give the board as source:token"
    )


def _told(detection: Detection) -> Board:
    best = detection.best
    if best is None:
        raise nothing_found(detection)
    say(f"{detection.url} is {best.board.spelling}: {best.reason}")
    return best.board
