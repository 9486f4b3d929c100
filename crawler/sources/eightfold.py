"""Eightfold career hubs: the JSON behind their pages, in one of two generations.

https://apidocs.eightfold.ai/ (the keyed API; these addresses are not documented)

- A tenant answers either for PCSX, the newer generation, or for the classic one, and says so of
  PCSX with a 403.
- `domain` is the employer's; for a wrong one a web page comes. The sitemap tells it.
- Ten rows a page. Some tenants serve only the first 2,000: such a board ends `partial`.
- The text stands in the details. Employers name further fields themselves.
- Only the classic generation names the company, in its branding.
- Mostly a front of another ATS, to which the apply link leads; `atsJobId` is its number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urljoin

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.layers import Layers, ignored_in
from crawler.normalize.company import company_name
from crawler.normalize.custom_fields import Topic, customs, texts_about
from crawler.normalize.dates import epoch_ms
from crawler.normalize.html import markup
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.normalize.workplace import workplace_from_location
from crawler.normalize.written_dates import bare_day
from crawler.pages.structured_data import documents
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.shapes.single_document import value_at
from crawler.web.answers import BlockedBoardError, BoardError, UnknownCompanyError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent

PCSX, CLASSIC = "pcsx", "classic"
LISTS = {
    PCSX: "api/pcsx/search?domain={domain}&query=&location=&start={start}&sort_by=timestamp",
    CLASSIC: "api/apply/v2/jobs?domain={domain}&start={start}&num=10&query=&location="
    "&sort_by=timestamp",
}
DETAILS = {
    PCSX: "api/pcsx/position_details?position_id={id}&domain={domain}&hl=en",
    CLASSIC: "api/apply/v2/jobs/{id}?domain={domain}",
}
CUSTOM = "efcustomText"
UNMAPPED = {
    "a mark of the search": "solrScore stars hot isHot medallionProgram jdHighlight",
    "its meaning is not known": "locationFlexibility location_flexibility type",
    "a number with a language, which both stand beside it": "id_locale",
    "kept by the list alone": "isPrivate",
    "the first posting; the present one counts": "creationTs",
    "the first of the places": "location",
}

_DOMAIN = re.compile(r"[?&;]domain=([\w.-]+)")


class Eightfold(Listing):
    """Pages by offset, a detail each; the count proves that the listing is whole."""

    name = "eightfold"
    title = "Eightfold"
    front = True
    listing = "pages by offset with a total, then a detail per posting"
    documentation = "https://apidocs.eightfold.ai/"
    addresses = (
        Address("{token}.eightfold.ai/careers?domain={site}"),
        Address("{token}.eightfold.ai/careers"),
    )
    reserved = frozenset({"www", "static", "docs", "app"})
    personal = ("detail.positionExtraDetails.pymww",)
    volatile = ("row.stars", "row.solrScore", "row.t_update")
    ignored = {
        **ignored_in(UNMAPPED, "row", "detail"),
        "detail.efcustom*": "fields of employers' own names; the known ones are read",
        "detail.custom_JD": "fields of employers' own names; the known ones are read",
        "row.standardizedLocations": "once more in the detail",
        "detail.positionExtraDetails": "videos and articles",
        "detail.positionUserActions.isSaved": "of a visitor",
        "detail.positionUserActions.applyAction.status": "of a visitor",
    }

    def opening_request(self, board: Board) -> Request | None:
        """The sitemap, where the employer's domain is not known."""
        return None if board.site else Request(f"https://{_host(board)}/careers/sitemap.xml")

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """`domain`, as in the addresses of postings."""
        found = _DOMAIN.search(response.text)
        if found is None:
            raise BoardError(f"{response.url} does not tell the employer's domain; add it as site")
        return {"domain": found[1]}

    def page_request(self, at: At) -> Request:
        """PCSX first."""
        generation, start = at.link or (PCSX, 0)
        return _request(at, LISTS[generation].format(domain=_domain(at), start=start))

    def other_link(self, response: Response, at: At) -> tuple[str, int] | None:
        """The classic list, where PCSX is not enabled. Raises for the refusal of a firewall."""
        if response.status == 405:
            raise BlockedBoardError(f"{response.url} answers 405: a firewall refuses")
        refused = response.status == 403 and b"PCSX is not enabled" in response.body
        return (CLASSIC, 0) if refused and at.link is None else None

    def read_page(self, response: Response, at: At) -> Page:
        """Both generations state a count."""
        generation, start = at.link or (PCSX, 0)
        answer = read_json(response)
        listed = answer.get("data") if generation == PCSX and isinstance(answer, dict) else answer
        rows, total = value_at(listed, "positions"), value_at(listed, "count")
        if not isinstance(rows, list) or not isinstance(total, int):
            raise BoardError(f"{response.url} answers JSON without positions and count")
        further = start + len(rows)
        follow = [(generation, further)] if rows and further < total else ()
        employer = Employer(company_name(value_at(answer, "branding.companyName")))
        return Page(rows, follow=follow, total=total, employer=employer)

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request | None:
        """Nothing else names the company."""
        raise UnknownCompanyError(board.id)

    def skip(self, row: Row) -> bool:
        """Private."""
        return row.get("isPrivate") is True

    def detail_request(self, row: Row, at: At) -> Request | None:
        """Of the same generation as the row."""
        if row.get("id") is None:
            return None
        generation = CLASSIC if "t_create" in row else PCSX
        return _request(at, DETAILS[generation].format(id=row.get("id"), domain=_domain(at)))

    def read_detail(self, response: Response, row: Row) -> Row:
        """`row` and `detail`, the position in either generation."""
        answer = read_json(response)
        detail = answer.get("data", answer) if isinstance(answer, dict) else None
        if not isinstance(detail, dict) or "id" not in detail:
            raise BoardError(f"{response.url} answers JSON without a position")
        return {"row": row, "detail": detail}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row and its detail; a name is one of either generation."""
        detail, row = raw.fields.object("detail"), raw.fields.object("row")
        said, source_id = Layers(detail, row), Layers(row, detail).identifier("id")
        own = customs(_own(detail, raw.payload))
        places = said.texts("locations") or [said.text("location") or ""]
        path = said.text("positionUrl") or f"/careers/job/{source_id}"
        option = said.text("workLocationOption", "work_location_option")
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=said.text("name", "posting_name"),
                url=said.text("publicUrl", "canonicalPositionUrl") or urljoin(raw.url, path),
                apply_url=said.text(
                    "positionUserActions.applyAction.applyUrl", "apply_redirect_url"
                ),
                departments=[said.text("department")],
                team=said.text("business_unit"),
                requisition_id=said.identifier(
                    "displayJobId", "display_job_id", "atsJobId", "ats_job_id"
                ),
                html=markup(said.text("jobDescription", "job_description")),
                language=said.text("locale"),
                places=[Place(text) for text in places],
                fallback_places=[Place(text) for text in _standardised(detail)],
                # What employers write of a place goes before the option, which may be a default.
                workplace=[]
                if any(map(workplace_from_location, places))
                else [option, *texts_about(Topic.WORKPLACE, own)],
                office_days=list(texts_about(Topic.OFFICE_DAYS, own)),
                employment=list(texts_about(Topic.EMPLOYMENT, own)),
                seniority=next(texts_about(Topic.LEVEL, own), None),
                posted=bare_day(_instant(said.number("postedTs", "t_create"))),
                updated=_instant(said.number("t_update")),
            ),
        )


def _host(board: Board) -> str:
    return board.token if "." in board.token else f"{board.token}.eightfold.ai"


def _domain(at: At) -> str:
    return quote(at.board.site or at.opening["domain"])


def _request(at: At, address: str) -> Request:
    return Request(f"https://{_host(at.board)}/{address}", headers={"Accept": "application/json"})


def _own(detail: Fields, payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields of employers' own names, each a list of texts."""
    for name in payload.get("detail", ()):
        if name.startswith(CUSTOM):
            yield name.removeprefix(CUSTOM), "; ".join(detail.texts(name))
    given = value_at(payload, "detail.custom_JD.data_fields")
    for name in given if isinstance(given, Mapping) else ():
        yield name, "; ".join(detail.texts(f"custom_JD.data_fields.{name}"))


def _standardised(detail: Fields) -> list[str]:
    """A list of places, or the JSON text of one."""
    given = detail.value("standardizedLocations")
    if isinstance(given, str):
        given = next(iter(documents(given)), None)
    return [text for text in given if isinstance(text, str)] if isinstance(given, list) else []


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else epoch_ms(seconds * 1000)
