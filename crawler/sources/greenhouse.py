"""Greenhouse Job Board API: public, without a key, the whole board in one answer.

https://developers.greenhouse.io/job-board.html

- Boards on the EU front are served by the same API host.
- `content` is HTML escaped once more; pay ranges come only with `pay_transparency=true`, in cents
  and without a period, which their title or blurb may name.
- A post without an `internal_job_id` is a prospect post: a form for future openings.
- `offices` belong to the company's organisation chart; they stand in for the place only where
  `location` names none ("Hybrid").
"""

from collections.abc import Iterator, Sequence
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import company_name
from crawler.normalize.dates import day_or_instant, instant
from crawler.normalize.html import plain_text, unescape_once
from crawler.normalize.posting import posting
from crawler.normalize.salary import Amounts, hundredths, stated_range
from crawler.normalize.salary_text import interval_in_words, kind_in_words
from crawler.normalize.statement import Place, Statement
from crawler.raw import Employer, RawPosting
from crawler.shapes.single_document import SingleDocument
from crawler.web.answers import read_json
from mappings.identity import Board
from mappings.posting import PostingContent, SalaryRange

API = "https://boards-api.greenhouse.io/v1/boards"

# Names that employers give their custom fields, folded. Others are kept in the raw record only:
# what looks like pay may be an internal budget.
EMPLOYMENT = ("employment type", "time type", "job type", "contract type", "employment status")
WORKPLACE = ("workplace type", "work location", "working model", "work model", "location type")
OFFICE_DAYS = ("office days", "onsite days", "days in office", "days in the office", "days onsite")
PAY = ("job post range", "job posting range", "salary range", "pay range", "posting range")


class Greenhouse(SingleDocument):
    """One request a board; `meta.total` proves that it is whole."""

    name = "greenhouse"
    title = "Greenhouse"
    documentation = "https://developers.greenhouse.io/job-board.html"
    addresses = (
        Address("boards.greenhouse.io/{token}"),
        Address("boards.greenhouse.io/embed/job_board?for={token}"),
        Address("boards.greenhouse.io/embed/job_board/js?for={token}"),
        Address("boards.greenhouse.io/embed/job_app?for={token}"),
        Address("boards.eu.greenhouse.io/{token}"),
        Address("boards.eu.greenhouse.io/embed/job_board?for={token}"),
        Address("job-boards.greenhouse.io/{token}"),
        Address("job-boards.greenhouse.io/embed/job_board?for={token}"),
        Address("job-boards.greenhouse.io/embed/job_app?for={token}"),
        Address("job-boards.eu.greenhouse.io/{token}"),
        Address("job-boards.eu.greenhouse.io/embed/job_board?for={token}"),
        Address("boards-api.greenhouse.io/v1/boards/{token}"),
        Address("api.greenhouse.io/v1/boards/{token}"),
    )
    reserved = frozenset({"embed", "v1", "api", "js", "css", "assets"})
    rows_at = "jobs"
    total_at = "meta.total"
    volatile = ("updated_at",)
    ignored = {
        "data_compliance": "flags of the application form",
        "ai_*": "notices of the application form",
        "include_ai_disclaimer": "notice of the application form",
        "education": "whether the application form asks for it, not a requirement of the job",
        "offices[].id": "internal",
        "offices[].child_ids": "the organisation chart",
        "offices[].parent_id": "the organisation chart",
        "departments[].id": "internal",
        "departments[].child_ids": "the organisation chart",
        "departments[].parent_id": "the organisation chart",
        "metadata[].id": "internal",
        "metadata[].value": "custom fields of other names than those above",
        "metadata[].value_type": "the value shows its type",
    }

    def list_url(self, board: Board) -> str:
        """With texts and pay ranges."""
        return f"{API}/{board.token}/jobs?content=true&pay_transparency=true"

    def employer_request(self, board: Board, rows: Sequence[Any]) -> Request | None:
        """The board itself, where a posting lacks the company's name."""
        named = all(row.get("company_name") for row in rows if isinstance(row, dict))
        return None if named else Request(f"{API}/{board.token}")

    def read_employer(self, response: Response) -> Employer:
        """`{"name": ..., "content": ...}`."""
        return Employer(company_name(Fields(read_json(response)).text("name")))

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one job of the list."""
        row = raw.fields
        custom = [(field.text("name") or "", field) for field in row.objects("metadata")]
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("title"),
                url=row.text("absolute_url"),
                apply_url=row.text("absolute_url"),
                company=row.text("company_name"),
                departments=[part.text("name") for part in row.objects("departments")],
                requisition_id=row.text("requisition_id"),
                html=unescape_once(row.text("content") or ""),
                language=row.text("language"),
                places=[Place(row.text("location.name"))],
                fallback_places=[_office(office) for office in row.objects("offices")],
                workplace=list(_values(custom, WORKPLACE)),
                office_days=list(map(str, _values(custom, OFFICE_DAYS))),
                employment=list(_values(custom, EMPLOYMENT)),
                ranges=_pay(row) or _custom_pay(custom),
                posted=instant(row.text("first_published")),
                posted_text=row.text("first_published"),
                updated=instant(row.text("updated_at")),
                valid_through=day_or_instant(row.text("application_deadline")),
                evergreen=_is_prospect_post(row) or None,
            ),
        )


def _is_prospect_post(row: Fields) -> bool:
    return row.has("internal_job_id") and row.identifier("internal_job_id") is None


def _office(office: Fields) -> Place:
    name, location = office.text("name"), office.text("location")
    return Place(location or name)


def _values(custom: list[tuple[str, Fields]], names: Sequence[str]) -> Iterator[str]:
    """The texts of the custom fields of these names, single or several."""
    for name, field in custom:
        if any(wanted in name.casefold() for wanted in names):
            value = field.value("value")
            yield from (text for text in (value if isinstance(value, list) else [value]) if text)


def _pay(row: Fields) -> list[SalaryRange | None]:
    return [
        stated_range(
            Amounts(hundredths(pay.number("min_cents")), hundredths(pay.number("max_cents"))),
            pay.text("currency_type"),
            interval_in_words(f"{pay.text('title')} {plain_text(pay.text('blurb'))}"),
            label=pay.text("title"),
            kind=kind_in_words(pay.text("title")),
        )
        for pay in row.objects("pay_input_ranges")
    ]


def _custom_pay(custom: list[tuple[str, Fields]]) -> list[SalaryRange | None]:
    return [
        stated_range(
            Amounts(field.number("value.min_value"), field.number("value.max_value")),
            field.text("value.unit"),
            interval_in_words(name),
            label=name,
            kind=kind_in_words(name),
        )
        for name, field in custom
        if field.text("value_type") == "currency_range"
        and any(wanted in name.casefold() for wanted in PAY)
    ]
