"""Paycom career portals, for small and mid-size employers in the USA.

https://www.paycom.com (no public documentation)

- The portal's page hands every visitor a token and the address of its service, without an account:
  `configsFromHost`. No real recording of that page yet; the answers of the service are recorded.
- A closed or unknown portal answers 200 and says so in words.
- The detail holds text, pay (as text) and, in a JSON string for search engines, the posting date.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn
from urllib.parse import quote, urlsplit

from scrapy import Request
from scrapy.http import JsonRequest, Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import day_or_instant
from crawler.normalize.locations import country_code
from crawler.normalize.posting import posting
from crawler.normalize.salary_label import Beside, range_in_label
from crawler.normalize.sections import sections
from crawler.normalize.statement import Place, Statement
from crawler.pages.embedded import assigned_json
from crawler.raw import RawPosting
from crawler.shapes.listing import At
from crawler.shapes.offset_pages import OffsetPages
from crawler.web.answers import BoardError, UnknownCompanyError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent

PORTAL = "https://www.paycomonline.net/v4/ats/web.php/portal"
MISSING = b"job board does not exist or is unavailable"
NO_FILTERS: Mapping[str, Any] = {
    "distanceFrom": 0,
    **dict.fromkeys(("workEnvironments", "positionTypes", "educationLevels"), ()),
    **dict.fromkeys(("categories", "travelTypes", "shiftTypes", "otherFilters"), ()),
    **dict.fromkeys(("keywordSearchText", "location", "sortOption"), ""),
}


class Paycom(OffsetPages):
    """Pages by offset with a stated total, then a detail each."""

    name = "paycom"
    title = "Paycom"
    documentation = "https://www.paycom.com"
    listing = "pages by offset with a total, then a detail for each posting"
    rows_at = "jobPostingPreviews"
    total_at = "jobPostingPreviewsCount"
    page_size = 100
    addresses = (
        Address("www.paycomonline.net/v4/ats/web.php/portal/{token}"),
        Address("www.paycomonline.net/v4/ats/web.php/jobs?clientkey={token}"),
        Address("www.paycomonline.net/v4/ats/web.php/jobs/ViewJobDetails?clientkey={token}"),
    )
    id_at = "jobId"
    ignored = {
        "row.description": "the beginning of the description",
        "row.locations": "location of the detail",
        **{f"row.{name}": "the detail has it too" for name in (
            "jobId", "jobTitle", "positionType", "remoteType", "isHotJob")},
        **{f"detail.{name}": "the application form" for name in (
            "applyAvailable", "isQuickApply", "primaryPhoneEnabled", "primaryPhoneRequired",
            "primaryPhoneCountry", "primaryPhoneNumberDoesNotExist")},
        **{f"detail.{name}": "internal" for name in (
            "clientCode", "legalId", "legalRevisionDate", "isHotJob")},
        **{f"detail.{name}": "no field of ours" for name in (
            "travelPercentage", "jobShift", "startDate", "endDate")},
        "detail.socialMedia": "the company's pages",
        "detail.jobYoutubeVideoId": "a film",
    }  # fmt: skip

    def opening_request(self, board: Board) -> Request:
        """The portal's page."""
        return Request(f"{PORTAL}/{quote(board.token.lower())}/career-page")

    def is_missing(self, response: Response) -> bool:
        """In words, with status 200."""
        return super().is_missing(response) or MISSING in response.body.lower()

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """The headers that the portal's own script sends, and where to."""
        config = Fields(assigned_json(response, "configsFromHost"))
        token = config.text("sessionJWT")
        library = Fields(_object_in(config.text("libConfig")))
        service = library.text("atsPortalMantleServiceUrl") or ""
        host = urlsplit(service).hostname or ""
        if token is None or not host.endswith(".paycomonline.net"):
            raise BoardError(f"{response.url} answers a portal without a token or its service")
        headers = {
            "Accept": "application/json",
            "Authorization": token,
            "Locale": library.text("locale") or "en-US",
            "Translation-Highlights": str(library.flag("translationHighlights") is True).lower(),
            "Portal-Host-Referrer": response.url,
        }
        return {"service": service.rstrip("/"), "headers": headers}

    def offset_request(self, at: At, offset: int) -> Request:
        """A search without filters."""
        return JsonRequest(
            f"{at.opening['service']}/api/ats/job-posting-previews/search",
            data={"skip": offset, "take": self.page_size, "filtersForQuery": NO_FILTERS},
            headers=at.opening["headers"],
        )

    def employer_request(self, board: Board, rows: Sequence[Any]) -> NoReturn:
        """There is none."""
        raise UnknownCompanyError(board.id)

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """With the same token."""
        if self.row_id(row) is None:
            return None
        url = f"{at.opening['service']}/api/ats/job-postings/{row.get('jobId')}"
        return Request(url, headers=at.opening["headers"])

    def read_detail(self, response: Response, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """`{"jobPosting": {...}}`."""
        detail = read_json(response)
        if not isinstance(detail, dict) or not isinstance(detail.get("jobPosting"), dict):
            raise BoardError(f"{response.url} answers JSON without a jobPosting")
        return {"row": row, "detail": detail["jobPosting"]}

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a detail."""
        row, job = raw.fields.object("row"), raw.fields.object("detail")
        source_id = job.identifier("jobId")
        url = f"{PORTAL}/{raw.board.token.lower()}/jobs/{source_id}"
        beside = Beside(country=country_code(job.text("countryPaidIn")))
        listed, marked_up = row.text("postedOn"), _date_posted(job)
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=job.text("jobTitle"),
                url=url,
                apply_url=url,
                departments=[job.text("jobCategory")],
                html=_sections(job),
                places=[Place(text) for text in _places(job)],
                fallback_places=[Place(job.text("city"))],
                workplace=[job.text("remoteType")],
                employment=[job.text("positionType")],
                seniority=job.text("level"),
                education=job.text("educationLevel"),
                ranges=[range_in_label(job.text("salaryRange"), beside)],
                salary_text=job.text("salaryRange"),
                posted=day_or_instant(listed) or day_or_instant(marked_up),
                posted_text=listed or marked_up,
            ),
        )


def _date_posted(job: Fields) -> str | None:
    """Out of the markup for search engines, whose other fields repeat the detail."""
    return Fields(_object_in(job.text("googleJobJson"))).text("datePosted")


def _object_in(text: str | None) -> dict[str, Any]:
    """The JSON object that a string holds; an empty one where it holds none."""
    try:
        found = json.loads(text or "{}")
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _sections(job: Fields) -> str:
    return sections(
        (job.text(f"{name}Title"), job.text(name)) for name in ("description", "qualifications")
    )


def _places(job: Fields) -> list[str | None]:
    return [job.text("location"), *job.texts("secondaryLocations")]
