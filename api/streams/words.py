"""Values of a posting in words, for formats that have no field for them."""

from collections.abc import Iterator
from typing import Any

from api.streams.format import Document


def place_name(place: Document) -> str:
    """A place in one line: city, region, country; else as its source wrote it."""
    parts = [place.get(name) for name in ("city", "region", "country")]
    return ", ".join(part for part in dict.fromkeys(parts) if part) or place.get("text") or ""


def pay(salary: Document | None) -> str | None:
    """Pay in one line ("60000-80000 USD a year"); null where no amount is stated."""
    if salary is None or (salary["min"] is None and salary["max"] is None):
        return None
    low, high = _amount(salary["min"]), _amount(salary["max"])
    if low and high:
        amount = low if low == high else f"{low}-{high}"
    else:
        amount = f"from {low}" if low else f"up to {high}"
    period = (
        salary["period"] and f"{'an' if salary['period'] == 'hour' else 'a'} {salary['period']}"
    )
    return " ".join(part for part in (amount, salary["currency"], period) if part)


def labels(posting: Document) -> Iterator[tuple[str, str]]:
    """What a reader may filter a feed by: the name of a vocabulary, and a value."""
    for name in ("category", "seniority", "workplace_type"):
        if posting[name]:
            yield name, posting[name]
    for name in ("employment_types", "skills"):
        yield from ((name, value) for value in posting[name])
    for place in posting["locations"]:
        if label := place_name(place):
            yield "location", label


def first_known(posting: Document, *names: str) -> Any:
    """The first of the fields that is known."""
    return next((posting[name] for name in names if posting[name] is not None), None)


def _amount(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}".removesuffix(".00")


def feed_title(words: str) -> str:
    """The title of a feed: what was searched for."""
    return f"Job postings: {words}" if words else "Job postings"


def item_title(posting: Document) -> str:
    """The title of an item: a feed shows one employer beside another."""
    return f"{posting['title']} - {posting['company']['name']}"
