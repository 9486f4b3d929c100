"""HiBob: the job ads of a career site as one JSON document, texts included.

https://www.hibob.com/features/hiring/

- The request must come from the career site itself (`Referer`); without that it answers 401.
- A site may be a code or an office's name, so the country alone is sure.
- `employmentTypeId` ("Permanent") says more than its label ("Employee").
- Nothing names the company but the registry.
"""

from collections.abc import Iterator

from scrapy import Request

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, interval, stated_range
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At
from crawler.shapes.single_document import SingleDocument
from mappings.identity import Board
from mappings.posting import PostingContent

SECTIONS = ("description", "responsibilities", "requirements", "benefits")


class HiBob(SingleDocument):
    """One request a board, no total."""

    name = "hibob"
    title = "HiBob"
    documentation = "https://www.hibob.com/features/hiring/"
    off = "no real recording of it yet: unverified"
    addresses = (Address("{token}.careers.hibob.com"),)
    reserved = frozenset({"www", "app", "api"})
    rows_at = "jobAdDetails"
    ignored = {
        "departmentId": "internal",
        "siteId": "internal",
        "site": "a code on some boards, an office's name on others",
        "employmentType": "employmentTypeId says more",
        "workspaceType": "workspaceTypeId in words",
        "sectionLabels": "of the page's design",
    }

    def list_url(self, board: Board) -> str:
        """The job ads."""
        return f"https://{board.token}.careers.hibob.com/api/job-ad"

    def page_request(self, at: At) -> Request:
        """As the career site itself asks."""
        origin = f"https://{at.board.token}.careers.hibob.com/"
        return (
            super()
            .page_request(at)
            .replace(headers={"Accept": "application/json", "Referer": origin})
        )

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one job ad."""
        row = raw.fields
        source_id, published = row.identifier("id"), row.text("publishedAt")
        url = f"https://{raw.board.token}.careers.hibob.com/jobs/{source_id}"
        return posting(
            raw,
            Statement(
                source_id=source_id,
                title=row.text("title"),
                url=url,
                apply_url=url,
                departments=[row.text("department")],
                html="".join(_sections(row)),
                language=row.text("language"),
                places=[Place(country=row.text("country"))],
                workplace=[row.text("workspaceTypeId")],
                employment=[row.text("employmentTypeId")],
                ranges=[
                    stated_range(
                        Amounts(
                            row.number("payTransparencyMinSalary"),
                            row.number("payTransparencyMaxSalary"),
                        ),
                        row.text("payTransparencySalaryCurrency"),
                        interval(row.text("payTransparencySalaryPayPeriod")),
                    )
                ],
                posted=instant(published),
                posted_text=published,
            ),
        )


def _sections(row: Fields) -> Iterator[str]:
    """The parts of the text, those without content left out."""
    for name in SECTIONS:
        if content := row.text(name):
            yield f"<div>{content}</div>"
