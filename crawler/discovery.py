"""The sources, found by their modules: each file in `crawler/sources/` is one."""

from functools import cache
from urllib.parse import urlsplit

from scrapy.spiderloader import SpiderLoader

from crawler.boards import registry
from crawler.shapes.base import BoardSpider
from mappings.identity import Board, IdentityError


class UnknownBoardError(ValueError):
    """A text names no board of any source; the message says what would."""


@cache
def sources() -> dict[str, type[BoardSpider]]:
    """Every source by its name."""
    from scrapy.settings import Settings  # noqa: PLC0415

    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["crawler.sources"]}))
    found = {name: loader.load(name) for name in sorted(loader.list())}
    return {name: spider for name, spider in found.items() if issubclass(spider, BoardSpider)}


def find_board(text: str) -> Board:
    """The board that a user means by `source:token` or a careers URL.

    Raises `UnknownBoardError` where the text is neither, or of no source that there is.
    """
    if is_address(text):
        return _board_at(text)
    try:
        board = Board.parse(text)
    except IdentityError as error:
        raise UnknownBoardError(_hint(text) or str(error)) from error
    if board.source not in sources():
        raise UnknownBoardError(f"{board.source!r} is no source; there are {_list()}")
    return board


def is_address(text: str) -> bool:
    """Whether a text is meant as a web address, not as `source:token`."""
    source, colon, rest = text.partition(":")
    return rest.startswith("//") or ("." in source and "/" in text) or (not colon and "." in text)


def _board_at(url: str) -> Board:
    try:
        boards = (spider.board_at(url) for spider in sources().values())
        found = next((board for board in boards if board is not None), None) or _board_on_host(url)
    except ValueError as error:
        raise UnknownBoardError(f"{url!r} is no web address: {error}") from error
    if found is None:
        names = ", ".join(spider.title for spider in sources().values())
        raise UnknownBoardError(
            f"no board is recognised in {url!r}; give the address of one, such as"
            f" https://boards.greenhouse.io/{{token}}. These systems are read: {names}"
        )
    return found


def _board_on_host(url: str) -> Board | None:
    """The one board of the registry that has the address's host for itself."""
    host = urlsplit(url if "://" in url else f"//{url}").hostname
    boards = _boards_by_host().get(host or "", ())
    return boards[0] if len(boards) == 1 else None


@cache
def _boards_by_host() -> dict[str, list[Board]]:
    found: dict[str, list[Board]] = {}
    for source in sources():
        for entry in registry(source).values():
            host = entry.board.host or entry.board.token.lower()
            if "." in host:
                found.setdefault(host, []).append(entry.board)
    return found


def _hint(text: str) -> str | None:
    source, colon, token = text.partition(":")
    if not colon or not token.strip() or source not in sources():
        return None
    return f"{text!r} is not how a board is written; did you mean {Board(source, token).spelling} ?"


def _list() -> str:
    return ", ".join(sources())
