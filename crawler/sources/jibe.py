"""Jibe (iCIMS Attract): careers sites on employers' own hosts, with the text in the list.

https://www.icims.com/products/career-site-builder/

- A front of iCIMS, and of other systems, to which the apply link leads. Not documented.
- Pages of up to 100 rows from number 1 on, `totalCount` is exact.
- The token is the host. The company is named by the registry or, rarely, by the rows.
- `tags1` to `tags9` mean what each employer likes: only a tag that is the name of a workplace type
  and nothing else counts.
- An amount of 0 is not stated; neither currency nor period is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.html import markup
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, stated_range
from crawler.normalize.sections import sections
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.web.answers import BoardError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent

PAGE_SIZE = 100
_WORKPLACE = re.compile(r"(?:(?:fully|100%) )?remote|hybrid|on-?\s?site", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Next:
    """A further page: its number, how many rows the former ones held, and the stated total."""

    number: int
    read: int
    total: int


class Jibe(Listing):
    """Numbered pages; no details."""

    name = "jibe"
    title = "Jibe (iCIMS Attract)"
    front = True
    documentation = "https://www.icims.com/products/career-site-builder/"
    listing = "numbered pages of 100 whole postings, with a total"
    addresses = (Address("*.jibeapply.com"),)
    id_at = "slug"
    volatile = ("update_date", "meta_data")
    ignored = {
        "languages": "those of the whole posting; see language",
        "category": "categories again",
        "location_type": "how the point on the map was found",
        "location_name": "the employer's name of the site",
        "full_location": "all places in one text",
        "street_address": "more exact than a place of ours",
        "postal_code": "more exact than a place of ours",
        "latitude": "that of the address",
        "longitude": "that of the address",
        "multipleLocations": "see additional_locations",
        "additional_locations[].location_name": "the employer's name of the site",
        "additional_locations[].street_address": "more exact than a place of ours",
        "additional_locations[].postal_code": "more exact than a place of ours",
        "additional_locations[].latitude": "that of the address",
        "additional_locations[].longitude": "that of the address",
        "promotion_value": "the order of the list",
        "internal": "read when rows are skipped",
        "external": "internal",
        "searchable": "read when rows are skipped",
        "applyable": "how to apply",
        "li_easy_applyable": "how to apply",
        "ats_code": "the system behind; the apply link leads there",
        "create_date": "when the site learnt of it",
        "meta_data.last_mod": "update_date again",
        "meta_data.icims": "the system behind",
        "meta_data.googlejobs": "what a search service made of it",
        "meta_data.import_id": "internal",
        "meta_data.import_source": "internal",
        "meta_data.redirectOnApply": "how to apply",
        "meta_data.client_code": "internal",
        "meta_data.gdpr": "the application form",
    }

    def page_request(self, at: At) -> Request:
        """A limit over 100 is refused."""
        number = at.link.number if at.link else 1
        return Request(f"https://{_host(at.board)}/api/jobs?page={number}&limit={PAGE_SIZE}")

    def read_page(self, response: Response, at: At) -> Page:
        """`{"jobs": [{"data": {...}}], "totalCount": 33}`."""
        answer = read_json(response)
        jobs = answer.get("jobs") if isinstance(answer, Mapping) else None
        total = answer.get("totalCount") if isinstance(answer, Mapping) else None
        if not isinstance(jobs, list) or not isinstance(total, int):
            raise BoardError(f"{response.url} answers JSON without jobs and totalCount")
        here = at.link or Next(1, 0, total)
        read = here.read + len(jobs)
        follow = (Next(here.number + 1, read, total),) if jobs and read < total else ()
        moved = None if total == here.total else f"first {here.total}, then {total} were stated"
        return Page([_data(job) for job in jobs], follow, total, moved=moved)

    def skip(self, row: Row) -> bool:
        """For employees only, or kept out of the search."""
        return row.get("internal") is True or row.get("searchable") is False

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one row."""
        row = raw.fields
        slug, language = row.identifier("slug"), row.text("language")
        page = f"https://{_host(raw.board)}/jobs/{slug}"
        return posting(
            raw,
            Statement(
                source_id=slug,
                title=row.text("title"),
                url=row.text("meta_data.canonical_url") or page,
                apply_url=row.text("apply_url"),
                company=row.text("hiring_organization"),
                departments=[one.text("name") for one in row.objects("categories")],
                requisition_id=row.identifier("req_id"),
                html=_description(row),
                language=language,
                places=[
                    _place(row, row.text("short_location")),
                    *[_place(place, None) for place in row.objects("additional_locations")],
                ],
                workplace=[tag for tag in _tags(row) if _WORKPLACE.fullmatch(tag.strip())],
                employment=[row.text("employment_type")],
                ranges=[stated_range(_amounts(row), None)],
                posted=instant(row.text("posted_date")),
                posted_text=row.text("posted_date"),
                updated=instant(row.text("update_date")),
            ),
        )


def _host(board: Board) -> str:
    return board.host or board.token


def _data(job: object) -> object:
    """A job without `data` is no object that can be read, and is refused as it is."""
    return job.get("data") if isinstance(job, Mapping) else job


def _tags(row: Fields) -> Iterator[str]:
    for number in range(1, 10):
        yield from row.texts(f"tags{number}")


def _place(place: Fields, text: str | None) -> Place:
    parts = [place.text("city"), place.text("state"), place.text("country")]
    code = place.text("country_code")
    whole = ", ".join(part for part in parts if part) or text
    return Place(whole, parts[0], parts[1], code or parts[2])


def _description(row: Fields) -> str:
    """The description, and the sections that it does not hold already."""
    whole = row.text("description") or ""
    others = [row.text("responsibilities"), row.text("qualifications")]
    apart = [text for text in others if text and text not in whole]
    return sections((None, markup(text)) for text in [whole, *apart])


def _amounts(row: Fields) -> Amounts:
    """Both ends, else the one value."""
    value = row.number("salary_value")
    low, high = row.number("salary_min_value"), row.number("salary_max_value")
    return Amounts(low, high) if low or high else Amounts(value, value)
