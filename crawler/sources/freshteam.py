"""Freshteam: the careers widget's JSON with the whole board, texts included.

https://developers.freshteam.com/api/ (its postings need a key; the widget does not)

- Rows refer to branches and roles that stand beside them; a branch's currency is not that of pay.
- Deleted postings stay in the list.
- `job_type` is a number: 1 contract, 2 full time, 3 internship; others are not known.
- Any label resolves; an unknown tenant answers 200 with a page that says 404.
- The company is named on a posting's page only.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.schema_org import schema_org_statement
from crawler.normalize.statement import Place, Statement
from crawler.pages.structured_data import job_postings
from crawler.raw import Employer, RawPosting
from crawler.shapes.listing import At, Page
from crawler.shapes.single_document import SingleDocument, value_at
from crawler.web.answers import read_json
from mappings.identity import Board
from mappings.posting import PostingContent

JOB_TYPES = {1: "contract", 2: "full time", 3: "internship"}
PUBLISHED = (None, 2, "2", "published")


class Freshteam(SingleDocument):
    """One request a board, no total. A row is `{"job": ..., "branch": ..., "role": ...}`."""

    name = "freshteam"
    title = "Freshteam"
    documentation = "https://developers.freshteam.com/api/"
    off = "no real recording of it yet: unverified"
    addresses = (Address("{token}.freshteam.com"),)
    reserved = frozenset({"www", "support", "api", "assets", "developers"})
    rows_at = "jobs"
    ignored = {
        "job.unique_id": "stands in the address",
        "job.branch_id": "the branch",
        "job.job_role_id": "the role",
        "branch.id": "internal",
        "branch.currency": "the branch's default, not that of pay",
        "role.id": "internal",
        "role.deleted": "of the role",
    }

    def list_url(self, board: Board) -> str:
        """The widget's document."""
        return f"https://{board.token}.freshteam.com/hire/widgets/jobs.json"

    def is_missing(self, response: Response) -> bool:
        """A page at 200 that says 404."""
        page = response.body.lstrip()[:1] == b"<" and b"404" in response.body
        return super().is_missing(response) or page

    def read_page(self, response: Response, at: At) -> Page:
        """Jobs, each with its branch and role."""
        jobs = super().read_page(response, at).rows
        document = read_json(response)
        branches, roles = _by_id(document, "branches"), _by_id(document, "job_roles")
        return Page([_joined(job, branches, roles) for job in jobs])

    def row_id(self, row: Mapping[str, Any]) -> str | None:
        """A number."""
        value = value_at(row, "job.id")
        return None if value is None else str(value)

    def skip(self, row: Mapping[str, Any]) -> bool:
        """Deleted, closed, on hold."""
        job = row["job"]
        return job.get("deleted") is True or job.get("status") not in PUBLISHED

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request | None:
        """The page of a posting."""
        urls = (value_at(row, "job.url") for row in rows)
        url = next((url for url in urls if isinstance(url, str)), None)
        return Request(url) if url else None

    def read_employer(self, response: Response) -> Employer:
        """Its JobPosting's employer."""
        found = job_postings(response)
        said = schema_org_statement(Fields(found[0])) if found else None
        return Employer(said.company, said.company_domain) if said else Employer()

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one row."""
        job, branch = raw.fields.object("job"), raw.fields.object("branch")
        job.flag("deleted"), job.value("status")
        url, created = job.text("url"), job.text("created_at")
        preferred = job.text("preferred_remote_job_locations")
        return posting(
            raw,
            Statement(
                source_id=job.identifier("id"),
                title=job.text("title"),
                url=url,
                apply_url=url,
                departments=[raw.fields.text("role.name")],
                html=job.text("description"),
                places=[_place(branch)],
                remote_places=[Place(preferred)],
                workplace=["remote" if job.flag("remote") else None],
                employment=[JOB_TYPES.get(int(job.number("job_type") or 0))],
                seniority=job.text("position_level"),
                salary_text=job.text("ctc_details"),
                posted=instant(created),
                posted_text=created,
            ),
        )


def _by_id(document: Any, path: str) -> dict[Any, Any]:
    listed = value_at(document, path)
    rows = listed if isinstance(listed, list) else []
    return {row.get("id"): row for row in rows if isinstance(row, Mapping)}


def _joined(job: Any, branches: Mapping[Any, Any], roles: Mapping[Any, Any]) -> Any:
    if not isinstance(job, Mapping):
        return job
    branch, role = branches.get(job.get("branch_id")), roles.get(job.get("job_role_id"))
    return {"job": job, "branch": branch, "role": role}


def _place(branch: Fields) -> Place:
    return Place(
        text=branch.text("location"),
        city=branch.text("city"),
        region=branch.text("state"),
        country=branch.text("country_code"),
    )
