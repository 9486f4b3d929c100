"""Which board stands behind a careers page, judged by the addresses in the page. Pure.

Every address in the page is held against the address templates of all sources: where the page was
fetched from, what it frames, loads and links to, and what stands in its scripts.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from scrapy.http import Response, TextResponse

from crawler.discovery import sources
from crawler.pages.job_links import is_job_page, links
from crawler.pages.site_pages import same_site
from crawler.pages.structured_data import job_postings
from mappings.identity import Board

SITE = "jsonld"
"""The source that reads sites without a known system behind them."""

MOST_ADDRESSES = 3_000
"""Different addresses of a page that are looked at, the more telling ones first."""


class Clue(IntEnum):
    """Where in a page an address stands; the more telling the lower."""

    ADDRESS = 0
    FRAME = 1
    SCRIPT = 2
    LINK = 3
    TEXT = 4
    MARKUP = 5


_SAID = {
    Clue.ADDRESS: "the page leads on to {url}",
    Clue.FRAME: "the page frames {url}",
    Clue.SCRIPT: "the page loads {url}",
    Clue.LINK: "the page links to {url}",
    Clue.TEXT: "the page's scripts name {url}",
}
_ATTRIBUTES = (
    (Clue.FRAME, "//iframe/@src | //iframe/@data-src | //embed/@src | //object/@data"),
    (Clue.SCRIPT, "//script/@src | //link/@href"),
    (Clue.ADDRESS, "//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']/@content"),
    (Clue.LINK, "//a/@href | //form/@action"),
)
_ESCAPED_SLASH = re.compile(r"\\(?:/|u002[fF]|x2[fF])")
_PASSED_ON = re.compile(r"https?%3[aA]%2[fF]%2[fF][\w.%~+-]+")
_URL = re.compile(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+[^\s\"'`<>\\)\]},;]*")
_REFRESH = re.compile(r"^\s*\d+\s*;\s*url\s*=\s*['\"]?", re.I)

# Scripts of vendors that are told the token alone, and the address that it belongs to.
_TOKENS = (
    (re.compile(r"leverJobsOptions\s*=\s*\{[^}]*accountName['\"]?\s*:\s*['\"]([\w.-]+)"),
     "https://jobs.lever.co/{}"),
    (re.compile(r"['\"]company_code['\"]\s*:\s*['\"]([\w.-]+)"),
     "https://careers.smartrecruiters.com/{}"),
    (re.compile(r"Grnhse\.Settings\.boardToken\s*=\s*['\"]([\w.-]+)"),
     "https://boards.greenhouse.io/{}"),
)  # fmt: skip
# Parameters by which a site passes on a posting of its vendor.
_PARAMETERS = {"gh_jid": "greenhouse", "ashby_jid": "ashby"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A board that the page leads to, and why, in words."""

    board: Board
    clue: Clue
    reason: str


def candidates(response: Response, passed: Sequence[str] = ()) -> list[Candidate]:
    """The boards that a page leads to, the likeliest first: by clue, then by how often.

    Where a front and the system behind it are both found, the system goes first: it says more.
    `passed` are the addresses that redirected to the page. Where no board is found it is the site
    itself, if it shows postings of its own.
    """
    found: dict[str, Candidate] = {}
    count: Counter[str] = Counter()
    told: dict[str, tuple[Clue, str]] = {}
    for clue, url, reason in _clues(response, passed):
        told.setdefault(url, (clue, reason))
        if len(told) == MOST_ADDRESSES:
            break
    for url, (clue, reason) in told.items():
        board = _board_at(url)
        if board is not None:
            count[board.id] += 1
            found.setdefault(board.id, Candidate(board, clue, reason))
    ranked = sorted(
        found.values(),
        key=lambda one: (sources()[one.board.source].front, one.clue, -count[one.board.id]),
    )
    return ranked or list(_site_itself(response))


def hints(response: Response) -> list[str]:
    """What the page tells of its vendor where it does not name the board, in sentences."""
    addresses = [response.url, *links(response)]
    named = {name for url in addresses for name in parse_qs(urlsplit(url).query)}
    titles = {name: sources()[source].title for name, source in _PARAMETERS.items()}
    return [
        f"links with {name} tell that {titles[name]} holds the postings, not on which board"
        for name in sorted(named & set(_PARAMETERS))
    ]


def _clues(response: Response, passed: Sequence[str]) -> Iterator[tuple[Clue, str, str]]:
    """Each address with where it stands, the more telling first."""
    for url in (*passed, response.url):
        led = url not in passed[:1] and bool(passed)
        yield Clue.ADDRESS, url, f"the address leads to {url}" if led else "the address itself"
    if not isinstance(response, TextResponse):
        return
    for clue, path in _ATTRIBUTES:
        for value in response.xpath(path).getall():
            address = _absolute(response, _REFRESH.sub("", value).strip(" '\""))
            if address is not None:
                yield clue, address, _SAID[clue].format(url=address)
    for url in _in_text(response.text):
        yield Clue.TEXT, url, _SAID[Clue.TEXT].format(url=url)


def _in_text(text: str) -> Iterator[str]:
    plain = html.unescape(_ESCAPED_SLASH.sub("/", text))
    if _PASSED_ON.search(plain):  # "/go?to=https%3A%2F%2Fjobs..."
        plain = f"{plain}\n" + "\n".join(map(unquote, _PASSED_ON.findall(plain)))
    for match in _URL.finditer(plain):
        yield match[0] if match[0].startswith("http") else f"https:{match[0]}"
    for pattern, address in _TOKENS:
        for token in pattern.findall(plain):
            yield address.format(token)


def _absolute(response: Response, value: str) -> str | None:
    try:
        url = urljoin(response.url, value.strip())
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def _board_at(url: str) -> Board | None:
    """The board of the first source that knows the address; of a broken address none."""
    try:
        found: Iterable[Board | None] = (one.board_at(url) for one in sources().values())
        return next(filter(None, found), None)
    except ValueError:
        return None


def _site_itself(response: Response) -> Iterator[Candidate]:
    parts = urlsplit(response.url)
    host = parts.hostname or ""
    if job_postings(response):
        # A posting's own page is no place to start from.
        start = None if is_job_page(response.url) else _path(parts.path)
        yield Candidate(
            Board(SITE, host, start), Clue.MARKUP, "the page holds schema.org JobPostings"
        )
        return
    pages = (url for url in links(response) if is_job_page(url) and same_site(url, response.url))
    page = next(pages, None)
    if page is not None:
        reason = f"the page links to what looks like postings of the site's own, such as {page}"
        yield Candidate(Board(SITE, host, _path(parts.path)), Clue.MARKUP, reason)


def _path(path: str) -> str | None:
    return unquote(path).strip("/") or None
