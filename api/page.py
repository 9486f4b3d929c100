"""The page of one posting: what a person reads, and the markup that search engines read."""

from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pydantic_core import to_json

from api.markup import Document, job_posting
from api.streams.words import labels, pay, place_name

_PAGES = Environment(
    loader=PackageLoader("api", "pages"), autoescape=True, undefined=StrictUndefined
)
# Nothing on the page may run; pictures in descriptions may be shown.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src https:; base-uri 'none'"


def job_page(posting: dict[str, Any]) -> HTMLResponse:
    """Write the page of a posting as `/v1/jobs/{id}` serves it."""
    html = _PAGES.get_template("job.html").render(
        posting=posting,
        description=_description(posting),
        facts=_facts(posting),
        markup=_embedded(posting),
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})


def _description(posting: Document) -> Markup | str:
    """The HTML was sanitised when it was stored; a text is escaped."""
    if posting["description_html"]:
        return Markup(posting["description_html"])
    return str(posting["description_text"] or "")


def _facts(posting: Document) -> dict[str, str]:
    """What is known besides the text, by its name for people."""
    places = [place_name(place) for place in posting["locations"]]
    values = {
        "Places": "; ".join(filter(None, places)),
        "Pay": pay(posting["salary"]),
        "Terms": ", ".join(kind.replace("_", " ") for kind in posting["employment_types"]),
        "Kind of work": ", ".join(
            value.replace("_", " ")
            for name, value in labels(posting)
            if name in ("category", "seniority", "workplace_type")
        ),
        "Skills": ", ".join(posting["skills"]),
        "Posted": _day(posting["posted_at"]) or posting["posted_text"],
        "First seen": _day(posting["first_seen_at"]),
        "Apply until": _day(posting["valid_through"]),
        "Closed": _day(posting["closed_at"]),
        "Source": ", ".join(filter(None, [posting["attribution"], posting["license"]])),
    }
    return {name: value for name, value in values.items() if value}


def _day(moment: str | None) -> str | None:
    """The day of a date or an instant: a reader of the page needs no more."""
    return moment and moment[: len("2026-03-01")]


def _embedded(posting: Document) -> Markup:
    """The markup as the content of a script element, which no value of it can end."""
    text = to_json(job_posting(posting)).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
