"""The XML that job boards ingest: `<source>` with a `<job>` for each place of each posting.

The de-facto format, as Indeed describes it: values in CDATA, no entities; a reference number for
each instance of a job, and one requisition id that ties them.
https://docs.indeed.com/indeed-apply/xml-feed
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.streams.dates import rfc822, rfc3339
from api.streams.format import Document, Format, Writer
from api.streams.words import first_known, pay
from api.streams.xml_text import cdata

_REMOTE = {"remote": "Fully remote", "hybrid": "Hybrid remote"}


class _Source(Writer):
    def head(self) -> bytes:
        feed = {
            "publisher": "Openings",
            "publisherurl": self.about.home,
            "lastBuildDate": rfc822(self.about.changed_at),
            "expectedJobCount": str(self.about.expected),
        }
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<source>\n{_elements(feed)}'.encode()

    def batch(self, postings: Sequence[Document]) -> bytes:
        return "".join(job for posting in postings for job in _jobs(posting)).encode()

    def tail(self) -> bytes:
        return b"</source>\n"


def _jobs(posting: Document) -> Iterator[str]:
    places = posting["locations"] or [{}]
    common = _common(posting)
    for number, place in enumerate(places):
        reference = posting["id"] if number == 0 else f"{posting['id']}#{number + 1}"
        values = {**common, "referencenumber": reference, **_place(posting, place)}
        yield f"<job>\n{_elements(values)}</job>\n"


def _common(posting: Document) -> dict[str, Any]:
    posted = first_known(posting, "posted_at", "first_seen_at")
    years = posting["experience_years_min"]
    return {
        "title": posting["title"],
        "date": rfc3339(posted),
        "requisitionid": first_known(posting, "requisition_id", "id"),
        "url": posting["url"],
        "company": posting["company"]["name"],
        "sourcename": posting["source"],
        "description": first_known(posting, "description_html", "description_text"),
        "salary": pay(posting["salary"]),
        "education": posting["education"],
        "experience": None if years is None else f"{years}+ years",
        "jobtype": ", ".join(kind.replace("_", "-") for kind in posting["employment_types"]),
        "category": ", ".join(filter(None, [posting["category"], *posting["departments"]])),
        "expirationdate": posting["valid_through"] and rfc3339(posting["valid_through"]),
        "remotetype": _REMOTE.get(posting["workplace_type"] or ""),
        "attribution": posting["attribution"],
        "license": posting["license"],
    }


def _place(posting: Document, place: Document) -> dict[str, Any]:
    """A remote job wants a place too: the one country where its worker may live."""
    remote = (posting["remote_from"] or {}).get("countries") or []
    country = place.get("country") or (remote[0] if len(remote) == 1 else None)
    return {"city": place.get("city"), "state": place.get("region"), "country": country}


def _elements(values: Mapping[str, Any]) -> str:
    return "".join(
        f"<{name}>{cdata(str(value))}</{name}>\n" for name, value in values.items() if value
    )


FORMAT = Format(
    extension="xml",
    media_type="application/xml",
    summary="Export a search as the XML that job boards ingest",
    description="`<source>` with a `<job>` for each place of each posting; the instances of one"
    " posting share their `requisitionid`. All postings of the search are in it: what is not in the"
    " next read is gone.",
    writer=_Source,
)
