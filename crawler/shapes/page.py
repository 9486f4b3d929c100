"""Where in a listing a request stands, and what a page of it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.raw import Employer
from mappings.identity import Board

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class At:
    """Where in a listing a request stands.

    `link` is what the page before gave to follow (an offset, a page number, an address), None on
    the first page; `opening` is what the opening page told.
    """

    board: Board
    link: Any = None
    opening: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """What one page lists.

    `rows` are the payloads of its postings; `follow` the links to further pages, none on the last
    one; `total` how many different postings the source says there are, read on the first page;
    `problem` why the page itself shows that the listing is not whole; `employer` the company that
    the page, or what was opened before it, names. `divided`: the links lead to parts of the same
    listing, in which these rows come again; here they are not counted. `overlaps`: all of its rows
    may have been listed before (in another language, say), which otherwise means that rows moved,
    or a listing without an end. `moved`: why the page shows that rows moved since the first one.
    `proves`: false where what is not listed may be open all the same; `problem` then says why.
    """

    rows: Sequence[Any]
    follow: Sequence[Any] = ()
    total: int | None = None
    problem: str | None = None
    employer: Employer = field(default_factory=Employer)
    divided: bool = False
    overlaps: bool = False
    moved: str | None = None
    proves: bool = True
