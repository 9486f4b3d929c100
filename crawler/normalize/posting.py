"""From what a source says to a posting: the rules that all sources share, applied in one place."""

from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from crawler.normalize.company import company_name, registered_domain, requisition_id
from crawler.normalize.dates import closing, posted
from crawler.normalize.derived import Derived, parsed, stated
from crawler.normalize.privacy import without_personal_data
from crawler.normalize.ranks import ranks
from crawler.normalize.relative_dates import relative_posted
from crawler.normalize.requirements import requirements
from crawler.normalize.spots import spots_in
from crawler.normalize.statement import Statement
from crawler.normalize.terms import setting_of, terms
from crawler.normalize.text import clean, distinct
from crawler.normalize.where import where
from crawler.normalize.wording import wording
from crawler.raw import RawPosting
from mappings.identity import escape, posting_id
from mappings.posting import Company, PostingContent
from mappings.urls import web_address


class RejectedError(ValueError):
    """A listed posting lacks what every posting must have. The text names each fault."""


def posting(raw: RawPosting, said: Statement) -> PostingContent:
    """The posting that a source's statement amounts to.

    Raises `RejectedError` where a required field is missing or a value is none of its field.
    """
    if said.source_id is None:
        raise RejectedError("source_id: missing")
    words = wording(said)
    text = words["description_text"]
    at = spots_in(text)
    company = _company(raw, said)
    places = where(said, text)
    dates = _posted(raw, said)
    day = _day(_plain(dates.get("posted_at")) or raw.fetched_at)
    setting = setting_of(places, _plain(words["language"]), day)
    values = {
        "title": clean(without_personal_data(said.title or "")),
        "company": company,
        "url": web_address(said.url),
        "apply_url": web_address(said.apply_url),
        "departments": distinct(map(clean, said.departments)),
        "team": clean(said.team),
        "requisition_id": requisition_id(said.requisition_id),
        **ranks(said, text, at),
        "source_updated_at": said.updated,
        "valid_through": closing(said.valid_through, raw.fetched_at),
        "license": said.license,
        "attribution": said.attribution,
        "may_syndicate": said.may_syndicate,
        **words,
        **places,
        **terms(said, text, setting),
        **requirements(said, text, at, company.name if company else None),
        **dates,
    }
    try:
        return PostingContent(
            id=posting_id(raw.board, said.source_id),
            source=raw.board.source,
            board=raw.board.id,
            source_id=said.source_id,
            provenance={k: v.provenance for k, v in values.items() if isinstance(v, Derived)},
            **{name: _plain(value) for name, value in values.items() if value is not None},
        )
    except ValidationError as error:
        raise RejectedError(_faults(error)) from error


def _company(raw: RawPosting, said: Statement) -> Company | None:
    name = company_name(said.company) or raw.employer.name
    domain = raw.employer.domain
    # A page names the vendor that hosts it as easily as the employer.
    if domain is None and said.company_domain and said.company_domain != registered_domain(raw.url):
        domain = said.company_domain
    key = clean(said.employer_key)
    of_board = f"{raw.board.id}:{escape(key.casefold())}" if key else raw.board.id
    return Company(id=domain or of_board, name=name, domain=domain) if name else None


def _posted(raw: RawPosting, said: Statement) -> dict[str, Any]:
    """The date, or what a text says relative to the fetch ("Posted 3 Days Ago")."""
    told = relative_posted(said.posted_text, raw.fetched_at) if said.posted is None else None
    found = told or posted(said.posted, raw.fetched_at, said.posted_text, said.posted_precision)
    if found is None:
        return {}
    return {
        "posted_at": (parsed if told else stated)(found.at),
        "posted_precision": found.precision,
        "posted_text": found.text,
    }


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Derived) else value


def _faults(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, fault['loc']))}: {_fault(fault['type'], fault['msg'])}"
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    )


def _fault(kind: str, message: str) -> str:
    return "missing" if kind == "missing" else message[:1].lower() + message[1:]
