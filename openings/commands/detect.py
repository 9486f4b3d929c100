"""`openings detect`: which board stands behind a careers page."""

from typing import Annotated, Any

import typer

from crawler.detect import Detection, detect
from crawler.detection import Candidate, Clue
from crawler.discovery import sources
from crawler.settings import CrawlSettings
from openings.console import print_json, print_table, say
from openings.detecting import nothing_found, recognised


def detect_board(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a careers page.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Find the board behind a careers page and say why it is that one.

    The page is read, and where it does not tell, a few of the lists that it links to. Addresses
    that tell by themselves are not fetched. Nothing is written to the index.
    """
    board = recognised(url)
    if board is not None:
        found = Detection(url, [Candidate(board, Clue.ADDRESS, "the address itself")])
    else:
        (found,) = detect([url], CrawlSettings())
    if as_json:
        print_json(_as_json(found))
    if found.best is None:
        raise nothing_found(found)
    if not as_json:
        _show(found)


def _show(found: Detection) -> None:
    titles = {name: spider.title for name, spider in sources().items()}
    rows = [(one.board.spelling, titles[one.board.source], one.reason) for one in found.ranked]
    print_table(("board", "system", "why"), rows)
    say(f"Read it with: openings crawl {found.url}")


def _as_json(found: Detection) -> dict[str, Any]:
    boards = [
        {"board": one.board.spelling, "host": one.board.host, "reason": one.reason}
        for one in found.ranked
    ]
    return {"url": found.url, "boards": boards, "tried": found.tried}
