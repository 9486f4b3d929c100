"""JobTech: every ad of Platsbanken, the job board of Sweden's employment service, in one document.

https://jobstream.api.jobtechdev.se, https://data.arbetsformedlingen.se

Terms: open government data, free to be used and served on. Employers outside of the state publish
there of their own will. Persons named as contacts are never stored.

- A feed: one board (`jobtech:se`), each ad with an employer of its own.
- The snapshot holds about 46,000 ads and takes its time. The search is meant for people and does
  not reach beyond its first ads, so it cannot prove a whole.
- Times are those of Stockholm, written without a zone.
- `workplace` is the employer's trading name, `name` the legal entity.
"""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.company import registered_domain
from crawler.normalize.dates import day_or_instant
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.raw import RawPosting
from crawler.shapes.listing import At
from crawler.shapes.single_document import SingleDocument
from mappings.identity import Board
from mappings.posting import PostingContent

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SLOW = {"download_timeout": 1_800, "download_maxsize": 2 * 1024**3}


class JobTech(SingleDocument):
    """One large document, a bare list without a total."""

    name = "jobtech"
    title = "JobTech (Platsbanken)"
    feed = True
    documentation = "https://jobstream.api.jobtechdev.se"
    off = "a feed of many employers, whose own boards say more; no real recording of it yet"
    addresses = (
        Address("jobstream.api.jobtechdev.se", written="se"),
        Address("jobsearch.api.jobtechdev.se", written="se"),
        Address("arbetsformedlingen.se/platsbanken", written="se"),
    )
    rows_at = ""
    personal = (
        "application_contacts",
        "application_details.email",
        "application_details.information",
        "employer.email",
        "employer.phone_number",
    )
    ignored = {
        "description": "text_formatted is the same text with its structure",
        "employment_type.concept_id": "a code of the label",
        "employment_type.legacy_ams_taxonomy_id": "a code of the label",
        "working_hours_type.concept_id": "a code of the label",
        "working_hours_type.legacy_ams_taxonomy_id": "a code of the label",
        "scope_of_work": "per cent of full time, which the label of the hours tells",
        "workplace_address.coordinates": "coordinates come with the city",
        "last_publication_date": "when the ad is taken down, be the vacancy filled or not",
        "application_details.reference": "for the applicant's letter",
        "application_details.via_af": "of the application form",
    }

    def list_url(self, board: Board) -> str:
        """The snapshot."""
        return "https://jobstream.api.jobtechdev.se/snapshot"

    def page_request(self, at: At) -> Request:
        """With time for a document of hundreds of megabytes."""
        return super().page_request(at).replace(meta=SLOW)

    def skip(self, row: Mapping[str, Any]) -> bool:
        """Taken down."""
        return row.get("removed") is True

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one ad."""
        row = raw.fields
        row.flag("removed")
        published, legal = row.text("publication_date"), row.text("employer.name")
        return posting(
            raw,
            Statement(
                source_id=row.identifier("id"),
                title=row.text("headline"),
                url=row.text("webpage_url"),
                apply_url=row.text("application_details.url"),
                company=row.text("employer.workplace") or legal,
                company_domain=registered_domain(row.text("employer.url") or ""),
                employer_key=row.identifier("employer.organization_number") or legal,
                html=_text(row),
                places=[_place(row)],
                workplace=["remote" if row.value("remote_work") is True else None],
                employment=[
                    row.text("working_hours_type.label"),
                    row.text("employment_type.label"),
                ],
                positions=row.number("number_of_vacancies"),
                salary_text=row.text("salary_description"),
                posted=day_or_instant(published, STOCKHOLM),
                posted_text=published,
                valid_through=day_or_instant(row.text("application_deadline"), STOCKHOLM),
                license="open government data (JobTech Development)",
                attribution="Arbetsförmedlingen, Platsbanken",
                may_syndicate=True,
            ),
        )


def _text(row: Fields) -> str | None:
    """The text with its structure; without, where there is no other."""
    return row.text("description.text_formatted") or row.text("description.text")


def _place(row: Fields) -> Place:
    city, municipality = (
        row.text(f"workplace_address.{name}") for name in ("city", "municipality")
    )
    return Place(
        city=city or municipality,
        region=row.text("workplace_address.region"),
        country=row.text("workplace_address.country"),
    )
