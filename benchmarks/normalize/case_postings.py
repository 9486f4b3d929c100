"""What the project makes of a case: its neutral input fed to the public face.

A case of a source is a piece of that source's payload and goes through the source; any other is a
statement. A list of values stands for as many postings.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from crawler.discovery import sources
from crawler.normalize.dates import day_or_instant, day_order
from crawler.normalize.html import markup
from crawler.normalize.posting import posting
from crawler.normalize.statement import Place, Statement
from crawler.normalize.web_dates import web_date
from crawler.raw import Employer, RawPosting
from mappings.identity import Board
from mappings.posting import PostingContent

URL = "https://acme.example.com/jobs/9001"
_REQUIRED: Mapping[str, Mapping[str, Any]] = {
    "greenhouse": {"id": 1, "title": "Clerk", "absolute_url": URL},
    "lever": {"id": "1", "text": "Clerk", "hostedUrl": URL},
    "ashby": {"id": "1", "title": "Clerk", "jobUrl": URL},
    "smartrecruiters": {"id": "1", "name": "Clerk", "postingUrl": URL},
}
"""What a payload must have beside the piece of a case."""

_LISTS = ("commitments", "raw", "values")
_DATES = ("datePosted", "postedAt", "posted", "startDateTime")
_TEXTS = ("text", "description")


def postings_of(area: str, given: Mapping[str, Any]) -> list[PostingContent]:
    """The postings that an input amounts to."""
    source = area.removeprefix("source:")
    return [_posting(source, one) for one in _one_by_one(source, given)]


def _one_by_one(source: str, given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The input, or one for each of its values."""
    name = next((name for name in _LISTS if isinstance(given.get(name), list)), None)
    if name is None:
        yield given
        return
    for value in given[name]:
        if name == "commitments":
            yield {"categories": {"commitment": value}}
        elif source == "dates":
            yield {"posted": day_or_instant(value, order=day_order(given[name]))}
        else:
            yield {"raw" if name == "raw" else "locationsText": value}


def _posting(source: str, one: Mapping[str, Any]) -> PostingContent:
    found = _payload(source, one)
    if found is None:
        return posting(_raw("greenhouse", {}, one), _statement(one))
    name, payload = found
    return sources()[name]().to_posting(_raw(name, payload, one))


def _raw(name: str, payload: Mapping[str, Any], one: Mapping[str, Any]) -> RawPosting:
    board = Board(name, "acme", "External", host="acme.example.com")
    fetched_at = day_or_instant(str(one.get("crawled_at"))) or date(2026, 11, 20)
    moment = datetime(fetched_at.year, fetched_at.month, fetched_at.day, tzinfo=UTC)
    return RawPosting(payload, board, Employer("Acme"), URL, moment)


def _payload(source: str, one: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The source and the whole payload around a piece of it; null where a case is of no source."""
    if source in _REQUIRED:
        return source, {**_REQUIRED[source], **one, **_pay_tiers(one)}
    if source == "workday":
        return source, _workday(one)
    if source == "teamtailor":
        item = one.get("rss") or one.get("item") or {}
        rss = {"guid": "1", "link": f"{URL}-clerk", "title": "Clerk", **item}
        return source, {"rss": rss, "json": {"_jobposting": _markup(one.get("json", {}))}}
    if source in {"jsonld", "icims"} or isinstance(one.get("location"), Mapping):
        job = {"@type": "JobPosting", "title": "Clerk", **one.get("json_ld", _markup(one))}
        return "jsonld", {"job": job, "row": {"id": "1", "url": URL}}
    return None


def _pay_tiers(one: Mapping[str, Any]) -> dict[str, Any]:
    if "components" not in one:
        return {}
    return {"compensation": {"compensationTiers": [{"components": one["components"]}]}}


def _workday(one: Mapping[str, Any]) -> dict[str, Any]:
    row = {"title": "Clerk", "externalPath": "/job/Clerk_R1", **one.get("list", one)}
    text = one.get("description")
    detail = {**one.get("detail", one), **({"jobDescription": text} if text else {})}
    return {"row": row, "detail": {"jobPostingInfo": detail}}


def _markup(one: Mapping[str, Any]) -> dict[str, Any]:
    """Names as schema.org has them."""
    place = one.get("location")
    country = one.get("addressCountry")
    if isinstance(place, Mapping):
        parts = {"addressLocality": place["city"], "addressCountry": place["country"]}
        return {"jobLocation": {"address": parts}}
    return {**one, **({"jobLocation": {"address": {"addressCountry": country}}} if country else {})}


def _statement(one: Mapping[str, Any]) -> Statement:
    zone = ZoneInfo(one["board_timezone"]) if "board_timezone" in one else None
    told = next((one[name] for name in _DATES if name in one), None)
    text = next((one[name] for name in _TEXTS if name in one), None)
    percentage, home = one.get("remotePercentage"), one.get("homeoffice")
    return Statement(
        source_id="1",
        title=one.get("title") or "Clerk",
        url=URL,
        apply_url=one.get("apply_url"),
        html=one.get("html") or markup(text),
        places=[Place(name) for name in one.get("locations") or [one.get("location")]],
        workplace=[
            one.get("workplaceType"),
            home and f"Homeoffice {home}",
            percentage and f"{percentage}% remote",
        ],
        employment=[one.get("raw")],
        posted=day_or_instant(told, zone) if zone else told if _is_date(told) else web_date(told),
        valid_through=day_or_instant(one.get("validThrough")),
    )


def _is_date(value: object) -> bool:
    return isinstance(value, date)
