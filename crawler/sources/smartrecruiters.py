"""SmartRecruiters Posting API: public, without a key; pages without text, then a detail each.

https://developers.smartrecruiters.com/docs/posting-api

- The documentation invites requests without a key; the robots.txt of the API's host is said to
  allow the robot of LinkedIn alone.
- A company that the API does not know answers 200 with nothing, like one without postings: such an
  answer is `missing`, never an empty board.
- `totalFound` stands on every page; where it changes, the listing moved while it was read.
- Employers' own fields (`customField`) hold now and then what has no field of the vendor's.
- Text that repeats on every posting (`companyDescription`) goes last, though some employers put the
  whole ad there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.custom_fields import Topic, customs, names_person, pay_in, texts_about
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.sections import sections
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page, Row
from crawler.web.answers import BoardError, GonePostingError, MissingBoardError, read_json
from mappings.posting import PostingContent, SalaryRange

API = "https://api.smartrecruiters.com/v1/companies"
PAGE_SIZE = 100
SECTIONS = ("jobDescription", "qualifications", "additionalInformation", "companyDescription")


@dataclass(frozen=True, slots=True)
class Next:
    """A further page: where it starts, and the total that the first one stated."""

    offset: int
    total: int


class SmartRecruiters(Listing):
    """Pages of 100, then a detail each."""

    name = "smartrecruiters"
    title = "SmartRecruiters"
    documentation = "https://developers.smartrecruiters.com/docs/posting-api"
    listing = "pages of 100 rows with a total, then a detail each"
    addresses = (
        Address("careers.smartrecruiters.com/{token}"),
        Address("jobs.smartrecruiters.com/{token}"),
        Address("www.smartrecruiters.com/{token}"),
        Address("jobs.smartrecruiters.com/oneclick-ui/company/{token}"),
        Address("jobs.smartrecruiters.com/external-referrals/company/{token}"),
        Address("api.smartrecruiters.com/v1/companies/{token}"),
    )
    reserved = frozenset(
        {"api", "v1", "oneclick-ui", "external-referrals", "postings", "companies", "sr-jobs"}
    )
    off = "the robots.txt of its API's host disallows everything (by public reports)"
    personal = ("creator",)
    ignored = {
        "uuid": "internal",
        "jobId": "internal",
        "jobAdId": "internal",
        "defaultJobAd": "internal",
        "ref": "the address of the detail",
        "referralUrl": "for employees",
        "visibility": "read when rows are skipped",
        "active": "read when the detail is",
        "location.address": "more exact than a place of ours",
        "location.postalCode": "more exact than a place of ours",
        "location.latitude": "that of the address",
        "location.longitude": "that of the address",
        "industry": "the company's field, not the job's",
        "function.label": "the id in words of the posting's language",
        "department.id": "internal",
        "department.description": "of the department, not of the job",
        "typeOfEmployment.id": "the label in the vendor's words",
        "experienceLevel.label": "the id in words of the posting's language",
        "customField[].fieldId": "internal",
        "customField[].valueId": "internal",
        "language.label": "the code in words",
        "language.labelNative": "the code in words",
        "jobAd.sections.videos": "films",
    }

    def page_request(self, at: At) -> Request:
        """More than 100 rows are not given, whatever is asked for."""
        offset = at.link.offset if at.link else 0
        url = f"{API}/{at.board.token}/postings?limit={PAGE_SIZE}&offset={offset}"
        return Request(url, headers={"Accept": "application/json"})

    def read_page(self, response: Response, at: At) -> Page:
        """`{"offset": 0, "limit": 100, "totalFound": 233, "content": [...]}`."""
        answer = read_json(response)
        rows, total = _listed(answer, response)
        if at.link is None and not total and not rows:
            raise MissingBoardError(
                f"{response.url} answers nothing, as it does for companies that there are not"
            )
        first = at.link or Next(0, total)
        moved = None if total == first.total else f"first {first.total}, then {total} were stated"
        offset = first.offset + len(rows)
        follow = (Next(offset, first.total),) if rows and offset < total else ()
        return Page(rows, follow, first.total, moved=moved)

    def skip(self, row: Row) -> bool:
        """For employees only."""
        return bool(row.get("visibility", "PUBLIC") != "PUBLIC")

    def detail_request(self, row: Row, at: At) -> Request | None:
        """None without an id: the row is rejected then."""
        if self.row_id(row) is None:
            return None
        return Request(f"{API}/{at.board.token}/postings/{self.row_id(row)}")

    def read_detail(self, response: Response, row: Row) -> Row:
        """The detail has all keys of the row again, and more; the row is what is listed."""
        detail = read_json(response)
        if not isinstance(detail, Mapping) or "id" not in detail:
            raise BoardError(f"{response.url} answers JSON that is no posting")
        if detail.get("active") is False:
            raise GonePostingError(f"listed, but {response.url} says that it is not active")
        whole = {**detail, **row}
        fields = whole.get("customField")
        if isinstance(fields, list):
            whole["customField"] = [field for field in fields if not _is_personal(field)]
        return whole

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map a row with its detail."""
        row = raw.fields
        employer_fields = customs(
            (field.text("fieldLabel"), field.text("valueLabel"))
            for field in row.objects("customField")
        )
        country, source_id = row.text("location.country"), row.identifier("id")
        company = row.text("company.identifier") or raw.board.token
        public = f"https://jobs.smartrecruiters.com/{company}/{source_id}"
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=row.text("name"),
                url=row.text("postingUrl") or public,
                apply_url=row.text("applyUrl"),
                company=row.text("company.name"),
                departments=_first_of(
                    [row.text("department.label")], texts_about(Topic.DEPARTMENT, employer_fields)
                ),
                requisition_id=row.text("refNumber"),
                html=_description(row),
                language=row.text("language.code"),
                places=[_place(row, country)],
                workplace=_first_of(_marked(row), texts_about(Topic.WORKPLACE, employer_fields)),
                office_days=_first_of(
                    [row.text("location.hybridDescription")],
                    texts_about(Topic.OFFICE_DAYS, employer_fields),
                ),
                employment=_first_of(
                    [row.text("typeOfEmployment.label")],
                    texts_about(Topic.EMPLOYMENT, employer_fields),
                ),
                seniority=row.text("experienceLevel.id"),
                functions=[row.text("function.id")],
                ranges=[_compensation(row), *pay_in(employer_fields, (country or "").upper())],
                posted=instant(row.text("releasedDate")),
                posted_text=row.text("releasedDate"),
            ),
        )


def _listed(answer: object, response: Response) -> tuple[list[object], int]:
    if isinstance(answer, Mapping):
        rows, total = answer.get("content"), answer.get("totalFound")
        if isinstance(rows, list) and isinstance(total, int):
            return rows, total
    raise BoardError(f"{response.url} answers JSON without content and totalFound")


def _is_personal(field: object) -> bool:
    """A recruiter's name in a field of the employer's own is none of ours to keep."""
    return isinstance(field, Mapping) and names_person(str(field.get("fieldLabel")))


def _first_of(*candidates: Iterable[str | None]) -> list[str]:
    """The texts of the first candidate that has any: the strongest evidence goes first."""
    found = ([text for text in candidate if text] for candidate in candidates)
    return next(filter(None, found), [])


def _marked(row: Fields) -> list[str]:
    """Neither mark says nothing: on site, or not filled in."""
    return [mark for mark in ("remote", "hybrid") if row.flag(f"location.{mark}")]


def _place(row: Fields, country: str | None) -> Place:
    return Place(
        text=row.text("location.fullLocation"),
        city=row.text("location.city"),
        region=row.text("location.region"),
        country=country,
    )


def _description(row: Fields) -> str:
    parts = [row.object(f"jobAd.sections.{name}") for name in SECTIONS]
    return sections((part.text("title"), part.text("text")) for part in parts)


def _compensation(row: Fields) -> SalaryRange | None:
    pay = row.object("compensation")
    return stated_range(
        Amounts(pay.number("min"), pay.number("max")),
        pay.text("currency"),
        interval(pay.text("period")),
    )
