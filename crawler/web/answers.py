"""What a response amounts to: the body that was asked for, or a reason why it is not that.

Each exception is one situation that a board's read can end in; its text is the evidence that the
ledger keeps and the user reads.
"""

import json
import re
from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.parsers.expat import ExpatError

import xmltodict  # type: ignore[import-untyped]
from pydantic_core import from_json
from scrapy.http import Response

from crawler.web.walls import REFUSALS, wall_in
from reference.vocabularies import Outcome

_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|script|title|\?xml)", re.I)
_SEARCHES = frozenset({"search", "search-jobs", "search-results", "jobsearch", "job-search"})
_LOGIN = re.compile(r"/(?:log-?in|sign-?in|sso|saml2?)(?:[/.]|$)", re.I)


class BoardError(Exception):
    """The read of a board ends here; `outcome` says how."""

    outcome = Outcome.FAILED


class MissingBoardError(BoardError):
    """The source says that it has no such board."""

    outcome = Outcome.MISSING


class BlockedBoardError(BoardError):
    """A challenge, a login or a refusal stands in the way. It is reported, never worked around."""

    outcome = Outcome.BLOCKED


class CutAnswerError(BoardError):
    """An answer did not come whole: it broke off, took too long, or is too large to be read."""


class UnprovenError(BoardError):
    """What was read is well, and proves nothing of what was not."""

    outcome = Outcome.PARTIAL


class UnknownCompanyError(BoardError):
    """Nothing that a board answers names its company, and the registry does not either."""

    def __init__(self, board_id: str) -> None:
        super().__init__(
            "company unknown: nothing that the board answers names it;"
            f" add a company to the line of {board_id} in the registry"
        )


class GonePostingError(BoardError):
    """The detail of a posting says that the posting is gone; its board is not touched by that."""


class NoPostingError(BoardError):
    """What was listed is no posting, or one that its owner reserves. It is left out, not closed."""


def check_status(response: Response, missing: frozenset[int]) -> None:
    """Raise what a status other than 200 means for the board."""
    target = redirect_target(response)
    if target and is_login(target):
        raise BlockedBoardError(f"{response.url} redirects to a login, {target}")
    if response.status in missing:
        answer = f"redirects to {target}" if target else f"answers {response.status}"
        raise MissingBoardError(f"{response.url} {answer}: no such board")
    wall = wall_in(response)
    if wall is not None or response.status in REFUSALS:
        whose = f" of {wall}" if wall else ""
        raise BlockedBoardError(
            f"{response.url} answers {response.status} with a refusal or challenge{whose}"
        )
    if response.status != 200:
        raise BoardError(f"{response.url} answers {response.status}")


def redirect_target(response: Response) -> str | None:
    """The absolute address to which a response redirects; null where it does not."""
    location = response.headers.get("Location") if 300 <= response.status < 400 else None
    return urljoin(response.url, location.decode("latin-1")) if location else None


def leads_to(url: str, patterns: Collection[str]) -> bool:
    """Whether the host and path of an address fit one of the patterns (`www.acme.com/*`)."""
    parts = urlsplit(url)
    place = f"{parts.hostname}{parts.path or '/'}"
    return any(fnmatchcase(place, pattern) for pattern in patterns)


def leads_back(url: str, target: str) -> bool:
    """Whether a redirect from a page leads to the root or to a page above it, as it does from one
    that is gone; a page that only moved keeps its last segment.
    """
    here, there = (urlsplit(one).path.strip("/").split("/") for one in (url, target))
    if there == [""]:
        return here != [""]
    above = len(there) < len(here) and here[: len(there)] == there
    return above or (there[-1].casefold() in _SEARCHES and there[-1] not in here)


def is_login(url: str) -> bool:
    """Whether an address is that of a login."""
    return _LOGIN.search(urlsplit(url).path) is not None


def is_web_page(response: Response) -> bool:
    """Whether the body is markup, whatever its content type says."""
    return _MARKUP.match(response.body) is not None


def read_json(response: Response) -> Any:
    """The JSON value of a body.

    Raises `BlockedBoardError` for a challenge page; `BoardError` for markup or an empty body,
    `CutAnswerError` for what ends in the middle or is no JSON.
    """
    try:
        # Makes no copy of the body, which for a board of thousands is a hundred megabytes.
        return from_json(response.body)
    except ValueError:
        return _decoded_json(response)


def _decoded_json(response: Response) -> Any:
    """By Python's own reader: it takes halves of characters and UTF-16, and says what is wrong."""
    try:
        return json.loads(response.body)
    except UnicodeDecodeError as error:
        raise BoardError(f"{response.url} answers bytes that are no text: {error}") from error
    except json.JSONDecodeError as error:
        raise _no_json(response, error) from error


def read_xml(response: Response, lists: Collection[str] = ()) -> dict[str, Any]:
    """The XML document of a body as objects and strings, the root element's name the one key.

    An element is the object of its children, or its text; empty, it is null. Elements named in
    `lists` are lists, be there one of them or several. Attributes stand as `@name`, except beside
    text, where they say how the text is written. Names keep their prefix (`job:team`).

    Raises `BlockedBoardError` for a challenge page; `BoardError` for what is no XML.
    """
    try:
        document: dict[str, Any] = xmltodict.parse(
            response.body, force_list=tuple(lists), postprocessor=_text_itself
        )
    except (ExpatError, ValueError) as error:
        if wall_in(response) is not None:
            reason = f"{response.url} answers a challenge page instead of XML"
            raise BlockedBoardError(reason) from error
        raise _unreadable(response, "XML", str(error)) from error
    return document


def _text_itself(_path: Any, name: str, value: Any) -> tuple[str, Any]:
    return name, value["#text"] if isinstance(value, dict) and "#text" in value else value


def _no_json(response: Response, error: json.JSONDecodeError) -> BoardError:
    if wall_in(response) is not None:
        return BlockedBoardError(f"{response.url} answers a challenge page instead of JSON")
    if _MARKUP.match(response.body):
        return BoardError(f"{response.url} answers markup instead of JSON")
    return _unreadable(response, "JSON", error.msg.lower())


def _unreadable(response: Response, kind: str, fault: str) -> BoardError:
    if not response.body.strip():
        return BoardError(f"{response.url} answers an empty body")
    return CutAnswerError(
        f"{response.url} answers broken {kind} ({len(response.body)} bytes, {fault})"
    )
