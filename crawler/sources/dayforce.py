"""Dayforce candidate portals.

https://help.dayforce.com/r/documents/Candidate-Portal (no public documentation of these answers)

- The portal's page names its languages and the company; the search wants the token and the cookie
  against forged requests that every visitor gets. Without them it answers 403.
- A language that the portal does not have lists nothing, with status 200: only those that the page
  names are asked for, the main one first. A posting in several is one, in the first that lists it.
- Text, type and pay stand in the detail; pay without a currency keeps none. `PayType` is not
  reliable ("Salary" beside 25 to 30): a period counts only where the amounts fit it.
- About a third of the tenants have a feed as well (`V1/JobFeeds`). It is not used: it states no
  pay, one place a row and local times, and no real recording of it is at hand.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from scrapy import Request
from scrapy.http import JsonRequest, Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.dates import instant
from crawler.normalize.html import markup
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, Interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.pages.embedded import next_data
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError, read_json
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange
from reference.vocabularies import SalaryPeriod

HOST = "https://jobs.dayforcehcm.com"
TOKEN = f"{HOST}/api/auth/csrf"
USUAL_BOARD = "CANDIDATEPORTAL"
MOST_PER_HOUR, LEAST_PER_YEAR = 1_000, 10_000


class Dayforce(Listing):
    """Pages of 25 by offset, language by language; then a detail each."""

    name = "dayforce"
    title = "Dayforce"
    documentation = "https://help.dayforce.com"
    listing = "pages by offset, then a detail for each posting"
    addresses = (Address("jobs.dayforcehcm.com/[locale]/{token}/{site}"),)
    reserved = frozenset({"api", "jobs", "_next"})
    id_at = "jobPostingId"
    ignored = {
        "row": "the detail has all that the row has",
        "detail.jobPostingAttributes[].type": "the value shows its type",
        "detail.jobPostingAttributes[].value": "attributes of other names than those read",
        "detail.postingLocations[].locationId": "internal",
        "detail.postingLocations[].locationType": "internal",
        "detail.postingLocations[].coordinates": "the street's; ours are the city's",
        **{f"detail.{name}": "the application form" for name in (
            "jobApplicationTemplateId", "hasApplied", "canApplyAgain", "assessmentId",
            "assessmentSentType", "reapplyPeriodDays", "postingThemeOverrideBoardCode")},
        "detail.isInternal": "the public search lists none that is",
        "detail.postingType": "internal",
        "detail.postingStatus": "internal",
        "detail.createdTimestampUTC": "before it was posted",
        "detail.relocationEligible": "no field of ours",
    }  # fmt: skip

    def opening_request(self, board: Board) -> Request:
        """The portal's page."""
        return Request(f"{HOST}/en-US/{board.token}/{_code(board)}")

    def further_opening_request(self, board: Board, opening: Mapping[str, Any]) -> Request | None:
        """The token."""
        return None if "token" in opening else Request(TOKEN)

    def is_missing(self, response: Response) -> bool:
        """The token's address is the same for all tenants: there it is no answer about one."""
        return super().is_missing(response) and response.url != TOKEN

    def read_opening(self, response: Response) -> Mapping[str, Any]:
        """Of the page the languages and the company, then the token with its cookie."""
        if response.url == TOKEN:
            token = Fields(read_json(response)).text("csrfToken")
            if token is None:
                raise BoardError(f"{response.url} answers no csrfToken")
            return {"token": token, "cookie": _cookie(response)}
        site = _site_info(response)
        cultures = [site.text("cultureCode"), *site.texts("isoCultureCodes")]
        return {
            "cultures": list(dict.fromkeys(filter(None, cultures))),
            "company": company_name(site.text("candidateCorrespondenceClientName")),
        }

    def page_request(self, at: At) -> Request:
        """A link is the number of the language and the offset."""
        culture, offset = at.link or (0, 0)
        body = {
            "clientNamespace": at.board.token,
            "jobBoardCode": _code(at.board),
            "cultureCode": at.opening["cultures"][culture],
            "paginationStart": offset,
        }
        return JsonRequest(
            f"{HOST}/api/geo/{at.board.token}/jobposting/search",
            data=body,
            headers={"X-CSRF-TOKEN": at.opening["token"], "Cookie": at.opening["cookie"]},
        )

    def read_page(self, response: Response, at: At) -> Page:
        """`{"jobPostings": [...], "offset": 0, "count": 25, "maxCount": 352}`."""
        answer = Fields(read_json(response))
        rows, total = answer.value("jobPostings"), answer.number("maxCount")
        if not isinstance(rows, list) or total is None:
            raise BoardError(f"{response.url} answers JSON without jobPostings and their maxCount")
        culture, offset = at.link or (0, 0)
        cultures, end = at.opening["cultures"], offset + len(rows)
        whole = end >= total
        further = (culture, end) if not whole else (culture + 1, 0)
        return Page(
            rows,
            follow=[further] if (whole or rows) and further[0] < len(cultures) else (),
            total=int(total) if len(cultures) == 1 else None,
            employer=Employer(at.opening["company"]),
            overlaps=culture > 0,
            moved=None if whole or rows else f"{total:g} are stated, the last page ends at {end}",
        )

    def detail_request(self, row: Mapping[str, Any], at: At) -> Request | None:
        """In the language of the listing; no token is needed."""
        if self.row_id(row) is None:
            return None
        tenant, culture = at.board.token, at.opening["cultures"][(at.link or (0, 0))[0]]
        job = f"{row.get('jobBoardId')}/{row.get('jobPostingId')}"
        return Request(f"{HOST}/api/geo/{tenant}/jobposting/{tenant}/{culture}/{job}")

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a detail; its address names its language."""
        job = raw.fields.object("detail")
        culture = raw.url.split("/")[-3]
        source_id = job.identifier("jobPostingId")
        url = f"{HOST}/{culture}/{raw.board.token}/{_code(raw.board)}/jobs/{source_id}"
        named = {part.text("name"): part for part in job.objects("jobPostingAttributes")}
        said = {name: part.value("value") for name, part in named.items()}
        started = job.text("postingStartTimestampUTC")
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=job.text("jobTitle"),
                url=url,
                apply_url=f"{url}/apply",
                departments=_texts(said, "JobFamily", "JobFunction"),
                requisition_id=job.identifier("jobReqId"),
                html=_description(job) or markup(raw.fields.object("row").text("jobDescription")),
                language=culture,
                places=[_place(place) for place in job.objects("postingLocations")],
                workplace=["virtual" if job.flag("hasVirtualLocation") else None],
                employment=_texts(said, "EmploymentIndicator"),
                ranges=[_pay(said, job.text("isoCurrencyRegion"))],
                posted=instant(started),
                posted_text=started,
                updated=instant(job.text("lastModifiedTimestampUTC")),
                valid_through=instant(job.text("postingExpiryTimestampUTC")),
                evergreen=job.flag("isEvergreen") or None,
            ),
        )


def _code(board: Board) -> str:
    return board.site or USUAL_BOARD


def _site_info(response: Response) -> Fields:
    """The answer to the page's own query `site-info`."""
    for query in Fields(next_data(response)).objects("dehydratedState.queries"):
        if "site-info" in str(query.value("queryKey")):
            return query.object("state.data")
    raise BoardError(f"{response.url} answers a page without site-info")


def _cookie(response: Response) -> str:
    """The cookies that come with the token."""
    cookies = response.headers.getlist("Set-Cookie")
    return "; ".join(cookie.decode("latin-1").partition(";")[0] for cookie in cookies)


def _description(job: Fields) -> str:
    parts = ("jobDescriptionHeader", "jobDescription", "jobDescriptionFooter")
    return "\n".join(filter(None, (job.text(f"jobPostingContent.{part}") for part in parts)))


def _place(place: Fields) -> Place:
    return Place(
        place.text("formattedAddress"),
        place.text("cityName"),
        place.text("stateCode"),
        place.text("isoCountryCode"),
    )


def _texts(said: Mapping[str | None, Any], *names: str) -> list[str]:
    return [value for name in names if isinstance(value := said.get(name), str)]


def _pay(said: Mapping[str | None, Any], currency: str | None) -> SalaryRange | None:
    rates = Fields({str(name): value for name, value in said.items()})
    exact = rates.number("HiringRate")
    low, high = rates.number("HiringMinRate"), rates.number("HiringMaxRate")
    amounts = Amounts(exact if low is None else low, exact if high is None else high)
    stated = [amount for amount in (amounts.min, amounts.max) if amount]
    span = _span(str(said.get("PayType")).casefold(), stated)
    return stated_range(amounts, currency, span)


def _span(pay_type: str, amounts: Sequence[float]) -> Interval | None:
    if pay_type == "hourly" and max(amounts, default=0) < MOST_PER_HOUR:
        return Interval(SalaryPeriod.HOUR, Decimal(1))
    if pay_type == "salary" and min(amounts, default=0) >= LEAST_PER_YEAR:
        return Interval(SalaryPeriod.YEAR, Decimal(1))
    return None
