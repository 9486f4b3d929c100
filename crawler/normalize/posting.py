"""From what a source says to a posting: the rules that all sources share, applied in one place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from crawler.normalize.company import company_name, registered_domain, requisition_id
from crawler.normalize.dates import closing, posted
from crawler.normalize.derived import Derived, first, inferred, parsed, stated
from crawler.normalize.employment import employment_types
from crawler.normalize.flags import is_evergreen, is_test_posting
from crawler.normalize.html import description
from crawler.normalize.language import contradicts_script, language_code
from crawler.normalize.locations import (
    country_code,
    locations_from_parts,
    locations_from_text,
    remote_from,
    remote_from_named,
)
from crawler.normalize.relative_dates import relative_posted
from crawler.normalize.salary import salary
from crawler.normalize.seniority import seniority_label
from crawler.normalize.statement import Place, Statement
from crawler.normalize.text import clean
from crawler.normalize.urls import web_address
from crawler.normalize.workplace import (
    WORKING_MODE,
    workplace_from_location,
    workplace_from_title,
    workplace_label,
)
from crawler.raw import RawPosting
from mappings.identity import escape, posting_id
from mappings.posting import Company, Location, PostingContent, RemoteFrom
from reference.vocabularies import WorkplaceType

_CITY = 3
"""The greatest exactness of a place."""


class RejectedError(ValueError):
    """A listed posting lacks what every posting must have. The text names each fault."""


def posting(raw: RawPosting, said: Statement) -> PostingContent:
    """The posting that a source's statement amounts to.

    Raises `RejectedError` where a required field is missing or a value is none of its field.
    """
    if said.source_id is None:
        raise RejectedError("source_id: missing")
    values = {
        "title": clean(said.title),
        "company": _company(raw, said),
        "url": web_address(said.url),
        "apply_url": web_address(said.apply_url),
        "departments": _distinct(map(clean, said.departments)),
        "team": clean(said.team),
        "requisition_id": requisition_id(said.requisition_id),
        "seniority": stated(seniority_label(said.seniority)),
        "source_updated_at": said.updated,
        "valid_through": closing(said.valid_through, raw.fetched_at),
        "license": said.license,
        "attribution": said.attribution,
        "may_syndicate": said.may_syndicate,
        **_description(said),
        **_where(said),
        **_terms(said),
        **_posted(raw, said),
        **_flags(said),
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


def locations(places: Sequence[Place]) -> Derived[tuple[Location, ...]] | None:
    """Every place named, each once.

    Out of its parts where they name a city. Else its text is read too, since parts may be less
    exact than the text ("Ontario" beside a country), or more ("Nordics" beside one); the more
    exact of the two counts, and of equal ones the parts.
    """
    found: list[Location] = []
    all_stated = True
    for place in places:
        parts = locations_from_parts(place.city, place.region, place.country, place.text)
        texts = () if _exactness(parts) == _CITY else _from_text(place)
        if _exactness(texts) > _exactness(parts) or not parts:
            all_stated = False
            found += texts
        else:
            found += parts
    return (stated if all_stated else parsed)(tuple(_each_once(found)))


def _each_once(places: Iterable[Location]) -> Iterator[Location]:
    """Of places that differ in their text only ("Lisbon", "Lisbon, Portugal") the first."""
    seen = set()
    for place in places:
        key = place.model_copy(update={"text": None}) if place.city else place
        if key not in seen:
            seen.add(key)
            yield place


def _from_text(place: Place) -> tuple[Location, ...]:
    return locations_from_text(place.text, country_code(place.country))


def _exactness(places: Iterable[Location]) -> int:
    """3 where a city is named, 2 for a region, 1 for a country, 0 for none of them."""
    return max(
        (_CITY if p.city else 2 if p.region else 1 if p.country else 0 for p in places), default=0
    )


def _places(said: Statement) -> Derived[tuple[Location, ...]] | None:
    """The places; where they name no city, region or country ("HQ"), those of the fallback."""
    main = locations(said.places)
    if main is not None and _exactness(main.value):
        return main
    fallback = locations(said.fallback_places)
    named = tuple(one for one in fallback.value if _exactness([one])) if fallback else ()
    return replace(fallback, value=named) if fallback and named else main or fallback


def _company(raw: RawPosting, said: Statement) -> Company | None:
    name = company_name(said.company) or raw.employer.name
    # A page names the vendor that hosts it as easily as the employer.
    hosted = said.company_domain == registered_domain(raw.url)
    domain = raw.employer.domain or (None if hosted else said.company_domain)
    key = clean(said.employer_key)
    of_board = f"{raw.board.id}:{escape(key.casefold())}" if key else raw.board.id
    return Company(id=domain or of_board, name=name, domain=domain) if name else None


def _description(said: Statement) -> dict[str, Any]:
    found = description(said.html)
    text = found.text if found else None
    code = language_code(said.language)
    return {
        "description_html": found.html if found else None,
        "description_text": text,
        # A tag that the letters of the text contradict is the board's default, not the ad's.
        "language": None if contradicts_script(code, text) else stated(code),
    }


def _where(said: Statement) -> dict[str, Any]:
    # "Remote" may stand where the city should.
    texts = [place.text or place.city for place in said.places]
    workplace = first(
        stated(_agreed(map(workplace_label, said.workplace))),
        parsed(_agreed(map(workplace_from_location, texts))),
        parsed(workplace_from_title(said.title)),
    )
    return {
        "locations": _places(said),
        "workplace_type": workplace,
        "remote_from": _remote_from(said, workplace.value if workplace else None, texts),
    }


def _remote_from(
    said: Statement, workplace: WorkplaceType | None, texts: Iterable[str | None]
) -> Derived[RemoteFrom] | None:
    """Of two contradicting facts only one is served: work on site has no remote worker.

    Names of places say who may apply; that this is for remote work must be said besides.
    """
    if workplace is WorkplaceType.ONSITE:
        return None
    named = _living(said.remote_places) if workplace is WorkplaceType.REMOTE else None
    by_title = _remote_from_title(said.title)
    narrowing = set(by_title.countries) if by_title else set()
    if named and narrowing and narrowing < set(named.countries):
        # The employer's list on all of its postings, narrowed by what this one says.
        return parsed(by_title)
    return first(stated(named), parsed(next(filter(None, map(remote_from, texts)), None)))


def _remote_from_title(title: str | None) -> RemoteFrom | None:
    """Out of the words from "remote" on: those before name the work."""
    mark = WORKING_MODE.search(title or "")
    return remote_from(title[mark.start() :].rstrip(")] ")) if title and mark else None


def _living(places: Sequence[Place]) -> RemoteFrom | None:
    found = locations(places)
    return remote_from_named([place.text for place in places], found.value if found else ())


def _terms(said: Statement) -> dict[str, Any]:
    labels = _distinct(map(clean, said.employment))
    types = [kind for label in labels for kind in employment_types(label)]
    return {
        "employment_types": stated(_distinct(types)),
        "employment_text": "; ".join(labels) or None,
        "salary": stated(salary(said.ranges, said.salary_text)),
    }


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


def _flags(said: Statement) -> dict[str, Any]:
    title = said.title or ""
    return {
        "evergreen": first(stated(said.evergreen), inferred(is_evergreen(title))),
        "test_posting": inferred(is_test_posting(title) or None),
    }


def _agreed(kinds: Iterable[WorkplaceType | None]) -> WorkplaceType | None:
    """The one type that all name; none where they differ."""
    named = {kind for kind in kinds if kind is not None}
    return named.pop() if len(named) == 1 else None


def _distinct(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Derived) else value


def _faults(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, fault['loc']))}: {_fault(fault['type'], fault['msg'])}"
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    )


def _fault(kind: str, message: str) -> str:
    return "missing" if kind == "missing" else message[:1].lower() + message[1:]
