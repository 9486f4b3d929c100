"""Comeet (now Spark Hire Recruit): the hosted page of a company holds all of its positions.

https://developers.comeet.com/reference/careers-api-overview (the same data, by token)

- A board is the company's slug and uid (`comeet:port~59.004`).
- A job in two places stands in two rows with the same page.
- `workplace_type` goes before `is_remote`, which hybrid jobs have set as well.
- There is no date of posting; `time_updated` is that of the last change.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import Address
from crawler.fields import Fields
from crawler.normalize.dates import instant
from crawler.normalize.posting import posting
from crawler.normalize.sections import sections
from crawler.normalize.statement import Place, Statement
from crawler.normalize.workplace import workplace_from_location, workplace_label
from crawler.pages.embedded import assigned_json
from crawler.raw import RawPosting
from crawler.shapes.listing import At, Listing, Page
from crawler.web.answers import BoardError
from mappings.posting import PostingContent
from reference.vocabularies import WorkplaceType


class Comeet(Listing):
    """One page a company; no total is stated."""

    name = "comeet"
    title = "Comeet"
    documentation = "https://developers.comeet.com/reference/careers-api-overview"
    listing = "whole board in the data of one page"
    id_at = "uid"
    addresses = (
        Address("www.comeet.com/jobs/{token}/{site}"),
        Address("comeet.com/jobs/{token}/{site}"),
    )
    volatile = ("time_updated",)
    personal = ("email", "email_alias")
    ignored = {
        "url_recruit_hosted_page": "the hosted page",
        "url_detected_page": "the active page",
        "picture_url": "a picture",
        "linkedin_job_posting_id": "another id",
        "position_url": "the address in the API",
        "referrals_reward": "for the company's own people",
        "company_referrals_reward": "for the company's own people",
        "is_reward": "for the company's own people",
        "is_company_reward": "for the company's own people",
        "is_consent_needed": "the application form",
        "is_sms_consent_needed": "the application form",
        "custom_fields.categories": "fields of the company's own",
        "location.location_uid": "internal",
        "location.timezone": "of the office, at times of another place",
        "location.postal_code": "no part of a place here",
        "location.street_name": "no part of a place here",
        "location.street_number": "no part of a place here",
        "location.arrival_instructions": "no part of a place here",
        "location.is_remote": "also set on hybrid jobs",
    }

    def page_request(self, at: At) -> Request:
        """The hosted page."""
        slug, uid = quote(at.board.token), quote(at.board.site or "")
        return Request(f"https://www.comeet.com/jobs/{slug}/{uid}")

    def read_page(self, response: Response, at: At) -> Page:
        """The positions in the page's data."""
        rows = assigned_json(response, "COMPANY_POSITIONS_DATA")
        if not isinstance(rows, list):
            raise BoardError(f"{response.url} has no list in COMPANY_POSITIONS_DATA")
        return Page(rows)

    def skip(self, row: Mapping[str, Any]) -> bool:
        """For the company's own people."""
        return row.get("is_internal") is True

    def to_posting(self, raw: RawPosting) -> PostingContent:
        """Map one position."""
        row = raw.fields
        row.flag("is_internal")
        active, hosted = row.text("url_active_page"), row.text("url_comeet_hosted_page")
        place, workplace = _where(row)
        return posting(
            raw,
            Statement(
                source_id=row.identifier("uid"),
                title=row.text("name"),
                url=active or hosted,
                apply_url=hosted,
                company=row.text("company_name"),
                departments=[row.text("department")],
                requisition_id=row.text("internal_use_custom_id"),
                html=_text(row),
                places=[place],
                workplace=[workplace],
                employment=[row.text("employment_type")],
                seniority=row.text("experience_level"),
                updated=instant(row.text("time_updated")),
            ),
        )


def _where(row: Fields) -> tuple[Place, str | None]:
    """The place and the way of working.

    On site in a place called "Remote" is a contradiction: neither is believed.
    """
    label = row.text("workplace_type")
    text, city = row.text("location.name"), row.text("location.city")
    region, country = row.text("location.state"), row.text("location.country")
    on_site = workplace_label(label) is WorkplaceType.ONSITE
    if on_site and WorkplaceType.REMOTE in map(workplace_from_location, (text, city)):
        return Place(region=region, country=country), None
    return Place(text, city, region, country), label


def _text(row: Fields) -> str:
    """The sections in their order. The API of the same data has them a level higher."""
    details = [*row.objects("custom_fields.details"), *row.objects("details")]
    ordered = sorted(details, key=lambda part: part.number("order") or 0)
    return sections((part.text("name"), part.text("value")) for part in ordered)
